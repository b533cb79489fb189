"""Researchers and institutions that several articles name: one record, with what each of them says."""

from collections.abc import Iterable
from typing import TypeVar

from seed.records import Absent, Affiliation, Institution, Researcher, SeedError

Named = TypeVar("Named", Researcher, Institution)

JOINED = {"id", "citation", "further_citations", "name_as_written", "description", "affiliations"}
"""What articles may say differently."""


def merged(kind: str, found: Iterable[tuple[str, Named]]) -> Named:
    """One record out of those that articles, named first, have under one id. Raises SeedError where they disagree.

    What one article leaves unsaid, another may say; descriptions follow on each other; the first name as written stays.
    """
    (first, record), *others = found
    for article, other in others:
        where = f"{kind}: {record.id}"
        said = {
            name: _said(getattr(record, name), getattr(other, name), f"{where}: {name}", (first, article))
            for name in type(record).model_fields
            if name not in JOINED
        }
        if other.description not in record.description:
            said["description"] = f"{record.description} {other.description}"
        if isinstance(record, Researcher) and isinstance(other, Researcher):
            said["affiliations"] = _ties(record.affiliations, other.affiliations)
        record = record.model_copy(update=said)
    return record


def _said(ours: object, theirs: object, where: str, articles: tuple[str, str]) -> object:
    """What either says; both may say the same, the one stated and the other implied."""
    silent = [value is None or isinstance(value, Absent) for value in (ours, theirs)]
    if any(silent):
        return theirs if silent[0] else ours
    if _plain(ours) != _plain(theirs):
        raise SeedError(f"{where}: articles {articles[0]} and {articles[1]} disagree: {_plain(ours)}, {_plain(theirs)}")
    return ours


def _plain(value: object) -> object:
    return next((getattr(value, name) for name in ("code", "value", "text") if hasattr(value, name)), value)


def _ties(ours: list[Affiliation], theirs: list[Affiliation]) -> list[Affiliation]:
    known: set[str] = {tie.id for tie in ours}
    return [*ours, *(tie for tie in theirs if tie.id not in known)]


def one_each(kind: str, articles: Iterable[tuple[str, Iterable[Named]]]) -> dict[str, Named]:
    """The records of one kind over all articles, by id, in the order in which they are first named."""
    found: dict[str, list[tuple[str, Named]]] = {}
    for article, records in articles:
        for record in records:
            found.setdefault(record.id, []).append((article, record))
    return {record_id: merged(kind, named) for record_id, named in found.items()}
