"""Lists and records: paging, sorting, filters, and that every record ships its citation."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from app.citations.queries import CitationQuery
from app.claims.queries import ClaimQuery, ClaimSort
from app.institutions.queries import InstitutionQuery
from app.kit.pagination import ListQuery, wheres
from app.passages.queries import PassageQuery
from app.researchers.queries import ResearcherQuery
from app.sources.queries import SourceQuery
from app.statistics.queries import StatisticQuery
from app.topics.queries import TopicQuery
from app.vocabulary import Certainty, ClaimType
from tests.conftest import Api

LISTS: dict[str, type[ListQuery]] = {
    "researchers": ResearcherQuery,
    "institutions": InstitutionQuery,
    "statistics": StatisticQuery,
    "claims": ClaimQuery,
    "sources": SourceQuery,
    "passages": PassageQuery,
    "citations": CitationQuery,
    "topics": TopicQuery,
}
SORTS = [(name, sort.value) for name, query in LISTS.items() for sort in query.model_fields["sort"].annotation]  # type: ignore[union-attr]
FILTERS = [
    (name, field, query.model_fields[field].examples[0][0])  # type: ignore[index]
    for name, query in LISTS.items()
    for field in wheres(query)
]


@pytest.mark.parametrize("name", LISTS)
def test_a_walk_with_limit_one_gives_each_record_once(api: Api, name: str) -> None:
    whole = api.json(f"/v1/{name}?limit=100")
    walked = api.walk(f"/v1/{name}?limit=1")
    ids = [record["id"] for record in walked]
    assert len(ids) == len(set(ids)) == whole["meta"]["total"]
    assert ids[:100] == [record["id"] for record in whole["data"]]
    assert api.json("/v1/dataset")["counts"][name]["total"] == len(ids)


def test_claims_are_walked_one_by_one(api: Api) -> None:
    walked = api.walk("/v1/claims?limit=1&sort=-id")
    ids = [record["id"] for record in walked]
    assert ids == sorted(ids, reverse=True)
    assert len(ids) == api.json("/v1/claims")["meta"]["total"]


@pytest.mark.parametrize("name", LISTS)
def test_every_record_is_the_same_under_its_own_address(api: Api, name: str) -> None:
    for record in api.walk(f"/v1/{name}?limit=100"):
        assert api.json(record["url"]) == record


@pytest.mark.parametrize(("name", "sort"), SORTS)
def test_every_sort_orders_and_pages(api: Api, name: str, sort: str) -> None:
    walked = api.walk(f"/v1/{name}?sort={sort}&limit=3")
    ids = [record["id"] for record in walked]
    assert len(set(ids)) == len(ids)
    key = sort.removeprefix("-")
    if key in walked[0] and isinstance(walked[0][key], str | int | float):
        pairs = [(record[key], record["id"]) for record in walked]
        assert pairs == sorted(pairs, reverse=sort.startswith("-"))


@pytest.mark.parametrize(("name", "field", "value"), FILTERS)
def test_every_filter_has_an_example_that_returns_rows(api: Api, name: str, field: str, value: object) -> None:
    page = api.json(f"/v1/{name}?{field}={value}")
    assert page["data"], "the example in OpenAPI finds something"
    assert page["meta"]["total"] == len(api.walk(f"/v1/{name}?{field}={value}&limit=100"))
    assert page["meta"]["total"] <= api.json(f"/v1/{name}")["meta"]["total"]


def reference(claims: list[dict[str, Any]], types: list[str], certainties: list[str], topics: list[str]) -> set[str]:
    return {
        claim["id"]
        for claim in claims
        if (not types or claim["claim_type"] in types)
        and (not certainties or claim["certainty"] in certainties)
        and (not topics or {topic["id"] for topic in claim["topics"]} & set(topics))
    }


@settings(max_examples=40, deadline=None)
@given(
    types=st.lists(st.sampled_from([item.value for item in ClaimType]), max_size=3),
    certainties=st.lists(st.sampled_from([item.value for item in Certainty]), max_size=2),
    topics=st.lists(st.sampled_from(["patents", "education", "companies"]), max_size=2),
    sort=st.sampled_from([item.value for item in ClaimSort]),
    limit=st.integers(1, 100),
)
def test_pages_add_up_to_what_plain_python_selects(
    api: Api, types: list[str], certainties: list[str], topics: list[str], sort: str, limit: int
) -> None:
    parts = [f"claim_type={value}" for value in types] + [f"certainty={value}" for value in certainties]
    parts += [f"topic={value}" for value in topics] + [f"sort={sort}", f"limit={limit}"]
    address = "/v1/claims?" + "&".join(parts)
    everything = api.walk("/v1/claims?limit=100")
    ids = [record["id"] for record in api.walk(address)]
    expected = reference(everything, types, certainties, topics)
    assert set(ids) == expected
    assert len(ids) == len(expected) == api.json(address)["meta"]["total"]


def test_the_order_of_the_article_is_the_order_of_claims(api: Api) -> None:
    starts = [record["citation"]["quote"]["start"] for record in api.walk("/v1/claims?limit=100")]
    inversions = sum(a > b for a, b in zip(starts, starts[1:], strict=False))
    assert inversions <= len(starts) // 10


@pytest.mark.parametrize("name", ["researchers", "institutions", "statistics", "claims"])
def test_every_record_ships_its_citation(api: Api, name: str) -> None:
    for record in api.walk(f"/v1/{name}?limit=100"):
        parts = [record["citation"], *record["further_citations"]]
        parts += [tie["citation"] for tie in record.get("affiliations", [])]
        for part in parts:
            served = api.json(part["url"])
            assert {key: served[key] for key in part} == part
            assert part["span"]["start"] <= part["quote"]["start"] < part["quote"]["end"] <= part["span"]["end"]
            assert part["quote"]["end"] - part["quote"]["start"] == len(part["quote"]["exact"])


@pytest.mark.parametrize("name", LISTS)
def test_a_list_takes_the_same_few_statements_whatever_the_limit(make_api: Callable[..., Api], name: str) -> None:
    api = make_api()  # which keeps no answers yet
    seen: list[str] = []
    connection = api.app.state.database.connection

    def count(_c: object, _u: object, statement: str, *_: object) -> None:
        seen.append(statement)

    event.listen(connection, "before_cursor_execute", count)
    try:
        numbers = []
        for limit in (1, 100):
            seen.clear()
            api.json(f"/v1/{name}?limit={limit}")
            numbers.append(len(seen))
    finally:
        event.remove(connection, "before_cursor_execute", count)
    assert numbers == [2, 2], "one for the page, one for its total"


def test_links_agree_with_the_header_and_keep_the_filters(api: Api) -> None:
    answer = api.get("/v1/claims?topic=patents&limit=2")
    links = answer.json()["links"]
    assert links["self"] == links["first"] == "/v1/claims?topic=patents&limit=2"
    assert links["next"].startswith("/v1/claims?topic=patents&limit=2&cursor=")
    assert answer.headers["link"] == ", ".join(f'<{links[name]}>; rel="{name}"' for name in ("self", "first", "next"))
    second = api.json(links["next"])
    assert second["links"]["self"] == links["next"]
    assert second["links"]["first"] == links["first"]


def test_the_hedged_and_the_torn_figure_keep_what_the_text_says(api: Api) -> None:
    share = api.json("/v1/statistics/chinese-origin-share-of-top-ai-researchers-in-us")
    wanted = {"value": 40, "modifier": "almost", "lower": None, "upper": 40, "upper_inclusive": False}
    assert {key: share[key] for key in wanted} == wanted
    assert share["citation"]["span"]["start"] == 677
    assert share["citation"]["span"]["end"] == 805
    assert share["citation"]["quote"] == {"exact": "almost forty percent", "start": 735, "end": 755}
    torn = api.json("/v1/statistics?determination=undetermined")["data"]
    assert [(figure["value"], figure["value_text"]) for figure in torn] == [(27, "27 per cent")]
    for field in ("measure", "kind", "population", "geography", "period"):
        assert torn[0][field] is None
        assert torn[0][f"{field}_absent_reason"]
    assert api.json(f"/v1/claims?statistic={torn[0]['id']}")["data"] == []
    third = api.json("/v1/statistics/xai-founding-team-chinese-ancestry-share")
    assert third["lower"] == third["value"] == 1 / 3
    assert third["lower_inclusive"]
    assert third["upper"] is None


def test_the_dataset_says_how_it_was_made(api: Api) -> None:
    dataset = api.json("/v1/dataset")
    assert dataset["counts"]["researchers"]["total"] == 2
    assert dataset["counts"]["statistics"]["total"] == 8
    assert 60 <= dataset["counts"]["claims"]["total"] <= 110
    assert dataset["method"]["judgement"]
    assert dataset["content_digest"] == api.app.state.release.content_digest
    coverage = api.json("/v1/sources/scmp-ai-talent-2025")["coverage"]
    assert coverage == dataset["coverage"]


def test_public_url_makes_every_link_absolute(make_api: Any) -> None:
    api = make_api(public_url="https://data.example")
    answer = api.get("/v1/claims?limit=1")
    for address in json.dumps(answer.json()).split('"'):
        assert not address.startswith("/v1")
    assert answer.json()["links"]["next"].startswith("https://data.example/v1/claims?")
    assert answer.headers["link"].startswith("<https://data.example/v1/claims")
    assert api.get("/v1/x").json()["type"] == "https://data.example/problems/not_found"
