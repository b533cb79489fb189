"""Claims by what they speak of, and how they bear on each other."""

from itertools import pairwise

from app.resources.claims.schemas import BondOut
from tests.app.offered import Whole
from tests.conftest import FIRST_ID, Api


def test_the_order_of_a_text_is_the_order_of_claims(api: Api) -> None:
    for source in api.json("/v1/sources")["data"]:
        claims = api.walk(f"/v1/claims?source={source['id']}&limit=100")
        starts = [record["citation"]["quote"]["start"] for record in claims]
        inversions = sum(a > b for a, b in pairwise(starts))
        assert inversions <= len(starts) // 10


def test_claims_are_asked_for_by_time_as_figures_are(api: Api) -> None:
    def years(asked: str) -> list[int]:
        return sorted(claim["period"]["start"] for claim in api.walk(f"/v1/claims?{asked}&source={FIRST_ID}"))

    assert years("period__gte=2010") == [2010, 2010, 2022, 2022]
    assert years("period__gt=2010") == [2022, 2022]
    assert years("period__lt=2022") == [2010, 2010]
    assert years("period__gte=2010&period__lte=2010") == [2010, 2010]
    refused = api.get("/v1/claims?period__gte=2022&period__lte=2010")
    assert refused.status_code == 422
    assert api.get(refused.json()["example"]).status_code == 200


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


def test_a_claim_without_a_period_says_why(whole: Whole) -> None:
    for claim in whole["claims"]:
        assert (claim["period"] is None) == (claim["period_absent_reason"] is not None)
    reasons = {claim["id"]: claim["period_absent_reason"] for claim in whole["claims"]}
    assert reasons["patent-shares-2022-contrast-with-2010"] == "not_applicable", "it compares two years"
    assert reasons["alibaba-owns-scmp"] == "not_stated"
