"""Lists and records: every record ships its citation, every null its reason, every filter an example."""

import pytest

from app.query.filters import Missing
from app.query.pagination import declared, filters
from tests.app.offered import RECORDS, Whole
from tests.conftest import Api

FILTERS = [
    (name, field, str(value))
    for name, query in RECORDS.items()
    for field in filters(query)
    for example in query.model_fields[field].examples or [None]
    for value in (example if isinstance(example, list) else [example])
]
NO_EXAMPLE = [
    (name, field, choice)
    for name, query in RECORDS.items()
    for field, item in declared(query, Missing).items()
    for choice in item.choices
    if query.model_fields[field].examples == [[]]
]
"""What finds nothing in the article, so that an example would mislead."""


@pytest.mark.parametrize("name", RECORDS)
def test_every_record_is_the_same_under_its_own_address(api: Api, name: str) -> None:
    for record in api.walk(f"/v1/{name}?limit=100"):
        assert api.json(record["url"]) == record


@pytest.mark.parametrize(("name", "field", "value"), FILTERS)
def test_every_filter_has_an_example_that_returns_rows(api: Api, name: str, field: str, value: object) -> None:
    assert api.json(f"/v1/{name}?{field}={value}")["data"], "the example in OpenAPI finds something"


@pytest.mark.parametrize(("name", "field", "value"), NO_EXAMPLE)
def test_only_what_finds_nothing_goes_without_an_example(api: Api, name: str, field: str, value: object) -> None:
    assert api.json(f"/v1/{name}?{field}={value}")["data"] == []


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
    for name, query in RECORDS.items()
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
