"""What is wrong with a request is named, all of it, with the nearest request that works."""

from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.http.problems import PROBLEMS, ProblemOut
from app.resources.claims.queries import ClaimQuery
from app.resources.statistics.queries import StatisticQuery
from tests.app.offered import QUERIES, filled
from tests.app.refusals import refused
from tests.conftest import Api


def test_a_misspelt_parameter_is_named_with_the_nearest_one(api: Api) -> None:
    body = refused(api.get("/v1/claims?topc=patents"), 422, "unknown_parameter")
    (fault,) = body["errors"]
    assert (fault["parameter"], fault["did_you_mean"]) == ("topc", "topic")
    assert "topic" in fault["allowed"]
    assert api.json(body["example"])["data"]


def test_every_operation_with_a_query_refuses_an_unknown_parameter(api: Api) -> None:
    strict = {path: query for path, query in QUERIES.items() if path != "/"}
    assert all(path.startswith("/v1/") for path in strict)
    for path, query in strict.items():
        unknown = "limitt" if query.model_fields else "nonsense"
        body = refused(api.get(f"{filled(path)}?{unknown}=1"), 422, "unknown_parameter")
        fault = next(fault for fault in body["errors"] if fault["code"] == "unknown_parameter")
        assert fault["did_you_mean"] == ("limit" if "limit" in query.model_fields else None)
        assert fault["allowed"] == list(query.model_fields)
        assert api.get(body["example"]).status_code == 200


@pytest.mark.parametrize("path", ["/", "/docs", "/robots.txt", "/favicon.ico", "/openapi.json", "/assets/docs.css"])
def test_a_page_takes_any_decorated_link(api: Api, path: str) -> None:
    for accept in ("text/html", "*/*"):
        plain, decorated = (api.get(f"{path}{more}", {"accept": accept}) for more in ("", "?ref=newsletter"))
        assert (decorated.status_code, decorated.content) == (200, plain.content)


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("limit=1_0", "limit"),
        ("limit=5.0", "limit"),
        ("limit=-1", "limit"),
        ("limit=nan", "limit"),
        ("limit=" + "9" * 26, "limit"),
        ("limit=", "limit"),
        ("sort=colour", "sort"),
        ("topic=Patents", "topic"),
        ("topic=" + "a" * 200, "topic"),
        ("country=china", "country"),
        ("cursor=" + "a" * 501, "cursor"),
    ],
)
def test_a_bad_value_is_refused_never_clamped(api: Api, query: str, parameter: str) -> None:
    body = refused(api.get(f"/v1/claims?{query}"), 422, "invalid_value")
    assert body["errors"][0]["parameter"] == parameter
    assert api.get(body["example"]).status_code == 200


def test_a_bad_value_of_a_closed_vocabulary_lists_it(api: Api) -> None:
    body = refused(api.get("/v1/claims?certainty=hedgd"), 422, "invalid_value")
    assert body["errors"][0]["allowed"] == ["asserted", "hedged", "conditional"]
    assert body["errors"][0]["did_you_mean"] == "hedged"
    assert api.json(body["example"])["data"]


def test_an_unknown_id_in_a_filter_is_refused_with_the_nearest(api: Api) -> None:
    body = refused(api.get("/v1/claims?topic=patents&topic=patent"), 422, "unknown_value")
    assert body["errors"][0]["did_you_mean"] == "patents"
    refused(api.get("/v1/citations?record=nobody-at-all"), 422, "unknown_value")


def test_a_single_parameter_given_twice_is_refused(api: Api) -> None:
    body = refused(api.get("/v1/claims?limit=1&limit=2"), 422, "repeated_parameter")
    assert api.get(body["example"]).status_code == 200
    refused(api.get("/v1/claims?sort=id&sort=-id"), 422, "repeated_parameter")


