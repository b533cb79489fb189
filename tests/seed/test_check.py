"""`check` says everything that is wrong at once, each with file, line and the nearest right answer."""

import pytest

from tests.conftest import Small

ARTICLE = "articles/letters"


def check(small: Small, capsys: pytest.CaptureFixture[str], *, text: bool = True) -> list[str]:
    """What is said of the small article, from the article's folder on."""
    capsys.readouterr()
    small.run("check", *(("--text", small.text) if text else ()))
    *lines, last = capsys.readouterr().out.replace(f"{small.root}/", "").replace(f"{ARTICLE}/", "").splitlines()
    assert last == (f"{len(lines)} faults." if len(lines) > 1 else "1 fault." if lines else "Nothing is wrong.")
    return lines


def test_nothing_is_wrong_with_the_small_article(small: Small, capsys: pytest.CaptureFixture[str]) -> None:
    assert small.run("check", "--text", small.text) == 0
    assert check(small, capsys) == []
    assert check(small, capsys, text=False) == []


def test_all_faults_are_said_at_once(small: Small, capsys: pytest.CaptureFixture[str]) -> None:
    for name, old, new in (
        (f"{ARTICLE}/claims.yaml", "  text: Many", "  txet: Many"),
        (f"{ARTICLE}/claims.yaml", "claim_type: factual", "claim_type: factal"),
        (f"{ARTICLE}/claims.yaml", 'code: "FR"', "code: NO"),
        (f"{ARTICLE}/claims.yaml", "checkable: none", "chekable: none"),
        (f"{ARTICLE}/statistics.yaml", "value: 12\n", 'value: "12"\n'),
        (f"{ARTICLE}/statistics.yaml", "absent_reason: not_stated", "absent_reson: not_stated"),
        (f"{ARTICLE}/source.yaml", "publisher: Letter Press\n", ""),
        (f"{ARTICLE}/institutions.yaml", "- id: letterlab", "- id: Letter Lab"),
        ("release.yaml", 'version: "0.1.0"', 'version: "one"'),
    ):
        small.edit(name, old, new)
    assert check(small, capsys) == [
        "release.yaml:1: the file: version: “one” won't do: a version is three numbers, like 1.2.0",
        "source.yaml:1: the file: publisher: is missing; where the text doesn't say, it is {absent_reason: not_stated}",
        "institutions.yaml:1: Letter Lab: id: “Letter Lab” is no id: small letters, digits and single hyphens, like `letter-lab`",
        "statistics.yaml:19: torn-share: measure.absent_reson: there is no such field; was `absent_reason` meant?",
        "statistics.yaml:21: torn-share: value: Input should be a valid number; write it without quotes",
        "claims.yaml:2: robots-write: txet: there is no such field; was `text` meant?",
        "claims.yaml:5: robots-write: claim_type: Input should be 'question', 'predictive', 'normative', 'causal', 'comparative', 'interpretive', 'evaluative' or 'factual'; was `factual` meant?",
        "claims.yaml:11: robots-write: countries.code: Input should be a valid string; YAML takes yes, no, on and off for true and false: put it in quotes",
        "claims.yaml:21: will-people-stop: chekable: there is no such field; was `checkable` meant?",
    ]  # fmt: skip


def test_all_that_a_record_says_against_itself_is_said_at_once(
    small: Small, capsys: pytest.CaptureFixture[str]
) -> None:
    small.edit(f"{ARTICLE}/statistics.yaml", "unit: ratio", "unit: item")
    small.edit(f"{ARTICLE}/statistics.yaml", "implied_by_wording", "none")
    small.edit(f"{ARTICLE}/statistics.yaml", 'upper: "1/2"', "upper: 0.25")
    assert check(small, capsys) == [
        "statistics.yaml:1: machine-share: entry: bounds_basis is `none` exactly where there are no bounds; value lies outside its bounds; unit_label says what is counted where the unit is `item`",
    ]  # fmt: skip


def test_one_wrong_entry_does_not_hide_what_is_wrong_with_others(
    small: Small, capsys: pytest.CaptureFixture[str]
) -> None:
    small.edit(f"{ARTICLE}/claims.yaml", "checkable: none", "checkable: maybe")
    small.edit(f"{ARTICLE}/claims.yaml", "quote: many letters", "quote: no such words")
    small.edit(f"{ARTICLE}/statistics.yaml", "value: 12\n", "value: 13\n")
    small.edit(f"{ARTICLE}/statistics.yaml", "series: machine-share", "series: machine-shares")
    said = "\n".join(check(small, capsys))
    for fault in (
        "checkable: Input should be",
        "no such words",
        "13 is not what",
        "no series machine-shares",
    ):
        assert fault in said
    assert "no record quotes it" not in said, "what the wrong entry represents isn't known"


def test_a_file_that_nothing_would_read_is_said(small: Small, capsys: pytest.CaptureFixture[str]) -> None:
    (small.root / ARTICLE / "claims.yaml").rename(small.root / ARTICLE / "claims.yml")
    (small.root / ARTICLE / "claims.yaml").write_text("[]\n", encoding="utf-8")
    (small.root / ARTICLE / "statistic.yaml").write_text("[]\n", encoding="utf-8")
    said = check(small, capsys)
    assert "claims.yml: an article has no such file; was `claims` meant?" in said
    assert "statistic.yaml: an article has no such file; was `statistics` meant?" in said


