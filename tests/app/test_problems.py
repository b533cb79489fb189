"""Every kind of refusal, provoked, has the one shape and helps to finish the job."""

import base64
import hashlib
import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.claims.queries import ClaimQuery
from app.kit.pagination import CURSOR_VERSION, fingerprint
from app.problems import KINDS, MEDIA_TYPE, ProblemOut
from app.statistics.queries import StatisticQuery
from tests.conftest import Api

DETAIL_OF_LIST = ("researchers", "institutions", "statistics", "claims", "sources", "passages", "citations", "topics")


def refused(answer: httpx.Response, status: int, code: str) -> dict[str, Any]:
    assert (answer.status_code, answer.headers["content-type"]) == (status, MEDIA_TYPE), answer.text
    body: dict[str, Any] = answer.json()
    ProblemOut.model_validate(body)
    assert (body["status"], body["code"]) == (status, code)
    assert body["type"] == f"/problems/{code}"
    assert body["title"] == KINDS[code].title
    assert answer.headers["cache-control"] == "no-store"
    assert "etag" not in answer.headers
    return body


def test_an_address_that_may_have_been_meant_is_absolute_where_the_public_one_is_known(
    api: Api, make_api: Callable[..., Api]
) -> None:
    (plain,) = api.get("/v1/clams").json()["errors"]
    body = make_api(public_url="https://data.example").get("/v1/clams").json()
    assert plain["did_you_mean"] == "/v1/claims"
    assert body["errors"][0]["did_you_mean"] == body["example"] == "https://data.example/v1/claims"


def test_a_misspelt_parameter_is_named_with_the_nearest_one(api: Api) -> None:
    body = refused(api.get("/v1/claims?topc=patents"), 422, "unknown_parameter")
    (fault,) = body["errors"]
    assert (fault["parameter"], fault["did_you_mean"]) == ("topc", "topic")
    assert "topic" in fault["allowed"]
    assert api.json(body["example"])["data"]


def test_every_operation_refuses_an_unknown_parameter(api: Api) -> None:
    for path, operations in api.json("/openapi.json")["paths"].items():
        given = {
            item["name"]: item["example"] for item in operations["get"].get("parameters", []) if item["in"] == "path"
        }
        parameters = [item["name"] for item in operations["get"].get("parameters", []) if item["in"] == "query"]
        body = refused(
            api.get(f"{path.format(**given)}?{'limitt' if parameters else 'nonsense'}=1"), 422, "unknown_parameter"
        )
        fault = next(fault for fault in body["errors"] if fault["code"] == "unknown_parameter")
        assert fault["did_you_mean"] == ("limit" if "limit" in parameters else None)
        assert fault["allowed"] == parameters
        assert api.get(body["example"]).status_code == 200
    for path in ("/docs", "/robots.txt", "/favicon.ico", "/openapi.json", "/assets/docs.css"):
        refused(api.get(f"{path}?nonsense=1"), 422, "unknown_parameter")


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


def cursor(api: Api, path: str) -> str:
    return str(api.json(path)["links"]["next"]).split("cursor=")[1]


def test_a_changed_cursor_is_invalid(api: Api) -> None:
    good = cursor(api, "/v1/claims?limit=2")
    for bad in (good[:-1], good[1:], "A" + good[1:], "abc", "!", "bnVsbA", ""):
        body = refused(api.get(f"/v1/claims?limit=2&cursor={bad}"), 422, "cursor_invalid")
        assert body["example"] == "/v1/claims?limit=2"


@pytest.mark.parametrize("value", [[1], {}, None, 2**63, "\ud800"])
def test_a_forged_cursor_never_reaches_the_database(api: Api, value: object) -> None:
    query = ClaimQuery()
    payload = [
        CURSOR_VERSION,
        api.app.state.service.release.content_digest[:16],
        fingerprint(query, "/v1/claims"),
        value,
        "x",
    ]
    text = json.dumps(payload, separators=(",", ":"), ensure_ascii=False).encode(errors="surrogatepass")
    check = hashlib.blake2b(text, digest_size=9).hexdigest()
    forged = base64.urlsafe_b64encode(json.dumps([check, *payload]).encode()).decode().rstrip("=")
    refused(api.get(f"/v1/claims?cursor={forged}"), 422, "cursor_invalid")


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_no_mutation_of_a_cursor_passes(api: Api, data: st.DataObject) -> None:
    good = cursor(api, "/v1/claims?limit=2")
    at = data.draw(st.integers(0, len(good) - 1))
    other = data.draw(st.sampled_from("ABCxyz019-_").filter(lambda letter: letter != good[at]))
    answer = api.get(f"/v1/claims?limit=2&cursor={good[:at]}{other}{good[at + 1 :]}")
    if answer.status_code == 200:  # the last letter's unused bits carry nothing
        assert at == len(good) - 1
    else:
        refused(answer, 422, "cursor_invalid")


