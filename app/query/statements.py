"""The SQL behind lists and records, derived from what queries declare.

Each statement is built once for each shape of request; values are bound later.
"""

from collections.abc import Hashable
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    bindparam,
    cast,
    func,
    literal_column,
    or_,
    select,
    tuple_,
    type_coerce,
    union,
    union_all,
)
from sqlalchemy.sql.visitors import replacement_traverse
from sqlalchemy.types import LargeBinary, NullType
from sqlmodel import SQLModel, col

from app.database import Statement, prepared
from app.models import SearchWord
from app.query.choices import Sorts, Through
from app.query.counts import ties_once
from app.query.filters import Along, Filter, Where, identity, members, unindexed
from app.query.known import Attribute, Known
from app.query.pagination import ListQuery, declared

MOST_INCLUDED = 100
"""At most this many records of each kind come along with a record."""

COMPARED = 500
"""A word that doesn't occur is compared with at most this many that do."""

_AFTER_VALUE: ColumnElement[Any] = bindparam("after_value", type_=NullType())
_AFTER_ID: ColumnElement[Any] = bindparam("after_id", type_=NullType())
"""Of whatever type: a forged cursor may bring any value back."""

_PAGE_SIZE: ColumnElement[int] = bindparam("page_size")

_AFTER_EVERYTHING: ColumnElement[Any] = literal_column("char(1114111)")
_BEFORE_EVERYTHING: ColumnElement[Any] = literal_column("-9e999")
"""SQLite orders every number before every text, so these two stand for a null at the end of either direction."""

NULL_IN_ORDER = {False: "\U0010ffff", True: float("-inf")}
"""The same as values, by whether the order is descending."""


class Term(NamedTuple):
    """One filter that is asked for: its name, its shape, and what it looks at."""

    name: str
    how: Hashable
    item: Filter


@prepared(maxsize=64)
def reading_order_statement(query: type[ListQuery], *, descending: bool, onward: bool) -> Statement:
    """One page of all records, in reading order: the table itself is kept in it."""
    position = getattr(query.table, "position")
    found = _page_rows(query)
    if onward:
        found = found.where(_past(position, _AFTER_VALUE, descending=descending))
    return found.order_by(*_directed((position,), descending=descending)).limit(_PAGE_SIZE)


@prepared(maxsize=64)
def documents_statement(query: type[ListQuery]) -> Statement:
    """The records at the positions bound under `positions`: rows of (position, id, document)."""
    return _page_rows(query).where(getattr(query.table, "position").in_(members("positions")))


def _page_rows(query: type[ListQuery]) -> Statement:
    document = getattr(query.table, "document") if query.document is None else query.document
    return select(getattr(query.table, "position"), identity(query.table), _in_bytes(document))


@prepared(maxsize=256)
def order_statement(query: type[ListQuery], order: str, *, onward: bool) -> Statement:
    """All records along an order, nulls last, ties by id: rows of (value in the order, id, position).

    After a record come those with its value and a later id, then those with a later value: SQLite reads each along an
    index; for the two as one comparison of pairs it would go through all ties.
    """
    descending, by, record_id = order.startswith("-"), _order(query, order), identity(query.table)
    found = _ordered_rows(query, by)
    ordered = _directed((by, record_id), descending=descending)
    if not onward:
        return found.order_by(*ordered).limit(_PAGE_SIZE)
    later_id = _past(record_id, _AFTER_ID, descending=descending)
    ties = found.where(by == _AFTER_VALUE, later_id).order_by(ordered[1])
    later = found.where(_past(by, _AFTER_VALUE, descending=descending)).order_by(*ordered)
    both = union_all(*[select(part.limit(_PAGE_SIZE).subquery()) for part in (ties, later)]).subquery()
    return select(both).order_by(*_directed((both.c.by, both.c.id), descending=descending)).limit(_PAGE_SIZE)


@prepared(maxsize=256)
def sorted_statement(query: type[ListQuery], order: str, *, onward: bool) -> Statement:
    """The same of the few records at the positions bound under `positions`: these are found, then put in order."""
    descending = order.startswith("-")
    chosen = getattr(query.table, "position").in_(members("positions"))
    few = _ordered_rows(query, _order(query, order)).where(chosen).limit(-1).subquery()  # the limit keeps them apart
    found = select(few)
    if onward:
        here, there = tuple_(few.c.by, few.c.id), tuple_(_AFTER_VALUE, _AFTER_ID)
        found = found.where(_past(here, there, descending=descending))
    return found.order_by(*_directed((few.c.by, few.c.id), descending=descending)).limit(_PAGE_SIZE)


def _ordered_rows(query: type[ListQuery], by: ColumnElement[Any]) -> Statement:
    return select(by.label("by"), identity(query.table).label("id"), getattr(query.table, "position").label("position"))


