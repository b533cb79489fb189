"""Addresses that belong to no resource: the index, the docs page, the problem pages, health."""

import asyncio
import html
import json
import pathlib
import sqlite3
from collections.abc import Callable
from functools import cache
from http import HTTPStatus
from typing import Annotated, Any

import fastapi_swagger
from fastapi import APIRouter, Path, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from pydantic import ConfigDict, Field

from app.formats.html import SITE
from app.formats.registry import CITATION_FORMATS, RECORD_FORMATS
from app.http.nearness import nearest
from app.http.problems import PROBLEMS, Unavailable, explanation, not_found, stopping
from app.http.request import as_sent
from app.http.responses import LastingRepresentation, Representation
from app.openapi.operations import LIVE, PAGE, READY, described
from app.query.choices import Formats
from app.query.pagination import Query
from app.query.parser import parsed
from app.query.reader import PageReader, Reader, ReleaseReader
from app.query.schemas import Schema
from app.resources import KINDS
from app.site.documents import read_article, read_sources
from app.site.guides import GLOSSARY, GUIDES, contents, glossary
from app.site.home import home
from app.site.pages import STATIC, filled, page

SWAGGER = pathlib.Path(fastapi_swagger.__file__).parent / "resources"

MEDIA_TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}
ASSETS = {
    **{path.relative_to(STATIC).as_posix(): path for path in STATIC.rglob("*.*") if path.suffix in MEDIA_TYPES},
    "swagger-ui.css": SWAGGER / "swagger-ui.css",
    "swagger-ui-bundle.js": SWAGGER / "swagger-ui-bundle.js",
}
FAVICON = STATIC / "favicon.svg"

Code = Annotated[str, Path(description="A problem's `code`.", examples=["unknown_parameter"])]
NEVER_KEPT = {"cache-control": "no-store"}
"""An answer that is true only now is kept by no one, here or on the way."""

router = APIRouter(tags=["service"])
hidden = APIRouter(include_in_schema=False)


class IndexQuery(Query):
    """What the index can be asked. As a page for people, it takes whatever others add, and heeds none of it."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    format: Annotated[
        str | None,
        Formats(RECORD_FORMATS["json"], CITATION_FORMATS["html"]),
        Field(examples=["json"]),
    ] = None


class ServiceIndex(Schema):
    """Where everything is."""

    title: str = Field(description="What this is.", examples=["The AI talent record"])
    description: str = Field(description="The same in a sentence.", examples=["Texts as data."])
    data_version: str = Field(description="Version of the data.", examples=["1.0.0"])
    links: dict[str, str] = Field(description="Every list and page.", examples=[{"claims": "/v1/claims"}])


class Health(Schema):
    """Whether the service works."""

    status: str = Field(description="Always `ok`, for an answer that is sent at all.", examples=["ok"])


LISTS = (*(kind.name for kind in KINDS), "dataset", "changes")
LINKS = {name: f"/v1/{name}" for name in LISTS}
PAGES = {
    "search": "/v1/search?q=patents",
    "docs": "/docs",
    "guides": "/guides",
    "openapi": "/openapi.json",
    "health": "/healthz",
    "ready": "/readyz",
    "metrics": "/metrics",
    "catalog": "/.well-known/api-catalog",
    "llms": "/llms.txt",
}


@router.get(
    "/",
    response_model=ServiceIndex,
    **described(
        IndexQuery,
        answer={200: {"description": "The index.", "content": {"text/html": {"schema": {"type": "string"}}}}},
    ),
)
async def get_index(query: Annotated[IndexQuery, parsed(IndexQuery)], reader: Reader) -> Response:
    """Where everything is: for programs, or as a page for people."""
    if reader.render.chosen(query).name == "html":
        return _article(reader, read_sources(reader.database)[0]["id"])
    links = {name: f"{reader.render.base}{path}" for name, path in (LINKS | PAGES).items()}
    index = ServiceIndex(
        title=SITE,
        description="Texts on the United States, China and AI talent as data, each record with its proof.",
        data_version=reader.release.data_version,
        links=links,
    )
    return reader.plain(query, index.model_dump_json().encode(), [("api-catalog", "/.well-known/api-catalog")])


@router.get("/healthz", response_model=Health, responses=LIVE)
async def get_health() -> Response:
    """Whether the process answers."""
    return _healthy()


@router.get("/readyz", response_model=Health, responses=READY)
async def get_readiness(reader: Reader) -> Response:
    """Whether to send requests here: whether a record can be read, and the service is not about to stop."""
    if reader.app.state.stopping:
        raise stopping()
    try:
        reader.database.read_record()
    except sqlite3.Error as error:
        raise Unavailable(f"The database can't be read: {error}.", example="/healthz") from None
    return _healthy()


@router.get(
    "/metrics",
    response_class=Response,
    responses=LIVE | {200: {"description": "Counts.", "content": {"text/plain": {"schema": {"type": "string"}}}}},
)
async def get_metrics(reader: Reader) -> Response:
    """What the service has counted, for Prometheus: answers, kept answers, the process."""
    return Representation(
        generate_latest(reader.app.state.metrics), {"content-type": CONTENT_TYPE_LATEST, **NEVER_KEPT}
    )


@router.get(
    "/problems/{code}",
    response_class=Response,
    responses=PAGE | {200: {"description": "A page.", "content": {"text/html": {"schema": {"type": "string"}}}}},
)
async def get_problem(code: Code, reader: PageReader) -> Response:
    """What a problem's code means, as a page for people."""
    if code not in PROBLEMS:
        guess = nearest(code, PROBLEMS)
        detail = f"There is no problem {code[:100]}."
        raise not_found(detail, guess, example=f"/problems/{guess}" if guess else "/", allowed=list(PROBLEMS))
    kind = PROBLEMS[code]
    others = "".join(
        f'<li><a href="{reader.render.prefix}/problems/{name}">{html.escape(other.title)}</a></li>'
        for name, other in PROBLEMS.items()
    )
    text = html.escape(explanation(kind))
    body = filled("problem.html", title=kind.title, code=code, status=str(kind.status), text=text, others=others)
    return page(reader, kind.title, body)


