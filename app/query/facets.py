"""Facets: how many of the records that a list's other filters select have each value of a filter."""

from collections.abc import Sequence
from heapq import nsmallest

from app.database import Database
from app.query.filters import Equals, Missing, several
from app.query.pagination import ListQuery, declared
from app.query.renderer import Renderer
from app.query.schemas import Facet, FacetValue
from app.query.sets import RecordSets, Selection
from app.query.statements import named_statement

SHOWN_VALUES = 100
"""At most this many values of a facet are listed."""


def count_values(sets: RecordSets, render: Renderer, query: type[ListQuery], name: str, selection: Selection) -> Facet:
    """The values of a filter among what the other filters select; the most frequent first, then by value.

    The empty value, which no record has, stands for null.
    """
    where = declared(query, Equals)[name]
    null = where.missing or name
    among = selection.without((name, ""), *((missing, null) for missing in declared(query, Missing)))
    counts = [(-among.intersection_cardinality(each), value) for value, each in sets.by_value(query, name).items()]
    found = [counted for counted in counts if counted[0]]
    shown = nsmallest(SHOWN_VALUES, found)
    labels = _labels(sets.database, where, [value for _, value in shown])
    values = [
        FacetValue(
            value=value or None,
            label=labels.get(value) or value.replace("_", " ").capitalize() or "No value",
            count=-count,
            url=render.applied(name, value, null),
        )
        for count, value in shown
    ]
    return Facet(values=values, omitted=len(found) - len(values))


def _labels(database: Database, where: Equals, values: Sequence[str]) -> dict[str, str]:
    """What to show for the ids among the values; other values speak for themselves."""
    if where.refers_to is None or where.refers_to.label is None:
        return {}
    return dict(database.rows(named_statement(where.refers_to), {"values": several(values)}))
