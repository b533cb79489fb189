"""The numbers that words write."""

from fractions import Fraction

import pytest

from seed.numbers import readings


@pytest.mark.parametrize(
    ("words", "unit", "numbers"),
    [
        ("only 20.9 percent", "percent", ["20.9"]),
        ("1,200", "item", ["1200"]),
        ("1 200", "item", ["1200"]),
        ("1/3", "ratio", ["1/3"]),
        ("forty", "percent", ["40"]),
        ("one hundred and twenty", "item", ["120"]),
        ("two thousand and one", "item", ["2001"]),
        ("a hundred", "item", ["100"]),
        ("zero", "item", ["0"]),
        ("a couple of years", "year", ["2"]),
        ("4.6 million jobs", "item", ["4600000"]),
        ("four million", "item", ["4000000"]),
        ("two and a half million", "item", ["2500000"]),
        ("half a million", "item", ["500000"]),
        ("a quarter of a million", "item", ["250000"]),
        ("US$3.5 billion", "currency", ["3500000000"]),
        ("€20bn", "currency", ["20000000000"]),
        ("50 cents", "currency", ["1/2"]),
        ("a dozen", "item", ["12"]),
        ("two dozen", "item", ["24"]),
        ("half a dozen", "item", ["6"]),
        ("dozens", "item", ["12"]),
        ("tens of thousands", "item", ["10000"]),
        ("hundreds of thousands", "item", ["100000"]),
        ("at least one-third", "ratio", ["1/3"]),
        ("two-thirds", "percent", ["200/3"]),
        ("an eighth", "ratio", ["1/8"]),
        ("three quarters", "ratio", ["3/4"]),
        ("Nearly half", "percent", ["50"]),
        ("one in five", "ratio", ["1/5"]),
        ("one in five", "percent", ["20"]),
        ("two out of every three", "ratio", ["2/3"]),
        ("12 in 2020", "item", ["12", "2020"]),
        ("99.9%", "ratio", ["0.999"]),
        ("two decades", "year", ["20"]),
        ("half a century", "year", ["50"]),
        ("a decade", "year", ["10"]),
        ("two or three decades", "year", ["20", "30"]),
        ("24-year-old", "year", ["24"]),
        ("18 months", "month", ["18"]),
        ("two years", "month", ["24"]),
        ("a fortnight", "day", ["14"]),
        ("between three and five", "item", ["3", "5"]),
        ("three to five million", "item", ["3000000", "5000000"]),
        ("from 40,000 to 2 million", "item", ["40000", "2000000"]),
        ("30–32 percent", "percent", ["30", "32"]),
        ("doubled", "ratio", ["2"]),
        ("doubled", "percent", ["100", "200"]),
        ("threefold", "ratio", ["3"]),
        ("three times", "ratio", ["3"]),
        ("halved", "ratio", ["1/2", "-1/2"]),
        ("fell by 12 percent", "percent", ["12", "-12"]),
        ("-12 percent", "percent", ["12", "-12"]),
        ("many", "item", []),
        ("a person", "item", []),
    ],
)  # fmt: skip
def test_words_write_numbers(words: str, unit: str, numbers: list[str]) -> None:
    assert readings(words, unit) == set(map(Fraction, numbers))


@pytest.mark.parametrize(
    ("words", "places"),
    [
        ("the largest", [1]),
        ("more than any other nation", [1]),
        ("leads the world", [1]),
        ("the second-largest", [2]),
        ("first", [1]),
        ("3rd", [3]),
        ("No. 3", [3]),
        ("number two", [2]),
        ("one of the largest", []),
        ("the west", []),
    ],
)
def test_superlatives_and_ordinals_are_places(words: str, places: list[int]) -> None:
    assert readings(words, "rank", rank=True) == set(map(Fraction, places))
