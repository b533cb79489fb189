"""Changes from release to release, and the promise that an id, once published, is never lost without a word.

`changes.yaml` says what was done to which record, and why. `published.txt` has every id that was ever released, a
line each; `python -m seed publish` adds those of this release.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from sqlmodel import SQLModel

from app import models as m
from app.changes.schemas import ChangedRecord, ChangeOut
from app.kit.schemas import record_url
from app.vocabulary import ChangeKind, CitedType, RecordType
from seed.records import Change, SeedError

PUBLISHED = "published.txt"

PUBLIC = {kind.value for kind in RecordType} | {CitedType.affiliation.value}

GONE = {ChangeKind.withdrawn, ChangeKind.renamed}


def read_published(root: Path) -> set[str]:
    """Every id that was ever released, as `type/id`."""
    path = root / PUBLISHED
    return set(path.read_text(encoding="utf-8").split()) if path.exists() else set()


def ids(rows: Iterable[SQLModel]) -> set[str]:
    """The ids of all records among the rows, as `type/id`."""
    named = [(row.__tablename__, getattr(row, "id", None)) for row in rows]
    return {f"{kind}/{record_id}" for kind, record_id in named if kind in PUBLIC}


def publish(root: Path, present: set[str]) -> int:
    """Add the ids of this release to those ever released; how many are new."""
    before = read_published(root)
    lines = "".join(f"{name}\n" for name in sorted(before | present))
    (root / PUBLISHED).write_text(lines, encoding="utf-8")
    return len(present - before)


def check_promises(changes: list[Change], published: set[str], present: set[str]) -> None:
    """Refuse a release that has lost an id, still has one that it says is gone, or names a record that isn't there."""
    gone = {change.record for change in changes if change.change in GONE and change.record}
    # A citation comes and goes with the record that it proves.
    proofs = tuple(f"citation/{name.replace('/', '-', 1)}" for name in gone)
    lost = [name for name in published - present - gone if not name.startswith(proofs)]
    for name in sorted(lost, key=lambda name: (name.startswith("citation/"), name)):
        raise SeedError(f"changes.yaml: {name} was published and is gone: say that it was withdrawn or renamed")
    for change in changes:
        named = change.successor if change.change in GONE else change.record
        if change.change in GONE and change.record in present:
            raise SeedError(f"changes.yaml: {change.record} is {change.change}, but it is still there")
        if named is not None and named not in present | gone:
            raise SeedError(f"changes.yaml: there is no {named}")


def change_rows(changes: list[Change]) -> Iterator[m.Change]:
    """The rows of all changes, in the order in which they were written: the oldest first."""
    for position, change in enumerate(changes, start=1):
        record, successor = _named(change.record), _named(change.successor)
        shown = ChangeOut(
            type="change",
            id=f"v{change.version.replace('.', '-')}-{position:02}",
            record=record,
            successor=successor,
            date=change.date.isoformat(),
            **change.model_dump(include={"version", "change", "reason"}),
        )
        yield m.Change(
            id=shown.id,
            position=position,
            version=shown.version,
            kind=shown.change,
            record_type=record.type if record else None,
            record_id=record.id if record else None,
            successor_id=successor.id if successor else None,
            reason=shown.reason,
            document=shown.model_dump_json(),
        )


def _named(name: str | None) -> ChangedRecord | None:
    if name is None:
        return None
    kind, record_id = name.split("/")
    return ChangedRecord(type=RecordType(kind), id=record_id, url=record_url(RecordType(kind), record_id))
