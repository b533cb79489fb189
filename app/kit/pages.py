"""One page of a list: which records are on it, in what order."""

from collections.abc import Iterable, Sequence
from itertools import dropwhile
from typing import Any

from sqlalchemy import Integer

from app.db import Database, Rows
from app.kit import bitmaps
from app.kit.counts import all_sets_statement, stored_as
from app.kit.filters import Where, several
from app.kit.pagination import ListQuery, Position, filters
from app.kit.selections import FEW, Selection, Stored
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

NULL = {False: "\U0010ffff", True: float("-inf")}
"""What stands for a null in an order, as in SQL, by whether it is descending."""


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
    if selection is None:
        return database.rows(order_statement(type(query), query.order, onward=after is not None), _bound(after, size))
    if selection.total > FEW and _is_by_stored_value(query):
        return _value_by_value(database, query, selection, after, size)
    return _among(database, type(query), query.order, selection, after, size)


def _among(
    database: Database,
    query: type[ListQuery],
    order: str,
    selection: Selection,
    after: Position | None,
    size: int,
) -> Rows:
    """In an order that what is selected is spread over."""
    if selection.total > FEW:
        return _walked(database, query, order, selection, after, size)
    chosen = {"positions": several(selection.positions())}
    return database.rows(sorted_statement(query, order, onward=after is not None), _bound(after, size) | chosen)


def _walked(
    database: Database,
    query: type[ListQuery],
    order: str,
    selection: Selection,
    after: Position | None,
    size: int,
) -> Rows:
    """Along the order of all records, as far as it takes, leaving out those that are not selected.

    The first step is four times as long as it takes on average, each further one four times as long as the last.
    """
    bits = selection.bits
    found: list[tuple[Any, ...]] = []
    step = size * database.total(query.table) // selection.total + 1
    while len(found) < size:
        step = min(4 * step, LONGEST_STEP)
        rows = database.rows(order_statement(query, order, onward=after is not None), _bound(after, step))
        held = set(bitmaps.among([row[2] for row in rows], bits))
        found += [row for row in rows if row[2] in held]
        if len(rows) < step:
            break
        after = Position(rows[-1][0], rows[-1][1])
    return found[:size]


def _is_by_stored_value(query: ListQuery) -> bool:
    """Whether the order is that of a filter whose values' sets are stored."""
    key = query.order.removeprefix("-")
    where, column = filters(type(query)).get(key), order_column(type(query), key)
    is_text = not isinstance(column.type, Integer)
    return is_text and isinstance(where, Where) and where.column is column and stored_as(type(query), key, where) == key


def _value_by_value(
    database: Database, query: ListQuery, selection: Selection, after: Position | None, size: int
) -> Rows:
    """In the order of a value that few others differ from: what has the first value by id, then the next, nulls last.

    What is selected may all have the last value: along the order, all other records would come first.
    """
    kind, key, descending = type(query), query.order.removeprefix("-"), query.order.startswith("-")
    sets: dict[str, bytes] = dict(database.rows(all_sets_statement(kind, key)))
    absent = sets.pop("", b"")
    in_order: list[tuple[object, bytes]] = [*sorted(sets.items(), reverse=descending), (NULL[descending], absent)]
    if after is not None:
        in_order = list(dropwhile(lambda pair: pair[0] != after.value, in_order))
    found: list[tuple[Any, ...]] = []
    for by, held in in_order:
        if len(found) == size:
            break
        chosen = Stored(bitmaps.restored(held) & selection.bits)
        within = Position(after.id, after.id) if after is not None and after.value == by else None
        if chosen.total:
            rows = _among(database, kind, "-id" if descending else "id", chosen, within, size - len(found))
            found += [(by, *row[1:]) for row in rows]
    return found


def _bound(after: Position | None, size: int) -> dict[str, object]:
    return {"page_size": size} | ({} if after is None else {"after_value": after.value, "after_id": after.id})
