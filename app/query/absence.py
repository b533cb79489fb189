"""What is answered where an id leads to nothing: it never did, or it was withdrawn, or it has a new name."""

import re
from typing import NamedTuple
from urllib.parse import quote

from sqlalchemy import bindparam, or_, select
from sqlmodel import col

from app.database import Database, prepare
from app.http.problems import Problem, Renamed, Withdrawn, not_found
from app.http.request import as_sent
from app.models import Change, Record
from app.query.guesses import Guesses
from app.query.references import ReferenceTarget
from app.query.schemas import record_url
from app.vocabulary import ChangeKind, CitedType, RecordType

_OF_A_CITATION = re.compile(rf"({'|'.join(CitedType)})-(.+?)(-further-\d+)?")


class _Gone(NamedTuple):
    """A change that took an id away, and what took its place."""

    change: str
    version: str
    reason: str
    successor_type: str | None
    successor_id: str | None


def absent(database: Database, table: type[Record], record_id: str, path: str, query: bytes = b"") -> Problem:
    """The problem of an id that `table` doesn't have, at an address of the form `/v1/{list}/{id}[/…][?query]`."""
    kind = str(table.__tablename__)
    gone = _gone(database, kind, record_id)
    if gone is not None:
        subject = f"The {kind} {record_id}"
        if gone.change == ChangeKind.renamed and gone.successor_id:
            return _renamed(subject, gone.successor_id, path, query)
        return _withdrawn(subject, gone, path)
    _, guess = Guesses(database).of_id(ReferenceTarget(table.id), record_id)
    detail = f"There is no {kind} {record_id[:100]}."
    return not_found(detail, guess, example=_elsewhere(path, guess) if guess else _listing(path))


def _gone(database: Database, kind: str, record_id: str) -> _Gone | None:
    """What took an id away: a citation comes and goes with the record that it proves, and is named after it."""
    rows = database.rows(_CHANGES, {"kind": kind, "id": record_id})
    if rows:
        return _Gone(*rows[0])
    found = _OF_A_CITATION.fullmatch(record_id) if kind == RecordType.citation else None
    owner = _gone(database, found[1], found[2]) if found else None
    if found is None or owner is None or owner.change != ChangeKind.renamed:
        return owner
    name = f"{owner.successor_type}-{owner.successor_id}{found[3] or ''}"
    return owner._replace(successor_type=RecordType.citation, successor_id=name)


def _renamed(subject: str, successor: str, path: str, query: bytes) -> Renamed:
    location = _elsewhere(path, successor) + (f"?{as_sent(query)}" if query else "")
    return Renamed(f"{subject} is now called {successor}.", example=location, headers={"location": location})


def _withdrawn(subject: str, gone: _Gone, path: str) -> Withdrawn:
    """With what took its place, by name, and by address where it has one."""
    detail, example = f"{subject} was withdrawn in version {gone.version}: {gone.reason}", _listing(path)
    if gone.successor_type and gone.successor_id:
        detail += f" In its place stands the {gone.successor_type} {gone.successor_id}"
        if gone.successor_type in set(RecordType):
            example = record_url(RecordType(gone.successor_type), gone.successor_id)
            detail += f", {example}"
        detail += "."
    return Withdrawn(detail, example=example)


def _elsewhere(path: str, record_id: str) -> str:
    """The same address of another record."""
    *before, _ = path.split("/")[:4]
    return "/".join([*before, quote(record_id), *path.split("/")[4:]])


def _listing(path: str) -> str:
    return "/".join(path.split("/")[:3])


_CHANGES = prepare(
    select(*map(col, (Change.kind, Change.version, Change.reason, Change.successor_type, Change.successor_id)))
    .where(
        col(Change.record_type) == bindparam("kind"),
        col(Change.record_id) == bindparam("id"),
        or_(col(Change.kind) == ChangeKind.withdrawn, col(Change.kind) == ChangeKind.renamed),
    )
    .order_by(col(Change.position).desc())
    .limit(1)
)
