"""What may have been meant by a value that no record has: the nearest right one."""

import re
from collections.abc import Mapping

from pydantic.fields import FieldInfo
from sqlalchemy import bindparam, select
from sqlmodel import col

from app.database import Database, prepare
from app.http.nearness import nearest_name
from app.models import Change
from app.query.references import ReferenceTarget
from app.query.statements import candidates_statement
from app.vocabulary import ChangeKind

OFFERED = 20
"""At most this many allowed values are listed in a refusal."""

GUESSED = 3
"""So many ids of a request are compared with those that there are: that is the dearest part of a refusal."""

SMALLEST_PART = 3
"""A misspelt id is also looked for inside the ids and labels that there are, where it has so many letters."""


class Guesses:
    """The guesses of one request, which are limited in number."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.left = GUESSED

    def of_id(self, target: ReferenceTarget, given: str) -> tuple[list[str] | None, str | None]:
        """The ids that there are, where they can be listed, and the one that was meant; neither after some guesses."""
        if not self.left:
            return None, None
        self.left -= 1
        rows = self.database.rows(candidates_statement(target))
        ids = [str(value) for value, _ in rows]
        names = {str(label): str(value) for value, label in rows} | dict(zip(ids, ids, strict=True))
        renamed = [row[0] for row in self.database.rows(_RENAMED, {"id": given}) if row[0] in ids]
        guess = next(iter(renamed), None) or names.get(nearest_name(given, names) or "") or _holding(given, names)
        return ids if len(ids) <= OFFERED else None, guess


def _holding(given: str, names: Mapping[str, str]) -> str | None:
    """The shortest id that holds what was given, itself or in its label."""
    part = given.casefold()
    found = [known for name, known in names.items() if part in name.casefold()]
    return min(found, key=len, default=None) if len(part) >= SMALLEST_PART else None


def nearest_within(field: FieldInfo, given: str) -> str | None:
    """The nearest number that a field takes, where it has limits and was given a whole number."""
    limits = {name: getattr(item, name) for item in field.metadata for name in ("ge", "le") if hasattr(item, name)}
    if limits.keys() != {"ge", "le"} or not re.fullmatch(r"-?[0-9]{1,30}", given):
        return None
    return str(min(max(int(given), limits["ge"]), limits["le"]))


_RENAMED = prepare(
    select(col(Change.successor_id)).where(
        col(Change.record_id) == bindparam("id"), col(Change.kind) == ChangeKind.renamed
    )
)
"""What a record is called now."""
