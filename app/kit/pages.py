"""One page of a list: which records are on it, in what order."""

from collections.abc import Iterable, Sequence
from typing import Any

from app.db import Database, Rows
from app.kit import bitmaps
from app.kit.filters import Where, several
from app.kit.pagination import ListQuery, Position, filters
from app.kit.selections import FEW, Selection
from app.kit.statements import (
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

LAST_ID = "\U0010ffff"
"""After all ids."""


def page_rows(database: Database, query: ListQuery, selection: Selection | None, after: Position | None) -> Rows:
    """Rows of (value in the order, id, document), one more than the limit where more records follow."""
    kind, size = type(query), query.limit + 1
    descending = READING_ORDER.get(query.order)
    if descending is None:
        ordered = _ordered(database, query, selection, after, size)
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


def _ordered(
    database: Database, query: ListQuery, selection: Selection | None, after: Position | None, size: int
) -> Rows:
    """Rows of (value in the order, id, position)."""
    onward = after is not None
    if selection is None:
        return database.rows(order_statement(type(query), query.order, onward=onward), _bound(after, size))
    if selection.total > FEW:
        return _walked(database, query, selection, after or _begin(query), size)
    chosen = {"positions": several(selection.positions())}
    return database.rows(sorted_statement(type(query), query.order, onward=onward), _bound(after, size) | chosen)


def _walked(database: Database, query: ListQuery, selection: Selection, after: Position | None, size: int) -> Rows:
    """Along the order of all records, as far as it takes, leaving out those that are not selected.

    The first step is four times as long as it takes on average, each further one four times as long as the last.
    """
    bits, kind = selection.bits, type(query)
    found: list[tuple[Any, ...]] = []
    step = size * database.total(query.table) // selection.total + 1
    while len(found) < size:
        step = min(4 * step, LONGEST_STEP)
        rows = database.rows(order_statement(kind, query.order, onward=after is not None), _bound(after, step))
        held = set(bitmaps.among([row[2] for row in rows], bits))
        found += [row for row in rows if row[2] in held]
        if len(rows) < step:
            break
        after = Position(rows[-1][0], rows[-1][1])
    return found[:size]


def _begin(query: ListQuery) -> Position | None:
    """Where what is selected begins in the order, if it is known: at a value that is itself asked for."""
    key = query.order.removeprefix("-")
    where, values = filters(type(query)).get(key), query.asked.get(key)
    if not isinstance(where, Where) or where.column is not order_column(type(query), key) or not values:
        return None
    assert isinstance(values, tuple)
    descending = query.order.startswith("-")
    return Position(max(values) if descending else min(values), LAST_ID if descending else "")


def _bound(after: Position | None, size: int) -> dict[str, object]:
    return {"page_size": size} | ({} if after is None else {"after_value": after.value, "after_id": after.id})
