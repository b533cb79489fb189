"""What is stored of filters when the database is built: a table that is only read need not be counted again and again.

For each value of a filter that can be a facet, and for each field that can be missing: how many records it selects. Of
filters with few values also which ones, so that any of them together, and any facet beside them, can be had from there.
Ids among very many are counted beside each value of those filters as well; beside each other nothing is stored: such
counts would be nearly as many as the records, and few records match one.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, bindparam, distinct, func, literal, null, select
from sqlmodel import col

from app.database import Statement, prepared
from app.models import ValueCount
from app.query.choices import Facets
from app.query.filters import Filter, Missing, Where, identity, members, record_key
from app.query.pagination import ListQuery, declared

LACKED = "missing"
"""Stored as if it were a filter: its values are the names of fields."""

SHOWN_VALUES = 100
"""At most this many values of a facet are listed."""


def set_statements(query: type[ListQuery]) -> Iterator[tuple[str, Statement]]:
    """Which records each value of a filter with few values selects: its name, and rows of (value, position) by value.

    And which records lack a field, the values of `missing=`.
    """
    position = getattr(query.table, "position")
    for name, where in _facets(query).items():
        if where.few:
            each = select(where.column.label("value"), position).select_from(query.table)
            yield name, _joined(each, where, query).order_by("value")
    for missing in declared(query, Missing).values():
        for field in missing.choices:
            lacking = missing.found(LACKED, (field,), query.table).condition
            yield LACKED, select(literal(field), position).where(lacking)


def count_statements(query: type[ListQuery]) -> Iterator[Statement]:
    """How many records each id among very many selects: rows of `ValueCount`.

    Among all records, beside each value of the filters that have few, and among those that lack a field.
    """
    facets = _facets(query)
    for name, where in facets.items():
        if where.few:
            continue
        yield _counts(query, name, where, "", literal(""))
        for beside, other in facets.items():
            if other.few:
                counts = _joined(_counts(query, name, where, beside, other.column), other, query)
                yield counts.where(other.column.is_not(None)).group_by(other.column)
        for missing in declared(query, Missing).values():
            for field in missing.choices:
                lacking = missing.found(LACKED, (field,), query.table).condition
                yield _counts(query, name, where, LACKED, literal(field)).where(lacking)


def _counts(
    query: type[ListQuery], name: str, where: Where, beside: str, beside_value: ColumnElement[Any]
) -> Statement:
    kind, value = literal(query.table.__tablename__), func.coalesce(where.column, "")
    found = select(kind, literal(name), literal(beside), beside_value, value, _number(where, query), null())
    return _joined(found.select_from(query.table), where, query).group_by(where.column)


def _number(where: Where, query: type[ListQuery]) -> ColumnElement[int]:
    """How many records: rows, unless a link table can tie a record to the same value twice."""
    return func.count() if ties_once(where) else func.count(distinct(identity(query.table)))


def ties_once(where: Where) -> bool:
    """Whether no link table can tie a record to the same value twice."""
    of = where.of
    return of is None or {of.key, where.column.key} == set(of.class_.__table__.primary_key.columns.keys())


def _joined(statement: Statement, where: Where, query: type[ListQuery]) -> Statement:
    """A statement over a list's table, with the link table that holds a filter's values, where one does.

    Records without a link stay, with null.
    """
    if where.of is None:
        return statement
    return statement.outerjoin(where.of.class_, where.of == record_key(query.table, where.of))


def stored_as(query: type[ListQuery], name: str, item: Filter) -> str | None:
    """The name under which a filter's sets are stored; None where they aren't. The address's own filter has another."""
    if isinstance(item, Missing):
        return LACKED
    if not isinstance(item, Where):
        return None
    few = {own: where for own, where in _facets(query).items() if where.few}
    return next((own for own, where in few.items() if own == name or where.column is item.column), None)


@prepared(maxsize=256)
def sets_statement(query: type[ListQuery], name: str) -> Statement:
    """The sets of the values bound under `values`: rows of (value, set)."""
    return _sets(query, name).where(col(ValueCount.value).in_(members("values")))


@prepared(maxsize=256)
def all_sets_statement(query: type[ListQuery], name: str) -> Statement:
    """The sets of all values."""
    return _sets(query, name)


def _sets(query: type[ListQuery], name: str) -> Statement:
    return select(col(ValueCount.value), col(ValueCount.members)).where(*_of(query, name))


@prepared(maxsize=256)
def totals_statement(query: type[ListQuery], name: str, beside: str) -> Statement:
    """The most frequent values of a filter: rows of (value, count, how many values there are).

    Among all records where `beside` is empty, else among those with the value bound under `beside` of that filter.
    """
    value, total = col(ValueCount.value), col(ValueCount.total)
    among: ColumnElement[Any] | None = bindparam("beside") if beside else None
    shown = select(value, total, func.count().over()).where(*_of(query, name, beside, among))
    return shown.order_by(total.desc(), value).limit(SHOWN_VALUES)


def _of(
    query: type[ListQuery], name: str, beside: str = "", among: ColumnElement[Any] | None = None
) -> list[ColumnElement[bool]]:
    return [
        col(ValueCount.record_type) == literal(query.table.__tablename__),
        col(ValueCount.filter) == literal(name),
        col(ValueCount.beside) == literal(beside),
        col(ValueCount.beside_value) == (literal("") if among is None else among),
    ]


@lru_cache(maxsize=64)
def _facets(query: type[ListQuery]) -> dict[str, Where]:
    """The filters whose values can be counted."""
    names = [name for facets in declared(query, Facets).values() for name in facets.choices]
    return {name: where for name, where in declared(query, Where).items() if name in names}
