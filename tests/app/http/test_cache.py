"""Kept answers: whatever a client says, the next one is sent what an application that keeps nothing would send."""

import asyncio
import base64
import gc
import gzip
import hashlib
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from prometheus_client.parser import text_string_to_metric_families

from app.http.cache import ResponseStore, weight
from app.http.log import request_id
from app.http.request import RequestKey
from app.http.responses import PreparedResponse, prepare
from app.main import create_app
from app.settings import Settings, SettingsError, read_settings
from tests.conftest import Api

ADDRESS = "/v1/claims?limit=2"
RELEASED = datetime(2026, 1, 1, tzinfo=UTC)

Make = Callable[..., Api]


@pytest.fixture
def make(release: Path) -> Iterator[Make]:
    made: list[Api] = []

    def make_one(cache_bytes: int = 32_000_000) -> Api:
        made.append(Api(create_app(Settings(release=release, cache_bytes=cache_bytes))))
        return made[-1]

    yield make_one
    for client in made:
        client.close()


def seen(answer: httpx.Response) -> tuple[int, bytes, dict[str, str]]:
    return answer.status_code, answer.content, dict(answer.headers)


def metrics(api: Api) -> dict[str, float]:
    text = api.get("/metrics").text
    samples = [sample for family in text_string_to_metric_families(text) for sample in family.samples]
    return {"/".join([sample.name, *sample.labels.values()]): sample.value for sample in samples}


def test_the_second_answer_touches_no_table_and_is_the_first(make: Make) -> None:
    api = make()
    first = api.get(ADDRESS)
    run = api.statements()
    assert seen(api.get(ADDRESS)) == seen(first)
    headed = api.request("HEAD", ADDRESS)
    assert (headed.headers, headed.content) == (first.headers, b"")
    held = api.get(ADDRESS, {"if-none-match": first.headers["etag"]})
    assert (held.status_code, held.content) == (304, b"")
    assert run == []
    api.get("/v1/claims?limit=3")
    assert run


def test_head_and_a_condition_keep_the_whole_answer(make: Make) -> None:
    for method, headers in (("HEAD", {}), ("GET", {"if-none-match": "*"})):
        api = make()
        api.request(method, ADDRESS, headers)
        run = api.statements()
        assert seen(api.get(ADDRESS)) == seen(make(0).get(ADDRESS))
        assert run == []


def test_nothing_is_kept_of_refusals_or_of_what_is_true_only_now(make: Make) -> None:
    api = make()
    before = metrics(api)["response_cache_entries"]
    for path in ("/healthz", "/readyz", "/metrics", "/v1/claims/none", "/v1/claims?topc=x", "/none", "/problems/x"):
        answer = api.get(path)
        assert answer.headers["cache-control"] == "no-store"
        assert "etag" not in answer.headers
        assert api.get(path, {"if-none-match": "*"}).status_code == answer.status_code
    api.request("POST", "/none")
    api.request("OPTIONS", ADDRESS)
    assert before == metrics(api)["response_cache_entries"] == 0
    run = api.statements()
    api.get("/readyz")
    assert run


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("host", "evil.test"),
        ("host", ""),
        ("host", "evil.test:99999"),
        ("x-forwarded-host", "evil.test"),
        ("x-forwarded-proto", "gopher"),
        ("x-forwarded-for", "6.6.6.6"),
        ("x-forwarded-prefix", "/evil"),
        ("forwarded", "host=evil.test;proto=https"),
        ("x-original-url", "/v1/topics"),
        ("x-rewrite-url", "/v1/topics"),
        ("x-http-method-override", "DELETE"),
        ("x-method-override", "POST"),
        ("origin", "https://evil.test"),
        ("referer", "https://evil.test"),
        ("accept-language", "zh"),
        ("accept-charset", "utf-16"),
        ("accept", "application/json"),
        ("accept", "text/html, */*;q=0.1"),
        ("accept", "image/png"),
        ("accept", "application/json;q=0"),
        ("accept", "application/json;q=0, text/html;q=0"),
        ("accept", ",;q=,;;="),
        ("accept", "APPLICATION/JSON;Q=0.5"),
        ("accept", "application/json;q=nan"),
        ("accept", "\xff/\xfe"),
        ("accept", "*/*;q=0.000"),
        ("accept-encoding", "gzip"),
        ("accept-encoding", "GZIP;q=1.0"),
        ("accept-encoding", "gzip;q=0, *"),
        ("accept-encoding", "br, zstd, deflate"),
        ("accept-encoding", "identity;q=0"),
        ("accept-encoding", "gzip\t;q=1"),
        ("range", "bytes=0-9"),
        ("if-range", '"x"'),
        ("if-match", '"x"'),
        ("if-unmodified-since", "Thu, 01 Jan 1970 00:00:00 GMT"),
        ("if-none-match", "*"),
        ("if-none-match", '"x", W/"y"'),
        ("if-modified-since", "Fri, 31 Dec 2100 23:59:59 GMT"),
        ("authorization", "Basic ZXZpbDpldmls"),
        ("cookie", "session=evil"),
        ("content-type", "text/evil"),
        ("content-length", "99999999"),
        ("transfer-encoding", "chunked"),
        ("expect", "100-continue"),
        ("cache-control", "no-cache, no-store"),
        ("pragma", "no-cache"),
        ("save-data", "on"),
        ("sec-fetch-mode", "navigate"),
        ("user-agent", "evil"),
        ("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"),
        ("want-repr-digest", "sha-512=10"),
    ],
)
@pytest.mark.parametrize("path", [ADDRESS, "/docs"])
def test_no_header_of_one_client_reaches_another(
    make: Make, pair: tuple[Api, Api], path: str, name: str, value: str
) -> None:
    poisoned, (_, unkept) = make(), pair
    headers: Any = {name: value.encode("latin-1")}
    assert seen(poisoned.get(path, headers)) == seen(unkept.get(path, headers)), "what the attacker is sent"
    for innocent in ({}, {"accept-encoding": "identity"}, {"accept": "application/json"}, {"accept": "text/html"}):
        assert seen(poisoned.get(path, innocent)) == seen(unkept.get(path, innocent)), innocent


