"""A corpus of what no one should send, in every parameter, every part of a path and every header that is read."""

import hashlib
import re
from typing import Any
from urllib.parse import quote_from_bytes

import pytest

from app.http.problems import MEDIA_TYPE
from app.http.request import READ
from tests.conftest import Api

pytestmark = pytest.mark.unmeasured

CORPUS: dict[str, bytes] = {
    "nothing": b"",
    "a blank": b" ",
    "NUL": b"\x00",
    "control characters": b"a\x01\x1b[31m\x7f",
    "a line break": b"a\r\nSet-Cookie: b=c",
    "no UTF-8": b"\xff\xfe\xc3(",
    "a lone surrogate": b"\xed\xa0\x80",
    "overlong UTF-8": b"\xc0\xaf\xc0\xae",
    "direction overrides": "\u202ea\u2066b".encode(),
    "zero width": "\u200b\u200d\ufeff".encode(),
    "combining marks": ("a" + "\u0301" * 300).encode(),
    "an emoji of several": "👩‍👩‍👧".encode(),
    "what grows when folded": "ﷺ".encode() * 40,
    "a dotted capital I": "İ".encode() * 50,
    "other digits": "١２३".encode(),
    "a quote": b"'",
    "two quotes": b'""',
    "SQL": b"x' OR 1=1; DROP TABLE claim; --",
    "LIKE": b"%_%",
    "FTS5": b'NEAR("a" "b", 5) AND {title}: ^x* NOT (',
    "HTML": b'"><script>alert(1)</script>',
    "a template": b"{{7*7}}${7*7}<%= 7 %>%s%n{0}",
    "a formula": b"=cmd|'/c calc'!A1",
    "a shell": b"$(id);`id`|id",
    "JSON": b'{"$gt": ""}',
    "an expression": b"(" * 500 + b"a*" * 500,
    "a way out": b"../../../../etc/passwd",
    "a way out on Windows": b"..\\..\\win.ini",
    "a URL": b"http://169.254.169.254/latest/",
    "commas": b"," * 500,
    "ampersands": b"&=;&",
    "a half escape": b"%",
    "an escaped escape": b"%2500",
    "minus one": b"-1",
    "minus zero": b"-0",
    "beyond 64 bits": b"18446744073709551616",
    "beyond doubles": b"1e400",
    "almost nothing": b"1e-400",
    "many digits": b"9" * 5_000,
    "not a number": b"NaN",
    "infinite": b"-Infinity",
    "hexadecimal": b"0x1F",
    "underscored": b"1_000",
    "a Boolean": b"true",
    "null": b"null",
    "a date that is none": b"2023-02-30",
    "long": b"a" * 7_000,
    "too long": b"a" * 20_000,
}
OTHERS = ("accept-language", "host", "origin", "x-forwarded-host", "x-request-id")
ASKED = ("/v1/claims?limit=3", "/v1/search?q=visa", "/v1/statistics", "/v1/dataset", "/")


@pytest.fixture(scope="module")
def parameters(api: Api) -> list[tuple[str, dict[str, Any]]]:
    """Each parameter with the path of the first operation that takes it; what is the same everywhere is read alike."""
    document = api.json("/openapi.json")
    components = document["components"]["parameters"]
    found: dict[str, tuple[str, dict[str, Any]]] = {}
    for path, item in document["paths"].items():
        for part in item["get"].get("parameters", ()):
            named = part.get("$ref", f"{part.get('name')} of {path}")
            found.setdefault(named, (path, components.get(named.rpartition("/")[2], part)))
    return list(found.values())


def digest(api: Api) -> str:
    """Of all that some addresses answer."""
    return hashlib.sha256(b"".join(api.get(address).content for address in ASKED)).hexdigest()


@pytest.mark.parametrize("kind", ["query", "path"])
def test_no_parameter_breaks_anything(api: Api, parameters: list[tuple[str, dict[str, Any]]], kind: str) -> None:
    before, tried = digest(api), 0
    for path, part in parameters:
        if part["in"] == kind:
            tried += 1
            for called, raw in CORPUS.items():
                value = quote_from_bytes(raw, safe="")
                address = re.sub(r"\{\w+\}", value if kind == "path" else "x", path)
                answer = api.get(address if kind == "path" else f"{address}?{part['name']}={value}")
                assert answer.status_code < 500, (called, address)
                if answer.status_code >= 400:
                    assert answer.headers["content-type"] == MEDIA_TYPE, (called, address)
                    assert answer.json()["status"] == answer.status_code, (called, address)
    assert tried >= (50 if kind == "query" else 10)
    assert digest(api) == before


@pytest.mark.parametrize("header", [*sorted(name.decode() for name in READ), *OTHERS])
def test_no_header_breaks_anything(api: Api, header: str) -> None:
    before = digest(api)
    for called, raw in CORPUS.items():
        for address in ("/v1/claims?limit=2", "/v1/dataset/downloads", "/v1/nothing", "/"):
            answer = api.get(address, {header.encode(): raw})
            assert answer.status_code < 500, called
            if answer.status_code >= 400 and header != "accept":
                assert answer.headers["content-type"].startswith((MEDIA_TYPE, "text/html")), called
    assert digest(api) == before
