"""What FastAPI and Starlette promise holds here, for answers that are made and for answers that are cached."""

import json
import os
import re
import subprocess
import sys
import warnings
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
from typing import Annotated, Any

import pytest
from fastapi import APIRouter, BackgroundTasks, Depends, FastAPI, Header, HTTPException, Request, Response, Security
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, PlainTextResponse, StreamingResponse
from fastapi.security import APIKeyHeader
from fastapi.staticfiles import StaticFiles
from opentelemetry.instrumentation.asgi import OpenTelemetryMiddleware
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.routing import Mount, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.dataset.router import router as dataset
from app.main import ROUTERS, Application, create_app
from app.query.reader import READER, Reader
from app.resources.claims.router import router as claims
from app.settings import Settings
from tests.app.refusals import refused
from tests.conftest import Api
from tests.faults.servers import fetch, free_port, wait_until

ADDRESS = "/v1/claims?limit=2"
SECRET = {"x-api-key": "opensesame"}
KEY = APIKeyHeader(name="x-api-key", auto_error=False)

Make = Callable[..., Application]
Over = Callable[[FastAPI], Api]


@pytest.fixture
def make(release: Path) -> Iterator[Make]:
    made: list[Application] = []

    def make_one(*, settings: dict[str, Any] | None = None, **options: Any) -> Application:
        made.append(create_app(Settings(release=release, **(settings or {})), **options))
        return made[-1]

    yield make_one
    for app in made:
        app.state.service.database.close()


@pytest.fixture
def over() -> Iterator[Over]:
    """A client of an application that `make` closes, or of another around it."""
    made: list[Api] = []

    def over_one(app: FastAPI) -> Api:
        made.append(Api(app))
        return made[-1]

    yield over_one
    for client in made:
        client.loop.run_until_complete(client.client.aclose())
        client.loop.close()


def cached(api: Api, headers: dict[str, str] | None = None) -> int:
    """How many answers are in the cache."""
    (line,) = [
        line for line in api.get("/metrics", headers).text.splitlines() if line.startswith("response_cache_entries ")
    ]
    return int(float(line.split()[1]))


async def needs_key(key: Annotated[str | None, Security(KEY)]) -> None:
    if key != SECRET["x-api-key"]:
        raise HTTPException(401, "A key is needed.", headers={"WWW-Authenticate": "ApiKey"})


async def no_key(request: Request) -> None:
    """Not a security scheme, and takes nothing that OpenAPI shows."""
    if request.headers.get("x-api-key") != SECRET["x-api-key"]:
        raise HTTPException(401)


def guarded(level: str, dependency: Callable[..., Awaitable[None]], make: Make) -> Application:
    """The application with a dependency around `/v1/claims` at one of the four levels."""
    guard = [Depends(dependency)]
    others = [router for router in ROUTERS if router is not claims]
    if level == "application":
        return make(dependencies=guard)
    if level == "router":
        outer = APIRouter(dependencies=guard)
        outer.include_router(claims)
        return make(routers=[outer, *others])
    app = make(routers=others)
    if level == "include_router":
        app.include_router(claims, dependencies=guard)
    else:
        router = APIRouter()
        for route in claims.routes:
            router.add_api_route(route.path, route.endpoint, dependencies=guard)  # type: ignore[attr-defined]
        app.include_router(router)
    return app


