"""The SQL behind lists and records, derived from what queries declare.

Each statement is built once for each shape of request; values are bound later. A list's rows are (value in the order,
id, document). `scope` is a filter that the address itself sets, as `/v1/topics/{id}/claims` does.
"""

from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    bindparam,
    cast,
    distinct,
    func,
    literal_column,
    or_,
    select,
    tuple_,
    type_coerce,
    union,
)
from sqlalchemy.types import LargeBinary, NullType
from sqlmodel import SQLModel

from app.db import Statement
from app.kit.choices import Sorts, Through
from app.kit.filters import ONE, Where, identity, members
from app.kit.known import Attribute, Known
from app.kit.pagination import ListQuery, Shape, declared, filters

SCOPE = "scope"
"""What the address's own filter is bound under."""

MOST_INCLUDED = 100
"""At most this many records of each kind come along with a record."""

SHOWN_VALUES = 100
"""At most this many values of a facet are listed."""

_AFTER_EVERYTHING: ColumnElement[Any] = literal_column("char(1114111)")
_BEFORE_EVERYTHING: ColumnElement[Any] = literal_column("-9e999")
"""SQLite orders every number before every text, so these two stand for a null at the end of either direction."""


@lru_cache(maxsize=1024)
def page_statement(query: type[ListQuery], shape: Shape, scope: Where | None, order: str, *, onward: bool) -> Statement:
    """One page, nulls last."""
    table, descending = query.table, order.startswith("-")
    by, record_id = _order(query, order.removeprefix("-"), descending=descending), identity(query.table)
    document = getattr(table, "document") if query.document is None else query.document
    statement = select(by, record_id, _in_bytes(document)).where(*_conditions(query, shape, scope))
    if onward:
        here, there = tuple_(by, record_id), tuple_(bindparam("after_value"), bindparam("after_id"))
        statement = statement.where(here < there if descending else here > there)
    ordered = (by.desc(), record_id.desc()) if descending else (by, record_id)
    return statement.order_by(*ordered).limit(bindparam("page_size"))


def _order(query: type[ListQuery], key: str, *, descending: bool) -> ColumnElement[Any]:
    """The value that a list is sorted by, without the column's type: a forged cursor may bring any value back."""
    named = [item.columns for item in declared(query, Sorts).values()]
    column: Attribute = named[0][key] if named and key in named[0] else getattr(query.table, key)
    if column.nullable:
        column = func.coalesce(column, _BEFORE_EVERYTHING if descending else _AFTER_EVERYTHING)
    return type_coerce(column, NullType())


@lru_cache(maxsize=1024)
def count_statement(query: type[ListQuery], shape: Shape, scope: Where | None) -> Statement:
    """How many records match, on all pages."""
    return select(func.count()).select_from(query.table).where(*_conditions(query, shape, scope))


@lru_cache(maxsize=1024)
def facet_statement(query: type[ListQuery], name: str, shape: Shape, scope: Where | None) -> Statement:
    """How many of the matching records have each value of a filter, null among them, the most frequent first.

    Rows of (value, label, count, how many values there are).
    """
    where = filters(query)[name]
    assert isinstance(where, Where)
    record_id = identity(query.table)
    counted = func.count(distinct(record_id)) if where.of is not None else func.count()
    statement = select(where.column, _label(where), counted, func.count().over()).select_from(query.table)
    if where.of is not None:
        statement = statement.outerjoin(where.of.class_, where.of == record_id)
    grouped = statement.where(*_conditions(query, shape, scope)).group_by(where.column)
    return grouped.order_by(counted.desc(), where.column).limit(SHOWN_VALUES)


def _label(where: Where) -> Attribute:
    if where.known is None or where.known.label is None:
        return where.column
    other = where.known.id.class_.__table__.alias()
    label, key = other.c[where.known.label.key], other.c[where.known.id.key]
    return select(label).where(key == where.column).scalar_subquery()


@lru_cache(maxsize=64)
def included_statement(through: tuple[Through, ...]) -> Statement:
    """What comes along with the records bound under `ids`: rows of (record's id, how many in all, document)."""
    tied = union(*[_tied(number, item) for number, item in enumerate(through)]).subquery()
    of, number, position, document = tied.c
    total = func.count().over(partition_by=of)
    ranked = select(
        of,
        total.label("total"),
        document,
        func.row_number().over(partition_by=of, order_by=(number, position)).label("place"),
    ).subquery()
    shown = select(ranked.c[0], ranked.c.total, ranked.c[2]).where(ranked.c.place <= MOST_INCLUDED)
    return shown.order_by(ranked.c[0], ranked.c.place)


def _tied(number: int, through: Through) -> Select[Any]:
    table: Any = through.table
    statement = select(
        through.of.label("of"),
        literal_column(str(number)).label("number"),
        table.position.label("position"),
        _in_bytes(table.document).label("document"),
    ).join_from(through.of.class_, table, table.id == through.to)
    if through.only is not None:
        statement = statement.where(through.only)
    return statement.where(through.of.in_(members("ids")))


def _conditions(query: type[ListQuery], shape: Shape, scope: Where | None) -> list[ColumnElement[bool]]:
    declared_filters = filters(query)
    conditions = [declared_filters[name].condition(name, how, query.table) for name, how in shape]
    if scope is not None:
        conditions.append(scope.condition(SCOPE, ONE, query.table))
    return conditions


@lru_cache(maxsize=64)
def one_statement(table: type[SQLModel]) -> Statement:
    """The document of the record bound under `record_id`."""
    return select(_in_bytes(getattr(table, "document"))).where(identity(table) == bindparam("record_id"))


def _in_bytes(document: Attribute) -> ColumnElement[bytes]:
    """A document as it is stored, in UTF-8: answers are bytes, so nothing is decoded and encoded on the way."""
    stored: ColumnElement[bytes] = cast(document, LargeBinary)
    return stored


@lru_cache(maxsize=64)
def column_statement(table: type[SQLModel], column: Attribute) -> Statement:
    """A column of the record bound under `record_id`."""
    return select(column).where(identity(table) == bindparam("record_id"))


@lru_cache(maxsize=64)
def known_statement(known: Known) -> Statement:
    """Which of the ids bound under `values` occur."""
    return select(known.id).where(known.id.in_(members("values"))).distinct()


@lru_cache(maxsize=64)
def candidates_statement(known: Known) -> Statement:
    """What a misspelt id is compared with: rows of (id, label)."""
    return select(known.id, known.id if known.label is None else known.label).distinct().order_by(known.id).limit(1000)


@lru_cache(maxsize=8)
def words_statement(word: Attribute) -> Statement:
    """Words that occur, about as long as the one bound under `word`, with the same first or last letter."""
    length = func.length(bindparam("word"))
    ends = or_(
        func.substr(word, 1, 1) == func.substr(bindparam("word"), 1, 1),
        func.substr(word, -1) == func.substr(bindparam("word"), -1),
    )
    return select(word).where(func.length(word).between(length - 2, length + 2), ends)
