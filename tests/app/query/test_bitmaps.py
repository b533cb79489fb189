"""A set as a number is what Python's own set is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.query import bitmaps

SETS = st.sets(st.integers(min_value=0, max_value=3000))
LIMITS = st.integers(min_value=-5, max_value=3010)
COUNTS = st.integers(min_value=0, max_value=40)


@given(SETS, SETS)
def test_numbers_combine_and_count_as_sets_do(one: set[int], other: set[int]) -> None:
    first, second = bitmaps.bitmap(list(one)), bitmaps.bitmap(list(other))
    assert bitmaps.places(first & second) == sorted(one & other)
    assert bitmaps.places(first | second) == sorted(one | other)
    assert first.bit_count() == len(one)
    assert bitmaps.unpacked(bitmaps.packed(first)) == first
    assert bitmaps.among(sorted(other), first) == sorted(one & other)


@given(SETS, LIMITS, COUNTS)
def test_the_next_ones_are_found_in_either_direction(members: set[int], limit: int, count: int) -> None:
    bits = bitmaps.bitmap(list(members))
    assert bitmaps.upwards(bits, limit, count) == [one for one in sorted(members) if one >= limit][:count]
    below = [one for one in sorted(members, reverse=True) if one < limit]
    assert bitmaps.downwards(bits, limit, count) == below[:count]
    assert bitmaps.downwards(bits, None, count) == sorted(members, reverse=True)[:count]


@pytest.mark.parametrize("far", [2**62, -(2**62)])
def test_a_limit_far_away_costs_nothing(far: int) -> None:
    bits = bitmaps.bitmap([3, 7])
    assert bitmaps.upwards(bits, far, 5) == ([] if far > 0 else [3, 7])
    assert bitmaps.downwards(bits, far, 5) == ([7, 3] if far > 0 else [])