class Stamp:
    """Pure-ASGI middleware that adds a field to every answer, in place."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def stamped(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"].append((b"x-stamp", b"1"))
            await send(message)

        await self.app(scope, receive, stamped)


LEVELS = ["application", "router", "include_router", "route"]


@pytest.mark.parametrize("dependency", [needs_key, no_key])
@pytest.mark.parametrize("level", LEVELS)
def test_a_key_check_holds_at_every_level(
    make: Make, over: Over, level: str, dependency: Callable[..., Awaitable[None]]
) -> None:
    api = over(guarded(level, dependency, make))
    for address in (ADDRESS, "/v1/claims", "/v1/claims?format=csv", "/v1/claims/xai-is-called-elon-musks"):
        assert [api.get(address, headers).status_code for headers in ({}, SECRET, {}, SECRET)] == [401, 200, 401, 200]
        answer = api.get(address, SECRET)
        assert answer.headers["cache-control"] == "no-store"
        assert "etag" not in answer.headers
    assert cached(api, SECRET) == 0
    refusal = api.get(ADDRESS)
    assert (refusal.headers["content-type"], refusal.json()["status"]) == ("application/problem+json", 401)
    unguarded = api.get("/v1/topics", SECRET if level == "application" else {})
    assert unguarded.status_code == 200
    assert ("etag" in unguarded.headers) == (level != "application")


@pytest.mark.parametrize("level", LEVELS)
def test_openapi_names_the_security_scheme_at_every_level(make: Make, level: str) -> None:
    document = guarded(level, needs_key, make).openapi()
    assert document["components"]["securitySchemes"] == {
        "APIKeyHeader": {"type": "apiKey", "in": "header", "name": "x-api-key"}
    }
    assert document["paths"]["/v1/claims"]["get"]["security"] == [{"APIKeyHeader": []}]
    topics = document["paths"]["/v1/topics"]["get"]["security"]
    assert topics == ([{"APIKeyHeader": []}] if level == "application" else [])


def test_a_key_check_inside_a_dependency_of_a_dependency_holds(make: Make, over: Over) -> None:
    async def outer(_: Annotated[None, Depends(needs_key)]) -> None:
        return

    app = make(routers=[dataset])
    app.include_router(claims, dependencies=[Depends(outer)])
    api = over(app)
    assert [api.get(ADDRESS, headers).status_code for headers in ({}, SECRET, {})] == [401, 200, 401]


def test_a_dependency_runs_for_each_request(make: Make, over: Over) -> None:
    asked: list[str] = []

    async def count(request: Request) -> AsyncIterator[None]:
        asked.append(request.url.path)
        yield
        asked.append("after")

    api = over(make(dependencies=[Depends(count)]))
    for _ in range(3):
        assert api.get(ADDRESS).status_code == 200
    assert asked == ["/v1/claims", "after"] * 3


def test_a_refusal_runs_nothing_of_theirs_in_the_clients_name(make: Make, over: Over) -> None:
    """Its example is tried, but only where that does nothing but answer."""
    ran: list[str] = []

    async def count(request: Request) -> None:
        ran.append(request.url.path)

    app = make(dependencies=[Depends(count)])

    @app.get("/charge/{number}")
    async def charge(number: str, tasks: BackgroundTasks) -> None:
        tasks.add_task(ran.append, f"charged {number}")

    api = over(app)
    assert [api.request(method, "/charge/1").status_code for method in ("POST", "DELETE")] == [405, 405]
    assert api.get("/Charge/1/").json()["example"] == "/charge/1"
    assert ran == []
    refusal = api.get("/v1/claims?topc=patents")
    assert (refusal.status_code, refusal.json()["example"]) == (422, "/v1/claims?topic=patents")
    assert ran == ["/v1/claims"]


def test_no_route_of_theirs_that_stands_before_ours_is_run_to_try_an_example(make: Make, over: Over) -> None:
    ran: list[str] = []

    async def theirs(request: Request) -> Response:
        ran.append(request.url.path)
        return Response()

    app = make()
    app.router.routes.insert(0, Route("/v1/claims", theirs))
    assert over(app).get("/v1/claim").json()["example"] == "/v1/claims"
    assert ran == []


def test_dependency_overrides_hold_and_leave_no_trace(make: Make, over: Over) -> None:
    app = make()
    api = over(app)
    before = api.get(ADDRESS)

    class Empty:
        def page(self, *_: object) -> Response:
            return PlainTextResponse("overridden")

    app.dependency_overrides[READER] = Empty
    assert api.get(ADDRESS).text == "overridden"
    app.dependency_overrides.clear()
    assert api.get(ADDRESS).content == before.content

    app.dependency_overrides[needs_key] = lambda: None
    app.include_router(claims, prefix="/guarded", dependencies=[Depends(needs_key)])
    assert api.get(f"/guarded{ADDRESS}").status_code == 200
    app.dependency_overrides.clear()
    assert api.get(f"/guarded{ADDRESS}").status_code == 401


def test_middleware_sees_made_and_cached_answers_alike(make: Make, over: Over) -> None:
    app = make()
    app.add_middleware(Stamp)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=["api.test"])

    @app.middleware("http")
    async def timed(request: Request, call_next: Any) -> Response:
        answer: Response = await call_next(request)
        answer.headers["x-path"] = request.url.path
        return answer

    api = over(app)
    for _ in range(3):
        answer = api.get(ADDRESS)
        assert answer.status_code == 200
        assert answer.headers.get_list("x-stamp") == ["1"], "and not once more for each time that it was sent"
        assert answer.headers["x-path"] == "/v1/claims"
        assert api.get(ADDRESS, {"host": "evil.test"}).status_code == 400
        held = api.get(ADDRESS, {"if-none-match": answer.headers["etag"]})
        assert (held.status_code, held.headers["x-stamp"]) == (304, "1")
        assert api.request("HEAD", ADDRESS).headers["x-stamp"] == "1"
        assert api.get("/v1/claims?limt=2").headers["x-stamp"] == "1"
        assert api.get("/nowhere").headers["x-stamp"] == "1"
        assert api.request("OPTIONS", ADDRESS).headers["x-stamp"] == "1"
    assert cached(api) == 1


def test_middleware_and_handlers_may_be_given_as_options(make: Make, over: Over) -> None:
    class Guard:
        def __init__(self, app: ASGIApp) -> None:
            self.app = app

        async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
            allowed = scope["type"] != "http" or (b"x-api-key", SECRET["x-api-key"].encode()) in scope["headers"]
            await (self.app if allowed else PlainTextResponse("no", status_code=401))(scope, receive, send)

    async def mine(_: Request, __: Exception) -> Response:
        return PlainTextResponse("mine", status_code=418)

    handlers = {404: mine, RequestValidationError: mine, Exception: mine}
    api = over(make(middleware=[Middleware(Guard)], exception_handlers=handlers))

    @api.app.get("/number")
    async def number(value: int) -> None:
        raise ValueError(value)

    assert [api.get(ADDRESS, headers).status_code for headers in ({}, SECRET, {}, SECRET)] == [401, 200, 401, 200]
    for address in ("/nowhere", "/number?value=x", "/number?value=1"):
        assert api.get(address, SECRET).text == "mine"
    refused(api.get("/v1/claims?limt=1", SECRET), 422, "unknown_parameter")


def test_middleware_can_read_which_route_answered(make: Make, over: Over) -> None:
    app = make()
    seen = []

    class Watch:
        def __init__(self, app: ASGIApp) -> None:
            self.app = app

        async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
            await self.app(scope, receive, send)
            seen.append((scope["route"].path, scope["path_params"], scope["endpoint"].__name__))

    app.add_middleware(Watch)
    api = over(app)
    for method in ("HEAD", "GET", "GET", "HEAD"):
        assert api.request(method, "/v1/topics/patents").status_code == 200
    assert seen == [seen[0]] * 4
    assert seen[0][1:] == ({"topic_id": "patents"}, "get_topic")


def test_middleware_can_stand_around_the_whole_application(make: Make, over: Over) -> None:
    async def relabel(request: Request, call_next: Any) -> Response:
        answer: Response = await call_next(request)
        answer.headers["x-relabelled"] = "yes"
        return answer

    app = make()
    packed: Any = GZipMiddleware(app, minimum_size=100)
    around: Any = BaseHTTPMiddleware(packed, dispatch=relabel)
    api = over(around)
    for _ in range(2):
        answer = api.get(ADDRESS, {"accept-encoding": "gzip"})
        assert (answer.status_code, answer.headers["content-encoding"]) == (200, "gzip")
        assert answer.headers["x-relabelled"] == "yes"
        assert answer.json()["meta"]["limit"] == 2
        assert api.get("/v1/dataset.zip", {"accept-encoding": "gzip"}).content.startswith(b"PK")


def test_opentelemetry_traces_every_request(make: Make, over: Over) -> None:
    spans = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(spans))
    app = make()
    app.add_middleware(OpenTelemetryMiddleware, tracer_provider=provider)
    api = over(app)
    for _ in range(2):
        spans.clear()
        assert api.get(ADDRESS).status_code == 200
        (server,) = [span for span in spans.get_finished_spans() if span.kind.name == "SERVER"]
        assert server.attributes is not None
        assert 200 in server.attributes.values()


def test_exception_handlers_and_http_exceptions(make: Make, over: Over) -> None:
    class Teapot(Exception):
        pass

    app = make()

    @app.exception_handler(Teapot)
    async def brew(_: Request, __: Exception) -> Response:
        return JSONResponse({"brew": "tea"}, status_code=418)

    @app.get("/tea")
    async def tea() -> None:
        raise Teapot

    @app.get("/forbidden")
    async def forbidden() -> None:
        raise HTTPException(403, "Not for you.", headers={"x-why": "because"})

    @app.get("/structured")
    async def structured() -> None:
        raise HTTPException(409, {"reason": "taken"})

    @app.get("/unmodified")
    async def unmodified() -> None:
        raise HTTPException(304)

    api = over(app)
    for _ in range(2):
        assert (api.get("/tea").status_code, api.get("/tea").json()) == (418, {"brew": "tea"})
        answer = api.get("/forbidden")
        assert (answer.status_code, answer.headers["content-type"]) == (403, "application/problem+json")
        assert answer.headers["x-why"] == "because"
        assert answer.json()["detail"] == "Not for you."
        assert answer.json()["title"] == "Forbidden"
        assert answer.json()["instance"] == "/forbidden"
        structured_answer = api.get("/structured")
        assert structured_answer.status_code == 409
        assert "taken" in structured_answer.text
        assert (api.get("/unmodified").status_code, api.get("/unmodified").content) == (304, b"")


def test_a_handler_of_theirs_takes_the_place_of_ours(make: Make, over: Over) -> None:
    app = make()

    @app.exception_handler(404)
    async def lost(_: Request, __: Exception) -> Response:
        return PlainTextResponse("lost", status_code=404)

    api = over(app)
    assert api.get("/nowhere").text == "lost"
    refused(api.get("/v1/claims?limt=1"), 422, "unknown_parameter")


def test_late_and_plain_routes(make: Make, over: Over) -> None:
    app = make()
    api = over(app)
    assert api.get(ADDRESS).status_code == 200
    refused(api.get("/plain"), 404, "not_found")
    before = set(api.json("/openapi.json")["paths"])

    @app.get("/plain")
    def plain(number: int = 1) -> dict[str, int]:
        return {"number": number}

    late = APIRouter(prefix="/late")

    @late.get("/{name}")
    async def named(name: str, reader: Reader) -> dict[str, str]:
        return {"name": name, "version": reader.release.data_version}

    app.include_router(late)
    app.router.routes.append(Route("/starlette", lambda _: PlainTextResponse("plain Starlette")))
    for number in (1, 2):
        assert api.json(f"/plain?number={number}") == {"number": number}
        assert api.json("/late/x") == {"name": "x", "version": "1.0.0"}
        assert api.get("/starlette").text == "plain Starlette"
    refused(api.get("/plain?number=x"), 422, "invalid_value")
    assert api.get("/plain?number=x").json()["errors"][0]["parameter"] == "number"
    assert set(api.json("/openapi.json")["paths"]) - before == {"/plain", "/late/{name}"}
    assert api.get("/v1/claims?limit=2").status_code == 200


def test_a_route_put_before_a_cached_one_takes_its_place(make: Make, over: Over) -> None:
    app = make()
    api = over(app)
    api.get("/v1/topics")
    router = APIRouter()

    @router.get("/v1/topics")
    async def mine() -> dict[str, str]:
        return {"mine": "yes"}

    app.include_router(router)
    app.router.routes.insert(0, app.router.routes.pop())
    assert api.json("/v1/topics") == {"mine": "yes"}


def test_any_kind_of_endpoint_and_response(make: Make, over: Over) -> None:
    app = make()

    @app.get("/dict")
    def as_dict(x_who: Annotated[str, Header()] = "nobody") -> dict[str, str]:
        return {"who": x_who}

    @app.get("/json")
    async def as_json() -> Response:
        return JSONResponse([1, 2])

    @app.get("/stream")
    async def as_stream() -> Response:
        async def parts() -> AsyncIterator[bytes]:
            for part in (b"one,", b"two,", b"three"):
                yield part

        return StreamingResponse(parts(), media_type="text/plain")

    @app.get("/empty", status_code=204)
    async def empty() -> None:
        return None

    @app.get("/cookie")
    async def cookie(response: Response) -> dict[str, bool]:
        response.set_cookie("seen", "yes")
        return {"set": True}

    api = over(app)
    for who in ("ann", "bob"):
        assert api.get("/dict", {"x-who": who}).json() == {"who": who}
        assert api.json("/json") == [1, 2]
        assert api.get("/stream").text == "one,two,three"
        assert (api.get("/empty").status_code, api.get("/empty").content) == (204, b"")
        assert api.get("/cookie").headers["set-cookie"].startswith("seen=yes")
        assert api.request("HEAD", "/json").content == b""
    assert cached(api) == 0


def test_a_post_beside_a_cached_get_is_not_answered_by_it(make: Make, over: Over) -> None:
    app = make()

    @app.post("/v1/topics")
    async def note(request: Request) -> dict[str, str]:
        return {"posted": (await request.body()).decode()}

    @app.api_route("/v1/series", methods=["HEAD", "OPTIONS"])
    async def own() -> Response:
        return Response(headers={"x-own": "yes"})

    api = over(app)
    api.get("/v1/topics")
    for text in ("one", "two"):
        answer = api.loop.run_until_complete(api.client.post("/v1/topics", content=text))
        assert answer.json() == {"posted": text}
        assert api.json("/v1/topics")["data"]
    refused(api.request("DELETE", "/v1/topics"), 405, "method_not_allowed")
    assert api.json("/v1/series")["data"]
    assert "x-own" not in api.request("HEAD", "/v1/series").headers, "the first route that has the path answers"


def test_background_tasks_run_each_time(make: Make, over: Over) -> None:
    done: list[str] = []
    app = make()

    @app.get("/task")
    async def task(tasks: BackgroundTasks, reader: Reader) -> Response:
        tasks.add_task(done.append, "injected")
        return reader.render.json(b"{}", [])

    @app.get("/attached")
    async def attached(reader: Reader) -> Response:
        answer = reader.render.json(b"{}", [])
        answer.background = BackgroundTasks()
        answer.background.add_task(done.append, "attached")
        return answer

    api = over(app)
    for _ in range(2):
        assert api.get("/task").status_code == 200
        assert api.get("/attached").status_code == 200
    assert done == ["injected", "attached"] * 2


def test_an_answer_of_ours_that_takes_the_request_is_not_cached(make: Make, over: Over) -> None:
    app = make()

    @app.get("/who")
    async def who(request: Request, reader: Reader) -> Response:
        name = request.headers.get("x-who", "nobody")
        return reader.render.json(json.dumps({"who": name}).encode(), [])

    @app.get("/same")
    async def same(reader: Reader, number: int = 1) -> Response:
        return reader.render.json(b"%d" % number, [])

    @app.get("/echo")
    async def echo(reader: Reader) -> Response:
        return reader.render.json(json.dumps(reader.render.parameters).encode(), [])

    api = over(app)
    for name in ("ann", "bob"):
        assert api.get("/who", {"x-who": name}).json() == {"who": name}
        assert api.get("/same?number=3").json() == 3
        assert api.get("/same?number=4").json() == 4
        assert api.get("/echo").json() == []
        assert api.get("/echo?a=b").json() == [["a", "b"]]
    assert cached(api) == 4, "what follows from the address alone, its query included"


def test_applications_and_files_are_mounted_in_ours(make: Make, over: Over, tmp_path: Path) -> None:
    (tmp_path / "hello.txt").write_text("hello", encoding="utf-8")
    guest = FastAPI()

    @guest.get("/where")
    async def where(request: Request) -> dict[str, Any]:
        return {"root": request.scope["root_path"], "url": str(request.url_for("where"))}

    app = make()
    app.mount("/files", StaticFiles(directory=tmp_path))
    app.mount("/guest", guest)
    api = over(app)
    for _ in range(2):
        assert api.get("/files/hello.txt").text == "hello"
        assert api.get("/files/none.txt").status_code == 404
        assert api.json("/guest/where") == {"root": "/guest", "url": "http://api.test/guest/where"}
        assert api.get("/guest/none").json() == {"detail": "Not Found"}, "a guest answers in its own words"
        assert api.request("HEAD", "/files/hello.txt").headers["content-length"] == "5"


def addresses(part: Any) -> list[str]:
    """Every root-relative address in a JSON document."""
    if isinstance(part, dict):
        return [found for value in part.values() for found in addresses(value)]
    if isinstance(part, list):
        return [found for value in part for found in addresses(value)]
    return [part] if isinstance(part, str) and part.startswith("/") else []


def test_ours_is_mounted_in_another_without_its_lifespan(make: Make, over: Over) -> None:
    host = FastAPI()
    host.mount("/talent", make())
    api = over(host)
    for _ in range(2):
        page = api.json(f"/talent{ADDRESS}")
        found = addresses(page)
        assert len(found) > 10
        assert all(each.startswith("/talent/") for each in found)
        assert api.json(page["links"]["next"])["data"]
        refusal = refused_below(api, "/talent/v1/claims?limt=2")
        assert refusal["example"] == "/talent/v1/claims?limit=2"
        assert api.get(refusal["example"]).status_code == 200


def refused_below(api: Api, address: str) -> dict[str, Any]:
    body: dict[str, Any] = api.get(address).json()
    assert body["type"].startswith("/talent/problems/")
    assert body["instance"].startswith("/talent/")
    assert api.get(body["type"]).status_code == 200
    return body


@pytest.mark.parametrize("cut_off", [False, True])
def test_links_have_the_prefix_of_a_proxy(make: Make, over: Over, *, cut_off: bool) -> None:
    """Proxies pass the path on as it came, or with the prefix cut off: ASGI servers and Starlette take both."""
    api = over(make(settings={"root_path": "/talent"}))
    at = "" if cut_off else "/talent"
    for _ in range(2):
        page = api.get(f"{at}{ADDRESS}")
        assert all(each.startswith("/talent/") for each in addresses(page.json()))
        assert page.headers["link"].startswith("</talent/v1/claims")
        assert page.headers["etag"]
        document = api.json(f"{at}/openapi.json")
        assert document["servers"] == [{"url": "/talent"}]
        assert "/v1/claims" in document["paths"]
        docs = api.get(f"{at}/docs").text
        assert 'src="/talent/assets/docs.js"' in docs
        assert 'href="/talent/openapi.json"' in docs
        home = api.get(f"{at}/", {"accept": "text/html"}).text
        assert 'href="/v1' not in home
        assert 'href="/talent/v1/claims?source=' in home
        page = api.get(f"{at}/v1/citations/claim-xai-is-called-elon-musks", {"accept": "text/html"})
        linked = re.findall(r'(?:href|src)="(/[^"]*)"', page.text)
        assert linked
        assert all(each.startswith("/talent/") for each in linked)


def test_the_prefix_belongs_to_the_key_of_a_cached_answer(make: Make, over: Over) -> None:
    inner = make()
    host = FastAPI(routes=[Mount("/one", inner), Mount("/two", inner)])
    api = over(host)
    for prefix in ("/one", "/two", "/one", "/two"):
        found = addresses(api.json(f"{prefix}{ADDRESS}"))
        assert all(each.startswith(f"{prefix}/") for each in found)


def test_a_redirect_has_the_prefix(make: Make, over: Over) -> None:
    app = make(settings={"root_path": "/talent"})

    @app.get("/old")
    async def old(reader: Reader) -> Response:
        return Response(status_code=308, headers={"location": f"{reader.render.base}/v1/claims"})

    assert over(app).get("/talent/old").headers["location"] == "/talent/v1/claims"


def test_starlettes_client_needs_no_lifespan(make: Make) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it asks for another httpx
        from fastapi.testclient import TestClient  # noqa: PLC0415

        client = TestClient(make())
        first, second = client.get(ADDRESS), client.get(ADDRESS)
        assert first.status_code == second.status_code == 200
        assert first.content == second.content
        with TestClient(make()) as entered:
            assert entered.get(ADDRESS).content == first.content
        client.close()


def test_what_was_added_is_not_in_another_application(make: Make, over: Over) -> None:
    first, second = make(), make()

    @first.get("/mine")
    async def mine() -> dict[str, str]:
        return {}

    assert over(first).get("/mine").status_code == 200
    assert over(second).get("/mine").status_code == 404


SERVERS = {
    "uvicorn": [sys.executable, "-m", "uvicorn", "app.main:app", "--port"],
    "uvicorn factory": [sys.executable, "-m", "uvicorn", "--factory", "app.main:create_app", "--port"],
    "fastapi": [str(Path(sys.executable).parent / "fastapi"), "run", "app/main.py", "--host", "127.0.0.1", "--port"],
}


@pytest.mark.parametrize("server", SERVERS)
def test_the_usual_commands_serve(release: Path, server: str) -> None:
    port = free_port()
    process = subprocess.Popen(
        [*SERVERS[server], str(port)],
        cwd=Path(__file__).parents[2],
        env=os.environ | {"RECORD_RELEASE": str(release)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        address = f"http://127.0.0.1:{port}{ADDRESS}"
        wait_until(lambda: fetch(address)[0] == 200 or process.poll() is not None)
        assert process.poll() is None
        assert json.loads(fetch(address)[1])["meta"]["limit"] == 2
    finally:
        process.terminate()
        process.wait()


@pytest.mark.parametrize("server", SERVERS)
def test_the_usual_commands_read_settings_by_the_same_door(release: Path, server: str) -> None:
    ended = subprocess.run(
        [*SERVERS[server], str(free_port())],
        check=False,
        cwd=Path(__file__).parents[2],
        env=os.environ | {"RECORD_RELEASE": str(release), "RECORD_RELEASES": "x"},
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert ended.returncode != 0
    assert "RECORD_RELEASES: unknown setting; did you mean RECORD_RELEASE?" in ended.stderr + ended.stdout