@pytest.mark.parametrize(
    ("method", "path", "headers", "code", "example"),
    [
        ("POST", "/v1/claims?topic=x", {}, "method_not_allowed", "/v1/claims"),
        ("DELETE", "/none", {}, "not_found", "/"),
        ("POST", "/v1/search?q=visa", {}, "method_not_allowed", "/v1/search?q=visa"),
        ("GET", "/v1/claims?topic=" + "a" * 9000, {}, "uri_too_long", "/v1/claims"),
        ("GET", "/" + "a" * 9000, {}, "uri_too_long", "/"),
        ("GET", "/v1/claims", {"x-large": "a" * 40_000}, "headers_too_large", "/v1/claims"),
        ("GET", "/v1/search?q=ai&limit=3", {"accept": "image/png"}, "not_acceptable", "/v1/search?q=ai&limit=3"),
        ("GET", "/v1/search", {}, "missing_parameter", "/v1/search?q=patents"),
        ("GET", "/v1/nothing/here", {}, "not_found", None),
        ("GET", "/v1/claims?limit=1", {"accept": "image/png"}, "not_acceptable", "/v1/claims?limit=1&format=json"),
        ("GET", "/v1/claims/?topic=patents", {}, "not_found", "/v1/claims?topic=patents"),
        ("GET", "/V1/claim?topic=patents", {}, "not_found", "/v1/claims?topic=patents"),
        ("GET", "/v1/serch?q=visa", {}, "not_found", "/v1/search?q=visa"),
        ("GET", "/v1/search/", {}, "not_found", "/v1/search?q=patents"),
        ("GET", "/v1/claim/xai-is-called-elon-musks", {}, "not_found", "/v1/claims/xai-is-called-elon-musks"),
        ("GET", "/v1/researchers/zhu-songchun/papers", {}, "not_found", "/v1/researchers/zhu-songchun"),
        ("GET", "/v1/topics/patentz/claims?limit=3", {}, "not_found", "/v1/topics/patents/claims?limit=3"),
        ("GET", "/v1/topics/patentz/claims?lmit=3", {}, "unknown_parameter", "/v1/topics/patents/claims?limit=3"),
        ("GET", "/v1/claims?topic=patents,companies", {}, "invalid_value", "/v1/claims?topic=patents&topic=companies"),
        ("GET", "/v1/claims?certainty=null", {}, "invalid_value", "/v1/claims?missing=certainty"),
        ("GET", "/v1/statistics?geography=CN", {}, "unknown_parameter", "/v1/statistics?country=CN"),
        ("GET", "/v1/statistics?value__eq=40", {}, "unknown_parameter", "/v1/statistics?value=40"),
        ("GET", "/v1/claims?search=visa", {}, "unknown_parameter", "/v1/claims?q=visa"),
        ("GET", "/v1/claims?sort=-period", {}, "invalid_value", "/v1/claims"),
        ("GET", "/v1/claims?sort=-txt", {}, "invalid_value", "/v1/claims?sort=-text"),
        ("GET", "/v1/citations?format=csl-json", {}, "invalid_value", "/v1/citations?format=csl"),
        ("GET", "/v1/citations?format=bib", {}, "invalid_value", "/v1/citations?format=bibtex"),
        ("GET", "/v1/statistics?hedge=almost", {}, "unknown_parameter", "/v1/statistics?modifier=almost"),
        ("GET", "/v1/claims?page=2&limit=5", {}, "unknown_parameter", "/v1/claims?limit=5"),
        ("GET", "/v1/claims?per_page=5", {}, "unknown_parameter", "/v1/claims?limit=5"),
        ("GET", "/v1/claims?limit=-1", {}, "invalid_value", "/v1/claims?limit=1"),
        ("GET", "/v1/claims?limit=5000", {}, "invalid_value", "/v1/claims?limit=100"),
        ("GET", "/v1/claims?researcher=zhu", {}, "unknown_value", "/v1/claims?researcher=zhu-songchun"),
        ("GET", "/v1/claims?missing=country", {}, "invalid_value", "/v1/claims?missing=countries"),
        ("GET", "/v1/claims?missing=hedge&missing=certainty&certainty=hedged", {}, "invalid_value", None),
        ("GET", "/v1/statistics?missing=period&period__gte=2000", {}, "invalid_value", None),
        ("GET", "/v1/statistics?period__gte=2022&period__lte=2010", {}, "invalid_value", None),
    ],
)
def test_every_refusal_carries_a_request_that_works(
    api: Api, method: str, path: str, headers: dict[str, str], code: str, example: str | None
) -> None:
    body = refused(api.request(method, path, headers), PROBLEMS[code].status, code)
    assert example in {None, body["example"]}
    assert api.get(body["example"]).status_code == 200


