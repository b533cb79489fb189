"""Lists and records: paging, sorting, filters, and that every record ships its citation."""

import gc
import json
import tracemalloc
from collections.abc import Callable
from itertools import combinations
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from app.citations.queries import CitationQuery
from app.claims.queries import ClaimQuery
from app.claims.schemas import BondOut
from app.institutions.queries import InstitutionQuery
from app.kit.choices import Sorts
from app.kit.filters import Missing
from app.kit.pagination import ListQuery, declared, filters
from app.passages.queries import PassageQuery
from app.researchers.queries import ResearcherQuery
from app.series.queries import SeriesQuery
from app.sources.queries import SourceQuery
from app.statistics.queries import StatisticQuery
from app.topics.queries import TopicQuery
from app.vocabulary import Certainty, ClaimType
from tests.app.offered import Whole
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
    "series": SeriesQuery,
}
SORTS = [
    (name, sort) for name, query in LISTS.items() for sorts in declared(query, Sorts).values() for sort in sorts.choices
]
FILTERS = [
    (name, field, str(value))
    for name, query in LISTS.items()
    for field in filters(query)
    for example in query.model_fields[field].examples or [None]
    for value in (example if isinstance(example, list) else [example])
]
NO_EXAMPLE = [
    (name, field, choice)
    for name, query in LISTS.items()
    for field, item in declared(query, Missing).items()
    for choice in item.choices
    if query.model_fields[field].examples == [[]]
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


def sortable(record: dict[str, Any], key: str) -> Any:
    """What a record is sorted by, as the record itself shows it; its place in the reading order where it doesn't."""
    value = {
        "position": "",
        "claims": record.get("counts", {}).get("claims", {}).get("total"),
        "quote": record.get("quote", {}).get("exact"),
    }.get(key, record.get(key))
    if isinstance(value, dict):
        return value.get("code", value.get("start", value.get("text", value.get("value"))))
    return value


@pytest.mark.parametrize(("name", "sort"), [pair for pair in SORTS if "position" not in pair[1]])
def test_every_sort_orders_and_pages(api: Api, name: str, sort: str) -> None:
    walked = api.walk(f"/v1/{name}?sort={sort}&limit=3")
    ids = [record["id"] for record in walked]
    assert len(set(ids)) == len(ids)
    key, descending = sort.removeprefix("-"), sort.startswith("-")
    values = [sortable(record, key) for record in walked]
    stated = [(value, record_id) for value, record_id in zip(values, ids, strict=True) if value is not None]
    unstated = [record_id for value, record_id in zip(values, ids, strict=True) if value is None]
    assert stated == sorted(stated, reverse=descending)
    assert unstated == sorted(unstated, reverse=descending)
    assert ids == [record_id for _, record_id in stated] + unstated, "nulls come last, either way"


@pytest.mark.parametrize(("name", "field", "value"), FILTERS)
def test_every_filter_has_an_example_that_returns_rows(api: Api, name: str, field: str, value: object) -> None:
    assert api.json(f"/v1/{name}?{field}={value}")["data"], "the example in OpenAPI finds something"


@pytest.mark.parametrize(("name", "field", "value"), NO_EXAMPLE)
def test_only_what_finds_nothing_goes_without_an_example(api: Api, name: str, field: str, value: object) -> None:
    assert api.json(f"/v1/{name}?{field}={value}")["data"] == []


WANTED = st.fixed_dictionaries(
    {},
    optional={
        "claim_type": st.lists(st.sampled_from([item.value for item in ClaimType]), min_size=1, max_size=3),
        "certainty": st.lists(st.sampled_from([item.value for item in Certainty]), min_size=1, max_size=2),
        "topic": st.lists(st.sampled_from(["patents", "education", "companies"]), min_size=1, max_size=2),
        "country": st.lists(st.sampled_from(["CN", "US"]), min_size=1, max_size=2),
        "missing": st.lists(st.sampled_from(["certainty", "hedge", "limiter", "countries", "statistics"]), min_size=1),
    },
)


def selects(wanted: dict[str, list[str]], claim: dict[str, Any]) -> bool:
    """Whether a claim is in the list that was asked for, in plain Python."""
    has = {
        "claim_type": {claim["claim_type"]},
        "certainty": {claim["certainty"]},
        "topic": {topic["id"] for topic in claim["topics"]},
        "country": {place["code"] for place in claim["countries"]},
    }
    lacks = all(claim[field] in (None, []) for field in wanted.get("missing", []))
    return lacks and all(has[name] & set(values) for name, values in wanted.items() if name != "missing")


def in_order(claims: list[dict[str, Any]], sort: str) -> list[str]:
    """The ids in the order that was asked for, nulls last; `claims` come in reading order."""
    key, descending = sort.removeprefix("-"), sort.startswith("-")
    if key == "position":
        return [claim["id"] for claim in (claims[::-1] if descending else claims)]
    stated = sorted((c for c in claims if c[key] is not None), key=lambda c: (c[key], c["id"]), reverse=descending)
    unstated = sorted((c for c in claims if c[key] is None), key=lambda c: str(c["id"]), reverse=descending)
    return [claim["id"] for claim in stated + unstated]


@settings(max_examples=60, deadline=None)
@given(wanted=WANTED, sort=st.sampled_from(declared(ClaimQuery, Sorts)["sort"].choices), limit=st.integers(1, 100))
def test_pages_add_up_to_what_plain_python_selects_in_its_order(
    api: Api, wanted: dict[str, list[str]], sort: str, limit: int
) -> None:
    lacked = wanted.get("missing", [])
    assume(not ("certainty" in lacked and "certainty" in wanted))  # refused: nothing has a value and lacks it
    assume(not ("countries" in lacked and "country" in wanted))
    pairs = [(name, value) for name, values in wanted.items() for value in values]
    address = "/v1/claims?" + urlencode([*pairs, ("sort", sort), ("limit", limit)])
    everything = api.walk("/v1/claims?limit=100")
    expected = in_order([claim for claim in everything if selects(wanted, claim)], sort)
    assert [record["id"] for record in api.walk(address)] == expected
    assert api.json(address)["meta"]["total"] == len(expected)


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


REASON = "_absent_reason"
EXPLAINED = [
    (name, field.removesuffix(REASON))
    for name, query in LISTS.items()
    for field in getattr(query, "model").model_fields
    if field.endswith(REASON)
]


@pytest.mark.parametrize(("name", "field"), EXPLAINED)
def test_a_null_has_its_reason_and_can_be_asked_for(api: Api, whole: Whole, name: str, field: str) -> None:
    nulls = [record["id"] for record in whole[name] if record[field] is None]
    assert nulls == [record["id"] for record in whole[name] if record[field + REASON] is not None]
    if nulls:
        lacking = api.walk(f"/v1/{name}?missing={field}&sort=position&limit=100")
        assert [record["id"] for record in lacking] == nulls


@pytest.mark.parametrize("name", LISTS)
def test_a_list_takes_the_same_few_statements_whatever_the_limit(make_api: Any, name: str) -> None:
    api = make_api()
    seen, numbers = api.statements(), []
    for limit in (1, 100):
        seen.clear()
        api.json(f"/v1/{name}?limit={limit}")
        numbers.append(len(seen))
    assert numbers == [2, 1], "one for the page and one for its total, which is kept for other pages"


@pytest.mark.parametrize(
    ("address", "statements"),
    [
        ("/v1/claims?include=statistics&include=about&include=related", 5),
        ("/v1/claims?facets=topic&facets=certainty", 4),
        ("/v1/passages?include=records", 3),
        ("/v1/institutions/deepseek/claims", 3),
        ("/v1/search?q=china", 3),
        ("/v1/search?q=chnia", 5),
    ],
)
def test_what_comes_along_takes_a_statement_each(make_api: Any, address: str, statements: int) -> None:
    for limit in (1, 100):
        api = make_api()
        api.get("/v1/search?q=nothing")  # opening the index asks for its configuration, once
        seen = api.statements()
        api.json(f"{address}{'&' if '?' in address else '?'}limit={limit}")
        assert len(seen) == statements, seen


def test_claims_of_a_record_are_the_claims_that_name_it(api: Api) -> None:
    for kind, name in (
        ("researchers", "researcher"),
        ("institutions", "institution"),
        ("statistics", "statistic"),
        ("topics", "topic"),
    ):
        for record in api.json(f"/v1/{kind}?limit=5")["data"]:
            by_address = api.walk(f"{record['url']}/claims?limit=3")
            assert by_address == api.walk(f"/v1/claims?{name}={record['id']}&limit=100")
    both = api.json("/v1/topics/patents/claims?topic=education&facets=certainty")
    assert both["meta"]["total"] < api.json("/v1/topics/patents/claims")["meta"]["total"]


def test_related_claims_are_seen_from_either_side(api: Api) -> None:
    for claim in api.walk("/v1/claims?limit=100"):
        bonds = api.walk(f"{claim['url']}/related?limit=2")
        outgoing = [(bond["relation"], bond["claim"]["id"]) for bond in bonds if bond["direction"] == "outgoing"]
        assert outgoing == [(link["relation"], link["claim"]["id"]) for link in claim["related"]]
        for bond in bonds:
            assert BondOut.model_validate(bond)
            back = api.json(f"{bond['claim']['url']}/related?relation={bond['relation']}")["data"]
            assert claim["id"] in [other["claim"]["id"] for other in back]


def test_a_series_is_ready_for_a_chart(api: Api) -> None:
    series = api.json("/v1/series/ai-patent-share")
    points = [(point["geography"]["code"], point["period"]["start"], point["value"]) for point in series["points"]]
    assert points == [("CN", 2022, 61.1), ("US", 2010, 54.1), ("US", 2022, 20.9)]
    for point in series["points"]:
        figure = api.json(point["statistic"]["url"])
        assert {key: figure[key] for key in point if key != "statistic"} == {
            k: v for k, v in point.items() if k != "statistic"
        }


def test_coverage_adds_up_to_the_whole_text(api: Api) -> None:
    shown = api.json("/v1/sources/scmp-ai-talent-2025/coverage")
    passages = api.walk("/v1/passages?limit=100")
    for part in [shown["body"], *shown["beside_the_body"]]:
        role = [passage for passage in passages if passage["role"] == part["role"]]
        extents = [part["represented"], *part["left_out"]]
        assert part["all"]["passages"] == len(role) == sum(extent["passages"] for extent in extents)
        assert sum(extent["share_of_characters"] for extent in extents) == pytest.approx(1, abs=0.001)
        for extent in [part["all"], *extents]:
            found = api.walk(extent["url"])
            assert len(found) == extent["passages"]
            assert sum(passage["end"] - passage["start"] for passage in found) == extent["characters"]
    assert shown["totals"] == api.json("/v1/sources/scmp-ai-talent-2025")["coverage"]


def test_links_agree_with_the_header_and_keep_the_filters(api: Api) -> None:
    answer = api.get("/v1/claims?topic=patents&limit=2")
    links = answer.json()["links"]
    assert links["self"] == links["first"] == "/v1/claims?topic=patents&limit=2"
    assert links["next"].startswith("/v1/claims?topic=patents&limit=2&cursor=")
    own = ", ".join(f'<{links[name]}>; rel="{name}"' for name in ("self", "first", "next"))
    assert answer.headers["link"].startswith(own + ", ")
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
    assert dataset["content_digest"] == api.app.state.service.release.content_digest
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


def test_questions_of_any_shape_leave_little_behind(make_api: Callable[..., Api]) -> None:
    api = make_api()
    names = ["country=CN", "certainty=hedged", "topic=patents", "checkable=full", "primary_source=not_named"]
    shapes = ["&".join(part) for size in (1, 2, 3, 4) for part in combinations(names, size)]
    asked = [f"/v1/claims?{shape}&facets=claim_type&facets=researcher&limit=1" for shape in shapes]
    api.json(asked.pop())
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        for address in asked:
            api.json(address)
        gc.collect()
        grown = tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()
    assert grown / len(asked) < 60_000, "kept answers, statements and counts, a question"
