"""Lists: the base of every list's query, keyset paging, and the cursor.

The order is total: it ends in the id, in the direction of the sort. A cursor names the last record of a page by its
sort value and id; it is bound to the list's filters, its order and the data's version.
"""

import base64
import binascii
import hashlib
import json
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Annotated, ClassVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from sqlalchemy import ColumnElement, bindparam, func, select, tuple_
from sqlmodel import SQLModel

from app.db import Statement
from app.kit.filters import Attribute, Where, whole_number
from app.problems import ExpiredCursor, Fault, ForeignCursor, InvalidCursor, Problem

MAX_LIMIT = 100

CURSOR_VERSION = 1


class Query(BaseModel):
    """What an address can be asked: nothing, unless a subclass declares more. Anything else is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ListQuery(Query):
    """What every list can be asked."""

    table: ClassVar[type[SQLModel]]

    limit: Annotated[
        int,
        Field(ge=1, le=MAX_LIMIT, description="At most this many records a page.", examples=[20]),
        BeforeValidator(whole_number),
    ] = 20
    cursor: Annotated[
        str | None,
        Field(
            max_length=500,
            description="Where the page begins: `links.next` as it is, the rest of the request unchanged.",
            examples=[None],
        ),
    ] = None

    @cached_property
    def filters(self) -> dict[str, list[object]]:
        """The filters asked for, in the order of their declaration."""
        given = {name: getattr(self, name) for name in wheres(type(self))}
        return {name: list(dict.fromkeys(values)) for name, values in given.items() if values}

    @property
    def order(self) -> str:
        """The sort asked for: a column's name, `-` before it for descending."""
        sort = getattr(self, "sort", "position")
        return str(sort)


@dataclass(frozen=True)
class Position:
    """The last record of a page: its value in the order, and its id."""

    value: object
    id: str


@lru_cache(maxsize=64)
def wheres(query: type[ListQuery]) -> dict[str, Where]:
    """The filters that a list declares."""
    return {
        name: where for name, info in query.model_fields.items() for where in info.metadata if isinstance(where, Where)
    }


@lru_cache(maxsize=1024)
def page_statement(query: type[ListQuery], names: tuple[str, ...], order: str, *, onward: bool) -> Statement:
    """One page: value in the order, id and document. Built once for each shape of request; values are bound later."""
    table, key = query.table, order.removeprefix("-")
    identity, by = getattr(table, "id"), getattr(table, key)
    statement = select(by, identity, getattr(table, "document")).where(*_conditions(query, names))
    descending = order.startswith("-")
    if onward:
        here, there = tuple_(by, identity), tuple_(bindparam("after_value"), bindparam("after_id"))
        statement = statement.where(here < there if descending else here > there)
    ordered = (by.desc(), identity.desc()) if descending else (by, identity)
    return statement.order_by(*ordered).limit(bindparam("page_size"))


@lru_cache(maxsize=1024)
def count_statement(query: type[ListQuery], names: tuple[str, ...]) -> Statement:
    """How many records match, on all pages."""
    return select(func.count()).select_from(query.table).where(*_conditions(query, names))


def _conditions(query: type[ListQuery], names: tuple[str, ...]) -> list[ColumnElement[bool]]:
    identity: Attribute = getattr(query.table, "id")
    return [wheres(query)[name].condition(name, identity) for name in names]


def fingerprint(query: ListQuery) -> str:
    """Tells one list from another: its table, filters and order. Filters mean the same in any order of values."""
    filters = {name: sorted(map(str, values)) for name, values in query.filters.items()}
    return _digest([query.table.__tablename__, filters, query.order])


def encode_cursor(query: ListQuery, position: Position, release: str) -> str:
    """An opaque cursor for what comes after `position`."""
    payload = [CURSOR_VERSION, release, fingerprint(query), position.value, position.id]
    text = json.dumps([_digest(payload), *payload], separators=(",", ":"), ensure_ascii=False)
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def decode_cursor(query: ListQuery, release: str, restart: str) -> Position | None:
    """Where the page begins. Refuses a cursor that is damaged, of another list, or of an earlier release."""
    if query.cursor is None:
        return None
    try:
        padded = query.cursor + "=" * (-len(query.cursor) % 4)
        check, *payload = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
        version, made_for, list_made_for, value, record_id = payload
        whole = check == _digest(payload) and version == CURSOR_VERSION and _can_be_bound(value, record_id)
    except (ValueError, binascii.Error, TypeError, RecursionError):
        raise _refuse(InvalidCursor, "The cursor can't be read.", restart) from None
    if not whole:
        raise _refuse(InvalidCursor, "The cursor has been changed.", restart)
    if made_for != release:
        raise _refuse(ExpiredCursor, "The cursor was made for an earlier release of the data.", restart)
    if list_made_for != fingerprint(query):
        raise _refuse(ForeignCursor, "The cursor belongs to a list with other filters or another order.", restart)
    return Position(value, record_id)


def _can_be_bound(value: object, record_id: object) -> bool:
    """Whether SQLite takes them: the check sum is no secret, so a cursor can be forged with anything in it."""
    fits = isinstance(value, str | float) or (isinstance(value, int) and abs(value) < 2**63)
    return fits and isinstance(record_id, str)


def _refuse(kind: type[Problem], detail: str, restart: str) -> Problem:
    fault = Fault(parameter="cursor", code=kind.code, detail=detail, allowed=None, did_you_mean=None)
    return kind(detail, fault, example=restart)


def _digest(payload: object) -> str:
    text = json.dumps(payload, separators=(",", ":"), ensure_ascii=False)
    return hashlib.blake2b(text.encode(), digest_size=9).hexdigest()
