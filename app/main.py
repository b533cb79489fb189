"""The application: its list of routers is the table of contents."""

import datetime
import sys
from collections import Counter
from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.telemetry import TelemetryConfig

from app.changes.router import router as changes
from app.database import RECORD_FILE, Database, DatabaseError
from app.dataset.downloads import Downloads
from app.dataset.router import router as dataset
from app.dataset.schemas import ReleaseOut
from app.formats.documents import Dataset
from app.formats.registry import CITATION_FORMATS, RECORD_FORMATS
from app.http.cache import ResponseStore
from app.http.handlers import add_handlers
from app.http.metrics import Answered, registry
from app.http.middleware import ResponseCache
from app.models import Release
from app.openapi.document import complete
from app.openapi.refusals import refusals
from app.query.service import Service
from app.query.stored import check_declarations
from app.resources.citations.router import router as citations
from app.resources.claims.router import router as claims
from app.resources.institutions.router import router as institutions
from app.resources.lists import LISTS
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
Texts on the United States, China and AI talent as data: researchers, institutions, statistics and
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
    "claims": """
One statement or question of an article each, in our words, with the article's own hedges and limits beside it.

* *Which claims are hedged, and with what words?* `/v1/claims?certainty=hedged`: see `hedge`, such as “appears to”.
* *What is said of patents?* `/v1/claims?q=patents`: among others that China had “61.1 percent” in 2022.
""",
    "statistics": """
Figures, with the wording beside the number and the bounds that the words promise.

* *Which shares are certainly below 40 percent?* `/v1/statistics?unit=percent&value__lt=40&match=certain`: also
  “almost forty percent”, since that is less than 40.
* *For which figures does the text give no time?* `/v1/statistics?missing=period`: among others “27 per cent”, which
  stands alone on its line.
""",
    "researchers": """
AI researchers whom an article names, and where they worked and work.

* *Who has come back from abroad?* `/v1/researchers`: “Zhu Songchun” and “Tingwen Huang”; `affiliations` says what is
  “former” and what is “current”.
* *What is claimed of one of them?* `/v1/researchers/tingwen-huang/claims`: for instance the return to “Shenzhen”.
""",
    "institutions": """
Organisations that an article names. A country is given only where the name or its clause states it.

* *Where did a researcher work?* `/v1/institutions?researcher=zhu-songchun`: a centre at “UCLA”, two more in China.
* *What is said of DeepSeek?* `/v1/institutions/deepseek/claims`: that its “open-source” models drew attention.
""",
    "search": """
Any record, by its words in any inflection; phrases in quotation marks and beginnings with a star as they are written;
ranked, with highlights.

* *What does the record know of visas?* `/v1/search?q=visa`: a claim on “uncertainty over visas”, and its proof.
* *Where do the very words stand?* `/v1/search?q=%22open-source%22&type=claim`: in a claim on “Emerging players”.
""",
    "citations": """
The proof of each record: a span with its SHA-256, a short quote within it, and the line to cite.

* *How do I cite a figure?* `/v1/citations/statistic-us-ai-patent-share-2010?format=apa`: it names “line 26”.
* *How do I check it?* `/v1/citations/statistic-us-ai-patent-share-2010`: `verify_command` is one line for any shell.
""",
    "passages": """
Every sentence of an article, or what the layout left of one: where it stands, and what became of it.

* *What was left out, and why?* `/v1/passages?coverage=left_out`: for instance “promotion”.
* *Which records rest on the first passage?* `/v1/passages?ordinal=1`: a claim that is a question.
""",
    "sources": """
The articles: who published them, in what state we hold them, and the hash of the very file.

* *Is my copy the one that was coded?* `/v1/sources`: compare `text.sha256` with that of your file.
* *How much of it is represented?* `/v1/sources/scmp-ai-talent-2025/coverage`: all of the “body”.
""",
    "topics": """
Subjects that claims can be filtered by, each with a definition.

* *What is there most about?* `/v1/topics?sort=-claims`: “Competition for talent” comes first.
* *What belongs to a topic?* `/v1/topics/patents/claims`: every claim on “patents” and shares of them.
""",
    "series": """
Figures of one measure that may be read side by side, ready for a chart.
A point that the text doesn't give is absent.

* *How did the shares of AI patents change?* `/v1/series/ai-patent-share`: the American share from “54.1” to “20.9”.
* *Which series are there?* `/v1/series`: for instance “Share of the world's AI patents”.
""",
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
    """FastAPI, with an OpenAPI document that says what is said once in one place, and shows real refusals."""

    completed: tuple[dict[str, Any], dict[str, Any]] | None = None

    def stop(self) -> None:
        """Say from now on that no more requests should be sent here."""
        self.state.stopping = True

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
    database = Database(file)
    database.check()
    release = database.release()
    check_declarations(file, release.declarations, LISTS)
    service = Service(database, release, _about(release))
    return assemble(settings, service, Downloads(database.real_path.parent), routers, **options)


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
        "openapi_tags": [{"name": name, "description": text.strip()} for name, text in TAGS.items()],
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
    store, sent = ResponseStore(settings.cache_bytes), Counter[Answered]()
    app.state.settings = settings
    app.state.stopping = False
    app.state.service = service
    app.state.downloads = downloads
    app.state.metrics = registry(store, sent)
    app.add_middleware(
        ResponseCache,
        store=store,
        sent=sent,
        released=service.about.released_at,
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
