"""The SQL behind lists and records, derived from what queries declare.

Each statement is built once for each shape of request; values are bound later. A list's rows are (value in the order,
id, document). `scope` is a filter that the address itself sets, as `/v1/topics/{id}/claims` does.
"""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    bindparam,
    cast,
    desc,
    func,
    literal_column,
    or_,
    select,
    type_coerce,
    union,
    union_all,
)
from sqlalchemy.types import LargeBinary, NullType
from sqlmodel import SQLModel

from app.db import Statement, prepared
from app.kit.choices import Sorts, Through
from app.kit.counts import counted, joined, stored_facet, stored_total
from app.kit.filters import ONE, Filter, Where, Words, identity, members
from app.kit.known import Attribute, Known
from app.kit.pagination import ListQuery, Shape, declared, filters
from app.kit.words import INDEX, among, first_entry

SCOPE = "scope"
"""What the address's own filter is bound under."""

MOST_INCLUDED = 100
"""At most this many records of each kind come along with a record."""

SHOWN_VALUES = 100
"""At most this many values of a facet are listed."""

_AFTER_VALUE: ColumnElement[Any] = bindparam("after_value", type_=NullType())
"""Of whatever type: a forged cursor may bring any value back."""

_AFTER_EVERYTHING: ColumnElement[Any] = literal_column("char(1114111)")
_BEFORE_EVERYTHING: ColumnElement[Any] = literal_column("-9e999")
"""SQLite orders every number before every text, so these two stand for a null at the end of either direction."""


@prepared(maxsize=512)
def page_statement(query: type[ListQuery], shape: Shape, scope: Where | None, order: str, *, onward: bool) -> Statement:
    """One page, nulls last."""
    table, key, descending = query.table, order.removeprefix("-"), order.startswith("-")
    if key == "position":
        return _in_reading_order(query, shape, scope, descending=descending, onward=onward)
    by = _order(query, key, descending=descending)
    found = _in_order_of(by, query, shape, scope, descending=descending, onward=onward)
    # The page is found first and its documents read last, so that sorting moves no documents about.
    page = found.limit(_most(query, shape, scope)).subquery()
    shown: Statement = select(page.c.by, identity(table), _document(query)).join_from(
        page, table, getattr(table, "position") == page.c.position
    )
    return shown.order_by(*_directed((page.c.by, identity(table)), descending=descending))


def _in_reading_order(
    query: type[ListQuery], shape: Shape, scope: Where | None, *, descending: bool, onward: bool
) -> Statement:
    """Read along the table itself, which is kept in this order, or along a link table or the index of words."""
    table, position = query.table, getattr(query.table, "position")
    along = _along(query, shape, scope) or Along(None, position, 0)
    place = along.key - along.offset if along.offset else along.key
    found: Statement = select(place.label("by"), identity(table), _document(query))
    if along.condition is not None:
        found = found.join_from(along.key.table, table, position == place).where(along.condition)
    found = found.where(*_met(query, shape, scope, but=along.name))
    if onward:
        after = _AFTER_VALUE + along.offset if along.offset else _AFTER_VALUE
        found = found.where(along.key < after if descending else along.key > after)
    return found.order_by(along.key.desc() if descending else along.key).limit(_most(query, shape, scope))


def _in_order_of(
    by: ColumnElement[Any],
    query: type[ListQuery],
    shape: Shape,
    scope: Where | None,
    *,
    descending: bool,
    onward: bool,
) -> Statement:
    """Rows of (value in the order, position), ties by id.

    After a record come those with its value and a later id, then those with a later value: SQLite reads each along an
    index; for the two as one comparison of pairs it would go through all ties.
    """
    record_id, position = identity(query.table), getattr(query.table, "position")
    found = select(by.label("by"), record_id.label("id"), position.label("position"))
    found = found.where(*_met(query, shape, scope, walked=True))
    ordered = _directed((by, record_id), descending=descending)
    if not onward:
        return found.order_by(*ordered)
    after: BindParameter[Any] = bindparam("after_id")
    ties = found.where(by == _AFTER_VALUE, record_id < after if descending else record_id > after).order_by(ordered[1])
    later = found.where(by < _AFTER_VALUE if descending else by > _AFTER_VALUE).order_by(*ordered)
    parts = [part.limit(_most(query, shape, scope)).subquery() for part in (ties, later)]
    both = union_all(*[select(part) for part in parts]).subquery()
    return select(both).order_by(*_directed((both.c.by, both.c.id), descending=descending))


@dataclass(frozen=True)
class Along:
    """What a list in reading order is read along, for one of its filters: `key` less `offset` is the position."""

    name: str | None
    key: Attribute
    offset: int
    condition: ColumnElement[bool] | None = None


def _along(query: type[ListQuery], shape: Shape, scope: Where | None) -> Along | None:
    for name, where, how in _asked(query, shape, scope):
        if isinstance(where, Where) and how is ONE and where.of is not None and where.of.key == "position":
            return Along(name, where.of, 0, where.column == bindparam(name))
    if len(shape) == 1 and scope is None:
        ((name, _),) = shape
        words = filters(query)[name]
        if isinstance(words, Words):
            return Along(name, INDEX.c.rowid, first_entry(words.kind), among(words.kind, name))
    return None


