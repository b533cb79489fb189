"""A word that isn't the text's, or a number that its words don't write, is refused by name: by `lock`, then by `verify`."""

from typing import Any

import pytest

from seed.findings import word_findings
from seed.proof import unproven
from seed.words import Word, date_faults, figure_faults, like, stand, words_of
from tests.conftest import Small

ARTICLE = "articles/letters"
PLANTED = [
    ("claims", "hedge: Could", "hedge: Might", "20: claim/will-people-stop: hedge: “Might” doesn't stand in the record's span"),
    ("claims", "qualifiers: [many]", "qualifiers: [few]", "7: claim/robots-write: qualifiers: “few” doesn't stand in the record's span"),
    ("claims", "qualifiers: [many]", "qualifiers: [man]", "“man” doesn't stand in the record's span; was “many” meant?"),
    ("claims", "qualifiers: [many]", "qualifiers: [Nearly half]", "“Nearly half” stands in a further citation only"),
    ("statistics", "value_text: Nearly half", "value_text: Nearly all", "5: statistic/machine-share: value_text: “Nearly all”"),
    ("statistics", "value_text: 12 per cent", "value_text: 21 per cent", "“21 per cent” doesn't stand in the record's span; was “12 per cent” meant?"),
    ("statistics", "value: 12\n", "value: 21\n", "21: statistic/torn-share: value: 21 is not what “12 per cent” writes: 12 (unit `percent`)"),
    ("statistics", 'value: "1/2"', "value: 0.4", "4: statistic/machine-share: value: 0.4 is not what “Nearly half” writes: 0.5"),
    ("statistics", 'upper: "1/2"', "upper: 0.4", "1: machine-share: entry: value lies outside its bounds"),
    ("statistics", '  upper: "1/2"', '  lower: 0.9\n  lower_inclusive: true\n  upper: "1/2"', "1: machine-share: entry: lower is above upper"),
    ("statistics", "start: 2020, end: 2020, basis: implied", "start: 2020, end: 2020, basis: stated", "13: statistic/machine-share: period.text: “2020” doesn't stand"),
    ("institutions", "name_as_written: LetterLab", "name_as_written: Letter Lab", "3: institution/letterlab: name_as_written: “Letter Lab” doesn't stand in the record's span; was “LetterLab” meant?"),
    ("researchers", "name: Ada Penn", "name: Ada Pen", "2: researcher/ada-penn: name: “Ada Pen” doesn't stand in the record's span; was “Ada Penn” meant?"),
    ("source", 'value: "2020", basis', 'value: "2006-13-45", basis', "8: the file: date_published.value: month must be in 1..12"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "message"), PLANTED)
def test_lock_refuses_a_false_word_or_number(
    small: Small, capsys: pytest.CaptureFixture[str], file: str, old: str, new: str, message: str
) -> None:
    lock = (small.root / ARTICLE / "locators.lock.json").read_bytes()
    small.edit(f"{ARTICLE}/{file}.yaml", old, new)
    assert small.lock() == 1
    error = capsys.readouterr().err
    assert f"{ARTICLE}/{file}.yaml:" in error
    assert message in error
    assert (small.root / ARTICLE / "locators.lock.json").read_bytes() == lock


@pytest.mark.parametrize("case", PLANTED, ids=lambda case: case[2])
def test_what_lock_would_refuse_is_not_built_with_an_older_lock(small: Small, case: tuple[str, str, str, str]) -> None:
    file, old, new, _ = case
    small.edit(f"{ARTICLE}/{file}.yaml", old, new)
    assert small.build() == 1


def test_lock_says_all_that_is_false_at_once(small: Small, capsys: pytest.CaptureFixture[str]) -> None:
    small.edit(f"{ARTICLE}/claims.yaml", "hedge: Could", "hedge: Might")
    small.edit(f"{ARTICLE}/claims.yaml", "qualifiers: [many]", "qualifiers: [all]")
    small.edit(f"{ARTICLE}/institutions.yaml", "quote: LetterLab", "quote: Letterlab")
    assert small.lock() == 1
    assert capsys.readouterr().err.count("\n") == 3


@pytest.mark.parametrize(
    ("table", "record", "path", "value", "told"),
    [
        ("claim", "will-people-stop", ["hedge"], "Might", "claim hedge: will-people-stop: hedge: not the text's words “Might” doesn't stand"),
        ("claim", "robots-write", ["qualifiers"], ["few"], "qualifiers.0: not the text's words “few” doesn't stand"),
        ("statistic", "torn-share", ["value_text"], "12 percent", "statistic value_text: torn-share: value_text: not the text's words"),
        ("statistic", "torn-share", ["value"], 21, "number as written: torn-share: differs value: 21 is not what “12 per cent” writes: 12"),
        ("statistic", "machine-share", ["upper"], 0.4, "number as written: machine-share: differs value: 0.5 is above `upper`, 0.4"),
        ("statistic", "machine-share", ["lower"], 0.9, "lower: 0.9 is above `upper`, 0.5"),
        ("institution", "letterlab", ["name_as_written"], "Letter Lab", "institution name_as_written: letterlab: name_as_written: not the text's words"),
        ("researcher", "ada-penn", ["name"], "Ada Pen", "researcher name: ada-penn: name: not the text's words “Ada Pen” doesn't stand"),
        ("source", "letters", ["date_published", "value"], "2006-13-45", "dates: source/letters: no date date_published.value: 2006-13-45 is no date"),
    ],
)  # fmt: skip
def test_verify_proves_the_words_again(
    small: Small,
    capsys: pytest.CaptureFixture[str],
    table: str,
    record: str,
    path: list[str | int],
    value: object,
    told: str,
) -> None:
    small.plant(table, record, path, value)
    assert small.verify() == 1
    assert told in capsys.readouterr().out


