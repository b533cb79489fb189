"""Which of the media types and codings on offer a client is sent."""

import pytest

from app.http.negotiation import preference, quality, takes_gzip


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
