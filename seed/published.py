"""What was published, and the promise that nothing of it changes without a word.

`published.txt` has the version that went out last, and every id that was ever released with a digest of what its record
said then. A record that is new, gone or says something else has an entry in `changes.yaml`, under a later version.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.vocabulary import ChangeKind, CitedType
from seed.context import citation_id
from seed.faults import Fault
from seed.lock import Lock, digest
from seed.records import Cited, Seed, SeedError

PUBLISHED = "published.txt"
HEAD = """\
# What was published: the version that went out last, and every id ever released, with the SHA-256 of what its record
# said. `python -m seed publish` writes it once the release is out; nobody else does.
"""
EVIDENCE = {"citation", "further_citations"}

CITATION = re.compile(rf"citation/(?P<kind>{'|'.join(CitedType)})-(?P<id>.+?)(?P<further>-further-\d+)?")
"""The id of a citation, which is made of its record's."""

Written = dict[str, Any]
"""What people wrote in a record."""


@dataclass(frozen=True)
class Published:
    """`version` is empty before the first release. `digests` by `type/id`; empty for what was gone by then."""

    version: str
    digests: dict[str, str]


def read_published(root: Path) -> Published:
    """What was published. Raises SeedError where there is no such list: one that isn't there would promise nothing."""
    path = root / PUBLISHED
    if not path.is_file():
        raise SeedError(f"{path}: no such file; before the first release it is empty")
    lines = [line.split() for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    version = next((parts[1] for parts in lines if parts[:1] == ["version"]), "")
    return Published(version, {parts[0]: (parts[1:] or [""])[0] for parts in lines if parts and parts[0] != "version"})


def publish(root: Path, seed: Seed, locks: Mapping[str, Lock]) -> int:
    """Write down that this release is out; how many of its ids are new."""
    before = read_published(root)
    digests = {name: _digest(record) for name, record in contents(seed, locks).items()}
    lines = "".join(f"{name} {digests.get(name, '')}".strip() + "\n" for name in sorted({*before.digests, *digests}))
    (root / PUBLISHED).write_text(f"{HEAD}version {seed.release.version}\n{lines}", encoding="utf-8")
    return len(digests.keys() - before.digests.keys())


def _digest(record: Written) -> str:
    """SHA-256 of a record as JSON, in hexadecimal."""
    return digest(json.dumps(record, sort_keys=True, ensure_ascii=False))


def contents(seed: Seed, locks: Mapping[str, Lock]) -> dict[str, Written]:
    """What people wrote in each record, by `type/id`; a citation and an affiliation are records of their own."""
    found: dict[str, Written] = {}
    found |= {f"topic/{topic.id}": _written(topic) for topic in seed.topics}
    found |= {f"series/{series.id}": _written(series) for series in seed.series}
    for slug, article in seed.articles.items():
        lock = locks[slug]
        found[f"source/{article.source.id}"] = {**_written(article.source), "text": lock.sha256}
        for passage in article.passages:
            at = lock.passages[passage.id].at
            found[f"passage/{article.source.id}-{passage.id}"] = {**_written(passage), "text": at.sha256}
    cited: dict[tuple[CitedType, str], list[Cited]] = {}
    for article in seed.articles.values():
        for kind, record in article.cited():
            cited.setdefault((kind, record.id), []).append(record)
    for (kind, id_), records in cited.items():
        found |= _cited(kind, id_, records)
    return found


def _cited(kind: CitedType, record_id: str, records: list[Cited]) -> dict[str, Written]:
    """What the articles say of one record, and the citations of all of them, numbered on as they are released."""
    said = [_written(record, leaving=EVIDENCE | {"affiliations"}) for record in records]
    citations = [citation for record in records for citation in (record.citation, *record.further_citations)]
    return {
        f"{kind}/{record_id}": said[0] if len(said) == 1 else {"articles": said},
        **{
            f"citation/{citation_id(kind, record_id, ordinal)}": _written(citation)
            for ordinal, citation in enumerate(citations)
        },
    }


def _written(record: Any, *, leaving: set[str] = EVIDENCE) -> Written:
    """What has its default counts as not written."""
    return dict(record.model_dump(mode="json", exclude_defaults=True, exclude={"id", *leaving}))


def unannounced(seed: Seed, locks: Mapping[str, Lock], published: Published) -> Iterator[Fault]:
    """Records that were changed, added or removed since the last release and aren't announced as that."""
    if not published.version:
        return
    newer = [change for change in seed.changes if _number(change.version) > _number(published.version)]
    renames = {str(c.successor): str(c.record) for c in newer if c.change is ChangeKind.renamed}
    announced = {change.record for change in newer}
    owners = _owners(seed, published)
    now = contents(seed, locks)
    digests = {_old_name(name, renames): _digest(_as_before(record, renames)) for name, record in now.items()}
    raised = _number(seed.release.version) > _number(published.version)
    for name, was, change in _differences(digests, published.digests):
        if not raised:
            cure = f"raise the version above {published.version}, which is out"
            yield Fault(name, "", f"{was} since {published.version}: {cure}", "release.yaml")
        elif not announced & ({name, record_of(name)} | owners.get(record_of(name), set())):
            yield Fault(name, "", f"{was} since {published.version}: say so (change: {change})", "changes.yaml")


def _differences(now: Mapping[str, str], before: Mapping[str, str]) -> Iterator[tuple[str, str, ChangeKind]]:
    """Each record that isn't as it was: its name, what became of it, and how that is announced."""
    for name in sorted({*now, *before}):
        if name not in before:
            yield name, "is new", ChangeKind.added
        elif name not in now and before[name]:
            yield name, "is gone", ChangeKind.withdrawn
        elif name in now and before[name] and before[name] != now[name]:
            yield name, "says something else", ChangeKind.corrected


def _owners(seed: Seed, published: Published) -> dict[str, set[str]]:
    """The records in whose entry another one is announced, too: a new source speaks for all that it brings."""
    owners: dict[str, set[str]] = {}
    for article in seed.articles.values():
        source = f"source/{article.source.id}"
        for passage in article.passages:
            owners[f"passage/{article.source.id}-{passage.id}"] = {source}
        if source not in published.digests:
            owners |= {f"{kind}/{record.id}": {source} for kind, record in article.cited()}
        for person in article.researchers:
            for tie in person.affiliations:
                owners.setdefault(f"affiliation/{tie.id}", set()).add(f"researcher/{person.id}")
    return owners


def record_of(name: str) -> str:
    """The record that a citation proves, with which it comes and goes; other names as they are."""
    found = CITATION.fullmatch(name)
    return f"{found['kind']}/{found['id']}" if found else name


def _old_name(name: str, renames: Mapping[str, str]) -> str:
    """What a record, or the citation of a record, was called when it was published."""
    found = CITATION.fullmatch(name)
    if found is None:
        return renames.get(name, name)
    owner = renames.get(record_of(name))
    return f"citation/{owner.replace('/', '-', 1)}{found['further'] or ''}" if owner else name


def _as_before(value: Any, renames: Mapping[str, str]) -> Any:
    """A record with the ids that it refers to as they were before they were renamed."""
    if isinstance(value, dict):
        return {key: _as_before(item, renames) for key, item in value.items()}
    if isinstance(value, list):
        return [_as_before(item, renames) for item in value]
    if not isinstance(value, str):
        return value
    for new, old in renames.items():
        if value in {new, new.split("/")[1]}:
            return old if value == new else old.split("/")[1]
        if new.startswith("passage/") and value == new.rpartition("-")[2]:
            return old.rpartition("-")[2]
    return value


def _number(version: str) -> list[int]:
    return [int(part) for part in version.split(".")]