@settings(max_examples=150, deadline=None)
@given(
    requests=st.lists(
        st.tuples(
            st.sampled_from(["GET", "HEAD"]),
            st.sampled_from([ADDRESS, "/v1/claims?limit=%32", "/v1/%63laims?limit=2", "/v1/claims?limit=2&", "/"]),
            st.dictionaries(
                st.sampled_from(["accept", "accept-encoding", "if-none-match", "host", "range"]),
                st.sampled_from(
                    ["", "*", "*/*", "gzip", "identity", "gzip;q=0", "text/html", "application/*;q=0.2", '"x"']
                ),
            ),
        ),
        max_size=6,
    )
)
def test_any_history_leaves_every_answer_as_it_was(pair: tuple[Api, Api], requests: list[Any]) -> None:
    keeping, unkept = pair
    for method, path, headers in requests:
        assert seen(keeping.request(method, path, headers)) == seen(unkept.request(method, path, headers))


@pytest.fixture(scope="module")
def pair(release: Path) -> Iterator[tuple[Api, Api]]:
    both = [Api(create_app(Settings(release=release, cache_bytes=kept))) for kept in (32_000_000, 0)]
    yield both[0], both[1]
    for one in both:
        one.close()


def test_headers_that_ask_the_same_share_an_answer(make: Make) -> None:
    api = make()
    for accept in ("*/*", "", "application/*, text/*", "*/*;q=0.3, image/png"):
        api.get(ADDRESS, {"accept": accept})
    assert metrics(api)["response_cache_entries"] == 1
    api.get(ADDRESS, {"accept": "application/json"})
    api.get(ADDRESS, {"accept-encoding": "identity"})
    assert metrics(api)["response_cache_entries"] == 3


TRACKED = ["utm_source=x", "fbclid=a%20b", "gclid", "_ga=1.2", "utm_source=x&utm_medium=y"]


@pytest.mark.parametrize("decoration", TRACKED)
def test_what_platforms_add_to_links_changes_nothing(make: Make, decoration: str) -> None:
    api = make()
    for path in (
        ADDRESS,
        "/v1/claims",
        "/",
        "/v1/citations/claim-xai-is-called-elon-musks?format=html",
        "/docs",
        "/llms.txt",
    ):
        plain = api.get(path)
        for decorated in (f"{path}{'&' if '?' in path else '?'}{decoration}", path.replace("?", f"?{decoration}&")):
            assert seen(api.get(decorated)) == seen(plain)
    assert metrics(api)["response_cache_entries"] == 6, "and is no other answer to be cached"
    assert api.get(f"{ADDRESS}&utmsource=x").status_code == 422


WITHOUT_QUERY = [
    *("/assets/swagger-ui-bundle.js", "/favicon.ico", "/robots.txt", "/llms.txt", "/.well-known/api-catalog"),
    *("/openapi.json", "/docs", "/guides", "/guides/paging", "/guides/glossary", "/problems/not_found"),
    "/articles/scmp-ai-talent-2025",
]


@pytest.mark.parametrize("path", WITHOUT_QUERY)
def test_an_address_that_takes_no_query_has_one_answer(make: Make, pair: tuple[Api, Api], path: str) -> None:
    api, (_, unkept) = make(), pair
    for address in (f"{path}?x=1", path, f"{path}?x=2", f"{path}?format=csv"):
        assert seen(api.get(address)) == seen(unkept.get(address)) == seen(unkept.get(path))
    assert metrics(api)["response_cache_entries"] == 1
    assert metrics(api)["response_cache_lookups_total/hit"] == 3


