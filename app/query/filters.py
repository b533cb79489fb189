"""Filters are declared, one annotated field each: FastAPI reads the field for OpenAPI, this file reads it for SQL.

A filter given several times means any of its values; different filters must all hold.
"""

import operator
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import isfinite
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo
from pydantic.fields import FieldInfo
from pydantic_core import to_json
from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    UnaryExpression,
    and_,
    bindparam,
    func,
    not_,
    or_,
    select,
)
from sqlalchemy.orm import aliased
from sqlalchemy.sql.operators import custom_op
from sqlmodel import col

from app.database import Statement
from app.models import Record
from app.query.choices import Choice, WithDescription
from app.query.references import Attribute, ReferenceTarget, target_of
from app.query.words import INDEX, among, first_entry, unreadable
from app.vocabulary import Match, SearchedType

MAX_DIGITS = 9
LONGEST_NUMBER = 24
_NUMBER = re.compile(r"-?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
COMPLETE = "true"

ASKED = "asked"
"""What a filter's value is bound under: several in one text, a limit, or a question in the index's own syntax."""

WORDS = (
    "At most 16 words that all occur, in any order and most inflections, names joined or split, countries by name, "
    "abbreviation or, in capitals, code (`US`), numbers by their digits; "
    '`"in quotes"` as written, side by side; `begin*` begins a word, by two letters at least. No operators.'
)


@dataclass(frozen=True)
class Equals:
    """The records whose `column` has one of the values given.

    `of`: where the column is a link table's, its column that names the record, by its position or its id.
    `refers_to`: the records whose ids the values are, so that a misspelt id is refused: those of the column's foreign
    key, unless others are given.
    `missing`: the name under which a null is asked for (`missing=`), where that is not the filter's own.
    """

    column: Attribute
    of: Attribute | None = None
    refers_to: ReferenceTarget | None = None
    missing: str | None = None

    def __post_init__(self) -> None:
        if self.refers_to is None:
            object.__setattr__(self, "refers_to", target_of(self.column))

    def pairs(self, table: type[Record]) -> Statement:
        """Every record of `table` with each value that it has: rows of (position, value).

        The table has a name of its own beside a link table, which may be the same table.
        """
        if self.of is None:
            return select(col(table.position).label("position"), self.column)
        if self.of.key == "position":
            return select(self.of.label("position"), self.column)
        listed: Any = aliased(table)
        return select(listed.position.label("position"), self.column).join_from(
            self.of.class_, listed, listed.id == self.of
        )

    def positions(self, table: type[Record], match: Match) -> Statement:
        """Whatever has one of the values."""
        return self.pairs(table).where(self.column.in_(members(ASKED)))


@dataclass(frozen=True)
class Interval:
    """The columns that hold what a figure's words promise: `almost 40` is below 40, from nowhere stated.

    A bound that is null is unknown. Where `complete` says that the text has lost a part that the figure's meaning
    needs, anything is possible and nothing is certain.
    """

    lower: Attribute
    upper: Attribute
    lower_inclusive: Attribute
    upper_inclusive: Attribute
    complete: Attribute

    def condition(self, against: "Comparison", limit: BindParameter[object], match: Match) -> ColumnElement[bool]:
        """Whether the whole interval lies beyond `limit` (certain), or some of it does (possible)."""
        settled = self.complete == COMPLETE
        bounds = [(self.lower, self.lower_inclusive), (self.upper, self.upper_inclusive)]
        (near, near_inclusive), (far, far_inclusive) = bounds if against.upwards else bounds[::-1]
        if match is Match.certain:
            at_limit = near == limit if against.inclusive else and_(near == limit, not_(near_inclusive))
            return and_(settled, or_(against.beyond(near, limit), at_limit))
        reaches = against.beyond(far, limit)
        if against.inclusive:
            reaches = or_(reaches, and_(far == limit, far_inclusive))
        return or_(not_(settled), far.is_(None), reaches)


@dataclass(frozen=True)
class Comparison:
    """One of the four ways to compare with a limit. `beyond` is strictly on the asked side of it."""

    compare: Callable[[Any, Any], ColumnElement[bool]]
    beyond: Callable[[Any, Any], ColumnElement[bool]]

    @property
    def upwards(self) -> bool:
        """Whether the larger is asked for."""
        return self.beyond is operator.gt

    @property
    def inclusive(self) -> bool:
        """Whether the limit itself counts."""
        return self.compare is not self.beyond


AT_LEAST, ABOVE = Comparison(operator.ge, operator.gt), Comparison(operator.gt, operator.gt)
AT_MOST, BELOW = Comparison(operator.le, operator.lt), Comparison(operator.lt, operator.lt)


@dataclass(frozen=True)
class Range:
    """The records whose `column` lies on one side of a limit; with an `interval`, `match` says what is compared."""

    column: Attribute
    against: Comparison
    interval: Interval | None = None

    def positions(self, table: type[Record], match: Match) -> Statement:
        """By the comparison with the number as stated, or with its interval."""
        limit: BindParameter[object] = bindparam(ASKED)
        compared = (
            self.against.compare(self.column, limit)
            if self.interval is None or match is Match.stated
            else self.interval.condition(self.against, limit, match)
        )
        return select(col(table.position).label("position")).where(compared)


class Missing(Choice):
    """The records that lack all of the fields named: `Missing("period", countries=ClaimCountry.position)`.

    A field is a column of the same name, unless a column is given: another one of the same table, or a link table's
    that names the record, which then lacks it where the link table doesn't.
    """

    description = "Lacks this field; repeated: lacks them all."

    def __init__(self, *names: str, **columns: Attribute) -> None:
        self.choices = (*names, *columns)
        self.columns = columns

    def lacking(self, field: str, table: type[Record]) -> Statement:
        """The records that lack a field, null or without a link: rows of (position)."""
        column: Attribute = self.columns.get(field) or getattr(table, field)
        lacks: ColumnElement[bool] = column.is_(None)
        if column.class_ is not table:
            key: Attribute = table.position if column.key == "position" else table.id
            lacks = key.not_in(select(column))
        return select(col(table.position).label("position")).where(lacks)


@dataclass(frozen=True)
class TextMatch(WithDescription):
    """The records of a kind in whose words all words of the question occur."""

    description = WORDS

    kind: SearchedType

    def positions(self, table: type[Record], match: Match) -> Statement:
        """By the index of words, whose entries are numbered kind by kind."""
        position = INDEX.c.rowid - first_entry(self.kind)
        return select(position.label("position")).where(among(self.kind, ASKED))


Filter: TypeAlias = Equals | Range | TextMatch
"""A condition on the records of a table: its `positions` are those that it selects, rows of (position)."""


def field_of(name: str, item: Filter | Missing) -> str:
    """The name under which `missing` asks for what a filter can't be asked of: `value` of `value__gte`."""
    return item.missing if isinstance(item, Equals) and item.missing else name.partition("__")[0]


def has_interval(item: Filter | Missing) -> bool:
    """Whether it compares intervals, and so what has no single number, too."""
    return isinstance(item, Range) and item.interval is not None


def several(values: Iterable[object]) -> str:
    """Any number of values as one that can be bound, so that a statement is the same for all numbers."""
    return to_json(list(values)).decode()


def member(name: str) -> ColumnElement[Any]:
    """Each of the values that `several` made one of, bound under `name`: the column of a table of them."""
    column: ColumnElement[Any] = func.json_each(bindparam(name)).table_valued("value").c.value
    return column


def members(name: str) -> Select[Any]:
    """All of them, for `IN`."""
    return select(member(name))


def unindexed(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """A column with SQLite's unary plus, which keeps its index out of a condition."""
    return UnaryExpression(column, operator=custom_op("+"))


def whole_number(value: object, info: ValidationInfo) -> object:
    """Only digits: pydantic alone would read `1_0` as 10 and `5.0` as 5."""
    if isinstance(value, str) and not (value.isascii() and value.isdigit() and len(value) <= MAX_DIGITS):
        limits = "from 1 to 100" if info.field_name == "limit" else f"in at most {MAX_DIGITS} digits"
        raise ValueError(f"it must be a whole number {limits}")
    return value


def plain_number(value: object) -> object:
    """Only a number as in JSON, or one that begins with its point: pydantic alone would read `nan`, `1e999`, `1_0`."""
    if isinstance(value, str) and not (
        _NUMBER.fullmatch(value) and len(value) <= LONGEST_NUMBER and isfinite(float(value))
    ):
        raise ValueError(f"it must be a finite number such as 40, 0.5 or 4e6, in at most {LONGEST_NUMBER} characters")
    return value


def has_a_word(value: str) -> str:
    """Refuse a question without a single letter or digit, and what would be passed over in silence."""
    if (field_error := unreadable(value)) is not None:
        raise ValueError(field_error)
    return value


def of_form(pattern: str, form: str, max_length: int | None = None) -> FieldInfo:
    """A text of a form, which a refusal names in words."""
    FORMS[pattern] = form
    field: FieldInfo = Field(pattern=pattern, max_length=max_length)
    return field


FORMS: dict[str, str] = {}
"""What patterns ask for, in words."""

WholeNumber = Annotated[int, Field(ge=0, lt=10**MAX_DIGITS), BeforeValidator(whole_number)]
Decimal = Annotated[float, BeforeValidator(plain_number)]
Id = Annotated[str, of_form(r"^[a-z0-9]+(-[a-z0-9]+)*$", "an id is lower-case words joined by hyphens", 120)]
CountryCode = Annotated[str, of_form(r"^[A-Z]{2}$", "a country is two capital letters (ISO 3166-1)")]
CurrencyCode = Annotated[str, of_form(r"^[A-Z]{3}$", "a currency is three capital letters (ISO 4217)")]
Version = Annotated[str, of_form(r"^\d{1,4}\.\d{1,4}\.\d{1,4}$", "a version is three numbers, such as 1.0.0", 14)]
Flag = Literal["true", "false"]
Question = Annotated[str, Field(max_length=200), AfterValidator(has_a_word)]
