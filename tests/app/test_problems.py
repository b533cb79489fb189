"""Problems that are in no parameter: no such address, method or media type, and errors of ours."""

from collections.abc import Callable
from html import escape
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.http.problems import PROBLEMS
from tests.app.refusals import refused
from tests.conftest import Api


def test_an_unknown_id_is_not_found_with_the_nearest(api: Api) -> None:
    body = refused(api.get("/v1/institutions/deepsek"), 404, "not_found")
    assert body["example"] == "/v1/institutions/deepseek"
    refused(api.get("/v1/institutions/" + "x" * 3000), 404, "not_found")
    assert refused(api.get("/v1/claim"), 404, "not_found")["example"] == "/v1/claims"
    assert refused(api.get("/problems/cursor_expird"), 404, "not_found")["example"] == "/problems/cursor_expired"
    refused(api.get("/assets/none.js"), 404, "not_found")
    refused(api.get("/v1/claims/"), 404, "not_found")


@pytest.mark.parametrize(
    ("address", "meant"),
    [
        ("/v1/statistics/china-ai-patent-share-2010", None),
        ("/v1/institutions/harvard-university", None),
        ("/v1/institutions/nope", None),
        ("/v1/institutions/google", "google-deepmind"),
        ("/v1/institutions/beijing-academy-of-artificial-intelligence", "beijing-academy-of-ai"),
        ("/v1/researchers/songchun-zhu", "zhu-songchun"),
        ("/v1/researchers/tingwen-hwang", "tingwen-huang"),
        ("/v1/passages/scmp-ai-talent-2025-p1", "scmp-ai-talent-2025-p01"),
        ("/v1/citations/deepseek", "institution-deepseek"),
    ],
)
def test_a_record_is_offered_where_its_name_is_misspelt_alone(api: Api, address: str, meant: str | None) -> None:
    body = refused(api.get(address), 404, "not_found")
    listing = address.rpartition("/")[0]
    assert body["errors"][0]["did_you_mean"] == meant
    assert body["example"] == (f"{listing}/{meant}" if meant else listing)


@pytest.mark.parametrize(
    ("address", "meant"),
    [
        ("/v1/claims/nope/foo", "/v1/claims"),
        ("/v1/institutions/deepseek/claim", "/v1/institutions/deepseek/claims"),
        ("/v1/claims/alibaba-owns-scmp/citations", "/v1/claims/alibaba-owns-scmp/citation"),
    ],
)
def test_an_address_that_is_offered_is_answered(api: Api, address: str, meant: str) -> None:
    body = refused(api.get(address), 404, "not_found")
    assert body["errors"][0]["did_you_mean"] == body["example"] == meant
    assert api.get(meant).status_code == 200


@pytest.mark.parametrize(
    ("address", "meant"),
    [
        ("/v1/people", "/v1/researchers"),
        ("/v1/articles/scmp-ai-talent-2025", "/v1/sources/scmp-ai-talent-2025"),
        ("/v1/patents", "/"),
        ("/v1/charts", "/v1/series"),
        ("/api/v1/claims", "/v1/claims"),
        ("/claim/alibaba-owns-scmp", "/v1/claims/alibaba-owns-scmp"),
        ("/v1/openapi.json", "/openapi.json"),
        ("/redoc", "/docs"),
        ("/guide", "/guides"),
        ("/v1/claims.csv", "/v1/claims?format=csv"),
        ("/v1/claims.csv?topc=patents", "/v1/claims?format=csv&topic=patents"),
        ("/v1/citations.bib", "/v1/citations?format=bibtex"),
        ("/v1/claims.bib", "/v1/claims"),
        ("/v1/claims.xlsx", "/v1/dataset.xlsx"),
        ("/v1/dataset.csv", "/v1/dataset.zip"),
        ("/wp-login.php", "/"),
    ],
)
def test_an_address_by_another_name_leads_to_what_is_meant(api: Api, address: str, meant: str) -> None:
    assert refused(api.get(address), 404, "not_found")["example"] == meant
    assert api.get(meant).status_code == 200


def test_an_address_cut_short_leads_to_the_index_from_anywhere(api: Api) -> None:
    answer = api.get("/v1?format=html")
    assert (answer.status_code, answer.headers["location"]) == (308, "/?format=html")
    assert answer.headers["access-control-allow-origin"] == "*"


def test_other_methods_are_not_allowed(api: Api) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH", "TRACE"):
        answer = api.request(method, "/v1/claims")
        refused(answer, 405, "method_not_allowed")
        assert answer.headers["allow"] == "GET, HEAD, OPTIONS"


