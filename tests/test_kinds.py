"""What a kind of record declares, what is refused where something is forgotten, and what pages say of kinds by hand."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import pytest
from fastapi import APIRouter
from pydantic import Field
from sqlalchemy import func
from sqlmodel import SQLModel

from app import models as m
from app.main import TAGS
from app.query.filters import AT_LEAST, Range, WholeNumber
from app.query.pagination import ListQuery
from app.resources import KINDS
from app.resources.claims.kind import CLAIM
from app.resources.claims.queries import ClaimQuery
from app.resources.kind import KindError, schemas_in
from app.resources.passages.includes import PassageIncluded
from app.resources.passages.kind import PASSAGE
from app.resources.series.queries import SeriesQuery
from app.resources.sources.schemas import SourceCounts
from app.resources.topics.kind import TOPIC
from app.resources.topics.queries import TopicQuery
from app.resources.topics.schemas import TopicCounts, TopicOut
from app.site.home import COUNTED
from app.vocabulary import RecordType
from tests.app.offered import OPERATIONS
from tests.conftest import Api

STATIC = Path(__file__).parents[1] / "app" / "site" / "static"
NAMES = {kind.name for kind in KINDS}
BROUGHT_BY_PASSAGES = {
    schema
    for part in schemas_in(PassageIncluded.model_fields["records"].annotation)
    for schema in schemas_in(part.model_fields["data"].annotation)
}


def linked(name: str) -> set[str]:
    return set(re.findall(r"/v1/(\w+)", (STATIC / name).read_text(encoding="utf-8")))


class Wordy(TopicOut):
    """A topic with a field that nobody has to fill."""

    remark: str | None = Field(default=None, description="A remark.")


class Topic(m.Cited):
    """A table of topics with a citation each."""

    document: str


class Unjoined(TopicQuery):
    """Topics, by the length of something that is no topic's."""

    quote_length__gte: Annotated[WholeNumber | None, Range(func.length(m.Citation.quote), AT_LEAST)] = None


def asking(query: type[ListQuery], **changed: Any) -> dict[str, Any]:
    """Queries whose list has another table or schema."""
    return {"queries": (type(query.__name__, (query,), {"__module__": __name__, **changed}),)}


FORGOTTEN: dict[str, tuple[Any, dict[str, Any]]] = {
    "topics: `quote_length__gte` of Unjoined compares a column of a table that nothing joins": (
        TOPIC,
        {"queries": (Unjoined,)},
    ),
    "claims: ClaimBond has no column `document`": (CLAIM, asking(ClaimQuery, table=m.ClaimBond)),
    "claims: TopicCounts has no field `type`": (CLAIM, asking(ClaimQuery, model=TopicCounts)),
    "topics: Wordy.remark has a default, so that it could be forgotten": (TOPIC, asking(TopicQuery, model=Wordy)),
    "topics: the table is called `series`, the type `topic`": (TOPIC, {"queries": (SeriesQuery,)}),
    "claims: there is `claim` in CitedType, but not a field `citation` in TopicOut": (
        CLAIM,
        asking(ClaimQuery, model=TopicOut),
    ),
    "topics: there is a column `citation_id` in Topic, but not `topic` in CitedType": (
        TOPIC,
        asking(TopicQuery, table=Topic),
    ),
    "claims: there is `claim` in SearchedType, but not `searched`": (CLAIM, {"searched": None}),
    "passages: there is `searched`, but not `passage` in SearchedType": (
        PASSAGE,
        {"searched": (None, "label")},
    ),
    "topics: TopicOut has no field `txt`": (TOPIC, {"searched": ("label", "txt")}),
    "topics: the router has not the prefix `/v1/topics` and the tag `topics`": (
        TOPIC,
        {"router": APIRouter(prefix="/v1/topic", tags=["topics"])},
    ),
}


@pytest.mark.parametrize("message", FORGOTTEN)
def test_what_is_forgotten_of_a_kind_is_said_by_name(message: str) -> None:
    kind, changed = FORGOTTEN[message]
    with pytest.raises(KindError) as refused:
        replace(kind, **changed)
    assert str(refused.value) == message


def test_every_type_of_record_is_a_kind() -> None:
    assert {kind.record_type for kind in KINDS} == set(RecordType)
    assert set(TAGS) == NAMES | {"search", "dataset", "service"}


PLACES: dict[str, tuple[set[str], set[str], set[str]]] = {
    # What is written by hand for each kind: which kinds, what stands there beside them, and which kinds don't.
    "tables with documents": (
        {kind.name for kind in KINDS if "document" in SQLModel.metadata.tables[kind.record_type].columns},
        set(),
        set(),
    ),
    "addresses of one record": (
        {path.split("/")[2] for path in OPERATIONS if re.fullmatch(r"/v1/\w+/\{\w+_id\}", path)},
        {"changes"},
        set(),
    ),
    "counts on the home page": (set(COUNTED), set(), {"sources", "topics", "series"}),  # few, or a vocabulary
    "links on the home page": (
        linked("home.html") | set(COUNTED),
        {"search", "dataset", "changes"},
        {"topics"},  # a claim's
    ),
    "note for language models": (linked("llms.txt"), {"search", "dataset", "changes"}, set()),
    "counts of a source": (
        set(SourceCounts.model_fields),
        set(),
        {"sources", "citations", "topics", "series"},  # itself, its proof, not its own
    ),
    "what stands on a passage": (
        {kind.name for kind in KINDS if kind.schema in BROUGHT_BY_PASSAGES},
        set(),
        {"passages", "citations", "topics", "series"},  # itself, what ties the two, not its own
    ),
}


@pytest.mark.parametrize("place", PLACES)
def test_every_kind_of_record_stands_where_kinds_are_named(place: str) -> None:
    named, beside, without = PLACES[place]
    assert without <= NAMES
    assert named == NAMES - without | beside


def test_what_is_counted_has_an_address_that_gives_as_many(api: Api) -> None:
    for name, counted in api.json("/v1/dataset")["counts"].items():
        if name == "affiliations":  # sent inside their researchers
            ties = [tie for record in api.walk(counted["url"]) for tie in record["affiliations"]]
            assert len(ties) == counted["total"]
        else:
            assert api.json(counted["url"])["meta"]["total"] == counted["total"]
