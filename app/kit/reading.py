"""From a query to an answer: one statement for a page, one for its total, and the bytes as they were built.

Documents are stored as the API sends them, so a page is its documents joined; nothing is parsed or built again.
"""

from collections import Counter
from functools import lru_cache
from typing import Annotated, Any
from urllib.parse import parse_qsl, urlencode

from fastapi import Depends, Request
from fastapi.responses import Response
from sqlalchemy import bindparam
from sqlmodel import SQLModel, col, select

from app.db import Database, Statement
from app.kit.negotiation import quality
from app.kit.pagination import (
    ListQuery,
    Position,
    Query,
    count_statement,
    decode_cursor,
    encode_cursor,
    page_statement,
    wheres,
)
from app.kit.schemas import Links, Meta
from app.models import RecordCount, Release
from app.problems import Fault, NotAcceptable, NotFound, RepeatedParameter, UnknownValue, corrected, nearest, not_found

JSON = "application/json"

LONGEST_ID = 200

OFFERED = 20
"""At most this many allowed values are listed in a refusal."""


class Reading:
    """Reads the database for one request."""

    def __init__(self, request: Request) -> None:
        """The application's state holds the database, its release and the base of absolute links."""
        self.request = request
        self.database: Database = request.app.state.database
        self.release: Release = request.app.state.release
        self.base: str = request.app.state.base

    def page(self, query: ListQuery) -> Response:
        """One page of a list. Raises where a parameter is repeated, a value unknown or the cursor no good."""
        self._refuse_unknown_values(query)
        first = self._address(cursor=None)
        stamp = self.release.content_digest[:16]
        after = decode_cursor(query, stamp, first)
        names = tuple(query.filters)
        bound = {**query.filters, "page_size": query.limit + 1}
        if after is not None:
            bound |= {"after_value": after.value, "after_id": after.id}
        rows = self.database.rows(page_statement(type(query), names, query.order, onward=after is not None), bound)
        shown, more = rows[: query.limit], len(rows) > query.limit
        onward = encode_cursor(query, Position(shown[-1][0], shown[-1][1]), stamp) if more else None
        links = Links(
            self=self._address(cursor=query.cursor),
            first=first,
            next=self._address(cursor=onward) if onward else None,
        )
        meta = Meta(total=self._total(query), limit=query.limit, data_version=self.release.data_version)
        documents = ",".join([row[2] for row in shown])
        body = f'{{"data":[{documents}],"meta":{meta.model_dump_json()},"links":{links.model_dump_json()}}}'
        relations = [f'<{self.base}{address}>; rel="{name}"' for name, address in links if address]
        return self.send(query, body, {"link": ", ".join(relations)})

    def one(self, table: type[SQLModel], record_id: str, query: Query) -> Response:
        """One record. Raises NotFound, with the nearest id, where there is none."""
        rows = self.database.rows(_one(table), {"record_id": record_id}) if len(record_id) <= LONGEST_ID else []
        if not rows:
            raise self._not_found(table, record_id)
        return self.send(query, rows[0][0])

    def send(self, query: Query, body: str, headers: dict[str, str] | None = None) -> Response:
        """JSON as an answer. Raises where a parameter is repeated or JSON is not wanted."""
        self._refuse_repeats(query)
        if not quality(self.request.headers.get("accept"), JSON):
            raise NotAcceptable(f"This address has one media type: {JSON}.", example=self.request.url.path)
        if self.base:
            # In JSON text a bare `":"/` can only be the end of a member's name and a value that begins with a slash.
            body = body.replace('":"/', f'":"{self.base}/')
        return Response(body, headers=headers, media_type=JSON)

    def _total(self, query: ListQuery) -> int:
        if not query.filters:
            kind = str(query.table.__tablename__)
            ((total,),) = self.database.rows(_STORED_COUNT, {"kind": kind})
        else:
            ((total,),) = self.database.rows(count_statement(type(query), tuple(query.filters)), query.filters)
        return int(total)

    def _address(self, *, cursor: str | None) -> str:
        pairs = [(name, value) for name, value in parse_qsl(self.request.url.query) if name != "cursor"]
        if cursor is not None:
            pairs.append(("cursor", cursor))
        path = self.request.url.path
        return f"{path}?{urlencode(pairs)}" if pairs else path

    def _refuse_repeats(self, query: Query) -> None:
        raw = self.request.url.query
        if not raw:
            return
        counts = Counter(name for name, _ in parse_qsl(raw, keep_blank_values=True))
        many = wheres(type(query)) if isinstance(query, ListQuery) else {}
        faults = [
            Fault(
                parameter=name,
                code=RepeatedParameter.code,
                detail=f"`{name}` takes one value, and was given {count} times.",
                allowed=None,
                did_you_mean=None,
            )
            for name, count in counts.items()
            if count > 1 and name not in many
        ]
        if faults:
            raise RepeatedParameter(faults[0].detail, *faults, example=corrected(self.request, faults))

    def _refuse_unknown_values(self, query: ListQuery) -> None:
        faults = []
        for name, values in query.filters.items():
            known = wheres(type(query))[name].known
            if known is None:
                continue
            found = {row[0] for row in self.database.rows(_known(known), {"values": values})}
            faults += [self._unknown(name, value, known) for value in values if value not in found]
        if faults:
            detail = " ".join(fault.detail for fault in faults)
            raise UnknownValue(detail, *faults, example=corrected(self.request, faults))

    def _unknown(self, name: str, value: object, known: Any) -> Fault:
        candidates = self._candidates(known)
        return Fault(
            parameter=name,
            code=UnknownValue.code,
            detail=f"No record has `{name}` {str(value)[:100]}.",
            allowed=candidates if len(candidates) <= OFFERED else None,
            did_you_mean=nearest(str(value), candidates),
        )

    def _candidates(self, column: Any) -> list[str]:
        return [str(row[0]) for row in self.database.rows(_all(column))]

    def _not_found(self, table: type[SQLModel], record_id: str) -> NotFound:
        identity: Any = getattr(table, "id")
        guess = nearest(record_id, self._candidates(identity))
        listing = self.request.url.path.rsplit("/", 1)[0]
        kind = str(table.__tablename__)
        detail = f"There is no {kind} {record_id[:100]}."
        return not_found(detail, guess, example=f"{listing}/{guess}" if guess else listing)


Reader = Annotated[Reading, Depends(Reading)]

_STORED_COUNT = select(RecordCount.total).where(col(RecordCount.record_type) == bindparam("kind"))


@lru_cache(maxsize=64)
def _one(table: type[SQLModel]) -> Statement:
    identity: Any = getattr(table, "id")
    document: Any = getattr(table, "document")
    return select(document).where(identity == bindparam("record_id"))


@lru_cache(maxsize=64)
def _known(column: Any) -> Statement:
    return select(column).where(column.in_(bindparam("values", expanding=True)))


@lru_cache(maxsize=64)
def _all(column: Any) -> Statement:
    return select(column).distinct().order_by(column).limit(1000)