@pytest.mark.parametrize("path", ["/v1/claims", "/v1/dataset"])
def test_what_is_cached_without_a_query_answers_no_query(make: Make, path: str) -> None:
    api = make()
    for _ in range(2):
        assert [api.get(address).status_code for address in (path, f"{path}?x=1")] == [200, 422]


@pytest.mark.parametrize("path", ["/assets/swagger-ui-bundle.js", "/openapi.json"])
def test_what_stays_the_same_is_packed_once(make: Make, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    first = make(0).get(path, {"accept-encoding": "gzip"})
    assert first.headers["content-encoding"] == "gzip"
    monkeypatch.setattr(gzip, "compress", None)
    assert seen(make(0).get(f"{path}?x=1", {"accept-encoding": "gzip"})) == seen(first)


def test_repeated_fields_are_read_as_one_list(make: Make) -> None:
    """RFC 9110 §5.3: only together do the two lines refuse JSON and take gzip."""

    async def ask(api: Api, *headers: tuple[str, str]) -> httpx.Response:
        return await api.client.get(ADDRESS, headers=list(headers))

    api = make()
    both = (("accept", "text/html"), ("accept", "application/json"))
    assert api.loop.run_until_complete(ask(api, *both)).status_code == 200
    codings = (("accept-encoding", "br"), ("accept-encoding", "gzip"))
    assert "content-encoding" in api.loop.run_until_complete(ask(api, *codings)).headers


def test_the_query_is_kept_by_its_bytes_and_the_path_as_it_is_routed(make: Make) -> None:
    api, unkept = make(), make(0)
    for path in (
        ADDRESS,
        "/v1/claims?limit=%32",
        "/v1/%63laims?limit=2",
        "/v1%2Fclaims?limit=2",
        "/v1/claims%3Flimit=2",
    ):
        for _ in range(2):
            assert seen(api.get(path)) == seen(unkept.get(path)), path
    assert metrics(api)["response_cache_entries"] == 2, (
        "one for each spelling of the query; a question mark in a path is no query"
    )


def test_a_server_that_sends_no_raw_path_is_served_the_same(make: Make) -> None:
    api = make()
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "method": "GET",
        "path": "/v1/claims",
        "query_string": b"limit=2",
    }
    messages: list[Any] = []

    async def receive() -> Any:
        raise AssertionError("a request's body is not read")

    async def send(message: Any) -> None:
        messages.append(message)

    for _ in range(2):
        asyncio.run(api.app({**scope, "headers": []}, receive, send))
    assert [message.get("status") for message in messages] == [200, None, 200, None]
    assert messages[1]["body"] == messages[3]["body"] == api.get(ADDRESS, {"accept-encoding": ""}).content
    assert metrics(api)["response_cache_lookups_total/hit"] == 2


def prepared(body: bytes, status: int = 200, **headers: str) -> PreparedResponse:
    fields = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return prepare(status, fields, body, modified=RELEASED, accepts_gzip=False)


def key(number: int) -> RequestKey:
    return RequestKey("", f"/{number}", b"", "", gzip=False)


def test_the_least_recent_goes_first_and_the_bound_holds() -> None:
    size = weight(key(1), prepared(b"x" * 100))
    kept = ResponseStore(20 * size)
    for number in range(20):
        kept.keep(key(number % 10), prepared(b"x" * 100))
    assert (len(kept), kept.bytes, kept.evictions) == (10, 10 * size, 0), "kept anew is kept once"
    assert kept.get(key(0)) is not None
    for number in range(10, 40):
        kept.keep(key(number), prepared(b"x" * 90))
        assert kept.bytes <= kept.limit
        assert kept.get(key(0)) is not None
    assert kept.get(key(1)) is None
    assert (kept.hits, kept.misses) == (31, 1)
    assert kept.evictions == 40 - len(kept)


def test_what_is_large_or_may_not_be_stored_is_not_kept() -> None:
    kept = ResponseStore(80_000)
    kept.keep(key(1), prepared(b"x" * 10_001))
    kept.keep(key(2), prepared(b"", 404))
    kept.keep(key(3), prepared(b"", cache_control="no-store"))
    assert (len(kept), kept.bytes) == (0, 0)
    off = ResponseStore(0)
    off.keep(key(1), prepared(b""))
    assert len(off) == 0


