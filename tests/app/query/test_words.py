"""From what is typed to the syntax of the index, and to the nearest words that occur."""

import pytest

from app.query.respelling import respellings
from app.query.words import Forms, fold, indexed, keys_of, match_expression, readable, unreadable


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
        ("China\u2019s start-ups", '"China" AND "start-ups"'),
        ("\uff2fpe\u00adn\u200bA\uff29", '"OpenAI"'),
    ],
)
def test_every_part_of_a_question_is_quoted(question: str, expected: str) -> None:
    assert match_expression(question, {}) == expected


FORMS: Forms = {
    "patents": ["patent", "patents"],
    "startup": ["start up", "startups"],
    "deepseek": ["deepseek"],
    "openai": ["open ai"],
    "unitedstates": ["united states", "u s"],
    "unitedarabemirates": ["uae"],
    "US": ["u s", "united states"],
    "us": ["us"],
}


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Patents", '("Patents" OR "patent")'),
        ("patents visa", '("patents" OR "patent") AND "visa"'),
        ('"patents"', '"patents"'),
        ("patents*", '"patents"*'),
        ('visa "ai patents"', '"visa" AND "ai patents"'),
        ("start-up", '("start-up" OR "startups")'),
        ("start up", '(("start" AND "up") OR "startups")'),
        ("Deep Seek patents", '(("Deep" AND "Seek") OR "deepseek") AND ("patents" OR "patent")'),
        ('deep "seek"', '"deep" AND "seek"'),
        ("OpenAI", '("OpenAI" OR "open ai")'),
        ("open-ai", '"open-ai"'),
        ("United States", '(("United" AND "States") OR "u s")'),
        ("the United Arab Emirates", '"the" AND (("United" AND "Arab" AND "Emirates") OR "uae")'),
        ("US", '("US" OR "u s" OR "united states")'),
        ("US's", '("US" OR "u s" OR "united states")'),
        ("U.S.", '("U.S." OR "united states")'),
        ("u.s.", '("u.s." OR "united states")'),
        ("us", '"us"'),
    ],
)
def test_bare_words_are_looked_for_in_their_other_forms(question: str, expected: str) -> None:
    assert match_expression(question, FORMS) == expected


@pytest.mark.parametrize(
    ("question", "keys"),
    [
        ("Deep Seek", ["deep", "seek", "deepseek"]),
        ("a b c d", ["a", "b", "c", "d", "ab", "bc", "cd", "abc", "bcd"]),
        ("Song-Chun US", ["songchun", "US", "us", "songchunus"]),
        ('"deep seek" pat*', []),
        ('zhu "deep seek" patents', ["zhu", "patents"]),
    ],
)
def test_forms_are_looked_up_by_words_and_by_neighbours_as_one(question: str, keys: list[str]) -> None:
    assert keys_of(question) == keys


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", "plain"),
        ("\uff2f\uff50\uff45\uff4e\uff21\uff29", "OpenAI"),
        ("Open\u00adAI and\u200b \ufeffmore", "OpenAI and more"),
        ("o\ufb03ce", "office"),
        ("\u00bd", "\u00bd"),
        (" \u00ad ", " \u00ad "),
    ],
)
def test_a_text_is_indexed_in_as_many_words_as_it_has(text: str, expected: str) -> None:
    assert indexed(text) == expected


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
        ("china -ai", "china"),
        ("visa !china", "visa"),
        ("visa \u2013china \u2212ai", "visa"),
        ("visa | patents", "visa patents"),
        ('"visa patents', '"visa patents"'),
        ('"open sou*"', '"open sou"*'),
        ("patents * visa", "patents visa"),
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
        ("U.S. patens", {"u": ["u"], "s": ["s"], "patens": ["patents"]}, ["U.S. patents", "U S patents"]),
        ("US-China", {"us": ["us"], "china": ["china"]}, ["US China"]),
        (
            "open-sorce pat*",
            {"open": ["open"], "sorce": ["source"], "pat": ["pat"]},
            ['"open source" pat*', "open source pat"],
        ),
    ],
)
def test_each_word_that_does_not_occur_is_respelt(
    question: str, known: dict[str, list[str]], expected: list[str]
) -> None:
    assert list(dict.fromkeys(respellings(question, known))) == expected
