"""Facets: how many of the records that a list's other filters select have each value of a filter."""

from collections.abc import Iterable
from dataclasses import dataclass
from heapq import nsmallest

from app.database import Database
from app.query.filters import Equals, Missing, several
from app.query.pagination import ListQuery, declared
from app.query.sets import RecordSets, Selection
from app.query.statements import named_statement

SHOWN_VALUES = 100
"""At most this many values of a facet are listed."""

Counted = tuple[str | None, int]
"""A value, null among them, and how many records have it."""


@dataclass(frozen=True)
class Values:
    """The most frequent values of a filter, and how many values there are in all."""

    shown: list[Counted]
    number: int


def count_values(sets: RecordSets, query: type[ListQuery], name: str, selection: Selection) -> Values:
    """The values of a filter among what the other filters select; the most frequent first, then by value."""
    null = declared(query, Equals)[name].missing or name
    own = [(name, ""), *((missing, null) for missing in declared(query, Missing))]
    among = selection.without(*own)
    counts = [(-among.intersection_cardinality(each), value) for value, each in sets.by_value(query, name).items()]
    found = [counted for counted in counts if counted[0]]
    return Values([(value or None, -count) for count, value in nsmallest(SHOWN_VALUES, found)], len(found))


def labels_of(database: Database, where: Equals, values: Iterable[str | None]) -> dict[str | None, str]:
    """What to show for the ids among the values."""
    if where.refers_to is None or where.refers_to.label is None:
        return {}
    rows = database.rows(named_statement(where.refers_to), {"values": several(values)})
    return {key: label for key, label in rows if label is not None}
