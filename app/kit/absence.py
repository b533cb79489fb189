"""What is answered where an id leads to nothing: it never did, or it was withdrawn, or it has a new name."""

import re
from urllib.parse import quote

from sqlalchemy import bindparam, or_
from sqlmodel import SQLModel, col, select

from app.db import Database, prepare
from app.kit.filters import identity
from app.kit.known import Known
from app.kit.statements import candidates_statement
from app.models import Change
from app.problems import Problem, Renamed, Withdrawn, nearest, not_found
from app.vocabulary import ChangeKind, CitedType

_OF_A_CITATION = re.compile(rf"({'|'.join(CitedType)})-(.+?)(-further-\d+)?")


def absent(database: Database, table: type[SQLModel], record_id: str, path: str) -> Problem:
    """The problem of an id that `table` doesn't have, at an address of the form `/v1/{list}/{id}[/…]`."""
    kind = str(table.__tablename__)
    for row in database.rows(_CHANGES, dict(zip(("kind", "id"), _owner(kind, record_id), strict=True))):
        return _changed(row, kind, record_id, path)
    guess = nearest(record_id, [str(value) for value, _ in database.rows(candidates_statement(Known(identity(table))))])
    detail = f"There is no {kind} {record_id[:100]}."
    return not_found(detail, guess, example=_elsewhere(path, guess) if guess else _listing(path))


def _owner(kind: str, record_id: str) -> tuple[str, str]:
    """Whose change it would be: a citation comes and goes with the record that it proves."""
    found = _OF_A_CITATION.fullmatch(record_id) if kind == "citation" else None
    return (found[1], found[2]) if found else (kind, record_id)


def _changed(row: tuple[str, str, str, str | None], kind: str, record_id: str, path: str) -> Problem:
    change, version, reason, successor = row
    if change == ChangeKind.renamed and successor and kind != "citation":
        problem = Renamed(f"The {kind} {record_id} is now called {successor}.", example=_elsewhere(path, successor))
        problem.headers = {"location": _elsewhere(path, successor)}
        return problem
    detail = f"The {kind} {record_id} was withdrawn in version {version}: {reason}"
    return Withdrawn(
        detail, example=_elsewhere(path, successor) if successor and kind != "citation" else _listing(path)
    )


def _elsewhere(path: str, record_id: str) -> str:
    """The same address of another record."""
    *before, _ = path.split("/")[:4]
    return "/".join([*before, quote(record_id), *path.split("/")[4:]])


def _listing(path: str) -> str:
    return "/".join(path.split("/")[:3])


_CHANGES = prepare(
    select(Change.kind, Change.version, Change.reason, Change.successor_id)
    .where(
        col(Change.record_type) == bindparam("kind"),
        col(Change.record_id) == bindparam("id"),
        or_(col(Change.kind) == ChangeKind.withdrawn, col(Change.kind) == ChangeKind.renamed),
    )
    .order_by(col(Change.position).desc())
    .limit(1)
)