def _past(value: Any, limit: Any, *, descending: bool) -> ColumnElement[bool]:
    past: ColumnElement[bool] = value < limit if descending else value > limit
    return past


def _directed(keys: tuple[ColumnElement[Any], ...], *, descending: bool) -> list[ColumnElement[Any]]:
    return [key.desc() if descending else key for key in keys]


def _order(query: type[ListQuery], order: str) -> ColumnElement[Any]:
    """The value that a list is sorted by, without the column's type: a forged cursor may bring any value back."""
    column = order_column(query, order)
    if column.nullable:
        column = func.coalesce(column, _BEFORE_EVERYTHING if order.startswith("-") else _AFTER_EVERYTHING)
    return type_coerce(column, NullType())


def order_column(query: type[ListQuery], order: str) -> Attribute:
    """The column that a list is sorted by."""
    key = order.removeprefix("-")
    named = [item.columns for item in declared(query, Sorts).values()]
    return named[0][key] if named and key in named[0] else getattr(query.table, key)


@prepared(maxsize=256)
def count_statement(query: type[ListQuery], terms: tuple[Term, ...]) -> Statement:
    """How many records are selected by a filter, or several that look at the table itself."""
    along = _along(query, terms)
    return select(func.count()).select_from(along.key.table).where(along.condition)


@prepared(maxsize=256)
def found_statement(query: type[ListQuery], terms: tuple[Term, ...]) -> Statement:
    """The records that they select: rows of (position)."""
    along = _along(query, terms)
    return select(along.key - along.offset).where(along.condition)


@prepared(maxsize=256)
def found_page_statement(
    query: type[ListQuery], terms: tuple[Term, ...], *, descending: bool, onward: bool
) -> Statement:
    """One page of them in reading order: rows of (position).

    There are many: where no index has them in this order, SQLite is to go along the table until the page is full,
    not to put them all in order.
    """
    along = _along(query, terms)
    condition = along.condition if along.indexed else _unindexed(along.condition, query.table)
    found = select(along.key - along.offset).where(condition)
    if onward:
        found = found.where(_past(along.key, _AFTER_VALUE + along.offset, descending=descending))
    return found.order_by(*_directed((along.key,), descending=descending)).limit(_PAGE_SIZE)


def _along(query: type[ListQuery], terms: tuple[Term, ...]) -> Along:
    first, *others = [term.item.found(term.name, term.how, query.table) for term in terms]
    if not others:
        return first
    return Along(first.key, and_(first.condition, *[other.condition for other in others]), indexed=False)


def _unindexed(condition: ColumnElement[bool], table: type[SQLModel]) -> ColumnElement[bool]:
    """The condition with the indices of the table's columns kept out of it."""
    columns = set(SQLModel.metadata.tables[str(table.__tablename__)].columns)

    def plain(element: Any, **_: object) -> ColumnElement[Any] | None:
        return unindexed(element) if element in columns else None

    walked: ColumnElement[bool] = replacement_traverse(condition, {}, plain)
    return walked


@prepared(maxsize=256)
def pairs_statement(query: type[ListQuery], where: Where, *, chosen: bool) -> Statement:
    """Which records have which value of a filter: rows of (value, position), of those at `positions` if `chosen`.

    Null where a record's own column is; records without a link have no row.
    """
    of, value, position = where.of, where.column.label("value"), getattr(query.table, "position").label("position")
    if of is None:
        found: Statement = select(value, position)
    elif of.key == "position":
        found = select(value, of.label("position"))
    else:
        found = select(value, position).join_from(of.class_, query.table, identity(query.table) == of)
        found = found if ties_once(where) else found.distinct()
    return found.where(found.selected_columns.position.in_(members("positions"))) if chosen else found


@prepared(maxsize=64)
def labels_statement(known: Known, label: Attribute) -> Statement:
    """What to show for the ids bound under `values`: rows of (id, label)."""
    return select(known.id, label).where(known.id.in_(members("values")))


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


@prepared(maxsize=1)
def words_statement() -> Statement:
    """What a word, bound under `word`, is compared with: itself, if it occurs, and the most frequent that are like it.

    About as long, with the same first or last letter.
    """
    word: ColumnElement[Any] = bindparam("word")
    occurring, entries = col(SearchWord.word), col(SearchWord.entries)
    length = func.length(word)
    ends = or_(
        func.substr(occurring, 1, 1) == func.substr(word, 1, 1), func.substr(occurring, -1) == func.substr(word, -1)
    )
    like = select(occurring).where(func.length(occurring).between(length - 2, length + 2), ends)
    return like.order_by((occurring == word).desc(), entries.desc(), occurring).limit(COMPARED)
