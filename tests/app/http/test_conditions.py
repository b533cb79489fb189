"""Whether a client already holds what it asks for, by tag and by date."""

from datetime import UTC, datetime

import pytest

from app.http.conditions import etag_matches, is_held
from app.http.problems import PreconditionFailed
from tests.conftest import Api


@pytest.mark.parametrize(
    ("header", "expected"),
    [('"a"', True), ('W/"a", "b"', True), ('"b" , "a"', True), ("*", True), (" * ", True), ('"b"', False), ("", False),
     ("a", False), ('"A"', False), ('"b", *', False)],
)  # fmt: skip
def test_tags_are_compared_weakly(header: str, *, expected: bool) -> None:
    assert etag_matches(header, '"a"') is expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, True),
        ({b"if-match": '"b", "a"'}, True),
        ({b"if-match": "*"}, True),
        ({b"if-match": 'W/"a"'}, False),
        ({b"if-match": '"b"', b"if-unmodified-since": "Sat, 03 Jan 2026 00:00:00 GMT"}, False),
        ({b"if-match": '"a"', b"if-unmodified-since": "Thu, 01 Jan 2026 00:00:00 GMT"}, True),
        ({b"if-unmodified-since": "Fri, 02 Jan 2026 00:00:00 GMT"}, True),
        ({b"if-unmodified-since": "Thu, 01 Jan 2026 23:59:59 GMT"}, False),
        ({b"if-unmodified-since": "tomorrow"}, True),
    ],
)
def test_another_version_than_the_one_that_is_wanted_is_refused(fields: dict[bytes, str], *, expected: bool) -> None:
    """RFC 9110 §13.1.1, §13.1.4, §13.2.2."""
    if expected:
        assert not is_held('"a"', datetime(2026, 1, 2, tzinfo=UTC), fields)
    else:
        with pytest.raises(PreconditionFailed, match='has the ETag "a"'):
            is_held('"a"', datetime(2026, 1, 2, tzinfo=UTC), fields)


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
    assert is_held('"a"', datetime(2026, 1, 2, tzinfo=UTC), {b"if-modified-since": date}) is expected


@pytest.mark.parametrize(
    "address",
    [
        *("/v1/claims", "/v1/claims?topic=patents&limit=2&sort=-text", "/v1/institutions/deepseek?format=csv"),
        *("/v1/search?q=%22open-source%22", "/v1/dataset.zip", "/docs?x=1", "/"),
    ],
)
@pytest.mark.parametrize(
    ("condition", "status"),
    [
        ({"if-match": '"of-another-version"'}, 412),
        ({"if-unmodified-since": "Thu, 01 Jan 1970 00:00:00 GMT"}, 412),
        ({"range": "bytes=999999999-"}, 416),
    ],
)
def test_what_is_refused_for_a_condition_is_offered_without_it(
    api: Api, address: str, condition: dict[str, str], status: int
) -> None:
    """Whether the answer was cached by then or not."""
    for _ in range(2):
        refusal = api.get(address, condition)
        assert (refusal.status_code, refusal.json()["example"]) == (status, address)
        assert api.get(address).status_code == 200
