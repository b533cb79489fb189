"""Which words mean which others."""

import pytest

from seed.forms import Spelling, forms
from seed.inflections import regular

COUNTRIES = {"United States": ["U.S.", "USA", "US"], "China": ["PRC", "CN"]}


def made(*texts: str, names: tuple[str, ...] = ()) -> dict[str, set[str]]:
    """What each form means, of an index of texts and names."""
    spelling = Spelling()
    for text in texts:
        spelling.read(text, is_name=False)
    for name in names:
        spelling.read(name, is_name=True)
    found: dict[str, set[str]] = {}
    for form, words in forms({word.lower() for word in spelling.words}, spelling, COUNTRIES):
        found.setdefault(form, set()).add(words)
    return found


def test_inflections_share_a_base_form() -> None:
    found = made("A university patented general models; generative news led companies")
    assert found["universities"] == found["university"] == {"university"}
    assert found["patents"] == found["patent"] == {"patented"}
    assert found["leading"] == found["lead"] == {"led"}
    assert found["company"] == {"companies"}
    assert found["generative"] == {"generative"}
    assert found["general"] == {"general"}
    assert "new" not in found


def test_a_verb_is_met_in_all_its_tenses_and_an_ambiguous_word_in_both_meanings() -> None:
    found = made("It goes on; they found it")
    assert found["go"] == found["went"] == found["going"] == {"goes"}
    assert found["find"] == found["founded"] == {"found"}


def test_short_words_have_no_other_forms() -> None:
    found = made("us and ai")
    assert found["us"] == {"us"}
    assert found["ais"] == {"ai"}
    assert not {"we", "be"} & set(found)


def test_an_unknown_word_and_a_name_have_a_plural() -> None:
    found = made("Deepseek and Americans met Alibaba in New York")
    assert found["deepseeks"] == {"deepseek"}
    assert found["alibabas"] == {"alibaba"}
    assert found["american"] == {"americans"}


def test_compounds_and_names_are_met_joined() -> None:
    found = made("Start-ups and high\u2011profile work", names=("Hugging Face", "Academy of Sciences"))
    assert found["startup"] == found["startups"] == {"start ups"}
    assert found["highprofile"] == {"high profile"}
    assert found["huggingface"] == {"hugging face"}
    assert "academyof" not in found


def test_numbers_are_met_in_digits_and_percent_in_both_spellings() -> None:
    found = made("Almost forty percent of two; one of 27 per cent")
    assert found["40"] == {"forty"}
    assert found["2"] == {"two"}
    assert found["27"] == {"27"}
    assert found["percent"] == {"percent", "per cent"}
    assert found["cent"] == {"cent", "percent"}
    assert "1" not in found
    assert "percent" not in made("per se, cent")


def test_letters_are_compatible_and_what_is_not_seen_joins() -> None:
    found = made("\uff26\uff55\uff4c\uff4c la\u00adbora\u200btories")
    assert found["full"] == {"full"}
    assert found["laboratory"] == {"laboratories"}
    assert made("cafe")["cafes"] == {"cafe"}
    assert all(form.isalnum() for form in made("We are a cafe; they can't"))


@pytest.mark.parametrize(
    ("singular", "plural"),
    [
        ("tencent", "tencents"),
        ("zulex", "zulexes"),
        ("branzy", "branzies"),
        ("malachy", "malachies"),
        ("deepray", "deeprays"),
        ("quorch", "quorches"),
    ],
)
def test_a_noun_that_no_dictionary_has_is_regular(singular: str, plural: str) -> None:
    assert regular(singular) == plural
    assert regular(plural) in {singular, plural[:-1]}


@pytest.mark.parametrize(
    ("word", "other"),
    [("growing", "grow"), ("grow", "growing"), ("gone", "went"), ("won", "win"), ("making", "made")],
)
def test_a_verb_is_met_in_all_its_forms(word: str, other: str) -> None:
    assert word in made(other)[word] | made(word)[other]
    assert other in made(other)[word]


@pytest.mark.parametrize("word", ["openness", "campus", "crisis", "h1b2", "a", "gas"])
def test_what_is_no_plural_and_has_none_stays(word: str) -> None:
    assert regular(word) == word


def test_countries_are_met_by_name_and_abbreviation() -> None:
    found = made("The United States and China")
    assert {"united states"} <= found["US"] == found["USA"] == found["usa"]
    assert {"china"} <= found["CN"]
    assert "us" not in found
    assert "u s" in found["unitedstates"]


def test_a_code_that_is_also_a_word_of_the_texts_is_not_looked_for() -> None:
    assert "us" in made("The US leads")["unitedstates"]
    assert "us" not in made("The US leads us")["unitedstates"]
