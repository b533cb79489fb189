"""Synthetic databases: the same each time, what OpenAPI promises, and counted as the rows would be."""

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, reduce
from itertools import product
from operator import or_
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel
from pyroaring import FrozenBitMap

from app.database import RECORD_FILE, check, content_digest, prepare
from app.main import create_app
from app.query.choices import Facets, Sorts
from app.query.filters import Missing
from app.query.pagination import ListQuery, declared
from app.query.schemas import list_url
from app.query.sets import EMPTY, RecordSets
from app.query.stored import set_statements
from app.resources import LISTS
from app.resources.citations.schemas import CitationOut
from app.resources.claims.queries import ClaimQuery, RelatedQuery
from app.resources.claims.schemas import ClaimOut
from app.resources.institutions.schemas import InstitutionOut
from app.resources.passages.schemas import PassageOut
from app.resources.researchers.schemas import ResearcherOut
from app.resources.series.schemas import SeriesOut
from app.resources.sources.schemas import CoverageOut, SourceOut
from app.resources.statistics.schemas import StatisticOut
from app.resources.topics.schemas import TopicOut
from app.settings import Settings
from bench.invented import rare, word
from bench.synthetic import Synthesis, read_templates
from seed.__main__ import ROOT
from seed.build import make_release
from seed.reading import read_seed
from tests.conftest import Api

pytestmark = pytest.mark.unmeasured

CLAIMS = 200

MODELS: dict[str, type[BaseModel]] = {
    "citation": CitationOut,
    "claim": ClaimOut,
    "institution": InstitutionOut,
    "passage": PassageOut,
    "researcher": ResearcherOut,
    "series": SeriesOut,
    "source": SourceOut,
    "source_coverage": CoverageOut,
    "statistic": StatisticOut,
    "topic": TopicOut,
}


def grow(database: Path, folder: Path, claims: int = CLAIMS) -> Path:
    make_release(folder, Synthesis(claims, read_templates(database)).rows(), read_seed(ROOT).release, downloads=False)
    return folder / RECORD_FILE


