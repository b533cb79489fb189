"""Which fields name other records, and which of those names nobody answers to."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from seed.faults import Fault, meant, placed
from seed.places import Places
from seed.reading import article_folders
from seed.records import Article

PASSAGES = (("citation.passages", "passage"), ("further_citations.passages", "passage"))
REFERENCES: dict[str, tuple[tuple[str, str], ...]] = {
    "source": (("stated_in", "passage"), ("publisher_institution", "institution")),
    "researcher": PASSAGES,
    "affiliation": (("institution", "institution"), *PASSAGES),
    "institution": (("country.code", "country"), ("parent", "institution"), ("owner", "institution"), *PASSAGES),
    "statistic": (
        ("geography.code", "country"),
        ("population", "population"),
        ("series", "series"),
        ("about", "entity"),
        *PASSAGES,
    ),
    "claim": (
        ("topics", "topic"),
        ("countries.code", "country"),
        ("population", "population"),
        ("about", "entity"),
        ("statistics", "statistic"),
        ("related.claim", "claim"),
        *PASSAGES,
    ),
}
"""By kind of record: each field that refers to records, a dot for each step into it, and to which kind."""

SHARED = {"topic": "topics", "series": "series", "country": "countries", "population": "populations"}
OWN = {"researcher": "researchers", "institution": "institutions", "statistic": "statistics", "claim": "claims"}

KnownIds = Mapping[str, set[str]]
"""The ids that there are, by kind; those of countries are their codes, those of an `entity` are `type/id`."""


def known_ids(root: Path) -> dict[str, set[str]]:
    """Every id that stands in the files, also in those that are otherwise wrong."""
    known = {kind: set(Places.of(root / f"{name}.yaml").entries) for kind, name in SHARED.items()}
    known["country"] = _codes(root / "countries.yaml")
    for kind, name in OWN.items():
        files = [folder / f"{name}.yaml" for folder in article_folders(root)]
        known[kind] = {key for file in files for key in Places.of(file).entries}
    known["entity"] = {f"{kind}/{key}" for kind in ("researcher", "institution") for key in known[kind]}
    return known


def _codes(path: Path) -> set[str]:
    return set(Places.of(path).values("code"))


def dangling(folder: Path, article: Article, known: KnownIds) -> list[Fault]:
    """The names in an article that no record has."""
    own = {**known, "passage": {passage.id for passage in article.passages}}
    records: list[tuple[str, Mapping[str, Any]]] = [("source", article.source.model_dump(mode="json"))]
    records += [(kind, record.model_dump(mode="json")) for kind, record in article.cited()]
    return placed((fault for kind, record in records for fault in _dangling(kind, record, own)), folder)


def _dangling(kind: str, record: Mapping[str, Any], known: KnownIds) -> Iterator[Fault]:
    for path, target in REFERENCES[kind]:
        for field, name in _named(record, path.split(".")):
            if name not in known[target]:
                label = "researcher or institution" if target == "entity" else target
                message = f"there is no {label} {name}{meant(name, known[target])}"
                yield Fault(f"{kind}/{record['id']}", field, message)


def _named(value: object, path: Sequence[str], walked: str = "") -> Iterator[tuple[str, str]]:
    """Every text at the end of a path, with the field that it stands in."""
    if isinstance(value, list):
        for position, item in enumerate(value):
            yield from _named(item, path, f"{walked}.{position}".strip("."))
    elif path and isinstance(value, Mapping):
        yield from _named(value.get(path[0]), path[1:], f"{walked}.{path[0]}".strip("."))
    elif not path and isinstance(value, str):
        yield walked, value
