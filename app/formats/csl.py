"""CSL-JSON 1.0.2: for each citation an item for the text, of its own type, and a `dataset` for the record."""

from collections.abc import Iterable

from app.formats.bibliography import Author, DateParts, Entry, Reference, Work
from app.formats.documents import compact

Item = dict[str, object]

TYPES = {"newspaper_article": "article-newspaper", "report": "report", "speech": "speech", "web_page": "webpage"}
OTHER = "document"


def csl(references: Iterable[Reference]) -> str:
    """One array of items with the ids `<citation id>` and `<citation id>-record`; what is unknown is left out."""
    return compact(
        [
            {name: value for name, value in item.items() if value}
            for reference in references
            for item in (
                {"id": reference.key, **_work(reference.work)},
                {"id": f"{reference.key}-record", **_entry(reference.entry)},
            )
        ]
    )


def _work(work: Work) -> Item:
    contained = work.kind in {"newspaper_article", "web_page"}
    return {
        "type": TYPES.get(work.kind, OTHER),
        "genre": work.genre if work.kind != "report" else "",
        "title": work.marked,
        "author": [_author(author) for author in work.authors],
        "container-title": work.publisher if contained else "",
        "publisher": work.publisher,
        "issued": _date(work.published),
        "accessed": _date(work.accessed),
        "language": work.language,
        "URL": work.address,
        "note": work.note,
    }


def _author(author: Author) -> Item:
    return {"family": author.family, "given": author.given} if author.given else {"literal": author.family}


def _entry(entry: Entry) -> Item:
    return {
        "type": "dataset",
        "title": entry.label,
        "genre": entry.kind,
        "number": entry.accession,
        "container-title": entry.dataset,
        "version": entry.version,
        "issued": _date(entry.released),
        "URL": entry.web_address,
        "note": entry.licensed,
    }


def _date(parts: DateParts) -> Item:
    return {"date-parts": [list(parts)]} if parts else {}
