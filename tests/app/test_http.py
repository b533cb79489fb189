"""What every answer has: tags, conditions, coding, and that anyone may read it."""

import gzip
from datetime import UTC, datetime

import pytest

from app.kit.conditions import etag_matches, is_held
from app.kit.negotiation import preference, quality, takes_gzip
from tests.conftest import Api


def test_what_the_client_holds_is_not_sent_again(api: Api) -> None:
    first = api.get("/v1/claims")
    etag = first.headers["etag"]
    for header in (etag, f"W/{etag}", f'"x", {etag}', "*"):
        again = api.get("/v1/claims", {"if-none-match": header})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == etag
    assert api.get("/v1/claims", {"if-none-match": '"x"'}).status_code == 200
    assert api.get("/v1/x", {"if-none-match": "*"}).status_code == 404


def test_if_modified_since_counts_only_without_a_tag(api: Api) -> None:
    day = api.get("/v1/claims").headers["last-modified"]
    assert api.get("/v1/claims", {"if-modified-since": day}).status_code == 304
    assert api.get("/v1/claims", {"if-modified-since": "Thu, 01 Jan 1970 00:00:00 GMT"}).status_code == 200
    assert api.get("/v1/claims", {"if-modified-since": "never"}).status_code == 200
    assert api.get("/v1/claims", {"if-modified-since": day, "if-none-match": '"x"'}).status_code == 200


@pytest.mark.parametrize("path", ["/v1/claims", "/v1/claims/none", "/docs", "/openapi.json"])
def test_head_is_get_without_the_body(api: Api, path: str) -> None:
    got, headed = api.get(path), api.request("HEAD", path)
    assert headed.content == b""
    assert headed.status_code == got.status_code
    assert headed.headers == got.headers


def test_options_says_what_is_answered_and_to_whom(api: Api) -> None:
    answer = api.request("OPTIONS", "/v1/claims", {"origin": "https://a.test", "access-control-request-method": "GET"})
    assert answer.status_code == 204
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers
    exposed = api.get("/v1/claims").headers["access-control-expose-headers"]
    assert exposed == "ETag, Link, Repr-Digest, X-Total-Count"


def test_gzip_has_a_tag_of_its_own(api: Api) -> None:
    plain = api.get("/v1/claims", {"accept-encoding": "identity"})
    packed = api.get("/v1/claims", {"accept-encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    assert int(packed.headers["content-length"]) < int(plain.headers["content-length"])
    assert packed.content == plain.content
    assert packed.headers["etag"] != plain.headers["etag"]
    assert packed.headers["vary"] == "Accept, Accept-Encoding"
    assert "content-encoding" not in api.get("/v1/claims", {"accept-encoding": "gzip;q=0"}).headers
    assert gzip.compress(b"x", mtime=0) == gzip.compress(b"x", mtime=0)


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, 1.0),
        ("", 1.0),
        ("*/*", 1.0),
        ("application/*;q=0.5", 0.5),
        ("application/json;q=0.2, */*", 0.2),
        ("application/json;q=0, */*", 0.0),
        ("text/html, application/xhtml+xml, */*;q=0.8", 0.8),
        ("APPLICATION/JSON", 1.0),
        ("text/html", 0.0),
        ("application/json;q=loud", 0.0),
        ("application/json;q=7", 0.0),
        (",", 0.0),
    ],
)
def test_the_most_specific_range_decides(accept: str | None, expected: float) -> None:
    assert quality(accept, "application/json") == expected


@pytest.mark.parametrize(
    ("header", "expected"),
    [(None, False), ("", False), ("gzip", True), ("gzip;q=0", False), ("*", True), ("x-gzip", True), ("br", False),
     ("gzip;q=0.5, identity", False), ("*;q=0, gzip", True)],
)  # fmt: skip
def test_gzip_is_taken_only_where_it_is_wanted(header: str | None, *, expected: bool) -> None:
    assert takes_gzip(header) is expected


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("", "application/json;q=1.000, text/html;q=1.000"),
        ("*/*", "application/json;q=1.000, text/html;q=1.000"),
        ("text/html;q=0.3, application/*;q=0.3, image/png", "application/json;q=1.000, text/html;q=1.000"),
        ("text/html, */*;q=0.1", "application/json;q=0.999, text/html;q=1.000"),
        ("text/html;q=0.2, */*;q=0.1", "application/json;q=0.999, text/html;q=1.000"),
        ("application/json", "application/json;q=1.000, text/html;q=0"),
        ("image/png", "application/json;q=0, text/html;q=0"),
    ],
)
def test_a_preference_is_an_order_and_what_is_refused(accept: str, expected: str) -> None:
    offered = ("application/json", "text/html")
    assert preference(accept, offered) == expected
    assert preference(expected, offered) == expected
    assert [quality(expected, name) > 0 for name in offered] == [quality(accept, name) > 0 for name in offered]


@pytest.mark.parametrize(
    ("header", "expected"),
    [('"a"', True), ('W/"a", "b"', True), ('"b" , "a"', True), ("*", True), (" * ", True), ('"b"', False), ("", False),
     ("a", False), ('"A"', False), ('"b", *', False)],
)  # fmt: skip
def test_tags_are_compared_weakly(header: str, *, expected: bool) -> None:
    assert etag_matches(header, '"a"') is expected


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("Fri, 02 Jan 2026 00:00:00 GMT", True),
        ("Friday, 02-Jan-26 00:00:00 GMT", True),
        ("Fri Jan  2 00:00:00 2026", True),
        ("Thu, 01 Jan 2026 23:59:59 GMT", False),
        ("Fri, 02 Jan 2026 25:00:00 GMT", False),
        ("Fri, 02 Jan 99999 00:00:00 GMT", False),
        ("tomorrow", False),
        ("", False),
    ],
)
def test_dates_are_read_in_all_their_forms(date: str, *, expected: bool) -> None:
    assert is_held('"a"', datetime(2026, 1, 2, tzinfo=UTC), None, date) is expected
