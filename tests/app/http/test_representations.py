"""What every answer has: tags, conditions, coding, and that anyone may read it."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from app.http.responses import prepare
from tests.conftest import Api

pytestmark = pytest.mark.unmeasured

EVERYWHERE = {
    "access-control-allow-origin": r"\*",
    "access-control-expose-headers": "Accept-Ranges, Content-Disposition, Content-Range, ETag, Link, Repr-Digest, X-Request-ID, X-Total-Count",
    "cross-origin-resource-policy": "cross-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}
TEXT = {"vary": "Accept, Accept-Encoding"}
HELD = {"cache-control": "public, max-age=300", "etag": '"[0-9a-f]{32}"'}
BODY = {"content-length": "[1-9][0-9]*"}
DIGEST = {"repr-digest": "sha-256=:[A-Za-z0-9+/]{43}=:"}
KEPT = BODY | DIGEST | HELD | {"last-modified": "Wed, 25 Nov 2026 00:00:00 GMT", "accept-ranges": "bytes"}
PART = {"content-range": "bytes 10-19/[1-9][0-9]*"}
PACKED = {"vary": "Accept-Encoding"}
EXPLAINED = {"link": '(<.+, )?<.+>; rel="describedby", .+, <.+>; rel="license"'}
COUNTED = {"x-total-count": "[1-9][0-9]*"}
POLICY = {"content-security-policy": "default-src 'none'; script-src 'self'; .+; frame-ancestors 'none'"}
JSON = {"content-type": "application/json"}
HTML = {"content-type": "text/html; charset=utf-8"}
PROBLEM = TEXT | BODY | {"content-type": r"application/problem\+json", "cache-control": "no-store"}
METHODS = "GET, HEAD, OPTIONS"
PREFLIGHT = {
    "allow": METHODS,
    "access-control-allow-methods": METHODS,
    "access-control-allow-headers": r"\*, Authorization",
    "access-control-max-age": "86400",
}
CITATION = "/v1/citations/statistic-china-ai-patent-share-2022"


def named(disposition: str, name: str) -> dict[str, str]:
    return {"content-disposition": f'{disposition}; filename="{re.escape(name)}"'}


ANSWERS: list[tuple[str, str, dict[str, str], int, dict[str, str]]] = [
    ("GET", "/v1/claims", {}, 200, TEXT | KEPT | COUNTED | JSON),
    ("HEAD", "/v1/claims", {}, 200, TEXT | KEPT | COUNTED | JSON),
    ("GET", "/v1/claims", {"accept-encoding": "gzip"}, 200, TEXT | KEPT | COUNTED | JSON | {"content-encoding": "gzip"}),
    ("GET", "/v1/claims", {"if-none-match": "*"}, 304, TEXT | HELD),
    ("GET", "/v1/claims", {"range": "bytes=10-19", "accept-encoding": "gzip"}, 206, TEXT | KEPT | COUNTED | JSON | PART),
    ("GET", "/v1/claims", {"range": "bytes=10-19", "if-none-match": "*"}, 304, TEXT | HELD),
    ("GET", "/docs", {"range": "bytes=10-19"}, 206, TEXT | KEPT | POLICY | HTML | PART),
    ("GET", "/v1/claims", {"range": "bytes=999999999-"}, 416, PROBLEM | {"content-range": r"bytes \*/[1-9][0-9]*"}),
    ("GET", "/v1/claims", {"if-match": '"x"', "range": "bytes=0-9"}, 412, PROBLEM | {"etag": '"[0-9a-f]{32}"'}),
    ("GET", "/v1/dataset.zip", {"if-match": '"x"'}, 412, PROBLEM | {"etag": '"[0-9a-f]{32}"'}),
    ("GET", "/v1/claims?format=csv", {}, 200, TEXT | KEPT | COUNTED | named("inline", "claims.csv") | {"content-type": "text/csv; charset=utf-8; header=present"}),
    ("GET", "/v1/search?q=visa", {}, 200, TEXT | KEPT | {"x-total-count": "[1-9][0-9]*"} | JSON),
    ("GET", "/v1/institutions/deepseek", {}, 200, TEXT | KEPT | JSON),
    ("GET", f"{CITATION}?format=html", {}, 200, TEXT | KEPT | POLICY | HTML | named("inline", "statistic-china-ai-patent-share-2022.html")),
    ("GET", "/v1/institutions/deepseek/citation?format=ris", {}, 200, TEXT | KEPT | named("inline", "deepseek-citation.ris") | {"content-type": "application/x-research-info-systems; charset=utf-8"}),
    ("GET", "/v1/dataset", {}, 200, TEXT | KEPT | JSON),
    ("GET", "/v1/dataset.zip", {}, 200, KEPT | named("attachment", "the-ai-talent-record-1.0.0.zip") | {"content-type": "application/zip"}),
    ("GET", "/v1/dataset.json", {}, 200, KEPT | PACKED | named("attachment", "the-ai-talent-record-1.0.0.json") | JSON),
    ("GET", "/v1/dataset.zip", {"if-none-match": "*"}, 304, HELD),
    ("GET", "/", {}, 200, TEXT | KEPT | JSON),
    ("GET", "/?format=html", {}, 200, TEXT | KEPT | POLICY | HTML),
    ("GET", "/docs", {}, 200, TEXT | KEPT | POLICY | HTML),
    ("GET", "/problems/not_found", {}, 200, TEXT | KEPT | POLICY | HTML),
    ("GET", "/assets/docs.js", {}, 200, TEXT | KEPT | {"content-type": "text/javascript; charset=utf-8"}),
    ("GET", "/favicon.ico", {}, 200, TEXT | KEPT | {"content-type": r"image/svg\+xml"}),
    ("GET", "/robots.txt", {}, 200, TEXT | KEPT | {"content-type": "text/plain; charset=utf-8"}),
    ("GET", "/llms.txt", {}, 200, TEXT | KEPT | {"content-type": "text/markdown; charset=utf-8"}),
    ("GET", "/openapi.json", {}, 200, TEXT | KEPT | JSON),
    ("GET", "/.well-known/api-catalog", {}, 200, TEXT | KEPT | {"link": '<.+>; rel="api-catalog", .+', "content-type": r"application/linkset\+json; profile=.+"}),
    ("GET", "/healthz", {}, 200, TEXT | BODY | DIGEST | JSON | {"cache-control": "no-store"}),
    ("GET", "/metrics", {}, 200, TEXT | BODY | DIGEST | {"cache-control": "no-store", "content-type": "text/plain; version=.+; charset=utf-8"}),
    ("GET", "/v1/nothing", {}, 404, PROBLEM),
    ("HEAD", "/v1/nothing", {"if-none-match": "*"}, 404, PROBLEM),
    ("GET", "/v1/claims?topc=x", {}, 422, PROBLEM),
    ("GET", "/v1/claims", {"accept": "image/png"}, 406, PROBLEM),
    ("POST", "/v1/claims", {}, 405, PROBLEM | {"allow": METHODS}),
    ("OPTIONS", "/v1/claims", {"origin": "https://a.test", "access-control-request-method": "GET"}, 204, PREFLIGHT),
    ("OPTIONS", "/nothing", {}, 204, PREFLIGHT),
]  # fmt: skip
"""Each kind of answer with all of its headers but those that every answer has; values are patterns."""


@pytest.mark.parametrize(("method", "path", "headers", "status", "expected"), ANSWERS)
def test_an_answer_has_these_headers_and_no_others(
    api: Api, method: str, path: str, headers: dict[str, str], status: int, expected: dict[str, str]
) -> None:
    answer = api.request(method, path, {"accept-encoding": "identity"} | headers)
    assert answer.status_code == status
    expected = EVERYWHERE | (EXPLAINED if status != 304 else {}) | expected
    assert set(answer.headers) == set(expected)
    for name, pattern in expected.items():
        assert re.fullmatch(pattern, answer.headers[name]), (name, answer.headers[name])


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


def test_gzip_has_a_tag_of_its_own(api: Api) -> None:
    plain = api.get("/v1/claims", {"accept-encoding": "identity"})
    packed = api.get("/v1/claims", {"accept-encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    assert int(packed.headers["content-length"]) < int(plain.headers["content-length"])
    assert packed.content == plain.content
    assert packed.headers["etag"] != plain.headers["etag"]
    assert packed.headers["vary"] == "Accept, Accept-Encoding"
    assert "content-encoding" not in api.get("/v1/claims", {"accept-encoding": "gzip;q=0"}).headers


def test_packed_bytes_tell_no_time_so_that_their_tag_stays() -> None:
    headers = [(b"content-type", b"text/csv")]
    body = prepare(200, headers, b"x" * 1000, modified=datetime.now(UTC), accepts_gzip=True).body
    assert body.startswith(b"\x1f\x8b")
    assert body[4:8] == bytes(4), "the field MTIME (RFC 1952 §2.3)"


@pytest.mark.parametrize(
    "address", ["/v1/claims", "/v1/claims?format=csv", "/v1/institutions/deepseek", "/docs", "/openapi.json"]
)
def test_whatever_has_a_tag_is_sent_in_parts_that_make_the_whole(make_api: Callable[..., Api], address: str) -> None:
    """Whether it was cached by then or not, and whether the client takes gzip or not."""
    for cache_bytes in (1_000_000, 0):
        api = make_api(cache_bytes=cache_bytes)
        whole = api.get(address, {"accept-encoding": "identity"})
        half = len(whole.content) // 2
        parts = [api.get(address, {"range": field}) for field in (f"bytes=0-{half - 1}", f"bytes={half}-")]
        assert [part.status_code for part in parts] == [206, 206]
        assert b"".join(part.content for part in parts) == whole.content
        for part in parts:
            assert (part.headers["etag"], part.headers["repr-digest"]) == (
                whole.headers["etag"],
                whole.headers["repr-digest"],
            )
            assert part.headers["content-length"] == str(len(part.content))
        last = {"range": "bytes=-1"}
        assert api.get(address, last | {"if-range": whole.headers["etag"]}).content == whole.content[-1:]
        packed = api.get(address, {"accept-encoding": "gzip"}).headers["etag"]
        for other in (packed, whole.headers["last-modified"]):
            assert api.get(address, last | {"if-range": other}).content == whole.content
        assert api.request("HEAD", address, last).headers == api.get(address).headers


def test_what_is_not_to_be_stored_is_sent_whole(api: Api) -> None:
    answer = api.get("/healthz", {"range": "bytes=0-0"})
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
