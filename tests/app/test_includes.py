"""What comes along with a record is exactly what is tied to it, as the records themselves say."""

from collections.abc import Callable
from typing import Any

import pytest
from pydantic import BaseModel

from app.query.choices import Includes
from app.query.pagination import declared
from tests.app.offered import LISTS, ROUTES, Record, Whole, values
from tests.app.predicates import with_units
from tests.app.refusals import refused
from tests.conftest import Api, Small

Tied = Callable[[Record, Whole], list[str]]
"""The addresses of the records that are tied to one, in no order."""


def at(path: str) -> Tied:
    return lambda record, _: values(record, path)


def naming(name: str, path: str) -> Tied:
    """The records of another list that name this one."""
    return lambda record, whole: [other["url"] for other in whole[name] if record["url"] in values(other, path)]


def bonds(claim: Record, whole: Whole) -> list[str]:
    """The claims that a claim bears on, and those that bear on it."""
    return values(claim, "related.claim.url") + naming("claims", "related.claim.url")(claim, whole)


TIED: dict[str, dict[str, Tied]] = {
    "researchers": {"institutions": at("affiliations.institution.url"), "claims": naming("claims", "about.url")},
    "institutions": {
        "researchers": lambda institution, whole: [
            person["url"]
            for person in whole["researchers"]
            if institution["id"] in with_units("affiliations.institution.id")(person, whole)
        ],
        "claims": naming("claims", "about.url"),
    },
    "statistics": {"claims": naming("claims", "statistics.url")},
    "claims": {"statistics": at("statistics.url"), "about": at("about.url"), "related": bonds},
    "passages": {"records": at("records.url")},
}
ORDER = ("researchers", "institutions", "statistics", "claims", "sources")
"""Kind by kind, each in reading order."""

INCLUDES = [(name, part) for name, parts in TIED.items() for part in parts]


def models(name: str) -> list[type[BaseModel]]:
    """What OpenAPI publishes for a record of a list under its own address."""
    return [
        route.response_model for path, route in ROUTES.items() if path.startswith(f"/v1/{name}/{{") and path[-1] == "}"
    ]


def test_no_declared_include_lacks_its_ties() -> None:
    offered = {
        path.removeprefix("/v1/"): list(item.choices)
        for path, query in LISTS.items()
        for item in declared(query, Includes).values()
        if "{" not in path
    }
    assert offered == {name: list(parts) for name, parts in TIED.items()}


@pytest.mark.parametrize(("name", "part"), INCLUDES)
def test_exactly_what_is_tied_comes_along(api: Api, whole: Whole, name: str, part: str) -> None:
    (model,) = models(name)
    came = 0
    for record in api.walk(f"/v1/{name}?include={part}&sort=position&limit=100"):
        model.model_validate(record)
        included: dict[str, Any] = record["included"]
        tied = TIED[name][part](record, whole)
        expected = [other for kind in ORDER for other in whole[kind] if other["url"] in tied]
        assert {other["url"] for other in expected} == set(tied), "every one of them is served"
        plain = [{key: value for key, value in other.items() if key != "included"} for other in expected]
        assert included == {**dict.fromkeys(TIED[name]), part: {"total": len(plain), "data": plain}}
        came += len(plain)
    assert came


@pytest.mark.parametrize("name", TIED)
def test_a_record_brings_along_the_same_alone_and_in_a_list(api: Api, whole: Whole, name: str) -> None:
    asked = "&".join(f"include={part}" for part in TIED[name])
    listed = api.walk(f"/v1/{name}?{asked}&sort=position&limit=100")
    for plain, record in zip(whole[name], listed, strict=True):
        assert plain["included"] is None
        assert record == plain | {"included": record["included"]}
        assert api.json(f"{record['url']}?{asked}") == record


SHORT = {"id", "url", "quote", "formatted"}


def shortened(value: Any) -> Any:
    if isinstance(value, list):
        return [shortened(item) for item in value]
    if not isinstance(value, dict):
        return value
    kept = SHORT if value.get("type") == "citation" else value.keys()
    return {name: shortened(item) for name, item in value.items() if name in kept}


@pytest.mark.parametrize(
    "asked",
    [
        "/v1/claims?limit=20&include=statistics&include=about",
        "/v1/statistics?facets=unit",
        "/v1/institutions?limit=5&sort=-name",
        "/v1/researchers?include=claims",
        "/v1/series",
        "/v1/researchers/zhu-songchun",
        "/v1/topics/patents/claims?limit=3",
    ],
)
def test_a_short_citation_leads_to_the_whole_one(api: Api, asked: str) -> None:
    full, short = api.json(asked), api.json(f"{asked}{'&' if '?' in asked else '?'}citation=short")
    records = (full.get("data", [full]), short.get("data", [short]))
    assert shortened(records[0]) == records[1]
    assert short.get("meta", {}).get("total") == full.get("meta", {}).get("total")
    if short.get("links", {}).get("next"):
        assert "citation=short" in short["links"]["next"]
        assert api.json(short["links"]["next"])["data"][0]["citation"].keys() == SHORT


def test_short_citations_are_of_json_alone(api: Api) -> None:
    body = refused(api.get("/v1/claims?citation=short&format=csv"), 422, "invalid_value")
    assert body["errors"][0]["parameter"] == "citation"
    assert api.get("/v1/claims?citation=full&format=csv").status_code == 200
    assert refused(api.get("/v1/claims?citation=shrt"), 422, "invalid_value")["errors"][0]["did_you_mean"] == "short"


def test_who_was_at_an_institution_twice_brings_it_once(small: Small, make_api: Callable[..., Api]) -> None:
    tie = "{id: ada-penn-letterlab, institution: letterlab, role: head, role_as_written: who leads it"
    again = tie.replace("penn-letterlab", "penn-letterlab-guest").replace("head", "guest")
    rest = ", status: current, citation: {passages: p02, quote: who leads it}}"
    small.edit("articles/letters/researchers.yaml", f"{tie}{rest}", f"{tie}{rest}\n    - {again}{rest}")
    assert small.lock() == 0
    assert small.build() == 0
    (person,) = make_api(small.release).json("/v1/researchers?include=institutions")["data"]
    assert len(person["affiliations"]) == 2
    assert person["included"]["institutions"]["total"] == 1
    assert [body["id"] for body in person["included"]["institutions"]["data"]] == ["letterlab"]
