"""RFC 9110 §14, by header values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.http.problems import RangeNotSatisfiable
from app.http.ranges import ByteRange, byte_range, content_range, part_asked, range_applies

SIZE = 1000


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("bytes=0-499", (0, 500)),
        ("bytes=500-999", (500, 1000)),
        ("bytes=0-0", (0, 1)),
        ("bytes=-500", (500, 1000)),
        ("bytes=-5000", (0, 1000)),
        ("bytes=900-", (900, 1000)),
        ("bytes=900-5000", (900, 1000)),
        ("bytes=000-0009", (0, 10)),
        ("BYTES=1-2", (1, 3)),
        (" bytes= 1-2 ", (1, 3)),
        (f"bytes=0-{'9' * 9000}", (0, 1000)),
        (f"bytes=-{'9' * 9000}", (0, 1000)),
    ],
)
def test_a_range_is_read(field: str, expected: tuple[int, int]) -> None:
    assert byte_range(field, SIZE) == expected


@pytest.mark.parametrize(
    "field",
    [
        *("", "bytes", "bytes=", "bytes=-", "bytes=a-b", "bytes=1", "bytes=5-4", "bytes=0-1,5-6", "bytes=1--2"),
        *("items=0-4", "bytes=+1-2", "bytes=1.0-2", "bytes=0x1-2", "bytes=\u0661-2", "bytes=0-1 2"),
    ],
)
def test_what_is_no_range_of_ours_is_ignored(field: str) -> None:
    assert byte_range(field, SIZE) is None


def test_who_asks_for_no_part_gets_the_whole() -> None:
    assert part_asked({}, '"a"', SIZE) is None


@pytest.mark.parametrize(
    ("field", "size"),
    [
        ("bytes=1000-", SIZE),
        ("bytes=1000-1001", SIZE),
        ("bytes=-0", SIZE),
        ("bytes=0-", 0),
        (f"bytes={'9' * 9000}-", SIZE),
    ],
)
def test_a_range_without_a_byte_is_refused(field: str, size: int) -> None:
    with pytest.raises(RangeNotSatisfiable):
        byte_range(field, size)


@given(st.integers(0, 2000), st.integers(0, 2000))
def test_a_range_is_within_the_representation(first: int, last: int) -> None:
    try:
        found = byte_range(f"bytes={first}-{last}", SIZE)
    except RangeNotSatisfiable:
        assert first >= SIZE
    else:
        assert found == (None if last < first else ByteRange(first, min(last + 1, SIZE)))


@pytest.mark.parametrize(
    ("if_range", "applies"),
    [
        (None, True),
        ('"a"', True),
        (' "a" ', True),
        ('"b"', False),
        ('W/"a"', False),
        ("*", False),
        ("Wed, 25 Nov 2026 00:00:00 GMT", False),
        ("yesterday", False),
    ],
)
def test_a_range_is_sent_of_the_very_representation_alone(if_range: str | None, *, applies: bool) -> None:
    assert range_applies(if_range, '"a"') is applies


def test_both_sides_count_from_zero() -> None:
    assert content_range(ByteRange(0, 1), SIZE) == "bytes 0-0/1000"
