"""The kinds of record stand in many places: one that was forgotten somewhere is named here."""

import re
from pathlib import Path

import pytest
from sqlmodel import SQLModel

from app.dataset.schemas import DatasetCounts
from app.formats.jsonld import NODES
from app.formats.terms import TYPES
from app.main import ROUTERS, TAGS
from app.query import references
from app.query.references import ReferenceTarget
from app.query.schemas import list_url
from app.resources.lists import LISTS as STORED
from app.resources.sources.schemas import SourceCounts
from app.search.schemas import SEARCHED
from app.site.home import COUNTED as SHOWN
from app.site.router import LISTS
from app.vocabulary import CitedType, RecordType, SearchedType
from seed.served import TABLES as VERIFIED
from seed.tables import RECORDS as DOWNLOADED
from tests.app.offered import OPERATIONS
from tests.conftest import Api

STATIC = Path(__file__).parents[1] / "app" / "site" / "static"

RESOURCES = [router for router in ROUTERS if router.prefix]

LISTED = {kind.value: list_url(kind).removeprefix("/v1/") for kind in RecordType}
"""The name of the list of each kind."""


def lists(kinds: object) -> set[str]:
    """The names of lists, of kinds or tables in the singular."""
    assert isinstance(kinds, (list, tuple, dict, set))
    return {LISTED.get(str(kind), str(kind)) for kind in kinds}


def linked(name: str) -> set[str]:
    return set(re.findall(r"/v1/(\w+)", (STATIC / name).read_text(encoding="utf-8")))


PLACES: dict[str, tuple[set[str], set[str], set[str]]] = {
    # Where kinds are named, which, what stands there beside them, and which kinds don't: each for the reason given.
    "tables with documents": (
        lists([name for name, table in SQLModel.metadata.tables.items() if "document" in table.columns]),
        {"release", "source_coverage", "change"},
        set(),
    ),
    "routers": ({router.prefix.removeprefix("/v1/") for router in RESOURCES}, {"search", "/v1", "changes"}, set()),
    "addresses of one record": (
        {path.split("/")[2] for path in OPERATIONS if re.fullmatch(r"/v1/\w+/\{\w+_id\}", path)},
        {"changes"},
        set(),
    ),
    "tags": (set(TAGS), {"search", "dataset", "service"}, set()),
    "index and catalogue": (set(LISTS), {"dataset", "changes"}, set()),
    "counts on the home page": (set(SHOWN), set(), {"sources", "topics", "series"}),  # few, or a vocabulary
    "links on the home page": (
        linked("home.html") | set(SHOWN),
        {"search", "dataset", "changes"},
        {"topics"},
    ),  # a claim's
    "note for language models": (linked("llms.txt"), {"search", "dataset", "changes"}, set()),
    "downloads": (set(DOWNLOADED), {"changes"}, set()),
    "counts of the dataset": (set(DatasetCounts.model_fields), {"affiliations", "changes"}, set()),
    "counts of a source": (
        set(SourceCounts.model_fields),
        set(),
        {"sources", "citations", "topics", "series"},
    ),  # itself, its proof, not its own
    "ids that filters name": (
        {name.lower() for name, value in vars(references).items() if isinstance(value, ReferenceTarget)},
        {"countries", "populations"},
        {"claims", "citations"},  # reached by their own addresses, not by a filter
    ),
    "linked data": (lists(NODES), set(), set()),
    "references in linked data": (lists(TYPES), set(), {"citations"}),  # stand inside what they prove
    "kinds found by words": (lists(list(SearchedType)), set(), {"passages"}),  # their words are the publisher's
    "fields searched": (lists(SEARCHED), set(), {"passages"}),
    "kinds that are cited": (
        lists(list(CitedType)),
        {"affiliation"},
        {"sources", "passages", "citations", "topics", "series"},
    ),  # evidence and vocabulary
    "lists whose sets and orders are stored": (
        lists([query.table.__tablename__ for query in STORED]),
        {"claim_bond", "change"},
        set(),
    ),
    "tables that are verified": (lists(VERIFIED), {"change", "release"}, set()),
}


@pytest.mark.parametrize("place", PLACES)
def test_every_kind_of_record_stands_where_kinds_are_named(place: str) -> None:
    named, beside, without = PLACES[place]
    kinds = set(LISTED.values())
    assert without <= kinds
    assert named == kinds - without | beside


def test_the_tag_of_a_router_is_the_name_of_its_list() -> None:
    for router in RESOURCES:
        name = router.prefix.removeprefix("/v1/")
        assert router.tags == [name if name in TAGS else "dataset"]


def test_what_is_counted_has_an_address_that_gives_as_many(api: Api) -> None:
    for name, counted in api.json("/v1/dataset")["counts"].items():
        if name == "affiliations":  # sent inside their researchers
            ties = [tie for record in api.walk(counted["url"]) for tie in record["affiliations"]]
            assert len(ties) == counted["total"]
        else:
            assert api.json(counted["url"])["meta"]["total"] == counted["total"]
