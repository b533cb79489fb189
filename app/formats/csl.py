"""CSL-JSON 1.0.2: an item for each text, of its own type, and a `dataset` for each record or dataset that is cited."""

from collections.abc import Iterable

from app.formats.bibliography import Author, DateParts, Entry, Item, Work
from app.formats.documents import compact

Fields = dict[str, object]

TYPES = {"newspaper_article": "article-newspaper", "report": "report", "speech": "speech", "web_page": "webpage"}
OTHER = "document"


def csl(items: Iterable[Item]) -> str:
    """One array of items with their keys as ids; what is unknown is left out."""
    written = (
        {"id": item.key} | (_work(item.work) if isinstance(item.work, Work) else _entry(item.work)) for item in items
    )
    return compact([{name: value for name, value in each.items() if value} for each in written])


def _work(work: Work) -> Fields:
    contained = work.kind in {"newspaper_article", "web_page"}
    return {
        "type": TYPES.get(work.kind, OTHER),
        "genre": work.genre if work.kind != "report" else "",
        "title": work.marked,
        "title-short": work.short,
        "author": [_author(author) for author in work.authors],
        "container-title": work.publisher if contained else "",
        "publisher": work.publisher,
        "issued": _date(work.published),
        "accessed": _date(work.accessed),
        "language": work.language,
        "URL": work.address,
        "note": work.note,
    }


def _author(author: Author) -> Fields:
    return {"family": author.family, "given": author.given} if author.given else {"literal": author.family}


def _entry(entry: Entry) -> Fields:
    return {
        "type": "dataset",
        "title": entry.label,
        "genre": "" if entry.is_whole else entry.kind,
        "archive_location": entry.accession,
        "container-title": "" if entry.is_whole else entry.dataset,
        "version": entry.version,
        "issued": _date(entry.released),
        "URL": entry.web_address,
        "note": entry.remarks,
    }


def _date(parts: DateParts) -> Fields:
    return {"date-parts": [list(parts)]} if parts else {}
