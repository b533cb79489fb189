"""Stores what lists would otherwise find, count and sort anew for each question: sets of records, and orders."""

import struct
from collections import defaultdict
from collections.abc import Iterator

from pyroaring import BitMap
from sqlalchemy import Connection, insert, select
from sqlmodel import col

from app.models import OrderBlock, Record, ValueSet
from app.query.pagination import ListQuery
from app.query.stored import BLOCK, order_statements, set_statements
from app.resources import LISTS
from seed.entries import Values
from seed.records import SeedError


def store(connection: Connection) -> None:
    """Store the sets and the orders of all lists. Raises SeedError where a table's positions have a gap."""
    for query in LISTS:
        _check_positions(connection, query.table)
        for table, rows in ((ValueSet, _sets(connection, query)), (OrderBlock, _blocks(connection, query))):
            made = list(rows)
            if made:
                connection.execute(insert(table), made)


def _check_positions(connection: Connection, table: type[Record]) -> None:
    """Refuse positions that don't go from 1 on."""
    positions = BitMap(connection.execute(select(col(table.position))).scalars().all())
    if positions != BitMap(range(1, len(positions) + 1)):
        raise SeedError(f"{table.__tablename__}: positions go from 1 to {len(positions)} without a gap")


def _sets(connection: Connection, query: type[ListQuery]) -> Iterator[Values]:
    """A row for each value of a filter, one for the records without any, and one for each field that can be missing."""
    for name, statement in set_statements(query):
        found: dict[str, list[int]] = defaultdict(list)
        for position, value in connection.execute(statement):
            found[str(value)].append(position)
        sets = {value: BitMap(positions) for value, positions in found.items()}
        for value, members in sets.items():
            if members:
                key = {"record_type": query.table.__tablename__, "filter": name, "value": value}
                yield key | {"members": members.serialize()}


def _blocks(connection: Connection, query: type[ListQuery]) -> Iterator[Values]:
    """The rows of every order."""
    for order, statement in order_statements(query):
        positions = connection.execute(statement).scalars().all()
        for number in range(0, len(positions), BLOCK):
            block = positions[number : number + BLOCK]
            key = {"record_type": query.table.__tablename__, "order": order, "number": number // BLOCK}
            packed = struct.pack(f"<{len(block)}I", *block)
            yield key | {"members": BitMap(block).serialize(), "positions": packed}