def _most(query: type[ListQuery], shape: Shape, scope: Where | None) -> ColumnElement[int]:
    """How many records to look for: no more than there are, where that is stored, so that no search is in vain."""
    page_size: ColumnElement[int] = bindparam("page_size")
    stored = stored_total(query, shape, scope, SCOPE)
    return page_size if stored is None else func.min(page_size, stored.scalar_subquery())


def _directed(keys: tuple[ColumnElement[Any], ...], *, descending: bool) -> list[ColumnElement[Any]]:
    return [key.desc() if descending else key for key in keys]


def _order(query: type[ListQuery], key: str, *, descending: bool) -> ColumnElement[Any]:
    """The value that a list is sorted by, without the column's type: a forged cursor may bring any value back."""
    named = [item.columns for item in declared(query, Sorts).values()]
    column: Attribute = named[0][key] if named and key in named[0] else getattr(query.table, key)
    if column.nullable:
        column = func.coalesce(column, _BEFORE_EVERYTHING if descending else _AFTER_EVERYTHING)
    return type_coerce(column, NullType())


@prepared(maxsize=512)
def count_statement(query: type[ListQuery], shape: Shape, scope: Where | None) -> Statement:
    """How many records match, on all pages."""
    stored = stored_total(query, shape, scope, SCOPE)
    if stored is not None:
        return stored
    along = _along(query, shape, scope)
    if along is not None and along.condition is not None and len(shape) + bool(scope) == 1:
        return select(func.count()).select_from(along.key.table).where(along.condition)
    return select(func.count()).select_from(query.table).where(*_conditions(query, shape, scope))


@prepared(maxsize=512)
def facet_statement(query: type[ListQuery], name: str, shape: Shape, scope: Where | None) -> Statement:
    """How many of the matching records have each value of a filter, null among them, the most frequent first.

    Rows of (value, label, count, how many values there are).
    """
    where = filters(query)[name]
    assert isinstance(where, Where)
    values = stored_facet(query, name, shape, scope, SCOPE)
    if values is None:
        found = select(where.column.label("value"), counted(where, query).label("total")).select_from(query.table)
        values = joined(found, where, query).where(*_conditions(query, shape, scope)).group_by(where.column)
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


@prepared(maxsize=64)
def included_statement(through: tuple[Through, ...]) -> Statement:
    """What comes along with the records bound under `ids`: rows of (record's id, how many in all, document)."""
    tables = [item.table for item in through]  # a record that is tied in two ways comes along once
    tied = union(*[_tied(tables.index(item.table), item) for item in through]).subquery()
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
    """What all records match."""
    return [item.condition(name, how, query.table) for name, item, how in _asked(query, shape, scope)]


def _met(
    query: type[ListQuery], shape: Shape, scope: Where | None, *, but: str | None = None, walked: bool = False
) -> list[ColumnElement[bool]]:
    """What the records of a page match, `but` for one filter.

    A value that many records share is soon met on the way: rather than list all of its records, or, in another order
    than the reading order (`walked`), sort them, each record is looked at until the page is full.
    """
    conditions = []
    for name, item, how in _asked(query, shape, scope):
        if name == but:
            continue
        if isinstance(item, Where) and item.few and (walked or item.of is not None):
            conditions.append(item.met(name, how, query.table))
        else:
            conditions.append(item.condition(name, how, query.table))
    return conditions


def _asked(query: type[ListQuery], shape: Shape, scope: Where | None) -> list[tuple[str, Filter, Hashable]]:
    """The filters asked for, that of the address among them, by what their values are bound under."""
    asked: list[tuple[str, Filter, Hashable]] = [(name, filters(query)[name], how) for name, how in shape]
    return asked if scope is None else [(SCOPE, scope, ONE), *asked]


def _document(query: type[ListQuery]) -> ColumnElement[bytes]:
    return _in_bytes(getattr(query.table, "document") if query.document is None else query.document)


@prepared(maxsize=64)
def one_statement(table: type[SQLModel]) -> Statement:
    """The document of the record bound under `record_id`."""
    return select(_in_bytes(getattr(table, "document"))).where(identity(table) == bindparam("record_id"))


def _in_bytes(document: Attribute) -> ColumnElement[bytes]:
    """A document as it is stored, in UTF-8: answers are bytes, so nothing is decoded and encoded on the way."""
    stored: ColumnElement[bytes] = cast(document, LargeBinary)
    return stored


@prepared(maxsize=64)
def column_statement(table: type[SQLModel], column: Attribute) -> Statement:
    """A column of the record bound under `record_id`."""
    return select(column).where(identity(table) == bindparam("record_id"))


@prepared(maxsize=64)
def known_statement(known: Known) -> Statement:
    """Which of the ids bound under `values` occur."""
    return select(known.id).where(known.id.in_(members("values"))).distinct()


@prepared(maxsize=64)
def candidates_statement(known: Known) -> Statement:
    """What a misspelt id is compared with: rows of (id, label)."""
    return select(known.id, known.id if known.label is None else known.label).distinct().order_by(known.id).limit(1000)


@prepared(maxsize=8)
def words_statement(word: Attribute) -> Statement:
    """Words that occur, about as long as the one bound under `word`, with the same first or last letter."""
    length = func.length(bindparam("word"))
    ends = or_(
        func.substr(word, 1, 1) == func.substr(bindparam("word"), 1, 1),
        func.substr(word, -1) == func.substr(bindparam("word"), -1),
    )
    return select(word).where(func.length(word).between(length - 2, length + 2), ends)
