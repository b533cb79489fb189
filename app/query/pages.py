"""One page of a list: which of the selected records are on it, in what order.

A record's *place* in an order is what a cursor names: in the reading order its position, in any other its number there.
"""

import struct
from collections.abc import Iterator, Sequence
from itertools import islice

from pyroaring import FrozenBitMap

from app.database import Database, Rows
from app.query.filters import several
from app.query.pagination import READING_ORDER, ListQuery
from app.query.statements import blocks_statement, documents_statement
from app.query.stored import BLOCK

LAST = 2**32 - 1
"""The last number that a set can hold."""

Placed = tuple[int, int]
"""A record's place in an order, and its position."""


def places(database: Database, query: ListQuery, selected: FrozenBitMap, after: int | None) -> list[Placed]:
    """What comes after a place; one more than the limit where more records follow."""
    size = query.limit + 1
    if query.order in READING_ORDER:
        return [(position, position) for position in in_reading_order(query.order, selected, after, size)]
    begin = 0 if after is None else max(after + 1, 0)
    return list(islice(_in_order(database, query, selected, begin), size))


def rows_at(database: Database, query: ListQuery, placed: Sequence[Placed]) -> Rows:
    """The records at places: rows of (place, id, document)."""
    positions = several([position for _, position in placed])
    found = {row[0]: row for row in database.rows(documents_statement(type(query)), {"positions": positions})}
    return [(place, *found[position][1:]) for place, position in placed]


def in_reading_order(order: str, selected: FrozenBitMap, after: int | None, size: int) -> list[int]:
    """The `size` positions that come after one, or first of all: a slice of the set."""
    if order == "position":
        begin = 0 if after is None or after < 0 else selected.rank(min(after, LAST))
        return list(selected[begin : begin + size])
    limit = LAST if after is None else min(after - 1, LAST)
    end = selected.rank(limit) if limit >= 0 else 0
    return list(selected[max(end - size, 0) : end])[::-1]


def _in_order(database: Database, query: ListQuery, selected: FrozenBitMap, begin: int) -> Iterator[Placed]:
    """What is selected from a place on, block by block of the stored order."""
    statement = blocks_statement(query.table, query.order)
    for number, members, stored in database.each(statement, {"first": begin // BLOCK}):
        if FrozenBitMap.deserialize(members).intersect(selected):
            first = max(begin, number * BLOCK)
            positions = struct.unpack(f"<{len(stored) // 4}I", stored)[first - number * BLOCK :]
            yield from ((place, one) for place, one in enumerate(positions, first) if one in selected)