@pytest.fixture(scope="module")
def grown(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return grow(database, tmp_path_factory.mktemp("grown"))


@pytest.fixture(scope="module")
def big(grown: Path) -> Iterator[Api]:
    client = Api(create_app(Settings(release=grown.parent, cache_bytes=0)))
    yield client
    client.close()


def test_equal_sizes_give_equal_rows(database: Path, grown: Path, tmp_path: Path) -> None:
    check(grown)
    digests = [content_digest(sqlite3.connect(path)) for path in (grown, grow(database, tmp_path))]
    assert digests[0] == digests[1]


@pytest.mark.parametrize("table", MODELS)
def test_documents_are_what_the_schemas_would_write(grown: Path, table: str) -> None:
    rows = sqlite3.connect(grown).execute(f"SELECT document FROM {table}").fetchall()  # noqa: S608 - names of ours
    assert rows
    for (document,) in rows:
        assert MODELS[table].model_validate_json(document).model_dump_json() == document


def test_words_are_as_frequent_as_they_are_meant_to_be(big: Api) -> None:
    common = big.json(f"/v1/claims?q={word(0)}")["meta"]["total"]
    assert CLAIMS * 0.35 < common < CLAIMS * 0.6
    assert [big.json(f"/v1/claims?q={rare(number)}")["meta"]["total"] for number in range(4)] == [5, 5, 5, 5]


def lists_that_store() -> Iterator[type[ListQuery]]:
    waiting: list[type[ListQuery]] = [ListQuery]
    while waiting:
        query = waiting.pop()
        waiting += query.__subclasses__()
        if query.__module__.startswith("app.") and any(declared(query, kind) for kind in (Facets, Missing, Sorts)):
            yield query


def test_what_every_list_declares_is_stored() -> None:
    elsewhere = {"SearchQuery"}
    assert {query.__name__ for query in lists_that_store()} - elsewhere == {query.__name__ for query in LISTS}


FACETS = [
    (query, name)
    for query in LISTS
    if query is not RelatedQuery  # its records are had under a claim's address only
    for choice in declared(query, Facets).values()
    for name in choice.choices
]
ASKED = ["", "&certainty=hedged", "&topic=patents", "&country=XA", "&missing=hedge", "&certainty=hedged&topic=patents"]


def unstored(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have every set found anew, and none read."""

    def by_value(sets: RecordSets, query: type[ListQuery], name: str) -> Mapping[str, FrozenBitMap]:
        found: dict[str, list[int]] = defaultdict(list)
        for stored, statement in set_statements(query):
            if stored == name:
                for position, value in sets.database.rows(prepare(statement)):
                    found[str(value)].append(position)
        return {value: FrozenBitMap(positions) for value, positions in found.items()}

    def stored(sets: RecordSets, query: type[ListQuery], name: str, values: Sequence[object]) -> FrozenBitMap:
        members = by_value(sets, query, name)
        return reduce(or_, [members.get(str(value), EMPTY) for value in values], EMPTY)

    monkeypatch.setattr(RecordSets, "_by_value", by_value)
    monkeypatch.setattr(RecordSets, "_stored", stored)


def counts(api: Api, addresses: list[str]) -> list[Any]:
    return [(answer["meta"]["total"], answer["facets"]) for answer in map(api.json, addresses)]


def test_what_is_stored_is_what_counting_finds(grown: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    addresses = [f"{list_url(str(query.table.__tablename__))}?facets={name}" for query, name in FACETS]
    addresses += [
        f"/v1/claims?facets={name}{asked}" for (query, name), asked in product(FACETS, ASKED) if query is ClaimQuery
    ]
    addresses += [
        f"{list_url(str(query.table.__tablename__))}?missing={field}"
        for query in LISTS
        for item in declared(query, Missing).values()
        for field in item.choices
    ]
    addresses += [
        "/v1/topics/patents/claims?facets=certainty",
        "/v1/topics/patents/claims?facets=topic&certainty=hedged",
    ]
    found = []
    for patched in (False, True):
        if patched:
            unstored(monkeypatch)
        api = Api(create_app(Settings(release=grown.parent, cache_bytes=0)))
        found.append(counts(api, addresses))
        api.close()
    assert found[0] == found[1]


ORDERS = ["position", "-position", "text", "-text", "certainty", "-certainty", "claim_type", "id", "-id"]
FILTERS = [
    "",
    "topic=patents",
    "certainty=hedged",
    "topic=patents&topic=education",
    "topic=patents&country=XA",
    "topic=patents&country=XA&country=XB&certainty=asserted",
    f"q={word(0)}",
    f"q={word(0)}&topic=patents",
    "missing=countries",
    "missing=certainty",
]


@pytest.mark.parametrize(("order", "asked"), list(product(ORDERS, FILTERS)))
def test_pages_hold_every_record_once_in_order(big: Api, grown: Path, order: str, asked: str) -> None:
    walked = big.walk(f"/v1/claims?sort={order}&limit=17&{asked}")
    assert len(walked) == big.json(f"/v1/claims?{asked}")["meta"]["total"]
    key = order.removeprefix("-")
    position = dict(sqlite3.connect(grown).execute("SELECT id, position FROM claim"))
    ids = {record["id"] for record in walked}
    assert len(ids) == len(walked)
    ranks = [position[record["id"]] if key == "position" else record[key] for record in walked]
    known = [rank for rank in ranks if rank is not None]
    assert ranks == known + [None] * (len(ranks) - len(known)), "nulls last"
    assert known == sorted(known, reverse=order.startswith("-"))


@pytest.fixture(scope="module")
def shaped(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[int, int], Path]:
    @cache
    def made(articles: int, claims: int) -> Path:
        """A release of so many articles of so many claims, and of one of all else."""
        with pytest.MonkeyPatch.context() as patch:
            for name, number in {"CLAIMS": claims, "PASSAGES": 1, "INSTITUTIONS": 1, "STATISTICS": 1}.items():
                patch.setattr(f"bench.synthetic.{name}", number)
            return grow(database, tmp_path_factory.mktemp("shaped"), articles * claims).parent

    return made


def test_a_hundred_records_come_along_and_all_are_counted(
    shaped: Callable[[int, int], Path], make_api: Callable[[Path], Api]
) -> None:
    api = make_api(shaped(1, 150))
    (passage,) = api.json("/v1/passages?include=records")["data"]
    named = {record["url"] for record in passage["records"]}
    in_order = [
        one["url"] for kind in ("institutions", "statistics", "claims") for one in api.walk(f"/v1/{kind}?sort=position")
    ]
    assert set(in_order) == named
    part = passage["included"]["records"]
    assert part["total"] == len(named) == 152
    assert [record["url"] for record in part["data"]] == in_order[:100]


@pytest.mark.parametrize("asked", ["", "&text_complete=true", "&text_complete=true&primary_source=not_named"])
def test_a_hundred_values_are_listed_and_the_others_counted(
    shaped: Callable[[int, int], Path], make_api: Callable[[Path], Api], asked: str
) -> None:
    """Stored for all records and beside one value, else counted when it is asked for."""
    api = make_api(shaped(130, 1))
    facet = api.json(f"/v1/claims?facets=source{asked}")["facets"]["source"]
    sources = {claim["citation"]["source"]["id"] for claim in api.walk(f"/v1/claims?limit=100{asked}")}
    assert len(facet["values"]) == 100 < len(sources)
    assert facet["omitted"] == len(sources) - 100
