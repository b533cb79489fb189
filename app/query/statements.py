"""The SQL behind lists and records, derived from what queries declare.

Each statement is built once for each shape of request; values are bound later.
"""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, cast, func, literal, literal_column, or_, select, union
from sqlalchemy.orm import aliased
from sqlalchemy.types import LargeBinary, String
from sqlmodel import SQLModel, col

from app.database import Statement, prepared
from app.models import OrderBlock, Record, RecordCount, SearchForm, SearchWord, ValueSet
from app.query.choices import Relationship
from app.query.filters import Filter, member, members
from app.query.pagination import ListQuery
from app.query.references import Attribute, ReferenceTarget
from app.vocabulary import Match

MOST_INCLUDED = 100
"""At most this many records of each kind come along with a record."""

LAST_LETTER = "\U0010ffff"
"""No word goes on by a later letter."""

MOST_FORMS = 200
"""At most so many further forms of its words are looked for with a question."""

COMPARED = 500
"""A word that doesn't occur is compared with at most this many that do."""


@prepared(maxsize=1)
def total_statement() -> Statement:
    """How many records the kind bound under `kind` has, as counted when the database was built."""
    return select(col(RecordCount.total)).where(col(RecordCount.record_type) == bindparam("kind"))


@prepared(maxsize=256)
def positions_statement(table: type[Record], item: Filter, match: Match) -> Statement:
    """What a filter selects: all positions in one text, since a row for each would take twice as long to fetch."""
    found = item.positions(table, match).subquery()
    return select(func.group_concat(found.c.position))


@prepared(maxsize=256)
def all_sets_statement(table: type[Record], name: str) -> Statement:
    """The stored sets of all values of a filter: rows of (value, members)."""
    return select(col(ValueSet.value), col(ValueSet.members)).where(*_stored(table, name))


@prepared(maxsize=256)
def sets_statement(table: type[Record], name: str) -> Statement:
    """The stored sets of the values bound under `values`: rows of (members)."""
    chosen = col(ValueSet.value).in_(members("values"))
    return select(col(ValueSet.members)).where(*_stored(table, name), chosen)


def _stored(table: type[Record], name: str) -> list[ColumnElement[bool]]:
    return [col(ValueSet.record_type) == literal(table.__tablename__), col(ValueSet.filter) == literal(name)]


@prepared(maxsize=256)
def blocks_statement(table: type[Record], order: str) -> Statement:
    """The blocks of a stored order from the one bound under `first` on: rows of (number, members, positions)."""
    block: Any = OrderBlock
    of_order = block.record_type == literal(table.__tablename__), block.order == literal(order)
    found = select(block.number, block.members, block.positions).where(*of_order)
    return found.where(block.number >= bindparam("first")).order_by(block.number)


@prepared(maxsize=64)
def documents_statement(query: type[ListQuery]) -> Statement:
    """The records at the positions bound under `positions`: rows of (position, id, document)."""
    table = query.table
    document = getattr(table, "document") if query.document is None else query.document
    found = select(col(table.position), col(table.id), _in_bytes(document))
    return found.where(col(table.position) == member("positions"))


@prepared(maxsize=64)
def included_statement(through: tuple[Relationship, ...]) -> Statement:
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


def _tied(number: int, through: Relationship) -> Select[Any]:
    """Each record once, however often it is tied: a researcher may have been at an institution twice.

    The records that come along have a name of their own: they may be of the very table that ties them.
    """
    brought: Any = aliased(through.table)
    statement = select(
        through.of.label("of"),
        literal_column(str(number)).label("number"),
        brought.position.label("position"),
        _in_bytes(brought.document).label("document"),
    ).join_from(through.of.class_, brought, brought.id == through.to)
    if through.only is not None:
        statement = statement.where(through.only)
    return statement.where(through.of.in_(members("ids"))).group_by(through.of, brought.position)


@prepared(maxsize=64)
def one_statement(table: type[SQLModel]) -> Statement:
    """The document of the record bound under `record_id`."""
    return select(_in_bytes(getattr(table, "document"))).where(getattr(table, "id") == bindparam("record_id"))


def _in_bytes(document: Attribute) -> ColumnElement[bytes]:
    """A document as it is stored, in UTF-8: answers are bytes, so nothing is decoded and encoded on the way."""
    stored: ColumnElement[bytes] = cast(document, LargeBinary)
    return stored


@prepared(maxsize=64)
def column_statement(table: type[Record], column: Attribute) -> Statement:
    """A column of the record bound under `record_id`."""
    return select(column).where(col(table.id) == bindparam("record_id"))


@prepared(maxsize=64)
def named_statement(target: ReferenceTarget) -> Statement:
    """Those of the ids bound under `values` that occur, and what to show for them: rows of (id, label)."""
    return _named(target).where(target.id.in_(members("values")))


@prepared(maxsize=64)
def candidates_statement(target: ReferenceTarget) -> Statement:
    """What a misspelt id is compared with: rows of (id, label)."""
    return _named(target).order_by(target.id).limit(1000)


def _named(target: ReferenceTarget) -> Statement:
    return select(target.id, target.id if target.label is None else target.label).distinct()


@prepared(maxsize=1)
def words_statement() -> Statement:
    """What a word, bound under `word`, is compared with: the most frequent that records of the `kinds` bound have.

    About as long, with the same first or last letter.
    """
    word: ColumnElement[Any] = bindparam("word")
    occurring, entries = col(SearchWord.word), func.sum(col(SearchWord.entries))
    length = func.length(word)
    ends = or_(
        func.substr(occurring, 1, 1) == func.substr(word, 1, 1), func.substr(occurring, -1) == func.substr(word, -1)
    )
    of_kinds = col(SearchWord.record_type).in_(members("kinds"))
    like = select(occurring).where(of_kinds, func.length(occurring).between(length - 2, length + 2), ends)
    return like.group_by(occurring).order_by(entries.desc(), occurring).limit(COMPARED)


@prepared(maxsize=1)
def occurring_statement() -> Statement:
    """Which of the words bound under `words` records of the kinds bound under `kinds` have."""
    word = col(SearchWord.word)
    return select(word).where(word.in_(members("words")), col(SearchWord.record_type).in_(members("kinds"))).distinct()


@prepared(maxsize=1)
def forms_statement() -> Statement:
    """What else is looked for with `asked`: rows of (one of those, words of the index), at most `MOST_FORMS`."""
    form, words = col(SearchForm.form), col(SearchForm.words)
    return select(form, words).where(form.in_(members("asked"))).order_by(form, words).limit(MOST_FORMS)


@prepared(maxsize=1)
def entries_statement() -> Statement:
    """In how many entries the words occur that begin with what is bound under `beginning`, each word counted: a sum."""
    return select(func.coalesce(func.sum(col(SearchWord.entries)), 0)).where(_begins())


def _begins() -> ColumnElement[bool]:
    beginning: ColumnElement[str] = bindparam("beginning", type_=String)
    word = col(SearchWord.word)
    return and_(word >= beginning, word < beginning + LAST_LETTER)
