"""RIS: a reference for each text, of its own type, and one of type DATA for each record or dataset that is cited.

Two letters, two blanks, a hyphen and a blank before each value; one line a value; lines ended by CRLF; UTF-8.
"""

from collections.abc import Iterable, Iterator

from app.formats.bibliography import DateParts, Entry, Item, Work, iso

Tag = tuple[str, str]

TYPES = {"newspaper_article": "NEWS", "report": "RPRT", "web_page": "ELEC"}
OTHER = "GEN"
"""RIS has no type for speeches and press releases: `M3` names them."""


def ris(items: Iterable[Item]) -> str:
    """References with the items' keys as ids, an empty line between them."""
    return "\r\n".join(_written(item) for item in items)


def _written(item: Item) -> str:
    if isinstance(item.work, Work):
        return _reference(TYPES.get(item.work.kind, OTHER), item.key, _work(item.work))
    return _reference("DATA", item.key, _entry(item.work))


def _work(work: Work) -> Iterator[Tag]:
    yield "TI", work.marked
    yield from (("AU", author.inverted) for author in work.authors)
    yield "T2", work.publisher
    yield "M3", work.genre
    yield "PB", work.publisher
    yield "PY", iso(work.published[:1])
    yield "DA", _day(work.published)
    yield "Y2", _day(work.accessed)
    yield "UR", work.address
    yield "LA", work.language
    yield "N1", work.note


def _entry(entry: Entry) -> Iterator[Tag]:
    yield "TI", entry.label
    yield "T2", "" if entry.is_whole else entry.dataset
    yield "M3", "" if entry.is_whole else entry.kind
    yield "AN", entry.accession
    yield "ET", entry.version
    yield "PY", iso(entry.released[:1])
    yield "DA", _day(entry.released)
    yield "UR", entry.web_address
    yield "N1", entry.remarks


def _reference(kind: str, key: str, tags: Iterable[Tag]) -> str:
    lines = [("TY", kind), ("ID", key), *(tag for tag in tags if tag[1]), ("ER", "")]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in lines)


def _day(parts: DateParts) -> str:
    """RIS dates are `YYYY/MM/DD/other` with all three slashes, whatever is known."""
    return iso(parts).replace("-", "/") + "/" * (4 - len(parts)) if parts else ""