def test_the_weight_is_no_less_than_the_memory() -> None:
    gc.collect()
    tracemalloc.start()
    try:
        kept = ResponseStore(10_000_000)
        for number in range(500):
            accept = f"application/json;q=1.000, text/html;q=0.{number}"
            asked = RequestKey("", f"/v1/{number}", b"limit=%d" % number, accept, gzip=False)
            kept.keep(asked, prepared(b"%d" % number * 500, content_type="text/plain"))
        gc.collect()
        used, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(kept) == 500
    assert 0.5 * kept.bytes < used <= kept.bytes


def test_metrics_count_what_was_sent(make: Make) -> None:
    api = make()
    api.get(ADDRESS)
    api.get(ADDRESS, {"if-none-match": "*"})
    api.get("/none")
    counted = metrics(api)
    answers = {name: count for name, count in counted.items() if name.startswith("http_requests_total")}
    assert answers == {
        "http_requests_total//v1/claims/2xx": 1,
        "http_requests_total//v1/claims/3xx": 1,
        "http_requests_total/unmatched/4xx": 1,
    }
    record = api.json("/v1/topics")["data"][0]["id"]
    for path in (f"/v1/topics/{record}", f"/v1/topics/{record}", "/v1/topics/none", f"/v1/claims?x={'y' * 9_000}"):
        api.get(path)
    api.request("POST", "/v1/topics/none")
    counted |= (then := metrics(api))
    assert then["http_requests_total//v1/topics/{topic_id}/2xx"] == 2, "made, then cached"
    assert then["http_requests_total//v1/topics/{topic_id}/4xx"] == 2, "no such record, no such method"
    assert then["http_requests_total/unmatched/4xx"] == 2, "refused before any routing"
    assert counted["response_cache_lookups_total/hit"] == 2
    assert counted["response_cache_lookups_total/miss"] == 7, "pages, refusals, and these very answers"
    assert counted["response_cache_evictions_total"] == 0
    assert 0 < counted["response_cache_bytes"] < counted["response_cache_limit_bytes"] == 32_000_000
    assert counted["service_start_time_seconds"] > 1_700_000_000
    made = "http_request_duration_seconds"
    assert counted[f"{made}_count//v1/claims"] == 1, "made once, then held by the client"
    assert counted[f"{made}_count//v1/topics/{{topic_id}}"] == 3, "a record once, and two refusals"
    assert 0 < counted[f"{made}_sum//v1/claims"] < 10
    assert counted[f"{made}_bucket/+Inf//v1/claims"] == 1
    answer = api.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=")
    assert answer.headers["cache-control"] == "no-store"


def test_the_digest_is_of_the_bytes_that_are_sent(make: Make) -> None:
    """RFC 9530 §3: of the representation in its coding; the same on HEAD; a 304 carries no metadata of a body."""

    async def raw(api: Api, headers: dict[str, str]) -> tuple[bytes, httpx.Headers]:
        async with api.client.stream("GET", ADDRESS, headers=headers) as answer:
            return b"".join([part async for part in answer.aiter_raw()]), answer.headers

    api = make()
    for coding in ("identity", "gzip"):
        body, headers = api.loop.run_until_complete(raw(api, {"accept-encoding": coding}))
        digest = base64.b64encode(hashlib.sha256(body).digest()).decode()
        assert headers["repr-digest"] == f"sha-256=:{digest}:"
        assert ("content-encoding" in headers) == (coding == "gzip")
    held = api.get(ADDRESS, {"if-none-match": "*"})
    assert {"repr-digest", "content-length", "content-type", "last-modified", "link"}.isdisjoint(held.headers)
    assert {"etag", "vary", "cache-control", "access-control-allow-origin"} <= set(held.headers)


def test_an_error_of_ours_is_open_to_all_and_not_kept(make: Make) -> None:
    api = make()
    api.app.state.service.database.close()
    for _ in range(2):
        answer = api.get(ADDRESS)
        assert answer.status_code == 500
        assert answer.headers["access-control-allow-origin"] == "*"
    assert metrics(api)["response_cache_entries"] == 0
    assert metrics(api)["http_requests_total//v1/claims/5xx"] == 2


def test_an_error_of_ours_says_what_it_is_logged_as(make: Make) -> None:
    api = make()
    api.app.state.service.database.close()
    token = request_id.set("mine-1")
    assert "logged as mine-1" in api.get(ADDRESS).json()["detail"]
    request_id.reset(token)
    assert "logged." in api.get(ADDRESS).json()["detail"]


@pytest.mark.parametrize("value", ["-1", "32MB", "", "1e6"])
def test_a_bound_that_is_no_number_of_bytes_is_named(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("RECORD_CACHE_BYTES", value)
    with pytest.raises(SettingsError, match="RECORD_CACHE_BYTES"):
        read_settings()
    monkeypatch.setenv("RECORD_CACHE_BYTES", "0")
    assert read_settings().cache_bytes == 0
