"""Runs a search: counts by kind, one page of hits, and where in their words the question was found."""

import re
from collections.abc import Iterator
from typing import Any

from app.query.filters import several
from app.query.pagination import Position
from app.query.reader import Found, ReleaseReader
from app.query.schemas import Facet, FacetValue
from app.query.words import beginnings
from app.resources import SEARCHED
from app.search.queries import CLOSING, OPENING, RANKED, SearchQuery, count_by_kind, details_of_hits, page_of_hits
from app.search.schemas import FieldFound, Highlight, HitOut
from app.vocabulary import RecordType, SearchedType

_MARKED = re.compile(f"{OPENING}(.*?){CLOSING}", re.DOTALL)


def search(reader: ReleaseReader, query: SearchQuery, after: Position | None) -> Found:
    """One page of hits, from `after` on."""
    counts = _counts(reader, query)
    total = _total(query, counts)
    bound = _words(reader, query) | {"kinds": several(query.kinds), "page_size": query.limit + 1}
    if after is not None:
        bound |= {"after_value": after.value, "after_id": after.id}
    statement = page_of_hits(ranked=total <= RANKED, onward=after is not None)
    ranks = {entry: rank for rank, entry in reader.database.rows(statement, bound)} if total else {}
    entries = list(ranks)[: query.limit]
    details = _details(reader, query, entries) if entries else {}
    rows = [(ranks[entry], entry, _hit(*details[entry][1:]).model_dump_json().encode()) for entry in entries]
    more = [(rank, entry, b"") for entry, rank in list(ranks.items())[query.limit :]]
    facets = {"type": _facet(reader, counts)} if query.facets else None
    respelt = None if total else reader.respelt(query, lambda other: _total(query, _counts(reader, other)))
    return Found([*rows, *more], total, facets, respelt)


def _details(reader: ReleaseReader, query: SearchQuery, entries: list[int]) -> dict[int, tuple[Any, ...]]:
    bound = {"entries": several(entries), "first": min(entries), "last": max(entries)}
    return {row[0]: row for row in reader.database.rows(details_of_hits(), _words(reader, query) | bound)}


def _counts(reader: ReleaseReader, query: SearchQuery) -> dict[SearchedType, int]:
    """How many hits there are of each kind, whatever kinds are asked for."""
    statement = count_by_kind(begins=bool(beginnings(query.q)))
    rows = reader.database.counted(statement, **_words(reader, query))
    return {list(SearchedType)[number - 1]: count for number, count in rows}


def _words(reader: ReleaseReader, query: SearchQuery) -> dict[str, object]:
    """What is bound into every statement but for the kinds."""
    return {"q": reader.sets.expression(query.q)}


def _total(query: SearchQuery, counts: dict[SearchedType, int]) -> int:
    return sum(count for kind, count in counts.items() if kind in query.searched)


def _hit(kind: SearchedType, record_id: str, label: str, url: str, *marked: str) -> HitOut:
    fields = zip(SEARCHED[kind], marked, strict=True)
    found = [field_found(name, text) for name, text in fields if name and OPENING in text]
    return HitOut(type=RecordType(kind), id=record_id, label=label, url=url, found_in=found)


def field_found(name: str, marked: str) -> FieldFound:
    """A field's text without the marks, and where they stood, in code points of that text."""
    return FieldFound(
        field=name, text=marked.replace(OPENING, "").replace(CLOSING, ""), highlights=list(_highlights(marked))
    )


def _highlights(marked: str) -> Iterator[Highlight]:
    for number, run in enumerate(_MARKED.finditer(marked)):
        start = run.start() - 2 * number
        yield Highlight(start=start, end=start + len(run[1]))


def _facet(reader: ReleaseReader, counts: dict[SearchedType, int]) -> Facet:
    applied = reader.render.applied
    values = [
        FacetValue(value=kind, label=kind.capitalize(), count=count, url=applied("type", kind, "type"))
        for kind, count in counts.items()
    ]
    return Facet(values=values, omitted=0)