def test_an_unacceptable_media_type_is_refused(api: Api) -> None:
    refused(api.get("/v1/claims", {"accept": "image/png"}), 406, "not_acceptable")
    body = refused(api.get("/v1/search?q=ai", {"accept": "text/csv"}), 406, "not_acceptable")
    assert body["errors"][0]["allowed"] == ["application/json"]
    listed = refused(api.get("/v1/citations", {"accept": "image/png"}), 406, "not_acceptable")["errors"][0]["allowed"]
    assert {"text/csv", "application/x-bibtex", "text/x-bibliography; style=mla"} <= set(listed)


def test_an_error_of_ours_says_nothing_of_the_inside(make_api: Any, caplog: pytest.LogCaptureFixture) -> None:
    api = make_api()
    api.app.state.service.database.close()
    body = refused(api.get("/v1/claims"), 500, "internal_error")
    assert "sql" not in body["detail"].lower()
    assert "unexpected error at /v1/claims" in caplog.text


def test_each_problem_has_its_page(api: Api) -> None:
    for code, kind in PROBLEMS.items():
        page = api.get(f"/problems/{code}")
        assert page.status_code == 200
        assert kind.title in page.text


def test_an_address_that_may_have_been_meant_is_absolute_where_the_public_one_is_known(
    api: Api, make_api: Callable[..., Api]
) -> None:
    (plain,) = api.get("/v1/clams").json()["errors"]
    body = make_api(public_url="https://data.example").get("/v1/clams").json()
    assert plain["did_you_mean"] == "/v1/claims"
    assert body["errors"][0]["did_you_mean"] == body["example"] == "https://data.example/v1/claims"


BROWSER = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


@pytest.mark.parametrize(
    ("address", "status", "told"),
    [
        ("/v1/claims?topc=patents", 422, ["<code>topc</code>", "<code>topic</code>", "/v1/claims?topic=patents"]),
        ("/v1/institutions/deepsek", 404, ["/v1/institutions/deepseek"]),
        ("/v1/claims?limit=x&certainty=hedgd", 422, ["<h2><code>limit</code></h2>", "<code>hedged</code>"]),
        ("/v1/claims/" + "x" * 9000, 414, ["Address too long"]),
    ],
)
def test_a_browser_gets_the_problem_as_a_page(api: Api, address: str, status: int, told: list[str]) -> None:
    problem, page = api.get(address).json(), api.get(address, BROWSER)
    assert (page.status_code, page.headers["content-type"]) == (status, "text/html; charset=utf-8")
    assert (page.headers["cache-control"], page.headers["vary"]) == ("no-store", "Accept, Accept-Encoding")
    assert "default-src 'none'" in page.headers["content-security-policy"]
    for part in (problem["title"], problem["code"], problem["type"], escape(problem["example"]), *map(str, told)):
        assert part in page.text
    for accept in ("*/*", "application/json", "application/problem+json", "text/html;q=0.5, application/json"):
        assert api.get(address, {"accept": accept}).json()["code"] == problem["code"]


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=40))
def test_what_was_asked_is_only_text_on_the_page(api: Api, text: str) -> None:
    asked = quote(f"<b>{text}</b>".encode("utf-8", "surrogatepass"))
    for address in (f"/v1/claims?{asked}=1", f"/v1/claims/{asked}", f"/v1/claims?certainty={asked}"):
        assert "<b>" not in api.get(address, BROWSER).text


def test_an_error_of_ours_is_a_page_for_a_browser_too(make_api: Any) -> None:
    api = make_api()
    api.app.state.service.database.close()
    page = api.get("/v1/claims", BROWSER)
    assert (page.status_code, page.headers["content-type"]) == (500, "text/html; charset=utf-8")


@pytest.mark.parametrize(
    "accept", ["text/html", "text/html, */*;q=0.8", "text/csv", "application/ld+json", "image/png"]
)
@pytest.mark.parametrize(
    "address",
    [
        *("/v1/claims?topc=patents", "/?format=x", "/v1/nope", "/v1/claims/nope", "/v1/search", "/v1/changes?cursor=1"),
        *("/v1/dataset.ndjson?x=1", "/v1/dataset.foo", "/problems/nope", "/guides/nope", "/articles/nope"),
    ],
)
def test_a_problem_is_the_same_whatever_the_client_takes(api: Api, address: str, accept: str) -> None:
    told = api.get(address)
    answer = api.get(address, headers={"accept": accept})
    assert answer.status_code == told.status_code
    assert told.json()["code"] in answer.text
