"""Changes from release to release, and the promise that an id, once published, is never lost without a word.

`changes.yaml` says what was done to which record, and why; `seed.published` holds it against what was published.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

from sqlmodel import SQLModel

from app import models as m
from app.changes.schemas import ChangedRecord, ChangeOut
from app.query.schemas import list_url, record_url
from app.vocabulary import ChangeKind, CitedType, RecordType
from seed.context import checked
from seed.published import record_of
from seed.records import PUBLIC, Change, Release, SeedError

GONE = {ChangeKind.withdrawn, ChangeKind.renamed}


def ids(rows: Iterable[SQLModel]) -> set[str]:
    """The ids of all records among the rows, as `type/id`."""
    named = [(row.__tablename__, getattr(row, "id", None)) for row in rows]
    return {f"{kind}/{record_id}" for kind, record_id in named if kind in PUBLIC}


def check_release(changes: list[Change], release: Release) -> None:
    """Refuse a release of which nothing is said, or changes that are later than it or out of order."""
    newest = changes[-1].version if changes else "none"
    if newest != release.version:
        raise SeedError(f"changes.yaml: the newest entry is of version {newest}: say what {release.version} did")
    order = [([int(part) for part in change.version.split(".")], change.date) for change in changes]
    if order != sorted(order):
        raise SeedError("changes.yaml: the entries go from the oldest to the newest")
    for change in changes:
        if change.date > release.date:
            raise SeedError(f"changes.yaml: {change.date} is later than the release, which is of {release.date}")


def check_promises(changes: list[Change], published: AbstractSet[str], present: AbstractSet[str]) -> None:
    """Refuse a release that has lost an id, still has one that it says is gone, or names a record that isn't there."""
    gone = {change.record for change in changes if change.change in GONE and change.record}
    lost = [name for name in published - present - gone if record_of(name) not in gone]
    for name in sorted(lost, key=lambda name: (name.startswith("citation/"), name)):
        raise SeedError(f"changes.yaml: {name} was published and is gone: say that it was withdrawn or renamed")
    for change in changes:
        named = change.successor if change.change in GONE else change.record
        if change.change in GONE and change.record in present:
            raise SeedError(f"changes.yaml: {change.record} is {change.change}, but it is still there")
        if named is not None and named not in present | gone:
            raise SeedError(f"changes.yaml: there is no {named}")


def change_rows(changes: list[Change]) -> Iterator[m.Change]:
    """The rows of all changes, in the order in which they were written: the oldest first; numbered in each version."""
    numbers: Counter[str] = Counter()
    for position, change in enumerate(changes, start=1):
        numbers[change.version] += 1
        record, successor = _named(change.record), _named(change.successor)
        change_id = f"v{change.version.replace('.', '-')}-{numbers[change.version]:02}"
        shown = checked(
            ChangeOut,
            type="change",
            id=change_id,
            url=f"{list_url('change')}/{change_id}",
            record=record,
            successor=successor,
            date=change.date.isoformat(),
            **change.model_dump(include={"version", "change", "reason"}),
        )
        yield checked(
            m.Change,
            id=shown.id,
            position=position,
            version=shown.version,
            kind=shown.change,
            record_type=record.type if record else None,
            record_id=record.id if record else None,
            successor_type=successor.type if successor else None,
            successor_id=successor.id if successor else None,
            reason=shown.reason,
            document=shown.model_dump_json(),
        )


def _named(name: str | None) -> ChangedRecord | None:
    if name is None:
        return None
    kind, record_id = name.split("/")
    if kind == CitedType.affiliation:
        return ChangedRecord(type=CitedType.affiliation, id=record_id, url=None)
    return ChangedRecord(type=RecordType(kind), id=record_id, url=record_url(RecordType(kind), record_id))
