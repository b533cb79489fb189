"""Which records a list has: what its filters select together.

A filter with few values selects a stored set, which combines with others as numbers do. What isn't stored, an id among
very many, a range or words, SQLite counts and pages on its own, and lists where it stands beside others.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import and_, or_
from typing import Protocol

from sqlmodel import SQLModel

from app.database import Database
from app.query import bitmaps
from app.query.counts import LACKED, sets_statement, stored_as
from app.query.filters import ONE, Missing, Range, Where, several
from app.query.pagination import ListQuery, filters
from app.query.statements import Term, count_statement, found_page_statement, found_statement
from app.vocabulary import Match

SCOPE = "scope"
"""What the address's own filter is bound under."""

FEW = 2000
"""So many records are listed and put in order in a few milliseconds; a page of more is found along an order."""


@dataclass(frozen=True)
class Scope:
    """What the address itself asks, as `/v1/topics/{id}/claims` does: `where`, of the record `record_id` of `table`."""

    where: Where
    table: type[SQLModel]
    record_id: str


class Selection(Protocol):
    """Records, by their position in the reading order."""

    @property
    def total(self) -> int:
        """How many."""

    @property
    def bits(self) -> int:
        """The set of their positions."""

    @property
    def positions(self) -> Sequence[int]:
        """All of them, in reading order."""

    def page(self, after: int | None, size: int, *, descending: bool) -> Sequence[int]:
        """The `size` ones that come after a position, or first of all."""


@dataclass(frozen=True)
class Stored:
    """By a set alone."""

    bits: int

    @cached_property
    def total(self) -> int:
        """How many bits are set."""
        return self.bits.bit_count()

    @cached_property
    def positions(self) -> Sequence[int]:
        """All of the set."""
        return bitmaps.places(self.bits)

    def page(self, after: int | None, size: int, *, descending: bool) -> Sequence[int]:
        """From one bit to the next."""
        if descending:
            return bitmaps.downwards(self.bits, after, size)
        return bitmaps.upwards(self.bits, 0 if after is None else after + 1, size)


@dataclass(frozen=True)
class Listed:
    """By a list of positions, ascending."""

    positions: Sequence[int]

    @property
    def total(self) -> int:
        """How many are listed."""
        return len(self.positions)

    @cached_property
    def bits(self) -> int:
        """The list as a set."""
        return bitmaps.bitmap(self.positions)

    def page(self, after: int | None, size: int, *, descending: bool) -> Sequence[int]:
        """A part of the list."""
        if descending:
            end = len(self.positions) if after is None else bisect_left(self.positions, after)
            return self.positions[max(end - size, 0) : end][::-1]
        begin = 0 if after is None else bisect_right(self.positions, after)
        return self.positions[begin : begin + size]


@dataclass(frozen=True)
class Sought:
    """By what isn't stored: one filter, or several that look at the table itself."""

    database: Database
    query: type[ListQuery]
    terms: tuple[Term, ...]
    bound: Mapping[str, object]

    @property
    def total(self) -> int:
        """Counted once for all pages."""
        return int(self.database.counted(count_statement(self.query, self.terms), self.bound)[0][0])

    @cached_property
    def bits(self) -> int:
        """All as a set."""
        return bitmaps.bitmap(self.positions)

    @cached_property
    def positions(self) -> Sequence[int]:
        """All that SQLite finds."""
        return sorted(row[0] for row in self.database.rows(found_statement(self.query, self.terms), self.bound))

    def page(self, after: int | None, size: int, *, descending: bool) -> Sequence[int]:
        """What SQLite finds on the way, unless all are soon listed."""
        if self.total <= FEW:
            return Listed(self.positions).page(after, size, descending=descending)
        statement = found_page_statement(self.query, self.terms, descending=descending, onward=after is not None)
        rows = self.database.rows(statement, {**self.bound, "after_value": after, "page_size": size})
        return [row[0] for row in rows]


Given = tuple[Term, object]
"""A filter that is asked for, and its value."""


def given(query: ListQuery, scope: Scope | None, *, but: str = "", lacked: str = "") -> list[Given]:
    """The filters of a query and of the address, `but` one, and but for the demand that a field be `lacked`."""
    found: list[Given] = [] if scope is None else [(Term(SCOPE, ONE, scope.where), (scope.record_id,))]
    values = query.asked
    if not values:
        return found
    declared, match = filters(type(query)), getattr(query, "match", Match.stated)
    for name, asked in values.items():
        item, value = declared[name], asked
        if isinstance(item, Missing):
            assert isinstance(asked, tuple)
            value = tuple(field for field in asked if field != lacked)
        if name != but and value != ():
            found.append((Term(name, item.shape(value, match), item), value))
    return found


def select(database: Database, query: type[ListQuery], demands: Sequence[Given]) -> Selection | None:
    """What filters select together; None where none is asked for: all records."""
    selected: list[Selection] = []
    own: list[Given] = []
    for term, value in demands:
        name = stored_as(query, term.name, term.item)
        if name is not None:
            assert isinstance(value, tuple)
            selected.append(_stored(database, query, name, value))
        elif isinstance(term.item, Range) or (isinstance(term.item, Where) and term.item.of is None):
            own.append((term, value))
        else:
            selected.append(_sought(database, query, [(term, value)]))
    return together([*selected, _sought(database, query, own)] if own else selected)


def _stored(database: Database, query: type[ListQuery], name: str, values: Sequence[object]) -> Stored:
    asked = list(map(str, values))
    held: dict[str, bytes] = dict(database.rows(sets_statement(query, name), {"values": several(asked)}))
    sets = [bitmaps.unpacked(held.get(value, b"")) for value in asked]
    return Stored(reduce(and_ if name == LACKED else or_, sets))


def _sought(database: Database, query: type[ListQuery], demands: Sequence[Given]) -> Sought:
    terms = tuple(term for term, _ in demands)
    return Sought(database, query, terms, {term.name: term.item.bound(value) for term, value in demands})


def together(selections: Sequence[Selection]) -> Selection | None:
    """What all of them select; None where there are none."""
    if len(selections) <= 1:
        return selections[0] if selections else None
    stored = [each.bits for each in selections if isinstance(each, Stored)]
    listed = [each.positions for each in selections if not isinstance(each, Stored)]
    if not listed:
        return Stored(reduce(and_, stored))
    found: Iterable[int] = listed[0] if len(listed) == 1 else set(listed[0]).intersection(*listed[1:])
    return Listed(sorted(bitmaps.among(found, reduce(and_, stored)) if stored else found))