TIE: dict[str, Any] = {
    "id": "ada",
    "role_as_written": "Chair",
    "population": "letter-writers",
    "qualifiers": ["often", "rarely"],
}
SPANS = ["She is a chair;\nshe often writes.", "Writers  of\nletters agree."]
POPULATIONS = {"letter-writers": "writers of letters"}


def test_every_kind_of_word_is_proven() -> None:
    told = [(fault.field, fault.message) for fault in unproven("claim", TIE, SPANS, POPULATIONS)]
    assert told == [("qualifiers.1", "“rarely” doesn't stand in the record's span")]
    assert list(unproven("affiliation", TIE, SPANS, POPULATIONS)) == []
    (fault,) = unproven("affiliation", {**TIE, "role_as_written": "the chairs"}, SPANS, POPULATIONS)
    assert str(fault).startswith("affiliation/ada: role_as_written: “the chairs” doesn't stand in the record's span")
    (fault,) = unproven("affiliation", TIE, SPANS, {"letter-writers": "writers of novels"})
    assert str(fault).startswith("affiliation/ada: population: “writers of novels” doesn't stand")
    assert list(unproven("affiliation", TIE, SPANS[:1], POPULATIONS)), (
        "a population may stand in a further span, and only there"
    )


def test_words_are_whole_and_in_any_case() -> None:
    assert stand("Many of these", "so many\n of THESE people")
    assert not stand("man", "many people")
    assert not stand("could", "couldn’t".replace("’", ""))


def test_the_likeliest_words_are_offered_or_none() -> None:
    assert like("allmost forty", "However, almost forty percent") == "almost forty"
    assert like("quite another thing", "However, almost forty percent") is None


def test_a_released_population_has_its_wording() -> None:
    shown = {"id": "x", "population": {"id": "roots", "label": "Roots", "wording": "roots in China"}}
    assert list(words_of("claim", shown, {})) == [Word("population", "roots in China", anywhere=True)]


@pytest.mark.parametrize(
    ("figure", "language", "told"),
    [
        ({"value": None, "lower": 30, "upper": 32, "value_text": "30–32 percent", "unit": "percent"}, "en", []),
        ({"value": None, "lower": 30, "upper": 33, "value_text": "30–32 percent", "unit": "percent"}, "en", ["upper: 33 is not what “30–32 percent” writes: 30 or 32 (unit `percent`)"]),
        ({"value": 42, "value_text": "24 years", "unit": "year"}, "en", ["value: 42 is not what “24 years” writes: 24 (unit `year`)"]),
        ({"value": 4.6, "value_text": "4.6 million jobs", "unit": "item"}, "en", ["value: 4.6 is not what “4.6 million jobs” writes: 4600000 (unit `item`)"]),
        ({"value": 2, "value_text": "the largest", "unit": "rank"}, "en", ["value: 2 is not what “the largest” writes: 1 (unit `rank`)"]),
        ({"value": 3, "value_text": "many", "unit": "item"}, "en", ["value: 3 is not what “many” writes: no number (unit `item`)"]),
        ({"value": 5, "lower": 5, "upper": 5, "lower_inclusive": True, "upper_inclusive": False, "value_text": "5", "unit": "item"}, "en", ["lower_inclusive: nothing lies between 5 and 5 unless both are included"]),
        ({"value": 4, "lower": 5, "value_text": "4", "unit": "item"}, "en", ["value: 4 is below `lower`, 5"]),
        ({"value": 20, "value_text": "deux décennies", "unit": "year"}, "fr", []),
        ({"value": 20, "value_text": "21 ans", "unit": "year"}, "fr", ["value: 20 is not what “21 ans” writes: 21 (unit `year`)"]),
    ],
)  # fmt: skip
def test_figures_are_read(figure: dict[str, object], language: str, told: list[str]) -> None:
    assert [f"{field}: {fault}" for field, fault in figure_faults(figure, language)] == told


@pytest.mark.parametrize(
    ("date", "real"), [("2006", True), ("2006-11", True), ("2006-11-02", True), ("2006-02-30", False)]
)
def test_dates_are_real(date: str, *, real: bool) -> None:
    assert [field for field, _ in date_faults("source", {"date_accessed": date})] == ([] if real else ["date_accessed"])


def test_titles_names_and_quotes_are_no_texts_of_ours(small: Small, capsys: pytest.CaptureFixture[str]) -> None:
    title = "Nearly half of all letters in Freedonia come from a machine"
    small.edit(f"{ARTICLE}/source.yaml", "title: Of letters", f"title: {title}")
    assert small.build() == 0
    assert small.verify() == 0, capsys.readouterr().out
    prose = f"{title}, LetterLab says Ada Penn, who leads it. 12 per cent."
    small.edit(f"{ARTICLE}/source.yaml", "condition: Torn.", f"condition: {prose}")
    assert small.build() == 0
    assert small.verify() == 1
    assert "wording: source/letters: copied" in capsys.readouterr().out


def test_findings_need_a_record_of_the_source() -> None:
    source = {"id": "none", "language": "en"}
    empty: dict[str, dict[str, str]] = {kind: {} for kind in ("researcher", "institution", "statistic", "claim")}
    assert [finding.status for finding in word_findings(empty, source, "")] == ["ok"]