def test_a_cursor_of_another_list_is_foreign(api: Api) -> None:
    good = cursor(api, "/v1/claims?limit=2")
    for path in ("/v1/claims?topic=patents", "/v1/claims?sort=-id", "/v1/passages?limit=2"):
        refused(api.get(f"{path}&cursor={good}"), 422, "cursor_foreign")
    assert api.get(f"/v1/claims?limit=50&cursor={good}").status_code == 200


def test_a_cursor_of_another_release_has_expired(make_api: Any) -> None:
    api = make_api()
    good = cursor(api, "/v1/claims?limit=2")
    api.app.state.service.release.content_digest = "f" * 64
    body = refused(api.get(f"/v1/claims?limit=2&cursor={good}"), 422, "cursor_expired")
    assert api.get(body["example"]).status_code == 200


def test_an_unknown_id_is_not_found_with_the_nearest(api: Api) -> None:
    body = refused(api.get("/v1/institutions/deepsek"), 404, "not_found")
    assert body["example"] == "/v1/institutions/deepseek"
    refused(api.get("/v1/institutions/" + "x" * 3000), 404, "not_found")
    assert refused(api.get("/v1/claim"), 404, "not_found")["example"] == "/v1/claims"
    assert refused(api.get("/problems/cursor_expird"), 404, "not_found")["example"] == "/problems/cursor_expired"
    refused(api.get("/assets/none.js"), 404, "not_found")
    refused(api.get("/v1/claims/"), 404, "not_found")


def test_an_example_never_carries_a_cursor_that_was_made_for_something_else(api: Api) -> None:
    good = cursor(api, "/v1/claims?limit=2")
    for asked in (f"limit=2&topc=patents&cursor={good}", f"limit=2&curser={good}", "cursr=x"):
        body = refused(api.get(f"/v1/claims?{asked}"), 422, "unknown_parameter")
        assert api.get(body["example"]).status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "headers", "code", "example"),
    [
        ("POST", "/v1/claims?topic=x", {}, "method_not_allowed", "/v1/claims"),
        ("DELETE", "/none", {}, "method_not_allowed", "/"),
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
    body = api.request(method, path, headers).json()
    assert body["code"] == code
    assert example in {None, body["example"]}
    assert api.get(body["example"]).status_code == 200


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


def test_too_long_addresses_and_headers_are_refused(api: Api) -> None:
    refused(api.get("/v1/claims?topic=" + "a" * 9000), 414, "uri_too_long")
    refused(api.get("/v1/claims", {"x-large": "a" * 40_000}), 431, "headers_too_large")


def test_an_error_of_ours_says_nothing_of_the_inside(make_api: Any, caplog: pytest.LogCaptureFixture) -> None:
    api = make_api()
    api.app.state.service.database.close()
    body = refused(api.get("/v1/claims"), 500, "internal_error")
    assert "sql" not in body["detail"].lower()
    assert "unexpected error at /v1/claims" in caplog.text


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


def test_each_problem_has_its_page(api: Api) -> None:
    for code, kind in KINDS.items():
        page = api.get(f"/problems/{code}")
        assert page.status_code == 200
        assert kind.title in page.text


def test_the_database_cannot_be_written_through(api: Api, tmp_path: Path) -> None:
    raw = api.app.state.service.database._raw  # noqa: SLF001 - the attack goes below the door
    for statement in (
        "DELETE FROM claim",
        f"ATTACH '{tmp_path}/x' AS x",
        f"VACUUM INTO '{tmp_path}/y'",
        "PRAGMA query_only=0",
        "UPDATE sqlite_master SET type = 'x'",
        "INSERT INTO search_index (search_index) VALUES ('rebuild')",
    ):
        with pytest.raises(sqlite3.DatabaseError):
            raw.execute(statement)
    assert list(tmp_path.iterdir()) == []
