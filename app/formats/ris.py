"""RIS: for each citation a reference of type NEWS for the article and one of type DATA for the record.

Two letters, two blanks, a hyphen and a blank before each value; one line a value; lines ended by CRLF; UTF-8.
"""

from collections.abc import Iterable, Iterator

from app.formats.bibliography import Article, DateParts, Entry, Reference

Tag = tuple[str, str]


def ris(references: Iterable[Reference]) -> str:
    """References with the ids `<citation id>` and `<citation id>-record`, an empty line between them."""
    return "\r\n".join(
        text
        for reference in references
        for text in (
            _reference("NEWS", reference.key, _article(reference.article)),
            _reference("DATA", f"{reference.key}-record", _entry(reference.entry)),
        )
    )


def _article(article: Article) -> Iterator[Tag]:
    yield "TI", article.republished
    yield from (("AU", name) for name in article.authors)
    yield "T2", article.publisher
    yield "PB", article.publisher
    yield "PY", _year(article.published)
    yield "DA", _day(article.published)
    yield "Y2", _day(article.accessed)
    yield "UR", article.address
    yield "LA", article.language
    yield "N1", article.note


def _entry(entry: Entry) -> Iterator[Tag]:
    yield "TI", entry.label
    yield "T2", entry.dataset
    yield "M3", entry.kind
    yield "AN", entry.accession
    yield "ET", entry.version
    yield "PY", _year(entry.released)
    yield "DA", _day(entry.released)
    yield "UR", entry.web_address
    yield "N1", entry.licensed


def _reference(kind: str, key: str, tags: Iterable[Tag]) -> str:
    lines = [("TY", kind), ("ID", key), *(tag for tag in tags if tag[1]), ("ER", "")]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in lines)


def _year(parts: DateParts) -> str:
    return f"{parts[0]:04d}" if parts else ""


def _day(parts: DateParts) -> str:
    """RIS dates are `YYYY/MM/DD/other` with all three slashes, whatever is known."""
    if not parts:
        return ""
    return "/".join([_year(parts), *(f"{part:02d}" for part in parts[1:]), *[""] * (4 - len(parts))])
