"""Which names of other records nobody answers to. What a field refers to, it says itself (`RefersTo`)."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from seed.faults import FILES, Fault, meant, placed
from seed.places import Places
from seed.reading import article_folders
from seed.records import Article, Cited, RefersTo, Source, marked

SHARED = {"topic": "topics", "series": "series", "country": "countries", "population": "populations"}
"""The file, without `.yaml`, of each kind that all articles share."""

KnownIds = Mapping[str, set[str]]
"""The ids that there are, by kind; those of countries are their codes, those of an `entity` are `type/id`."""


def known_ids(root: Path) -> dict[str, set[str]]:
    """Every id that stands in the files, also in those that are otherwise wrong."""
    known = {kind: set(Places.of(root / f"{name}.yaml").entries) for kind, name in SHARED.items()}
    known["country"] = set(Places.of(root / "countries.yaml").values("code"))
    for kind, file in FILES.items():
        known[kind] = {key for folder in article_folders(root) for key in Places.of(folder / file).entries}
    known["entity"] = {f"{kind}/{key}" for kind in ("researcher", "institution") for key in known[kind]}
    return known


def dangling(folder: Path, article: Article, known: KnownIds) -> list[Fault]:
    """The names in an article that no record has."""
    own = {**known, "passage": {passage.id for passage in article.passages}}
    records: list[tuple[str, Source | Cited]] = [("source", article.source), *article.cited()]
    return placed((fault for kind, record in records for fault in _dangling(kind, record, own)), folder)


def _dangling(kind: str, record: Source | Cited, known: KnownIds) -> Iterator[Fault]:
    written = record.model_dump(mode="json")
    for path, reference in marked(type(record), RefersTo):
        for field, name in _named(written, path.split(".")):
            if name not in known[reference.kind]:
                label = "researcher or institution" if reference.kind == "entity" else reference.kind
                message = f"there is no {label} {name}{meant(name, known[reference.kind])}"
                yield Fault(f"{kind}/{record.id}", field, message)


def _named(value: object, path: Sequence[str], walked: str = "") -> Iterator[tuple[str, str]]:
    """Every text at the end of a path, with the field that it stands in."""
    if isinstance(value, list):
        for position, item in enumerate(value):
            yield from _named(item, path, f"{walked}.{position}".strip("."))
    elif path and isinstance(value, Mapping):
        yield from _named(value.get(path[0]), path[1:], f"{walked}.{path[0]}".strip("."))
    elif not path and isinstance(value, str):
        yield walked, value