def test_a_contradiction_is_told_once_however_often_it_is_asked(api: Api) -> None:
    asked = "/v1/claims?certainty=asserted&missing=certainty&missing=certainty"
    assert len(refused(api.get(asked), 422, "invalid_value")["errors"]) == 1


@settings(max_examples=80, deadline=None)
@given(
    name=st.sampled_from([*StatisticQuery.model_fields, *ClaimQuery.model_fields, "x"]),
    value=st.text(max_size=60),
)
def test_any_unicode_in_any_parameter_is_answered_or_refused(api: Api, name: str, value: str) -> None:
    encoded = quote(value.encode("utf-8", "surrogatepass"))
    for address in (
        f"/v1/claims?{name}={encoded}",
        f"/v1/statistics?{name}={encoded}&value__gte=1",
        f"/v1/claims/{encoded or 'x'}",
        f"/v1/topics/{encoded or 'x'}/claims",
        f"/v1/topics?{encoded}={name}",
    ):
        answer = api.get(address)
        assert answer.status_code < 500, (address, answer.text)
        if answer.status_code >= 400:
            body = ProblemOut.model_validate(answer.json())
            assert body.example
            assert api.get(body.example).status_code == 200, body


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("rows", "limit"),
        ("per-page", "limit"),
        ("pageSize", "limit"),
        ("$top", "limit"),
        ("orderBy", "sort"),
        ("order-by", "sort"),
        ("_search", "q"),
        ("$skip", "cursor"),
        ("year", "period"),
        ("type", "claim_type"),
        ("period>", "period__gte"),
        ("period[lt]", "period__lt"),
        ("period_from", "period__gte"),
        ("topic__in", "topic"),
        ("fields", None),
        ("select", None),
        ("$select", None),
    ],
)
def test_what_other_services_call_a_parameter_is_understood(api: Api, given: str, meant: str | None) -> None:
    body = api.get(f"/v1/claims?{given}=5").json()
    assert (body["status"], body["errors"][0]["did_you_mean"]) == (422, meant)
    assert ("A record is always sent whole." in body["detail"]) is (meant is None)


@pytest.mark.parametrize(
    "asked", ["topic!=patents", "-topic=patents", "not_topic=patents", "topic__ne=patents", "topic=!patents"]
)
def test_what_is_to_be_excluded_is_not_offered(api: Api, asked: str) -> None:
    body = refused(api.get(f"/v1/claims?{asked}"), 422, "invalid_value" if "=!" in asked else "unknown_parameter")
    assert (body["errors"][0]["did_you_mean"], body["example"]) == (None, "/v1/claims")


@pytest.mark.parametrize(
    ("asked", "example"),
    [
        ("/v1/claims?sort=text:desc", "/v1/claims?sort=-text"),
        ("/v1/claims?sort=text+asc", "/v1/claims?sort=text"),
        ("/v1/claims?country=China", "/v1/claims?country=CN"),
        ("/v1/statistics?value__t=40", "/v1/statistics"),
        ("/v1/statistics?missing=country", "/v1/statistics?missing=geography"),
        ("/v1/dataset?format=csv", "/v1/dataset"),
        ("/v1/dataset.ndjson?topic=patents", "/v1/dataset.ndjson"),
        ("/v1/claims?institution=harvard-university", "/v1/claims"),
        ("/v1/claims?institution=google", "/v1/claims?institution=google-deepmind"),
    ],
)
def test_another_thing_is_never_offered_for_what_was_asked(api: Api, asked: str, example: str) -> None:
    body = api.get(asked).json()
    assert (body["status"], body["example"]) == (422, example)


def test_an_example_works_as_the_client_asks(api: Api) -> None:
    accept = {"accept": "text/csv"}
    for asked in ("/v1/researchers?limit=-1&include=institutions", "/v1/claims?topc=patents", "/v1/changes?cursor=1"):
        body = api.get(asked, headers=accept).json()
        assert api.get(body["example"], headers=accept).status_code == 200, body
