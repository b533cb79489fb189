"""Which records a request selects: a set of positions for each filter, and what the sets have in common.

The sets of a filter that can be a facet, and those of the records that lack a field, were stored when the database was
built. What any other filter selects is read by one SELECT.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache, reduce
from operator import and_, or_

from pydantic_core import from_json
from pyroaring import FrozenBitMap

from app.database import Database, Prepared
from app.models import Record
from app.query.filters import ASKED, Equals, Filter, Missing, TextMatch, several
from app.query.pagination import ListQuery, filters
from app.query.statements import (
    all_sets_statement,
    forms_statement,
    positions_statement,
    sets_statement,
    total_statement,
)
from app.query.stored import LACKED, stored_as
from app.query.words import Forms, keys_of, match_expression
from app.vocabulary import Match

SCOPE = "scope"
"""The name of the address's own filter."""

SETS_KEPT = 128
"""The sets that so many different SELECTs found are kept for further pages; the least recently asked for goes first."""

EMPTY = FrozenBitMap()


@dataclass(frozen=True)
class Scope:
    """What the address itself asks, as `/v1/topics/{id}/claims` does: `where`, of the record `record_id` of `table`."""

    where: Equals
    table: type[Record]
    record_id: str


Demand = tuple[str, str]
"""A filter by its name, and the field that is to be missing where it is that filter."""


@dataclass(frozen=True)
class Selection:
    """What each demand of a request selects. `everything`: all records of the list."""

    everything: FrozenBitMap
    demands: Mapping[Demand, FrozenBitMap]

    @cached_property
    def records(self) -> FrozenBitMap:
        """What all demands select together."""
        return self.without()

    def without(self, *left_out: Demand) -> FrozenBitMap:
        """What all demands but some select together."""
        return reduce(
            and_, [found for demand, found in self.demands.items() if demand not in left_out], self.everything
        )


class RecordSets:
    """Reads sets of records from one database, which never changes: what was read is kept.

    They are shared between requests, and frozen for that reason.
    """

    def __init__(self, database: Database) -> None:
        self.database = database
        self.everything = cache(self._everything)
        self.by_value = cache(self._by_value)
        self.found = lru_cache(SETS_KEPT)(self._found)
        self.expression = lru_cache(SETS_KEPT)(self._expression)

    def select(self, query: ListQuery, scope: Scope | None = None) -> Selection:
        """What the filters of a query and of the address select."""
        return Selection(self.everything(query.table), dict(self._demands(query, scope)))

    def _everything(self, table: type[Record]) -> FrozenBitMap:
        """All records of a table: the build numbers them from 1 on."""
        rows = self.database.rows(total_statement(), {"kind": str(table.__tablename__)})
        return FrozenBitMap(range(1, rows[0][0] + 1)) if rows else EMPTY

    def _by_value(self, query: type[ListQuery], name: str) -> Mapping[str, FrozenBitMap]:
        """The set of every value of a facet; that of the empty text has the records without a value."""
        rows = self.database.rows(all_sets_statement(query.table, name))
        return {value: FrozenBitMap.deserialize(members) for value, members in rows}

    def lacking(self, query: type[ListQuery], field: str) -> FrozenBitMap:
        """The records that lack a field of those that can be asked for as missing."""
        return self._stored(query, LACKED, [field])

    def _demands(self, query: ListQuery, scope: Scope | None) -> Iterator[tuple[Demand, FrozenBitMap]]:
        kind, declared, match = type(query), filters(type(query)), getattr(query, "match", Match.stated)
        if scope is not None:
            yield (SCOPE, ""), self._of_filter(kind, scope.where, (scope.record_id,), match)
        for name, value in query.asked.items():
            item = declared[name]
            if isinstance(item, Missing):
                assert isinstance(value, tuple)
                yield from (((name, field), self.lacking(kind, field)) for field in value)
            elif value != ():
                yield (name, ""), self._of_filter(kind, item, value, match)

    def _of_filter(self, query: type[ListQuery], item: Filter, value: object, match: Match) -> FrozenBitMap:
        if isinstance(item, Equals):
            assert isinstance(value, tuple)
            if (name := stored_as(query, item)) is not None:
                return self._stored(query, name, value)
            asked: object = several(value)
        else:
            asked = self.expression(value) if isinstance(item, TextMatch) else value
        return self.found(positions_statement(query.table, item, match), asked)

    def _stored(self, query: type[ListQuery], name: str, values: Sequence[object]) -> FrozenBitMap:
        """The records that have any of the values."""
        rows = self.database.rows(sets_statement(query.table, name), {"values": several(map(str, values))})
        return reduce(or_, [FrozenBitMap.deserialize(members) for (members,) in rows], EMPTY)

    def forms(self, keys: Sequence[str]) -> Forms:
        """What else is looked for, by what is asked."""
        found: dict[str, list[str]] = defaultdict(list)
        for form, words in self.database.rows(forms_statement(), {"asked": several(keys)}):
            found[form].append(words)
        return found

    def _expression(self, question: str) -> str:
        """A question in the index's own syntax, with the other forms of its words."""
        return match_expression(question, self.forms(keys_of(question)))

    def _found(self, statement: Prepared, asked: object) -> FrozenBitMap:
        """What a SELECT of one text of positions finds."""
        ((positions,),) = self.database.rows(statement, {ASKED: asked})
        return FrozenBitMap(from_json(f"[{positions or ''}]"))
