"""CSL-JSON 1.0.2: for each citation an `article-newspaper` and a `dataset`."""

from collections.abc import Iterable

from app.formats.bibliography import Article, DateParts, Entry, Reference
from app.formats.documents import compact

Item = dict[str, object]


def csl(references: Iterable[Reference]) -> str:
    """One array of items with the ids `<citation id>` and `<citation id>-record`; what is unknown is left out."""
    return compact(
        [
            {name: value for name, value in item.items() if value}
            for reference in references
            for item in (
                {"id": reference.key, **_article(reference.article)},
                {"id": f"{reference.key}-record", **_entry(reference.entry)},
            )
        ]
    )


def _article(article: Article) -> Item:
    return {
        "type": "article-newspaper",
        "title": article.republished,
        "author": [{"literal": name} for name in article.authors],
        "container-title": article.publisher,
        "publisher": article.publisher,
        "issued": _date(article.published),
        "accessed": _date(article.accessed),
        "language": article.language,
        "URL": article.address,
        "note": article.note,
    }


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
