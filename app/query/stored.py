"""What is stored of a list when the database is built, by what it declares: sets of records, and orders.

A table that is only read need not be counted or sorted again and again. For each value of a filter that can be a facet
the set of records that have it is stored, and for each field that can be missing the set of those that lack it; for
each order, the records' positions in that order.
"""

import hashlib
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

from sqlalchemy import literal, select
from sqlmodel import col

from app.database import REMEDY, DatabaseError, Statement, prepare
from app.query.choices import Facets, Sorts
from app.query.filters import Equals, Missing
from app.query.names import lacked
from app.query.pagination import READING_ORDER, ListQuery, declared
from app.query.references import Attribute

LACKED = "missing"
"""Stored as if it were a filter: its values are the names of fields."""

BLOCK = 1000
"""So many records of an order are stored together."""


def set_statements(query: type[ListQuery]) -> Iterator[tuple[str, Statement]]:
    """For each filter that can be a facet, and for each field that can be missing: rows of (position, value).

    What lacks the field of a filter has the empty value: a period that is open at its start is no missing one.
    """
    for name, where in facets(query).items():
        yield name, where.pairs(query.table).where(where.column.is_not(None)).order_by(where.column)
    for missing in declared(query, Missing).values():
        for name in facets(query):
            if (field := lacked(name, query)) is not None:
                yield name, missing.lacking(field, query.table).add_columns(literal(""))
        for field in missing.choices:
            yield LACKED, missing.lacking(field, query.table).add_columns(literal(field))


def order_statements(query: type[ListQuery]) -> Iterator[tuple[str, Statement]]:
    """For each order but the reading order: rows of (position), nulls last, ties by id in the same direction."""
    for sorts in declared(query, Sorts).values():
        for order in sorts.choices:
            if order not in READING_ORDER:
                key, record_id = _key(sorts, query, order), col(query.table.id)
                directed = (key.desc(), record_id.desc()) if order.startswith("-") else (key, record_id)
                yield order, select(col(query.table.position)).order_by(key.is_(None), *directed)


def _key(sorts: Sorts, query: type[ListQuery], order: str) -> Attribute:
    name = order.removeprefix("-")
    return sorts.columns[name] if name in sorts.columns else getattr(query.table, name)


@lru_cache(maxsize=64)
def facets(query: type[ListQuery]) -> dict[str, Equals]:
    """The filters whose values can be counted."""
    names = [name for item in declared(query, Facets).values() for name in item.choices]
    return {name: where for name, where in declared(query, Equals).items() if name in names}


@lru_cache(maxsize=1024)
def stored_as(query: type[ListQuery], item: Equals) -> str | None:
    """The name under which a filter's sets are stored; None where they aren't.

    The address's own filter looks at the same columns as one that has a name.
    """
    found = (name for name, where in facets(query).items() if where.column is item.column and where.of is item.of)
    return next(found, None)


@cache
def declarations(lists: tuple[type[ListQuery], ...]) -> str:
    """SHA-256 of the statements that everything stored is made by, in hexadecimal digits."""
    total = hashlib.sha256(str(BLOCK).encode())
    for query in lists:
        for name, statement in (*set_statements(query), *order_statements(query)):
            made = prepare(statement)
            total.update(repr((query.table.__tablename__, name, made.sql, sorted(made.constants.items()))).encode())
    return total.hexdigest()


def check_declarations(path: Path, stored: str, lists: tuple[type[ListQuery], ...]) -> None:
    """Refuse the database at `path` where it was built from other declarations: it would answer wrongly."""
    if stored != declarations(lists):
        raise DatabaseError(f"{path}: built for other filters, facets or orders than this program declares. {REMEDY}")
