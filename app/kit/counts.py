"""Counts that are made when the database is built: a table that is only read need not be counted again and again.

How many records have each value is stored for every filter that can be a facet, alone and beside each value of every
other one, and how many lack each field. Beside ids without number nothing is stored: such counts would be nearly as
many as the records, and few records match one. What isn't stored is counted when it is asked for.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import permutations
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, bindparam, distinct, func, literal, select
from sqlmodel import col

from app.db import Statement
from app.kit.choices import Facets
from app.kit.filters import ONE, Missing, Where, identity, record_key
from app.kit.pagination import ListQuery, Shape, declared, filters
from app.models import ValueCount

LACKED = "missing"
"""Stored as if it were a filter: its values are the names of fields."""


@dataclass(frozen=True)
class Term:
    """A filter that is asked for one value."""

    filter: str
    value: BindParameter[Any]


def counts(query: type[ListQuery]) -> Iterator[Statement]:
    """What is stored for a list: rows of `ValueCount`."""
    facets = _facets(query)
    kind = literal(query.table.__tablename__)
    for name, where in facets.items():
        found = select(kind, literal(name), literal(""), literal(""), _stored(where), counted(where, query))
        yield joined(found.select_from(query.table), where, query).group_by(where.column)
    for name, beside in permutations(facets, 2):
        where, other = facets[name], facets[beside]
        if other.few:
            found = select(kind, literal(name), literal(beside), other.column, _stored(where), counted(where, query))
            both = joined(joined(found.select_from(query.table), where, query), other, query)
            yield both.where(other.column.is_not(None)).group_by(other.column, where.column)
    for missing in declared(query, Missing).values():
        for field in missing.choices:
            found = select(kind, literal(LACKED), literal(""), literal(""), literal(field), func.count())
            yield found.select_from(query.table).where(missing.condition(LACKED, (field,), query.table))


def stored_total(query: type[ListQuery], shape: Shape, scope: Where | None, scope_name: str) -> Statement | None:
    """How many records match, where that is stored: for one filter, or two, each asked for one value."""
    facets, terms = _facets(query), _terms(query, shape, scope, scope_name)
    if terms is None or len(terms) not in {1, 2}:
        return None
    beside = next((term for term in terms if term.filter in facets and facets[term.filter].few), None)
    if len(terms) == 1:
        (one,), beside = terms, None
    elif beside is None or LACKED in {term.filter for term in terms}:
        return None
    else:
        (one,) = (term for term in terms if term is not beside)
    total = func.coalesce(func.sum(ValueCount.total), 0)
    return select(total).where(*_of(query, one.filter, beside), col(ValueCount.value) == one.value)


def stored_facet(
    query: type[ListQuery], name: str, shape: Shape, scope: Where | None, scope_name: str
) -> Statement | None:
    """Rows of (value, count) of a filter, where they are stored: for all records, or beside one value of another."""
    facets, terms = _facets(query), _terms(query, shape, scope, scope_name)
    if terms is None or len(terms) > 1:
        return None
    beside = terms[0] if terms else None
    if beside is not None and (beside.filter in {name, LACKED} or not facets[beside.filter].few):
        return None
    stored = select(func.nullif(ValueCount.value, "").label("value"), col(ValueCount.total).label("total"))
    return stored.where(*_of(query, name, beside))


def counted(where: Where, query: type[ListQuery]) -> ColumnElement[int]:
    """How many records: rows, unless a link table can tie a record to the same value twice."""
    if where.of is None:
        return func.count()
    once = {where.of.key, where.column.key} == set(where.of.class_.__table__.primary_key.columns.keys())
    return func.count() if once else func.count(distinct(identity(query.table)))


def joined(statement: Statement, where: Where, query: type[ListQuery]) -> Statement:
    """A statement over a list's table, with the link table that holds a filter's values, where one does.

    Records without a link stay, with null.
    """
    if where.of is None:
        return statement
    return statement.outerjoin(where.of.class_, where.of == record_key(query.table, where.of))


def _facets(query: type[ListQuery]) -> dict[str, Where]:
    names = [name for facets in declared(query, Facets).values() for name in facets.choices]
    return {name: where for name, where in declared(query, Where).items() if name in names}


def _stored(where: Where) -> ColumnElement[str]:
    return func.coalesce(where.column, "")


def _terms(query: type[ListQuery], shape: Shape, scope: Where | None, scope_name: str) -> list[Term] | None:
    """The filters asked for; None where one is asked for several values, or for what isn't counted."""
    facets, terms = _facets(query), []
    if scope is not None:
        named = [name for name, where in facets.items() if where.column is scope.column]
        if not named:
            return None
        terms.append(Term(named[0], bindparam(scope_name)))
    for name, how in shape:
        if name in facets and how is ONE:
            terms.append(Term(name, bindparam(name)))
        elif isinstance(filters(query)[name], Missing) and isinstance(how, tuple) and len(how) == 1:
            terms.append(Term(LACKED, literal(how[0])))
        else:
            return None
    return terms if len({term.filter for term in terms}) == len(terms) else None


def _of(query: type[ListQuery], name: str, beside: Term | None) -> list[ColumnElement[bool]]:
    conditions = [
        col(ValueCount.record_type) == literal(query.table.__tablename__),
        col(ValueCount.filter) == literal(name),
        col(ValueCount.beside) == literal(beside.filter if beside else ""),
    ]
    return [*conditions, col(ValueCount.beside_value) == (beside.value if beside else literal(""))]
