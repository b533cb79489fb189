"""Two texts are served side by side: a torn republication, and a report that is whole and in the public domain."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.app.offered import OPERATIONS
from tests.conftest import FIRST_ID, SECOND_ID, Api, Small


@pytest.mark.parametrize("kind", ["researchers", "institutions", "statistics", "claims", "passages", "citations"])
def test_a_list_holds_the_records_of_both_and_is_narrowed_to_either(api: Api, kind: str) -> None:
    ids = [
        {each["id"] for each in api.walk(f"/v1/{kind}?source={source}&limit=100")} for source in (FIRST_ID, SECOND_ID)
    ]
    assert all(ids)
    assert ids[0] | ids[1] == {each["id"] for each in api.walk(f"/v1/{kind}?limit=100")}
    assert ids[0] & ids[1] == ({"stanford-university"} if kind == "institutions" else set())
    counts = {}
    if kind != "passages":
        facet = api.json(f"/v1/{kind}?facets=source")["facets"]["source"]["values"]
        counts = {bucket["value"]: bucket["count"] for bucket in facet}
        assert counts == {FIRST_ID: len(ids[0]), SECOND_ID: len(ids[1])}


def test_a_source_says_what_its_text_says_of_itself(api: Api) -> None:
    source = api.json(f"/v1/sources/{SECOND_ID}")
    assert source["label"] == source["title"] == "What the Ports Learned from Machines"
    assert source["authors"] == [
        {"family": "Mar", "given": "Ana", "name": None},
        {"family": "Wave", "given": "Bo", "name": None},
    ]
    assert source["date_published"] == {"value": "2024-03-09", "basis": "stated", "note": None}
    assert (source["rights"], source["rights_absent_reason"]) == (None, "public_domain")
    assert source["publisher_institution"]["url"] == "/v1/institutions/harbour-office"
    assert source["republication"] is None
    first = api.json(f"/v1/sources/{FIRST_ID}")
    assert first["publisher_institution"]["id"] == "south-china-morning-post"
    assert api.json("/v1/sources?source_type=report")["data"] == [source]


@pytest.mark.parametrize("words", ["ports", '"ana mar"', "harbour", "learned"])
def test_titles_authors_and_publishers_are_found(api: Api, words: str) -> None:
    assert [each["id"] for each in api.json(f"/v1/sources?q={words}")["data"]] == [SECOND_ID]
    hits = api.json(f"/v1/search?q={words}&type=source")["data"]
    assert [hit["id"] for hit in hits] == [SECOND_ID]


def test_series_and_coverage_are_those_of_either_text(api: Api) -> None:
    assert [series["id"] for series in api.json("/v1/series?sort=id")["data"]] == [
        "ai-patent-share",
        "women-on-the-course",
    ]
    shown = api.json(f"/v1/sources/{SECOND_ID}/coverage")
    assert shown["body"]["left_out"][0]["reason"] == "transition"


def test_citations_name_authors_title_and_day(api: Api) -> None:
    citation = "/v1/citations/statistic-spent-on-computers"
    assert api.get(f"{citation}?format=apa").text.startswith(
        "Mar, A., & Wave, B. (2024, March 9). What the Ports Learned from Machines. Harbour Office [stored copy read"
    )
    part = api.json(citation)
    assert part["formatted"] == (
        "Ana Mar and Bo Wave, “What the Ports Learned from Machines”, Harbour Office (2024), line 5."
    )
    assert part["deep_link"] is None


def test_whoever_leads_a_unit_is_found_by_what_it_is_a_unit_of(api: Api) -> None:
    def found(institution: str) -> list[Any]:
        return [each["id"] for each in api.json(f"/v1/researchers?institution={institution}")["data"]]

    assert found("peking-university") == found("institute-for-artificial-intelligence") == ["zhu-songchun"]
    assert found("stanford-university") == found("university-of-the-sea") == ["eva-sand"]


def test_an_open_group_stays_open(api: Api) -> None:
    claims = api.json(f"/v1/claims?missing=population&source={FIRST_ID}&limit=100")["data"]
    reasons = {claim["id"]: claim["population_absent_reason"] for claim in claims}
    assert reasons["many-researchers-moved-to-us-labs-and-startups"] == "ambiguous_in_source"
    assert reasons["alibaba-owns-scmp"] == "not_applicable"


def test_a_denial_is_flagged_and_a_question_has_no_polarity(api: Api) -> None:
    denied = api.walk("/v1/claims?polarity=denied&limit=100")
    assert {SECOND_ID, FIRST_ID} == {claim["citation"]["source"]["id"] for claim in denied}
    denials = {"not", "no", "never", "don't", "doesn't"}
    assert all(denials & set(claim["text"].split()) for claim in denied)
    for question in api.walk("/v1/claims?claim_type=question"):
        assert (question["polarity"], question["polarity_absent_reason"]) == (None, "not_applicable")


def test_a_text_of_which_nothing_is_recorded_is_served(small: Small, make_api: Callable[..., Api]) -> None:
    folder = small.root / "articles" / "letters"
    for kind in ("researchers", "institutions", "statistics", "claims"):
        (folder / f"{kind}.yaml").write_text("[]\n", encoding="utf-8")
    passages = (folder / "passages.yaml").read_text(encoding="utf-8").splitlines()
    left_out = [line if "role:" in line else line.replace("}", ", left_out_reason: transition}") for line in passages]
    (folder / "passages.yaml").write_text("\n".join(left_out), encoding="utf-8")
    (small.root / "series.yaml").write_text("[]\n", encoding="utf-8")
    assert small.lock() == small.build() == small.verify() == 0
    api = make_api(small.release)
    for path in OPERATIONS:
        if "{" not in path:
            for accept in ("application/json", "text/html"):
                status = api.get(f"{path}?q=robots" if path == "/v1/search" else path, {"accept": accept}).status_code
                assert status in {200, 406}, path
    assert api.json("/v1/claims")["meta"]["total"] == 0
    assert "unknown_value" in api.json("/openapi.json")["components"]["examples"]
    assert api.get("/docs").status_code == 200
