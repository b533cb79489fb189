"""Lists: the base of every list's query, and the cursor.

Keyset paging: the order is total, it ends in the id, in the direction of the sort. A cursor names the last record of a
page by its place in the order and its id; it is bound to the address, the filters, the order and the data's version.
"""

import base64
import hashlib
from collections.abc import Sequence
from functools import lru_cache
from typing import Annotated, ClassVar, Literal, NamedTuple, Self, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import from_json, to_json
from sqlalchemy import ColumnElement

from app.formats.registry import RECORD_FORMATS
from app.http.problems import ExpiredCursor, ForeignCursor, InvalidCursor
from app.models import Record
from app.query.choices import CITATION, SHORT, Formats
from app.query.filters import Filter, Missing, TextMatch, whole_number
from app.vocabulary import SearchedType

MAX_LIMIT = 100

MOST_IN_A_FILE = 10_000
"""A list in a format that is a file has at most so many records, where no limit is given."""

CURSOR_VERSION = 3

BESIDE_THE_LIST = {"limit", "cursor", "include", "citation", "facets", "format", "sort"}
"""Fields that change what is sent about a list, not which records it has; the order is told apart on its own."""

READING_ORDER = ("position", "-position")
"""The order in which records are stored, and its reverse."""

LIMIT = (
    "At most this many records a page. A format that is a file (CSV, NDJSON, JSON-LD, BibTeX, RIS, CSL, the styles) "
    f"has the whole list, up to {MOST_IN_A_FILE:,} records, unless this is given."
)

Declared = TypeVar("Declared")


class Query(BaseModel):
    """What an address can be asked: nothing, unless a subclass declares more. Anything else is refused.

    `table` holds the records that are asked for, where there are any, and `model` is what they are sent as.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    table: ClassVar[type[Record]]
    model: ClassVar[type[BaseModel]]


class RecordQuery(Query):
    """What every record of a resource can be asked, alone and in a list."""

    format: Annotated[str | None, Formats(*RECORD_FORMATS.values()), Field(examples=["csv"])] = None


class CitedQuery(RecordQuery):
    """What every record that ships a proof can be asked, too."""

    citation: Annotated[Literal["full", "short"], Field(description=CITATION, examples=[SHORT])] = "full"


class ListQuery(Query):
    """What every list can be asked. `document` is the text of its records, where that is not a column of the table."""

    document: ClassVar[ColumnElement[str] | None] = None
    places: ClassVar[type[float] | type[int]] = int
    """What a cursor holds: whole numbers, unless a rank is among them."""

    limit: Annotated[
        int,
        Field(ge=1, le=MAX_LIMIT, description=LIMIT, examples=[20]),
        BeforeValidator(whole_number),
    ] = 20
    cursor: Annotated[
        str | None,
        Field(
            max_length=500,
            description="Where the page begins: `meta.next_cursor` of the page before, with the rest of that request.",
        ),
    ] = None

    @property
    def asked(self) -> dict[str, object]:
        """The filters asked for and their values, in the order of their declaration."""
        given = self.model_fields_set
        if given <= BESIDE_THE_LIST:
            return {}
        return {name: getattr(self, name) for name in filters(type(self)) if name in given}

    def whole(self) -> Self:
        """The same for a file, in which a list is whole unless a limit is given."""
        return self if "limit" in self.model_fields_set else self.model_copy(update={"limit": MOST_IN_A_FILE})

    @property
    def notes(self) -> list[str]:
        """What to bear in mind with the answer to this very request."""
        return []

    @property
    def searched(self) -> Sequence[SearchedType]:
        """The kinds of record in whose words `q` is looked for."""
        return [words.kind for words in declared(type(self), TextMatch).values()]

    @property
    def order(self) -> str:
        """The sort asked for: a name, `-` before it for descending."""
        return str(getattr(self, "sort", "position"))


class Position(NamedTuple):
    """The last record of a page: its place in the order, or its rank in a search, and its id."""

    value: float
    id: str | int

    @property
    def place(self) -> int:
        """The place in the order."""
        return int(self.value)


@lru_cache(maxsize=256)
def declared(query: type[BaseModel], kind: type[Declared]) -> dict[str, Declared]:
    """The annotations of a kind in a query's fields, by field."""
    return {name: item for name, info in query.model_fields.items() for item in info.metadata if isinstance(item, kind)}


@lru_cache(maxsize=64)
def filters(query: type[BaseModel]) -> dict[str, Filter | Missing]:
    """The filters that a list declares."""
    annotated = [(name, item) for name, info in query.model_fields.items() for item in info.metadata]
    return {name: item for name, item in annotated if isinstance(item, Filter | Missing)}


@lru_cache(maxsize=64)
def repeatable(query: type[BaseModel]) -> frozenset[str]:
    """The fields that take several values."""
    return frozenset(name for name, info in query.model_fields.items() if info.default == ())


def fingerprint(query: ListQuery, path: str) -> str:
    """Tells one list from another: its address, filters and order. Filters mean the same in any order of values."""
    asked: list[tuple[str, object]] = []
    for name in sorted(query.model_fields_set - BESIDE_THE_LIST):
        value = getattr(query, name)
        asked.append((name, tuple(sorted(map(str, value))) if isinstance(value, tuple) else str(value)))
    return _list_digest(path, tuple(asked), query.order)


def encode_cursor(query: ListQuery, path: str, position: Position, release: str) -> str:
    """An opaque cursor for what comes after `position`."""
    payload = [CURSOR_VERSION, release, fingerprint(query, path), *position]
    return base64.urlsafe_b64encode(to_json([_digest(to_json(payload)), *payload])).decode().rstrip("=")


def decode_cursor(query: ListQuery, path: str, release: str, restart: str) -> Position | None:
    """Where the page begins. Refuses a cursor that is damaged, of another list, or of an earlier release."""
    if query.cursor is None:
        return None
    try:
        padded = query.cursor + "=" * (-len(query.cursor) % 4)
        check, *payload = from_json(base64.b64decode(padded, altchars=b"-_", validate=True))
        version, made_for, list_made_for, value, record_id = payload
        whole = check == _digest(to_json(payload)) and version == CURSOR_VERSION
        bindable = isinstance(value, int | query.places) and _can_be_bound(value) and _can_be_bound(record_id)
    except (ValueError, TypeError):
        raise InvalidCursor.of("cursor", "The cursor can't be read.", example=restart) from None
    if not (whole and bindable):
        raise InvalidCursor.of("cursor", "The cursor has been changed.", example=restart)
    if made_for != release:
        detail = "The cursor was made for an earlier release of the data."
        raise ExpiredCursor.of("cursor", detail, example=restart)
    if list_made_for != fingerprint(query, path):
        detail = "The cursor belongs to a list with other filters or another order."
        raise ForeignCursor.of("cursor", detail, example=restart)
    return Position(value, record_id)


def _can_be_bound(value: object) -> bool:
    """Whether SQLite takes it: the check sum is no secret, so a cursor can be forged with anything in it."""
    return isinstance(value, str | float) or (isinstance(value, int) and abs(value) < 2**63)


@lru_cache(maxsize=1024)
def _list_digest(path: str, asked: tuple[tuple[str, object], ...], order: str) -> str:
    return _digest(repr((path, asked, order)).encode())


def _digest(text: bytes) -> str:
    return hashlib.blake2b(text, digest_size=9).hexdigest()
