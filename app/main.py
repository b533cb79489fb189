"""The application: its list of routers is the table of contents."""

import datetime
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from starlette.types import Receive, Scope, Send

from app.changes.router import router as changes
from app.database import RECORD_FILE, Database, check
from app.dataset.downloads import Downloads
from app.dataset.router import router as dataset
from app.dataset.schemas import ReleaseOut
from app.formats.documents import Dataset
from app.formats.registry import CITATION_FORMATS, RECORD_FORMATS
from app.http import problems
from app.http.cache import AnswerCache, Asked
from app.http.metrics import registry
from app.http.representations import Representations
from app.models import Release
from app.openapi.documentation import explain_values
from app.query.answer import Answer
from app.query.renderer import explained
from app.query.routes import ReadRoute, Table
from app.query.service import Service
from app.resources.citations.router import router as citations
from app.resources.claims.router import router as claims
from app.resources.institutions.router import router as institutions
from app.resources.passages.router import router as passages
from app.resources.researchers.router import router as researchers
from app.resources.series.router import router as series
from app.resources.sources.router import router as sources
from app.resources.statistics.router import router as statistics
from app.resources.topics.router import router as topics
from app.search.router import router as search
from app.settings import Settings
from app.site.router import hidden
from app.site.router import router as site

RESOURCES = (
    researchers,
    institutions,
    statistics,
    claims,
    sources,
    passages,
    citations,
    topics,
    series,
    search,
    dataset,
    changes,
)

MEDIA_TYPES = tuple(each.media_type for each in (*RECORD_FORMATS.values(), *CITATION_FORMATS.values()))
"""What answers can be had in; a media type that isn't named here can't be asked for."""

DESCRIPTION = """
One newspaper article on the United States, China and AI talent as data: researchers, institutions, statistics and
claims, **each with a citation that anyone who holds the text can check to the character**.

* Filters: `field=value`. Repeat a field for “any of these”; different fields must all hold. `field__gte` and its like
  are ranges; on hedged figures `match=` says whether the number stated, or all or some of what the words promise, must
  lie in them. `missing=field` finds what the text doesn't say. `q=` finds words.
* `include=` brings related records along, `facets=` counts the values of a filter, `sort=` orders, nulls last.
* Paging: follow `links.next` until it is null; in formats other than JSON, the header `Link` with `rel="next"`. The
  header `X-Total-Count` says how many records there are in all.
* Anything unknown, repeated or malformed is refused with a problem (RFC 9457) that names it and offers the nearest
  right answer. Nothing is ignored, guessed or clamped.
* A null that you would wonder about has a neighbour `…_absent_reason`.
* `/v1` may gain fields and values. Nothing is removed or renamed.

Our data is CC BY 4.0; quotes stay their owner's. How it was made, and what each coded value means: `/v1/dataset`.
"""

TAGS = {
    "researchers": "AI researchers whom the article names.",
    "institutions": "Organisations that the article names.",
    "statistics": "Figures, with the wording beside the number.",
    "claims": "Atomic statements, with their hedges.",
    "sources": "The article itself.",
    "passages": "Every sentence, and what became of it.",
    "citations": "The proof of each record.",
    "topics": "Subjects that claims can be filtered by.",
    "series": "Figures of one measure, ready for a chart.",
    "search": "All kinds of record, by their words.",
    "dataset": "The data as a whole.",
    "service": "Index, health and the meaning of problems.",
}


class Application(FastAPI):
    """FastAPI for what it declares; requests take a shorter way: representations in front, then the route itself."""

    front: Representations
    table: Table

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one connection."""
        if scope["type"] == "http":
            await self.front(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)

    def answer(self, asked: Asked) -> Awaitable[Answer]:
        """What the route at the path answers. Raises the problem of a request that is refused."""
        route, named = self.table.find(asked.path)
        return route.answer(self, asked, named)

    def openapi(self) -> dict[str, Any]:
        """The OpenAPI document, made when it is first asked for: that takes longer than all the rest of a start."""
        self.openapi_schema = self.openapi_schema or _openapi(self, self.state.service.release.data_version)
        return self.openapi_schema


def create_app(settings: Settings | None = None) -> Application:
    """The application over one release. Raises DatabaseError where it can't be served."""
    settings = settings or Settings()
    file = settings.release / RECORD_FILE
    check(file)
    database = Database(file)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        database.close()
        app.state.downloads.close()

    app = Application(
        title="The AI talent record",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
        lifespan=lifespan,
    )
    release, base = database.release(), settings.public_url or ""
    about = _about(release)
    app.state.settings = settings
    app.state.service = Service(database, release, about, base)
    app.state.downloads = Downloads(file, about, base)
    app.router.routes.extend(route for router in (*RESOURCES, site, hidden) for route in router.routes)
    app.table = Table([route for route in app.routes if isinstance(route, ReadRoute)])
    released = datetime.datetime.fromisoformat(release.release_date)
    app.front = Representations(
        app.answer,
        released=released,
        base=base,
        offered=MEDIA_TYPES,
        cache=AnswerCache(settings.cache_bytes),
        explained=explained(base, about.licence_url),
    )
    app.state.metrics = registry(app.front)
    return app


def _about(release: Release) -> Dataset:
    """What the formats say of the release."""
    shown = ReleaseOut.model_validate_json(release.document)
    return Dataset(
        title=shown.title,
        version=shown.data_version,
        released=datetime.date.fromisoformat(shown.released),
        licence=shown.licence.id,
        licence_url=shown.licence.url,
        licence_note=shown.licence.note,
        method=shown.method.model_dump(),
    )


def _openapi(app: FastAPI, version: str) -> dict[str, Any]:
    """OpenAPI 3.1; operations are named by their functions, and refusals have the one shape that is really sent."""
    document = get_openapi(
        title=app.title,
        version=version,
        description=DESCRIPTION.strip(),
        routes=app.routes,
        tags=[{"name": name, "description": text} for name, text in TAGS.items()],
        servers=[{"url": "/"}],
        contact={"name": "The AI talent record contributors"},
        license_info={"name": "CC BY 4.0 (data)", "url": "https://creativecommons.org/licenses/by/4.0/"},
    )
    schemas = document["components"]["schemas"]
    shape = problems.ProblemOut.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas.update(shape.pop("$defs"))
    schemas["ProblemOut"] = shape
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    for path in document["paths"].values():
        for operation in path.values():
            operation["security"] = []
            for parameter in operation.get("parameters", []):
                if parameter["in"] == "path":  # what the docs page fills in, so that a first try finds something
                    parameter["example"] = parameter["schema"]["examples"][0]
    explain_values(document)
    return document
