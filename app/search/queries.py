"""What a search can be asked, and the SQL that answers it.

Hits are ranked by BM25, a name or title weighing three times as much as a text. Where a question has more than `RANKED`
hits, an order of relevance says little and costs much: those come by kind, then in reading order.
"""

from collections.abc import Sequence
from typing import Annotated

from pydantic import Field
from sqlalchemy import (
    ColumnElement,
    bindparam,
    func,
    literal,
    literal_column,
    select,
    tuple_,
    union_all,
)

from app import models as m
from app.database import Statement, prepared
from app.query.choices import Facets, MultiValue
from app.query.filters import WORDS, Question, members, unindexed
from app.query.pagination import ListQuery
from app.query.references import Attribute
from app.query.words import INDEX, among, first_entry, matches
from app.vocabulary import SearchedType

RANKED = 1000

TITLE_WEIGHT, TEXT_WEIGHT = 3.0, 1.0

OPENING, CLOSING = "\x02", "\x03"
"""Put around what was found; the build refuses texts that hold them."""

_INDEX: ColumnElement[str] = literal_column(INDEX.name)
_KIND = INDEX.c.rowid // m.SEARCH_BLOCK


class SearchQuery(ListQuery):
    """Records of all kinds by their words."""

    places = float

    q: Annotated[Question, Field(description=WORDS, examples=["patents"])]
    type: Annotated[MultiValue[SearchedType], Field(description="Kind of record.", examples=[["claim"]])] = ()
    facets: Annotated[MultiValue[str], Facets("type"), Field(examples=[["type"]])] = ()

    @property
    def order(self) -> str:
        """The only one, which no one can ask for."""
        return "relevance"

    @property
    def searched(self) -> Sequence[SearchedType]:
        """The kinds asked for; all, where none is."""
        return self.type or list(SearchedType)

    @property
    def kinds(self) -> list[int]:
        """Their numbers."""
        return [first_entry(kind) // m.SEARCH_BLOCK for kind in self.searched]


@prepared(maxsize=2)
def count_by_kind(*, begins: bool) -> Statement:
    """How many hits there are of each kind: rows of (the kind's number, count). `begins`: of beginnings.

    A kind is a range of entries, which the index counts faster than it groups; but for each range it would gather all
    words with a beginning anew.
    """
    if begins:
        number = _KIND.label("kind")
        grouped = select(number, func.count().label("hits")).select_from(INDEX).where(matches("q")).group_by(number)
        counts = grouped.subquery()
    else:
        numbers = {kind: literal(first_entry(kind) // m.SEARCH_BLOCK) for kind in SearchedType}
        each = [
            select(number.label("kind"), func.count().label("hits")).select_from(INDEX).where(among(kind, "q"))
            for kind, number in numbers.items()
        ]
        counts = union_all(*each).subquery()
    kind, count = counts.c
    return select(kind, count).where(count > 0).order_by(count.desc(), kind)


@prepared(maxsize=4)
def page_of_hits(*, ranked: bool, onward: bool) -> Statement:
    """One page: rows of (rank, entry). The lower a rank, the better; 0 for all where they are not ranked."""
    rank = func.bm25(_INDEX, TITLE_WEIGHT, TEXT_WEIGHT) if ranked else literal_column("0")
    hits = (
        select(rank.label("rank"), INDEX.c.rowid.label("entry"))
        .select_from(INDEX)
        .where(matches("q"), _KIND.in_(members("kinds")))
    )
    if not ranked:
        after = [INDEX.c.rowid > bindparam("after_id")] if onward else []
        return hits.where(*after).order_by(INDEX.c.rowid).limit(bindparam("page_size"))
    found = hits.subquery()
    here = tuple_(found.c.rank, found.c.entry)
    later = [here > tuple_(bindparam("after_value"), bindparam("after_id"))] if onward else []
    return select(found).where(*later).order_by(found.c.rank, found.c.entry).limit(bindparam("page_size"))


@prepared(maxsize=1)
def details_of_hits() -> Statement:
    """The entries bound under `entries`: rows of (entry, kind, id, label, url, title, text), the latter two marked.

    All hits `first` to `last` of them are gone through: the index would look for each entry from its beginning.
    """
    entry: Attribute = m.SearchEntry
    marked = [func.highlight(_INDEX, number, OPENING, CLOSING) for number in (0, 1)]
    statement: Statement = (
        select(INDEX.c.rowid, entry.record_type, entry.record_id, entry.label, entry.url, *marked)
        .select_from(INDEX)
        .join(entry, entry.id == INDEX.c.rowid)
        .where(matches("q"), INDEX.c.rowid.between(bindparam("first"), bindparam("last")))
        .where(unindexed(INDEX.c.rowid).in_(members("entries")))
    )
    return statement
