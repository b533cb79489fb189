"""The home page: an article's figures, its passages, its people, and what the explorer starts from."""

from collections.abc import Sequence
from html import escape
from urllib.parse import urlsplit

from app.formats.html import SITE, counted, meta, preview
from app.http.responses import Representation
from app.query.choices import Facets
from app.query.pagination import declared
from app.query.reader import ReleaseReader
from app.resources.claims.queries import ClaimQuery
from app.resources.sources.schemas import SourceCounts
from app.site.claims import claims
from app.site.documents import Article, Record, publisher_of, read_sources, year_of
from app.site.figures import figures
from app.site.pages import filled, page
from app.site.people import institutions, people
from app.site.strip import left_out, strip

WANTED_FACETS = ("claim_type", "certainty", "polarity", "topic", "country", "population")
"""What people narrow claims by; shown where the API counts it."""

COUNTED = (*SourceCounts.model_fields, "citations")
"""What the page gives the numbers of."""

SECTIONS = {
    "passages": "article",
    "researchers": "people",
    "institutions": "people",
    "statistics": "figures",
    "claims": "claims",
}
"""Which part of the page shows them."""


def home(reader: ReleaseReader, article: Article) -> Representation:
    """The page of one article."""
    prefix = reader.render.prefix
    method, source = reader.render.about.method, article.source
    body = filled(
        "home.html",
        prefix=prefix,
        source=escape(article.id),
        article=escape(source["label"]),
        publisher=escape(publisher_of(source)),
        year=escape(year_of(source)),
        republished=_republished(source),
        caveat=_caveat(source),
        counts=_counts(article, prefix),
        choice=_choice(read_sources(reader.database), article.id, prefix),
        figures=figures(article.statistics, prefix),
        strip=strip(article.passages, prefix),
        represented=_represented(article.passages),
        left_out=left_out(article.passages),
        claims=claims(article.claims, prefix),
        shown=_shown(article),
        people=people(article, prefix),
        institutions=institutions(article, prefix),
        **{name: escape(str(method[name])) for name in ("coded_by", "judgement", "corrections")},
    )
    return page(reader, SITE, body, kind="home", head=[*_head(prefix, source), *_preview(article)])


def _head(prefix: str, source: Record) -> list[str]:
    """What the scripts start from: the article, the hash that a copy of it has, and the facets that there are."""
    known = declared(ClaimQuery, Facets)["facets"].choices
    facets = " ".join(name for name in WANTED_FACETS if name in known)
    text = source["text"]
    return [
        f'<link rel="stylesheet" href="{prefix}/assets/home.css">',
        f'<link rel="alternate" href="{prefix}/" type="application/json">',
        meta("record-source", str(source["id"])),
        meta("record-sha256", str(text["sha256"])),
        meta("record-facets", facets),
        f'<script type="module" src="{prefix}/assets/page/main.js"></script>',
    ]


def _totals(article: Article) -> dict[str, int]:
    """How many records the article has of each kind."""
    totals = {name: part["total"] for name, part in article.source["counts"].items()}
    return {name: article.citations if name == "citations" else totals[name] for name in COUNTED}


def _preview(article: Article) -> list[str]:
    """The article itself, and what there is of it."""
    source, totals = article.source, _totals(article)
    counts = ", ".join(f"{totals[name]} {name}" for name in ("statistics", "claims", "citations"))
    return preview(str(source["label"]), f"{publisher_of(source)}, {year_of(source)}, as data: {counts}.")


def _shown(article: Article) -> str:
    """How many claims there are, and how many of them the page has before a script asks for more."""
    total, here = _totals(article)["claims"], len(article.claims)
    claims_there = counted(total, "claim")
    return f"{claims_there}." if here == total else f"{claims_there}, of which {here} are shown."


def _caveat(source: Record) -> str:
    """How far the text that we hold can be taken for the original, where that is to be said."""
    note = (source.get("republication") or {}).get("note")
    return f"<div><dt>Bear in mind</dt><dd>{escape(note)}</dd></div>" if note else ""


def _republished(source: Record) -> str:
    """Whose copy was read, where it isn't the publisher's own."""
    if not source.get("republication"):
        return ""
    address = str(source["republication"]["address"])
    return f', as republished by <a href="{escape(address)}">{escape(urlsplit(address).netloc)}</a>'


def _counts(article: Article, prefix: str) -> str:
    """How many records the article has of each kind, each number leading to where people read them."""
    shown = {name: f"#{SECTIONS[name]}" for name in SECTIONS}
    shown["citations"] = f"{prefix}/v1/citations?source={article.id}&format=html"
    links = [f'<a href="{escape(shown[name])}">{total} {name}</a>' for name, total in _totals(article).items()]
    return " · ".join([*links, f'<a href="{prefix}{escape(article.source["url"])}">JSON</a>'])


def _choice(sources: Sequence[Record], chosen: str, prefix: str) -> str:
    """The articles to choose from, where there is more than one."""
    if len(sources) < 2:  # noqa: PLR2004 - one is no choice
        return ""
    items = "".join(
        f'<li><a href="{prefix}/articles/{escape(each["id"])}"'
        + (' aria-current="page">' if each["id"] == chosen else ">")
        + f"{escape(each['label'])}</a></li>"
        for each in sources
    )
    return f'<nav aria-label="Articles"><h2>Articles</h2><ul>{items}</ul></nav>'


def _represented(passages: Sequence[Record]) -> str:
    shown = sum(each["coverage"] != "left_out" for each in passages)
    return f"{shown} of {len(passages)} passages have records"
