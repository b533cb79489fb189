"""The application: its list of routers is the table of contents."""

import datetime
import sys
from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.telemetry import TelemetryConfig

from app.changes.router import router as changes
from app.database import RECORD_FILE, Database, DatabaseError, check
from app.dataset.downloads import Downloads
from app.dataset.router import router as dataset
from app.dataset.schemas import ReleaseOut
from app.formats.documents import Dataset
from app.formats.registry import CITATION_FORMATS, RECORD_FORMATS
from app.http.cache import ResponseStore
from app.http.handlers import add_handlers
from app.http.metrics import registry
from app.http.middleware import ResponseCache
from app.models import Release
from app.openapi.document import complete
from app.openapi.refusals import refusals
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
from app.settings import Settings, SettingsError, read_settings
from app.site.router import hidden
from app.site.router import router as site

ROUTERS = (
    claims,
    statistics,
    researchers,
    institutions,
    search,
    citations,
    passages,
    sources,
    topics,
    series,
    dataset,
    changes,
    site,
    hidden,
)
"""Every router, those that are asked most first: routes are tried in this order."""

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


NO_TELEMETRY: TelemetryConfig = {"tracing": False, "metrics": False, "logs": False}
"""FastAPI's own OpenTelemetry looks for providers at each request, which takes a fourth of a cached answer's time."""


class Application(FastAPI):
    """FastAPI, with an OpenAPI document that says what is said once in one place, and shows real refusals."""

    completed: tuple[dict[str, Any], dict[str, Any]] | None = None

    def openapi(self) -> dict[str, Any]:
        """The OpenAPI document, made when it is first asked for, and anew once routes are added."""
        plain = super().openapi()
        if self.completed is None or self.completed[0] is not plain:
            untouched = assemble(self.state.settings, self.state.service, self.state.downloads)
            self.completed = plain, complete(plain, refusals(untouched))
        return self.completed[1]


def create_app(
    settings: Settings | None = None,
    *,
    routers: Sequence[APIRouter] = ROUTERS,
    **options: Any,
) -> Application:
    """The application over one release, by the environment's settings unless others are given.

    `options` are FastAPI's own, such as `dependencies`, `lifespan` or `telemetry`. Raises DatabaseError where the
    release can't be served, and SettingsError.
    """
    settings = settings or read_settings()
    file = settings.release / RECORD_FILE
    check(file)
    database = Database(file)
    release = database.release()
    service = Service(database, release, _about(release))
    return assemble(settings, service, Downloads(settings.release), routers, **options)


def assemble(
    settings: Settings,
    service: Service,
    downloads: Downloads,
    routers: Sequence[APIRouter] = ROUTERS,
    **options: Any,
) -> Application:
    """An application over an open release: middleware, handlers, routers."""
    described: dict[str, Any] = {
        "title": "The AI talent record",
        "version": service.release.data_version,
        "description": DESCRIPTION.strip(),
        "contact": {"name": "The AI talent record contributors"},
        "license_info": {"name": "CC BY 4.0 (data)", "url": service.about.licence_url},
        "openapi_tags": [{"name": name, "description": text} for name, text in TAGS.items()],
        "servers": [{"url": "/"}],
        "docs_url": None,
        "redoc_url": None,
        "openapi_url": None,
        "redirect_slashes": False,
        "telemetry": NO_TELEMETRY,
        "generate_unique_id_function": lambda route: route.name,
    }
    app = Application(**described | options)
    app.root_path = settings.root_path
    store, sent = ResponseStore(settings.cache_bytes), dict.fromkeys(range(1, 6), 0)
    app.state.settings = settings
    app.state.service = service
    app.state.downloads = downloads
    app.state.metrics = registry(store, sent)
    app.add_middleware(
        ResponseCache,
        store=store,
        sent=sent,
        released=datetime.datetime.fromisoformat(service.release.release_date),
        offered=MEDIA_TYPES,
        public_url=settings.public_url,
        licence_url=service.about.licence_url,
    )
    add_handlers(app)
    for router in routers:
        app.include_router(router)
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


def __dir__() -> list[str]:
    """What the module offers, `app` included: `fastapi run` looks here."""
    return [*globals(), "app"]


def __getattr__(name: str) -> Application:
    """`app`, made when a server asks for it (`uvicorn app.main:app`), so that an import opens no release."""
    if name != "app":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        globals()["app"] = made = create_app()
    except (DatabaseError, SettingsError) as error:
        sys.exit(f"app: {error}")
    return made
