"""From what is typed to the syntax of the index, and to the nearest words that occur."""

import pytest

from app.query.words import fold, keys_of, match_expression, readable, respellings, unreadable


def test_words_are_kept_without_case_and_diacritics() -> None:
    assert fold("Éclair Ångström \uff21") == "eclair angstrom a"


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("patents", '"patents"'),
        ("ai patents", '"ai" AND "patents"'),
        ("ai ai", '"ai"'),
        ("pa* PA* pá* pà*", '"pa"*'),
        ('visa "AI patents" Visa "ai pátents"', '"visa" AND "AI patents"'),
        ("pat*", '"pat"*'),
        ('"ai patents"', '"ai patents"'),
        ('"ai pat"*', '"ai pat"*'),
        ('"open', '"open"'),
        ('a"b c"', '"a" AND "b c"'),
        ("NEAR(a b)", '"NEAR(a" AND "b)"'),
        ("title:a", '"title:a"'),
        ("a ... b", '"a" AND "b"'),
        ("a\tb", '"a" AND "b"'),
    ],
)
def test_every_part_of_a_question_is_quoted(question: str, expected: str) -> None:
    assert match_expression(question) == expected


@pytest.mark.parametrize(
    ("question", "fault"),
    [
        ("china -ai", "minus"),
        ("patents OR visa", "operators"),
        ('patents "OR" visa', None),
        ("*pat", "star"),
        ("pat*nts", "star"),
        ("a*", "one character"),
        ('"ai p"*', "one character"),
        (" ".join("abcdefghijklmnopq"), "17 words"),
        (f'"{" ".join("abcdefghijklmnopq")}"', "17 words"),
        (" ".join("abcdefghijklmnop") + " A B á", None),
        ("pat*", None),
        ("a\x00", "no text"),
        ("\ud800", "no text"),
        ("...", "no word"),
        ("", "no word"),
        ("h-1b - visa", None),
    ],
)
def test_what_would_be_passed_over_is_told(question: str, fault: str | None) -> None:
    found = unreadable(question)
    assert found is None if fault is None else found is not None and fault in found


@pytest.mark.parametrize(
    ("question", "better"),
    [
        ("pat*nts", "pat*"),
        ("*pat", "pat"),
        ("a* patents", "patents"),
        ("a*", None),
        ("china -ai", "china ai"),
        ("visa OR patents", "visa patents"),
        (" ".join("abcdefghijklmnopqrst"), " ".join("abcdefghijklmnop")),
        (f'visa "{" ".join("abcdefghijklmnopq")}"', "visa"),
        ("...", None),
    ],
)
def test_the_nearest_question_that_can_be_read(question: str, better: str | None) -> None:
    assert readable(question) == better
    assert better is None or unreadable(better) is None


@pytest.mark.parametrize(
    ("question", "known", "expected"),
    [
        ("patens worl", {"patens": ["patents"], "worl": ["world"]}, ["patents world"]),
        ('"patens worl"', {"patens": ["patents"], "worl": ["world"]}, ['"patents world"', "patents world"]),
        ('"patents ai"', {"patents": ["patents"], "ai": ["ai"]}, ["patents ai"]),
        ("patents", {"patents": ["patents"]}, []),
        ("patens zz", {"patens": ["patents"], "zz": ["az"]}, []),
    ],
)
def test_each_word_that_does_not_occur_is_respelt(
    question: str, known: dict[str, list[str]], expected: list[str]
) -> None:
    assert list(dict.fromkeys(respellings(question, known))) == expected


FORMS = {
    "universities": ["university"],
    "deepseek": ["deepseek"],
    "startup": ["start up", "startups"],
    "US": ["united states"],
}


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("universities", '("universities" OR "university")'),
        ('"universities"', '"universities"'),
        ("universities*", '"universities"*'),
        ("DeepSeek", '"DeepSeek"'),
        ("deep seek", '(("deep" AND "seek") OR "deepseek")'),
        ('deep "seek"', '"deep" AND "seek"'),
        ("start-up", '("start-up" OR "start up" OR "startups")'),
        ("US", '("US" OR "united states")'),
        ("U.S.", '("U.S." OR "united states")'),
        ("us", '"us"'),
        ("open\u00adai \uff21", '"openai" AND "A"'),
    ],
)
def test_a_word_means_its_other_forms_unless_it_is_quoted_or_goes_on(question: str, expected: str) -> None:
    assert match_expression(question, FORMS) == expected


def test_forms_are_looked_up_by_each_word_and_each_two_neighbours() -> None:
    assert keys_of('U.S. start-up "side by side" pat* ai') == ["us", "US", "startup", "ai", "usstartup"]
