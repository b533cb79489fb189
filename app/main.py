"""The application: its list of routers is the table of contents."""

import datetime
import sys
from collections import Counter
from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.telemetry import TelemetryConfig
from starlette.middleware import Middleware

from app.changes.router import router as changes
from app.database import RECORD_FILE, Database, DatabaseError
from app.dataset.downloads import Downloads
from app.dataset.router import router as dataset
from app.dataset.schemas import ReleaseOut
from app.formats.documents import Dataset
from app.formats.registry import CITATION_FORMATS, RECORD_FORMATS
from app.http.cache import ResponseStore
from app.http.handlers import HANDLERS
from app.http.metrics import Answered, duration_histogram, registry
from app.http.middleware import ResponseCache
from app.models import Release
from app.openapi.document import complete, plain_lists
from app.openapi.samples import samples
from app.query.service import Service
from app.query.stored import check_declarations
from app.resources import KINDS, LISTS
from app.search.router import router as search
from app.settings import Settings, SettingsError, read_settings
from app.site.router import hidden
from app.site.router import router as site

ROUTERS = (search, *(kind.router for kind in KINDS), dataset, changes, site, hidden)
"""Every router, those that are asked most first: routes are tried in this order."""

MEDIA_TYPES = tuple(each.media_type for each in (*RECORD_FORMATS.values(), *CITATION_FORMATS.values()))
"""What answers can be had in; a media type that isn't named here can't be asked for."""

DESCRIPTION = """
Texts on the United States, China and AI talent as data: researchers, institutions, statistics and
claims, **each with a citation that anyone who holds the text can check to the character**.

* Filters: `field=value`. Repeat a field for “any of these”; different fields must all hold. `field__gte` and its like
  are ranges; on hedged figures `match=` says whether the number stated, or all or some of what the words promise, must
  lie in them. `missing=field` finds records without it; `meta.notes` says how many a filter leaves out for that
  reason alone. `q=` finds words.
* `include=` brings related records along, `facets=` counts the values of a filter, `sort=` orders, nulls last.
* Paging: follow `links.next` until it is null; in formats other than JSON, the header `Link` with `rel="next"`. The
  header `X-Total-Count` says how many records there are in all.
* Anything unknown, repeated or malformed is refused with a problem (RFC 9457) that names it and offers the nearest
  right answer. Nothing is ignored, guessed or clamped.
* A null that you would wonder about has a neighbour `…_absent_reason`: the text doesn't say, or it doesn't apply.
* `/v1` may gain fields and values. Nothing is removed or renamed.

Our data is CC BY 4.0; quotes stay their owner's. How it was made, and what each coded value means: `/v1/dataset`.
"""

TAGS = {
    "search": """
Any record, by its words in most inflections; phrases in quotation marks and beginnings with a star as they are written;
ranked, with highlights.

* *What does the record know of visas?* `/v1/search?q=visa`: a claim on “uncertainty over visas”, and its proof.
* *Where do the very words stand?* `/v1/search?q=%22open-source%22&type=claim`: in a claim on “Emerging players”.
""",
    **{kind.name: kind.about for kind in KINDS},
    "dataset": """
The data as a whole: files, hashes, licence, method, the meaning of every coded value, and what each version changed.

* *How was it made?* `/v1/dataset`: see `method`; it was “Machine-assisted”.
* *What changed?* `/v1/changes`: what each version did, and why.
""",
    "service": """
Where everything is, whether the service works, and what each problem means.

* *Where do I begin?* `/`: an index for programs, with the address of “claims”.
* *Is it ready?* `/readyz`: “ok”.
""",
}
"""What each part is for, in the order in which people need them: two questions, the request, its answer. What stands in
quotation marks is part of the answer."""


NO_TELEMETRY: TelemetryConfig = {"tracing": False, "metrics": False, "logs": False}
"""FastAPI's own OpenTelemetry looks for providers at each request, which takes a fourth of a cached answer's time."""


class Application(FastAPI):
    """FastAPI, with an OpenAPI document that says what is said once in one place, and shows real answers."""

    completed: tuple[dict[str, Any], dict[str, Any]] | None = None

    def stop(self) -> None:
        """Say from now on that no more requests should be sent here."""
        self.state.stopping = True

    def openapi(self) -> dict[str, Any]:
        """The OpenAPI document, made when it is first asked for, and anew once routes are added."""
        plain = super().openapi()
        if self.completed is None or self.completed[0] is not plain:
            untouched = assemble(self.state.settings, self.state.service, self.state.downloads)
            self.completed = plain, complete(plain, samples(untouched, plain_lists(plain)))
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
    database = Database(file)
    database.check()
    release = database.release()
    check_declarations(file, release.declarations, LISTS)
    linked = {kind.record_type.value: kind.linked for kind in KINDS}
    service = Service(database, release, _about(release), linked)
    return assemble(settings, service, Downloads(database.real_path.parent), routers, **options)


def assemble(
    settings: Settings,
    service: Service,
    downloads: Downloads,
    routers: Sequence[APIRouter] = ROUTERS,
    **options: Any,
) -> Application:
    """An application over an open release: middleware, handlers, routers."""
    store, sent, durations = ResponseStore(settings.cache_bytes), Counter[Answered](), duration_histogram()
    cache = Middleware(
        ResponseCache,
        store=store,
        sent=sent,
        durations=durations,
        released=service.about.released_at,
        offered=MEDIA_TYPES,
        public_url=settings.public_url,
        licence_url=service.about.licence_url,
    )
    # What others bring goes before ours: their middleware sees cached responses, and their handlers are asked first.
    options["middleware"] = [*(options.get("middleware") or ()), cache]
    options["exception_handlers"] = HANDLERS | (options.get("exception_handlers") or {})
    app = Application(**_described(service) | options)
    app.root_path = options.get("root_path") or settings.served_below
    app.state.settings = settings
    app.state.stopping = False
    app.state.service = service
    app.state.downloads = downloads
    app.state.metrics = registry(store, sent, durations)
    for router in routers:
        app.include_router(router)
    return app


def _described(service: Service) -> dict[str, Any]:
    """What FastAPI is told, unless it is told otherwise."""
    return {
        "title": "The AI talent record",
        "version": service.release.data_version,
        "description": DESCRIPTION.strip(),
        "contact": {"name": "The AI talent record contributors"},
        "license_info": {"name": "CC BY 4.0 (data)", "url": service.about.licence_url},
        "openapi_tags": [{"name": name, "description": text.strip()} for name, text in TAGS.items()],
        "servers": [{"url": "/"}],
        "docs_url": None,
        "redoc_url": None,
        "openapi_url": None,
        "redirect_slashes": False,
        "telemetry": NO_TELEMETRY,
        "generate_unique_id_function": lambda route: route.name,
    }


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