def test_references_that_nobody_answers_to_are_said_with_the_nearest(
    small: Small, capsys: pytest.CaptureFixture[str]
) -> None:
    claims = f"{ARTICLE}/claims.yaml"
    for old, new in (
        ("topics: [letters]", "topics: [lettres]"),
        ('code: "FR"', 'code: "FX"'),
        ("institution/letterlab]", "institution/leterlab]"),
        ("[machine-share]", "[machine-shares]"),
        ("claim: will-people-stop", "claim: will-people-go"),
    ):
        small.edit(claims, old, new)
    small.edit(f"{ARTICLE}/researchers.yaml", "institution: letterlab", "institution: lab")
    small.edit(f"{ARTICLE}/source.yaml", "[p06]", "[p07]")
    small.edit(f"{ARTICLE}/statistics.yaml", "series: machine-share", "series: machine")
    assert check(small, capsys, text=False) == [
        "source.yaml:15: source/letters: stated_in: there is no passage p07; was `p06` meant?",
        "researchers.yaml:7: affiliation/ada-penn-letterlab: institution: there is no institution lab",
        "statistics.yaml:14: statistic/machine-share: series: there is no series machine; was `machine-share` meant?",
        "claims.yaml:10: claim/robots-write: topics: there is no topic lettres; was `letters` meant?",
        "claims.yaml:11: claim/robots-write: countries.code: there is no country FX",
        "claims.yaml:12: claim/robots-write: about: there is no researcher or institution institution/leterlab; was `institution/letterlab` meant?",
        "claims.yaml:13: claim/robots-write: statistics: there is no statistic machine-shares; was `machine-share` meant?",
        "claims.yaml:14: claim/robots-write: related.claim: there is no claim will-people-go; was `will-people-stop` meant?",
        "passages.yaml:6: passages: p06: left_out_reason: no record quotes it, and no reason says why; a record is missing, or `page_furniture`",
    ]  # fmt: skip


def test_the_text_is_asked_for_quotes_words_and_sentences(small: Small, capsys: pytest.CaptureFixture[str]) -> None:
    small.edit(f"{ARTICLE}/claims.yaml", "quote: Could people stop", "quote: Buy our stamps")
    small.edit(f"{ARTICLE}/claims.yaml", "qualifiers: [many]", "qualifiers: [manny]")
    small.edit(f"{ARTICLE}/statistics.yaml", "value: 12\n", "value: 21\n")
    assert check(small, capsys) == [
        "statistics.yaml:21: statistic/torn-share: value: 21 is not what “12 per cent” writes: 12 (unit `percent`)",
        "claims.yaml:7: claim/robots-write: qualifiers: “manny” doesn't stand in the record's span; was “many” meant?",
        "claims.yaml:17: claim/will-people-stop: citation.quote: “Buy our stamps” stands 0 times in p04, needs to be once; it stands in p05",
    ]
    small.edit(f"{ARTICLE}/claims.yaml", "qualifiers: [manny]", "qualifiers: [many]")
    small.edit(f"{ARTICLE}/claims.yaml", "{passages: p04", "{passages: p05")
    small.edit(f"{ARTICLE}/claims.yaml", "  hedge: Could\n", "")
    small.edit(f"{ARTICLE}/statistics.yaml", "value: 21\n", "value: 12\n")
    small.edit(
        f"{ARTICLE}/claims.yaml", "text: Will nobody", "text: Nearly half of all letters in Freedonia come from a"
    )
    assert check(small, capsys) == [
        "passages.yaml:4: passages: p04: left_out_reason: no record quotes it, and no reason says why; a record is missing, or `transition`",
        "passages.yaml:5: passages: p05: left_out_reason: a record quotes it, so it is not left out; take the reason away",
        "claims.yaml:16: claim/will-people-stop: text: ten words in a row are the source's: “nearly half of all letters in freedonia come from a”",
    ]


def test_a_lock_that_no_longer_fits_is_said(small: Small, capsys: pytest.CaptureFixture[str]) -> None:
    small.edit(f"{ARTICLE}/claims.yaml", "quote: many letters", "quote: Robots write")
    assert check(small, capsys) == []
    (told,) = check(small, capsys, text=False)
    assert "doesn't fit claim/robots-write; make it anew with: python -m seed lock" in told


def test_what_only_building_finds_is_said_last(small: Small, capsys: pytest.CaptureFixture[str]) -> None:
    small.edit("release.yaml", 'version: "0.1.0"', 'version: "0.2.0"')
    assert check(small, capsys) == ["changes.yaml: the newest entry is of version 0.1.0: say what 0.2.0 did"]


def test_files_that_are_missing_or_no_yaml_are_said_together(small: Small, capsys: pytest.CaptureFixture[str]) -> None:
    (small.root / ARTICLE / "claims.yaml").unlink()
    (small.root / "topics.yaml").write_text("- {", encoding="utf-8")
    (small.root / ARTICLE / "passages.yaml").write_text("- {id: p01, lines: 1}\n- 3\n", encoding="utf-8")
    assert check(small, capsys) == [
        "topics.yaml:2: not readable as YAML: did not find expected node content",
        "passages.yaml:1: p01: lines: there is no such field; was `line` meant?",
        "passages.yaml:2: entry 2: entry: Input should be an object",
        "claims.yaml: no such file",
    ]


def test_without_an_article_one_is_told_how_to_begin(small: Small, capsys: pytest.CaptureFixture[str]) -> None:
    assert small.run("--root", small.root / "none", "check") == 1
    assert "there is no article yet; begin with: python -m seed new SLUG" in capsys.readouterr().err
