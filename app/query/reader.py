"""From a query to an answer: what the filters select, one page of it, and the bytes as they were built.

Documents are stored as the API sends them, so a page is its documents joined; nothing is parsed or built again. How
many statements it takes depends on what is asked, never on how many records are on the page.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Annotated, Any, NamedTuple, TypeVar

from fastapi import Depends, FastAPI, Request, Response
from pydantic_core import to_json
from sqlmodel import SQLModel

from app.database import OutOfTimeError, Prepared, allow_reading
from app.formats.registry import Format
from app.http.costs import READING_SECONDS
from app.http.request import FromKey, Received, received
from app.http.responses import Representation
from app.http.streams import StreamedResponse
from app.models import Record
from app.query.absence import absent
from app.query.choices import FULL, SHORT, Includes
from app.query.facets import count_values
from app.query.filters import Missing, field_of, has_interval, several
from app.query.pages import Placed, places, rows_at
from app.query.pagination import (
    ListQuery,
    Position,
    Query,
    RecordQuery,
    declared,
    decode_cursor,
    encode_cursor,
    filters,
)
from app.query.references import Attribute
from app.query.renderer import JSON, Relations, Renderer, shortened
from app.query.respelling import known_words, respellings
from app.query.schemas import Facet, Respelt, list_url
from app.query.service import Service
from app.query.sets import Scope, Selection
from app.query.statements import column_statement, included_statement, one_statement

LONGEST_ID = 200

AT_ONCE, PIECE = 1_000, 100
"""So many records are written down at once; of more, so many, and others are answered in between."""

Listed = TypeVar("Listed", bound=ListQuery)

NOTHING_INCLUDED = b',"included":null}'


class Found(NamedTuple):
    """One page of something: rows of (place in the order, id, document), one more than the limit where more follow."""

    rows: Sequence[Sequence[Any]]
    total: int
    facets: dict[str, Facet] | None = None
    respelt: Respelt | None = None
    notes: Sequence[str] = ()


class ReleaseReader:
    """Reads the release for one request."""

    def __init__(self, app: FastAPI, asked: Received) -> None:
        """The application's state holds the service."""
        service: Service = app.state.service
        self.app = app
        self.database = service.database
        self.sets = service.sets
        self.release = service.release
        self.stamp = service.stamp
        self.render = Renderer(service, asked)
        self.path = self.render.path

    def page(self, query: ListQuery, scope: Scope | None = None) -> Response:
        """One page of a list. Raises where a parameter is repeated, a value unknown or the cursor no good."""
        if scope is not None:
            self.column(scope.table, scope.table.id, scope.record_id)
        after, chosen = self.begin(query), self.render.chosen(query)
        if chosen.joint is not None:
            query = query.whole()
        selection = self.sets.select(query, scope)
        total = len(selection.records)
        placed = places(self.database, query, selection.records, after.place if after else None)
        if chosen.joint is not None and len(placed) > AT_ONCE:
            return self._streamed(query, placed, total, chosen)
        found = Found(
            rows_at(self.database, query, placed),
            total,
            self._facets(query, selection),
            None if total else self.respelt(query, lambda other: len(self.sets.select(other, scope).records)),
            [*self._unknown(query, selection)] if chosen is JSON else (),  # no other format has room for it
        )
        return self.listed(query, found, chosen)

    def begin(self, query: ListQuery) -> Position | None:
        """Where the page begins, None for the first. Raises where the cursor is no good."""
        return decode_cursor(query, self.path, self.stamp, self.render.first)

    def listed(self, query: ListQuery, found: Found, chosen: Format) -> Representation:
        """A page of rows, in JSON with its meta, links and facets: a `Page`, whose records are written already."""
        shown, more = found.rows[: query.limit], len(found.rows) > query.limit
        cursor = self._cursor(query, shown[-1]) if more else None
        links = self._links(query, cursor)
        relations = [(name, address) for name, address in links.items() if address]
        if chosen is not JSON:
            assert isinstance(query, RecordQuery)
            return self.render.records(query, chosen, [row[2] for row in shown], relations, total=found.total)
        meta = {
            "total": found.total,
            "limit": query.limit,
            "next_cursor": cursor,
            "data_version": self.render.about.version,
            "did_you_mean": found.respelt,
            "notes": [*query.notes, *found.notes],
        }
        frame = to_json({"meta": meta, "links": links, "facets": found.facets})
        body = b"".join([b'{"data":[', *self._records(query, shown), b"],", frame[1:]])
        return self.render.json(body, relations, found.total)

    def _cursor(self, query: ListQuery, last: Sequence[Any]) -> str:
        """The cursor of what follows a row."""
        return encode_cursor(query, self.path, Position(last[0], last[1]), self.stamp)

    def _links(self, query: ListQuery, cursor: str | None) -> dict[str, str | None]:
        """The addresses of a page, of the first one, and of the next one, which begins at a cursor."""
        return {
            "self": self.render.at(query.cursor),
            "first": self.render.first,
            "next": self.render.at(cursor) if cursor else None,
        }

    def _streamed(self, query: ListQuery, placed: Sequence[Placed], total: int, chosen: Format) -> StreamedResponse:
        """A long list as a file, read and written in pieces while it is sent."""
        assert isinstance(query, RecordQuery)
        shown = placed[: query.limit]
        (last,) = rows_at(self.database, query, shown[-1:])
        links = self._links(query, self._cursor(query, last) if len(placed) > len(shown) else None)

        def batches() -> Iterator[Sequence[bytes]]:
            for start in range(0, len(shown), PIECE):
                allow_reading(READING_SECONDS)
                yield [row[2] for row in rows_at(self.database, query, shown[start : start + PIECE])]

        relations = [(name, address) for name, address in links.items() if address]
        return self.render.streamed(query, chosen, batches(), relations, total=total, stamp=self.stamp)

    def one(self, record_id: str, query: RecordQuery) -> Representation:
        """One record. Raises where its id leads to nothing."""
        text = self._one(one_statement(query.table), query.table, record_id)
        listing = list_url(str(query.table.__tablename__))
        relations = [("collection", listing), ("cite-as", f"{listing}/{record_id}")]
        chosen = self.render.chosen(query)
        if chosen is not JSON:
            return self.render.records(query, chosen, [text], relations)
        return self.render.json(b"".join(self._records(query, [(None, record_id, text)])), relations)

    def document(self, table: type[SQLModel], of: type[Record], record_id: str, query: Query) -> Representation:
        """A document beside that of a record `of` a table, in JSON. Raises where the record's id leads to nothing."""
        return self.plain(query, self._one(one_statement(table), of, record_id))

    def plain(self, query: Query, body: bytes, relations: Relations = ()) -> Representation:
        """JSON that is no record. Raises where JSON is not welcome."""
        self.render.chosen(query)
        return self.render.json(body, relations)

    def column(self, table: type[Record], column: Attribute, record_id: str) -> str:
        """One column of a record. Raises where its id leads to nothing."""
        return str(self._one(column_statement(table, column), table, record_id))

    def _one(self, statement: Prepared, table: type[Record], record_id: str) -> Any:
        rows = self.database.rows(statement, {"record_id": record_id}) if len(record_id) <= LONGEST_ID else []
        if not rows:
            raise absent(self.database, table, record_id, self.path, self.render.query)
        return rows[0][0]

    def _unknown(self, query: ListQuery, selection: Selection) -> Iterator[str]:
        """What filters leave out because it can't be told: records without the field, whatever else they have."""
        known = filters(type(query))
        lackable = [field for told in declared(type(query), Missing).values() for field in told.choices]
        by_field: dict[str, list[str]] = defaultdict(list)
        for name in query.asked:
            by_field[field_of(name, known[name])].append(name)
        for field, names in by_field.items():
            ranges = [name for name in names if has_interval(known[name])]
            if field not in lackable or names == ranges:
                continue
            others = selection.without(*((name, "") for name in names))
            if number := others.intersection_cardinality(self.sets.lacking(type(query), field)):
                gone = [*names, "match"] if ranges else names
                address = self.render.base + self.render.lacking(gone, field)
                yield f"Without `{field}`, so not compared: {number:,} ({address})."

    def _facets(self, query: ListQuery, selection: Selection) -> dict[str, Facet] | None:
        names: tuple[str, ...] = getattr(query, "facets", ())
        counted = {name: count_values(self.sets, self.render, type(query), name, selection) for name in names}
        return counted or None

    def _records(self, query: Query, rows: Sequence[Sequence[Any]]) -> tuple[bytes, ...]:
        """The documents of rows as members of a list, each with what comes along, where its kind can bring any.

        In parts to be joined: a page is large to be copied twice.
        """
        if getattr(query, "citation", FULL) == SHORT:
            rows = [(row[0], row[1], shortened(row[2])) for row in rows]
        includes = declared(type(query), Includes).get("include")
        if includes is None or not rows:
            return (b",".join([row[2] for row in rows]),)
        asked: list[str] = getattr(query, "include")
        if not asked:
            return (NOTHING_INCLUDED + b",").join([row[2][:-1] for row in rows]), NOTHING_INCLUDED
        parts = {name: self._part(includes, name, [row[1] for row in rows]) for name in asked}
        if getattr(query, "citation", FULL) == SHORT:
            parts = {name: {key: shortened(part) for key, part in brought.items()} for name, brought in parts.items()}
        answers = []
        for _, key, document in rows:
            named = [(name.encode(), parts[name][key] if name in parts else b"null") for name in includes.choices]
            included = b",".join([b'"%s":%s' % pair for pair in named])
            answers.append(b'%s,"included":{%s}}' % (document[:-1], included))
        return (b",".join(answers),)

    def _part(self, includes: Includes, name: str, keys: list[str]) -> dict[str, bytes]:
        """By record: how many come along, and their documents."""
        found: dict[str, list[bytes]] = defaultdict(list)
        totals: dict[str, int] = defaultdict(int)
        statement = included_statement(includes.relationships[name])
        for key, total, document in self.database.rows(statement, {"ids": several(keys)}):
            totals[key] = total
            found[key].append(document)
        return {key: b'{"total":%d,"data":[%s]}' % (totals[key], b",".join(found[key])) for key in keys}

    def respelt(self, query: Listed, total: Callable[[Listed], int]) -> Respelt | None:
        """The nearest question that finds something; `total` counts what a query finds."""
        question: str | None = getattr(query, "q", None)
        if question is None:
            return None
        try:
            for better in respellings(question, known_words(self.database, self.sets, question, query.searched)):
                if total(query.model_copy(update={"q": better})):
                    return Respelt(q=better, url=self.render.instead(q=better))
        except OutOfTimeError:
            return None  # the answer stands without it
        return None


class _ReaderDependency(FromKey):
    """Gives an endpoint its reader."""

    def __init__(self, *, reads_query: bool) -> None:
        self.reads_query = reads_query

    async def __call__(self, request: Request) -> ReleaseReader:
        asked = received(request)
        return ReleaseReader(request.app, asked if self.reads_query else asked.without_query())


READER = _ReaderDependency(reads_query=True)

Reader = Annotated[ReleaseReader, Depends(READER)]
"""What an endpoint reads the release with."""

PAGE_READER = _ReaderDependency(reads_query=False)

PageReader = Annotated[ReleaseReader, Depends(PAGE_READER)]
"""The same for an endpoint that takes any query and heeds none: it isn't told the query, so one answer serves all."""
