"""Facets: how many of the records that a list's other filters select have each value of a filter."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.database import Database
from app.query import bitmaps
from app.query.counts import SHOWN_VALUES, all_sets_statement, stored_as, totals_statement
from app.query.filters import Where, several
from app.query.pagination import ListQuery, filters
from app.query.selections import FEW, Given, Scope, Selection, given, select
from app.query.statements import labels_statement, pairs_statement

Counted = tuple[str | None, int]
"""A value, null among them, and how many records have it."""


@dataclass(frozen=True)
class Values:
    """The most frequent values of a filter, and how many values there are in all."""

    shown: list[Counted]
    number: int


def count_values(
    database: Database, query: ListQuery, name: str, scope: Scope | None, listed: Selection | None
) -> Values:
    """The values of a filter among what the other filters select; the most frequent first, then by value.

    `listed` is what all filters select: the same, where this one is not asked for.
    """
    kind, where = type(query), filters(type(query))[name]
    assert isinstance(where, Where)
    others = given(query, scope, but=name, lacked=where.missing or name)
    if not others:
        return stored_values(database, kind, name)
    has_sets = stored_as(kind, name, where) is not None
    beside = None if has_sets else _beside(kind, others)
    if beside is not None:
        return stored_values(database, kind, name, *beside)
    selection = listed if others == given(query, scope) else select(database, kind, others)
    assert selection is not None
    if has_sets:
        return most_frequent(in_sets(database, kind, name, selection.bits))
    return most_frequent(in_pairs(database, kind, where, selection))


def _beside(query: type[ListQuery], others: Sequence[Given]) -> tuple[str, str] | None:
    """The one other filter, and its one value, beside which the values of all filters are counted."""
    ((term, value), *more) = others
    other = stored_as(query, term.name, term.item)
    if more or other is None:
        return None
    assert isinstance(value, tuple)
    return (other, str(value[0])) if len(set(value)) == 1 else None


def stored_values(database: Database, query: type[ListQuery], name: str, other: str = "", value: str = "") -> Values:
    """The values among all records, or beside a value of another filter."""
    rows = database.counted(totals_statement(query, name, other), {"beside": value} if other else {})
    return Values([(value or None, total) for value, total, _ in rows], rows[0][2] if rows else 0)


def in_sets(database: Database, query: type[ListQuery], name: str, bits: int) -> Mapping[str | None, int]:
    """From the values' stored sets."""
    rows = database.rows(all_sets_statement(query, name))
    return {value or None: (bitmaps.unpacked(held) & bits).bit_count() for value, held in rows}


def in_pairs(
    database: Database, query: type[ListQuery], where: Where, selection: Selection
) -> Mapping[str | None, int]:
    """From each record's values: of few records these alone are read, of many those of all records."""
    few = selection.total <= FEW
    positions = {"positions": several(selection.positions)} if few else {}
    rows = database.rows(pairs_statement(query, where, chosen=few), positions)
    if not few:
        held = set(bitmaps.among((row[1] for row in rows), selection.bits))
        rows = [row for row in rows if row[1] in held]
    counts: Counter[str | None] = Counter(row[0] for row in rows)
    if where.of is not None:
        counts[None] = selection.total - len({row[1] for row in rows})
    return {None if value is None else str(value): count for value, count in counts.items()}


def most_frequent(counts: Mapping[str | None, int]) -> Values:
    """What is shown of counts."""
    found = [(value, count) for value, count in counts.items() if count]
    found.sort(key=lambda counted: (-counted[1], counted[0] or ""))
    return Values(found[:SHOWN_VALUES], len(found))


def labels_of(database: Database, where: Where, values: Iterable[str | None]) -> dict[str | None, str]:
    """What to show for the ids among the values."""
    if where.known is None or where.known.label is None:
        return {}
    rows = database.rows(labels_statement(where.known, where.known.label), {"values": several(values)})
    return {key: label for key, label in rows if label is not None}
