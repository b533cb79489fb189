"""One page of a list: which records are on it, in what order."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import dropwhile
from typing import Any

from sqlalchemy import Integer

from app.database import Database, Rows
from app.query import bitmaps
from app.query.counts import all_sets_statement, stored_as
from app.query.filters import Where, several
from app.query.pagination import ListQuery, Position, filters
from app.query.selections import FEW, Selection, Stored
from app.query.statements import (
    NULL_IN_ORDER,
    documents_statement,
    order_column,
    order_statement,
    reading_order_statement,
    sorted_statement,
)

READING_ORDER = {"position": False, "-position": True}
"""Whether it is descending."""

LONGEST_STEP = 50_000
"""Rows of an order that are looked at at once."""


def page_rows(database: Database, query: ListQuery, selection: Selection | None, after: Position | None) -> Rows:
    """Rows of (value in the order, id, document), one more than the limit where more records follow."""
    kind, size = type(query), query.limit + 1
    descending = READING_ORDER.get(query.order)
    if descending is None:
        ordered = Order(database, kind, query.order).rows(selection, after, size)
        found = _documents(database, kind, [row[2] for row in ordered])
        return [(by, *found[position]) for by, _, position in ordered]
    if selection is None:
        statement = reading_order_statement(kind, descending=descending, onward=after is not None)
        return database.rows(statement, _bound(after, size))
    positions = selection.page(None if after is None else after.place, size, descending=descending)
    found = _documents(database, kind, positions)
    return [(position, *found[position]) for position in positions]


def _documents(database: Database, query: type[ListQuery], positions: Iterable[int]) -> dict[int, Sequence[Any]]:
    """Rows of (id, document) by position."""
    rows = database.rows(documents_statement(query), {"positions": several(positions)})
    return {position: shown for position, *shown in rows}


@dataclass(frozen=True)
class Order:
    """An order of a list's records. Rows are (value in the order, id, position)."""

    database: Database
    query: type[ListQuery]
    name: str

    def rows(self, selection: Selection | None, after: Position | None, size: int) -> Rows:
        """The `size` rows of a selection, or of all records, that come after one, or first of all."""
        if selection is None:
            return self._along(after, size)
        if selection.total <= FEW:
            return self._listed(selection, after, size)
        if self._is_by_stored_value():
            return self._value_by_value(selection, after, size)
        return self._walked(selection, after, size)

    @property
    def _key(self) -> str:
        return self.name.removeprefix("-")

    @property
    def _descending(self) -> bool:
        return self.name.startswith("-")

    def _along(self, after: Position | None, size: int) -> Rows:
        statement = order_statement(self.query, self.name, onward=after is not None)
        return self.database.rows(statement, _bound(after, size))

    def _listed(self, selection: Selection, after: Position | None, size: int) -> Rows:
        """All that is selected, put in order."""
        statement = sorted_statement(self.query, self.name, onward=after is not None)
        chosen = {"positions": several(selection.positions)}
        return self.database.rows(statement, _bound(after, size) | chosen)

    def _walked(self, selection: Selection, after: Position | None, size: int) -> Rows:
        """Along the order of all records, as far as it takes, leaving out those that are not selected.

        The first step is four times as long as it takes on average, each further one four times as long as the last.
        """
        bits = selection.bits
        found: list[tuple[Any, ...]] = []
        step = size * self.database.total(self.query.table) // selection.total + 1
        while len(found) < size:
            step = min(4 * step, LONGEST_STEP)
            rows = self._along(after, step)
            held = set(bitmaps.among([row[2] for row in rows], bits))
            found += [row for row in rows if row[2] in held]
            if len(rows) < step:
                break
            after = Position(rows[-1][0], rows[-1][1])
        return found[:size]

    def _is_by_stored_value(self) -> bool:
        """Whether the order is that of a filter whose values' sets are stored."""
        where, column = filters(self.query).get(self._key), order_column(self.query, self.name)
        if not isinstance(where, Where) or where.column is not column or isinstance(column.type, Integer):
            return False
        return stored_as(self.query, self._key, where) == self._key

    def _value_by_value(self, selection: Selection, after: Position | None, size: int) -> Rows:
        """What has the first value by id, then what has the next, nulls last.

        What is selected may all have the last value: along the order, all other records would come first.
        """
        bits = selection.bits
        sets: dict[str, bytes] = dict(self.database.rows(all_sets_statement(self.query, self._key)))
        absent = sets.pop("", b"")
        values = sorted(sets.items(), reverse=self._descending)
        in_order: list[tuple[object, bytes]] = [*values, (NULL_IN_ORDER[self._descending], absent)]
        if after is not None:
            in_order = list(dropwhile(lambda pair: pair[0] != after.value, in_order))
        by_id = Order(self.database, self.query, "-id" if self._descending else "id")
        found: list[tuple[Any, ...]] = []
        for by, held in in_order:
            if len(found) == size:
                break
            within = Position(after.id, after.id) if after is not None and after.value == by else None
            chosen = Stored(bitmaps.unpacked(held) & bits)
            if chosen.total:
                rows = by_id.rows(chosen, within, size - len(found))
                found += [(by, *row[1:]) for row in rows]
        return found


def _bound(after: Position | None, size: int) -> dict[str, object]:
    return {"page_size": size} | ({} if after is None else {"after_value": after.value, "after_id": after.id})