@hidden.get("/v1")
async def versioned_index(reader: Reader) -> Response:
    """Where people who cut an address short look for the index."""
    asked = f"?{as_sent(reader.render.query)}" if reader.render.query else ""
    return Representation(b"", {"location": f"{reader.render.prefix}/{asked}"}, HTTPStatus.PERMANENT_REDIRECT)


@hidden.get("/articles/{source_id}")
async def article(source_id: str, reader: PageReader) -> Response:
    """The home page of one article."""
    return _article(reader, source_id)


@hidden.get("/guides")
async def guides(reader: PageReader) -> Response:
    """All guides."""
    return page(reader, "Guides", contents(reader.render.prefix), within="Guides")


@hidden.get("/guides/{name}")
async def guide(name: str, reader: PageReader) -> Response:
    """A guide, or the glossary."""
    if name == GLOSSARY:
        return page(reader, "Glossary", glossary(), within="Guides")
    if name not in GUIDES:
        near = nearest(name, GUIDES)
        example = f"/guides/{near}" if near else "/guides"
        raise not_found(f"There is no guide {name[:100]}.", near, example=example, allowed=list(GUIDES))
    return page(reader, GUIDES[name].title, GUIDES[name].page(reader.render.prefix), within="Guides")


@hidden.get("/docs")
async def docs(reader: PageReader) -> Response:
    """The OpenAPI document to read and try, with no network and no inline script."""
    prefix = reader.render.prefix
    head = filled("docs-head.html", prefix=prefix).splitlines()
    body = filled("docs.html", prefix=prefix)
    return page(reader, "The API", body, kind="docs", head=head, element="div", within="API")


@hidden.get("/assets/{name:path}")
async def asset(name: str) -> Response:
    """A script or style sheet: ours, or the Swagger UI package's."""
    if name not in ASSETS:
        raise not_found(f"There is no file {name[:100]}.", nearest(name, ASSETS), example="/docs")
    return LastingRepresentation(_content(ASSETS[name]), {"content-type": MEDIA_TYPES[ASSETS[name].suffix]})


@hidden.get("/favicon.ico")
async def favicon() -> Response:
    """The icon."""
    return Representation(_content(FAVICON), {"content-type": "image/svg+xml"})


@hidden.get("/robots.txt")
async def robots() -> Response:
    """Robots are welcome."""
    return Representation(b"User-agent: *\nAllow: /\n", {"content-type": "text/plain; charset=utf-8"})


@hidden.get("/llms.txt")
async def llms(reader: PageReader) -> Response:
    """What a language model should know before it reads here (llmstxt.org)."""
    text = filled("llms.txt", base=reader.render.base)
    return Representation(text.encode(), {"content-type": "text/markdown; charset=utf-8"})


@hidden.get("/.well-known/api-catalog")
async def api_catalog(reader: PageReader) -> Response:
    """Where the API is described (RFC 9727), as a link set (RFC 9264)."""
    base = reader.render.base
    links = {
        "anchor": f"{base}/",
        "service-desc": [{"href": f"{base}/openapi.json", "type": "application/json"}],
        "service-doc": [{"href": f"{base}/docs", "type": "text/html"}],
        "service-meta": [{"href": f"{base}/v1/dataset", "type": "application/json"}],
        "status": [{"href": f"{base}/healthz", "type": "application/json"}],
        "license": [{"href": reader.render.about.licence_url}],
        "item": [{"href": f"{base}/v1/{name}"} for name in LISTS],
    }
    headers = {
        "content-type": 'application/linkset+json; profile="https://www.rfc-editor.org/info/rfc9727"',
        "link": f'<{base}/.well-known/api-catalog>; rel="api-catalog"',
    }
    return Representation(json.dumps({"linkset": [links]}).encode(), headers)


@hidden.get("/openapi.json")
async def openapi(reader: PageReader) -> Response:
    """The OpenAPI document."""
    text = await asyncio.to_thread(_described_at, reader.render.prefix, reader.app.openapi)
    return LastingRepresentation(text, {"content-type": "application/json"})


def _described_at(prefix: str, openapi: Callable[[], dict[str, Any]]) -> bytes:
    """The text of the OpenAPI document of an application that is served below a prefix."""
    document = openapi() | {"servers": [{"url": prefix or "/"}]}
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


@cache
def _content(path: pathlib.Path) -> bytes:
    """A file of the program."""
    return path.read_bytes()


def _article(reader: ReleaseReader, source_id: str) -> Response:
    """An article's page. Raises where there is none of that id."""
    found = read_article(reader.database, source_id)
    if found is None:
        nearby = nearest(source_id, [each["id"] for each in read_sources(reader.database)])
        raise not_found(f"There is no article {source_id[:100]}.", nearby, example="/")
    return home(reader, found)


def _healthy() -> Response:
    return Representation(
        Health(status="ok").model_dump_json().encode(), {"content-type": "application/json", **NEVER_KEPT}
    )
