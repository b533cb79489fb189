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
    desc,
    func,
    literal_column,
    or_,
    select,
    tuple_,
    type_coerce,
    union,
)
from sqlalchemy.types import NullType
from sqlmodel import SQLModel

from app.db import Statement
from app.kit.choices import Sorts, Through
from app.kit.counts import counted, joined, stored_facet, stored_total
from app.kit.filters import ONE, Where, identity
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
    """One page, nulls last.

    The records of the page are found first and their documents read last, so that sorting moves no documents about.
    """
    table, key, descending = query.table, order.removeprefix("-"), order.startswith("-")
    position: Attribute = getattr(table, "position")
    document = getattr(table, "document") if query.document is None else query.document
    by, ordered_link = _order(query, key, descending=descending), None
    if key == "position":
        ordered_link = _ordered_link(query, shape, scope)
        by = by if ordered_link is None else ordered_link[1].of
    keys = (by,) if key == "position" else (by, identity(table))  # a position is its record's alone: no ties
    found = select(by.label("by"), position.label("position")).where(*_conditions(query, shape, scope, ordered_link))
    if ordered_link is not None:
        found = found.join_from(by.class_, table, position == by)
    if onward:
        bound = (bindparam("after_value"), bindparam("after_id"))
        here, there = tuple_(*keys), tuple_(*bound[: len(keys)])
        found = found.where(here < there if descending else here > there)
    page = found.order_by(*_directed(keys, descending=descending)).limit(bindparam("page_size")).subquery()
    shown: Statement = select(page.c.by, identity(table), document).join_from(page, table, position == page.c.position)
    return shown.order_by(*_directed((page.c.by, identity(table)), descending=descending))


def _ordered_link(query: type[ListQuery], shape: Shape, scope: Where | None) -> tuple[str, Where] | None:
    """A filter, by the name that its value is bound under, whose records a link table holds in reading order."""
    asked = [(name, filters(query)[name]) for name, how in shape if how is ONE]
    for name, where in ([(SCOPE, scope)] if scope else []) + asked:
        if isinstance(where, Where) and where.of is not None and where.of.key == "position":
            return name, where
    return None


def _directed(keys: tuple[ColumnElement[Any], ...], *, descending: bool) -> list[ColumnElement[Any]]:
    return [key.desc() if descending else key for key in keys]


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
    stored = stored_total(query, shape, scope, SCOPE)
    if stored is not None:
        return stored
    return select(func.count()).select_from(query.table).where(*_conditions(query, shape, scope))


@lru_cache(maxsize=1024)
def facet_statement(query: type[ListQuery], name: str, shape: Shape, scope: Where | None) -> Statement:
    """How many of the matching records have each value of a filter, null among them, the most frequent first.

    Rows of (value, label, count, how many values there are).
    """
    where = filters(query)[name]
    assert isinstance(where, Where)
    stored = stored_facet(query, name, shape, scope, SCOPE)
    if stored is not None:
        value, total, conditions = stored
        values = select(value.label("value"), total.label("total")).where(*conditions)
    else:
        values = joined(select(where.column.label("value"), counted(where, query).label("total")), where, query)
        values = values.where(*_conditions(query, shape, scope)).group_by(where.column)
    values = values.add_columns(func.count().over().label("values"))
    shown = values.order_by(desc("total"), "value").limit(SHOWN_VALUES).subquery()
    ordered = (shown.c.total.desc(), shown.c.value)
    return select(shown.c.value, _label(where, shown.c.value), shown.c.total, shown.c["values"]).order_by(*ordered)


def _label(where: Where, value: ColumnElement[Any]) -> ColumnElement[Any]:
    if where.known is None or where.known.label is None:
        return value
    other = where.known.id.class_.__table__.alias()
    label, key = other.c[where.known.label.key], other.c[where.known.id.key]
    return select(label).where(key == value).scalar_subquery()


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
        table.document.label("document"),
    ).join_from(through.of.class_, table, table.id == through.to)
    if through.only is not None:
        statement = statement.where(through.only)
    return statement.where(through.of.in_(bindparam("ids", expanding=True)))


def _conditions(
    query: type[ListQuery], shape: Shape, scope: Where | None, ordered_link: tuple[str, Where] | None = None
) -> list[ColumnElement[bool]]:
    """What all records match; the link table that they are read along is part of the statement itself."""
    declared_filters = filters(query)
    asked = [(name, declared_filters[name], how) for name, how in shape]
    if scope is not None:
        asked.append((SCOPE, scope, None))
    if ordered_link is None:
        return [where.condition(name, how, query.table) for name, where, how in asked]
    through, link = ordered_link
    others = [where.condition(name, how, query.table) for name, where, how in asked if name != through]
    return [link.column.in_(bindparam(through, expanding=True)), *others]


@lru_cache(maxsize=64)
def one_statement(table: type[SQLModel], document: Attribute) -> Statement:
    """The document of the record bound under `record_id`."""
    return select(document).where(identity(table) == bindparam("record_id"))


@lru_cache(maxsize=64)
def known_statement(known: Known) -> Statement:
    """Which of the ids bound under `values` occur."""
    return select(known.id).where(known.id.in_(bindparam("values", expanding=True))).distinct()


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
