"""Lock, build and verify, from the command line, on a small article of ours."""

import json
import os
import sqlite3
from pathlib import Path

import pytest

from app.database import RECORD_FILE, check
from seed.build import build
from seed.downloads import pack
from tests.conftest import Small, unlined

ARTICLE = "articles/letters"


def test_the_small_article_is_proved(small: Small, capsys: pytest.CaptureFixture[str]) -> None:
    assert small.verify() == 0
    table = capsys.readouterr().out
    assert "FAIL" not in table
    assert "Every check holds." in table


def test_verify_speaks_json(small: Small, capsys: pytest.CaptureFixture[str]) -> None:
    assert small.verify("--json", "--source", "letters") == 0
    report = json.loads(capsys.readouterr().out)
    assert report["holds"]
    assert report["failures"] == []
    assert report["checks"]["citation"] == {"passed": 8, "of": 8}


def failures(small: Small, capsys: pytest.CaptureFixture[str]) -> set[tuple[str, str]]:
    capsys.readouterr()
    assert small.verify("--json") == 1
    return {(item["check"], item["status"]) for item in json.loads(capsys.readouterr().out)["failures"]}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Ada Penn", "Ada Pemn", "missing"),
        ("Robots write", "Robot write", "moved"),
        ("says Ada Penn, who", "saysx Ada Penn, Ada Penn, who", "ambiguous"),
    ],
)
def test_a_changed_text_fails(
    small: Small, capsys: pytest.CaptureFixture[str], old: str, new: str, expected: str
) -> None:
    small.edit("letters.txt", old, new)
    found = failures(small, capsys)
    assert ("source digest", "source_differs") in found
    assert ("citation", expected) in found
    assert ("span hash", "hash differs") in found


def test_a_changed_text_fails_in_the_table(small: Small, capsys: pytest.CaptureFixture[str]) -> None:
    small.edit("letters.txt", "many letters", "more letters")
    assert small.verify() == 1
    assert "FAIL  citation: claim-robots-write: missing" in capsys.readouterr().out


COPY = "nearly half of all letters in freedonia come from a machine"
PLANTED = [
    ("citation", "claim-robots-write", ["quote", "start"], 14, ("citation", "moved")),
    ("citation", "claim-robots-write", ["quote", "exact"], "Could people stop", ("citation", "moved")),
    ("citation", "claim-robots-write", ["span", "sha256"], "0" * 64, ("span hash", "hash differs")),
    ("citation", "claim-robots-write", ["span", "end"], 5, ("quote shape", "outside its span")),
    (
        "citation",
        "claim-robots-write",
        ["deep_link"],
        None,
        ("deep link", "needs to be there exactly where the quote is unique"),
    ),
    ("claim", "robots-write", ["citation", "quote", "start"], 3, ("claim cited", "differs from the citation served")),
    ("claim", "robots-write", ["citation", "id"], "nobody", ("claim cited", "differs from the citation served")),
    ("claim", "robots-write", ["text"], COPY, ("wording", "copied")),
    ("topic", "letters", ["definition"], COPY, ("wording", "copied")),
    ("change", "v0-1-0-01", ["reason"], COPY, ("wording", "copied")),
    ("release", "1", ["method", "review"], COPY, ("wording", "copied")),
    ("release", "1", ["licence", "note"], COPY, ("wording", "copied")),
    ("passage", "letters-p01", ["sha256"], "0" * 64, ("passage hash", "hash differs")),
    ("passage", "letters-p01", ["end"], 40, ("tiling", "overlaps")),
    ("passage", "letters-p01", ["start"], 3, ("tiling", "characters outside every passage")),
    ("passage", "letters-p05", ["coverage"], "represented", ("passage accounted for", "no record quotes it")),
    (
        "passage",
        "letters-p05",
        ["left_out_reason"],
        "transition",
        ("passage accounted for", "left out without a fitting reason"),
    ),
    ("source", "letters", ["coverage", "passages_left_out"], 0, ("coverage totals", "differ")),
]


@pytest.mark.parametrize(("table", "record", "keys", "value", "expected"), PLANTED)
def test_planted_damage_fails(
    small: Small,
    capsys: pytest.CaptureFixture[str],
    table: str,
    record: str,
    keys: list[str],
    value: object,
    expected: tuple[str, str],
) -> None:
    small.plant(table, record, keys, value)
    found = failures(small, capsys)
    assert expected in found
    assert ("database digest", "damaged") in found


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        (
            "claims.yaml",
            "quote: many letters",
            "quote: most letters",
            "claim/robots-write: citation.quote: “most letters”",
        ),
        ("claims.yaml", "quote: many letters", "quote: e", "stands 3 times in p01"),
        (
            "claims.yaml",
            "{passages: p04",
            "{passages: p44",
            "claim/will-people-stop: citation.passages: there is no passage p44",
        ),
        ("passages.yaml", "begins: Nearly half", "begins: letters", "passages: p02: begins: found 2 times on line 1"),
        ("passages.yaml", "line: 5, role", "line: 50, role", "passages: p06: line: the text has 6 lines"),
        ("passages.yaml", "- {id: p01, line: 1}", "- {id: p01, line: 2}", "passages: p02: begins before"),
        ("passages.yaml", "- {id: p01, line: 1}", "- {id: p01, line: 1, begins: write}", "p01: words stand before it"),
    ],
)
def test_lock_names_what_it_cannot_find(
    small: Small, capsys: pytest.CaptureFixture[str], name: str, old: str, new: str, message: str
) -> None:
    small.edit(f"{ARTICLE}/{name}", old, new)
    assert small.lock() == 1
    assert message in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        (f"{ARTICLE}/claims.yaml", "claim_type: factual", "claim_type: fact", "claims.yaml: robots-write: claim_type:"),
        (
            f"{ARTICLE}/claims.yaml",
            "  qualifiers: [many]\n",
            "  qualifiers: [many]\n  qualifiers: [few]\n",
            "`qualifiers` stands twice",
        ),
        (f"{ARTICLE}/claims.yaml", "  qualifiers: [many]\n", "  colour: red\n", "claims.yaml: robots-write: colour:"),
        (f"{ARTICLE}/claims.yaml", "certainty: null", "certainty: asserted", "certainty is null for questions"),
        (f"{ARTICLE}/claims.yaml", "certainty: asserted", "certainty: hedged", "a hedged claim names its hedge"),
        (
            f"{ARTICLE}/claims.yaml",
            "topics: [letters]",
            "topics: [lettres]",
            "claims: robots-write: topics: there is no topic lettres",
        ),
        (
            f"{ARTICLE}/claims.yaml",
            "id: will-people-stop",
            "id: robots-write",
            "claim/robots-write: the id is taken 2 times",
        ),
        (
            f"{ARTICLE}/claims.yaml",
            "statistics: [machine-share]",
            "statistics: [no-share]",
            "there is no statistic no-share",
        ),
        (f"{ARTICLE}/claims.yaml", 'code: "FR"', 'code: "XX"', "there is no country XX in countries.yaml"),
        (f"{ARTICLE}/claims.yaml", "quote: many letters", "quote: Robots", "doesn't fit claim/robots-write"),
        (f"{ARTICLE}/claims.yaml", "quote: many letters", "quote: a b c d e f g h i j k", "at most 8 words"),
        (f"{ARTICLE}/statistics.yaml", "series: machine-share", "series: none-such", "there is no series none-such"),
        (f"{ARTICLE}/statistics.yaml", "  upper_inclusive: false\n", "", "each bound needs its inclusiveness"),
        (f"{ARTICLE}/statistics.yaml", "start: 2020, end: 2020", "start: 2021, end: 2020", "a period ends no earlier"),
        (f"{ARTICLE}/statistics.yaml", "bounds_basis: none", "bounds_basis: stated", "bounds_basis is `none` exactly"),
        (
            f"{ARTICLE}/statistics.yaml",
            "value_text: Nearly half",
            "text_complete: false\n  value_text: Nearly half",
            "a figure whose text is not complete has no bounds",
        ),
        (f"{ARTICLE}/statistics.yaml", 'upper: "1/2"', "upper: 0.25", "value lies outside its bounds"),
        (f"{ARTICLE}/statistics.yaml", "value: 12\n", "value: null\n", "value is null for a range only"),
        (
            f"{ARTICLE}/statistics.yaml",
            "unit: ratio",
            "unit: currency",
            "currency is needed where the unit is `currency`",
        ),
        (f"{ARTICLE}/statistics.yaml", "unit: ratio", "unit: item", "unit_label says what is counted"),
        (f"{ARTICLE}/source.yaml", 'value: "2020"', 'value: "2020-13-45"', "month must be in 1..12"),
        (f"{ARTICLE}/claims.yaml", "topics: [letters]", "topics: [letters, letters]", "a topic stands twice"),
        (
            f"{ARTICLE}/claims.yaml",
            "text: Will nobody write by hand any more?",
            "text: Many letters are the work of robots.",
            "claims: will-people-stop: label: it is that of robots-write",
        ),
        (f"{ARTICLE}/researchers.yaml", "institution: letterlab", "institution: lab", "there is no institution lab"),
        (
            f"{ARTICLE}/institutions.yaml",
            "  description",
            "  owner: nobody\n  description",
            "institutions: letterlab: owner: there is no institution nobody",
        ),
        (
            f"{ARTICLE}/passages.yaml",
            "role: promotion, left_out_reason: promotion",
            "role: promotion",
            "passages: p05: left_out_reason: no record",
        ),
        (
            f"{ARTICLE}/passages.yaml",
            "- {id: p04, line: 4}",
            "- {id: p04, line: 4, left_out_reason: transition}",
            "a record quotes it",
        ),
        (
            f"{ARTICLE}/passages.yaml",
            "- {id: p04, line: 4}",
            "- {id: p04, line: 4, left_out_reason: promotion}",
            "is no reason",
        ),
        (f"{ARTICLE}/passages.yaml", "begins: Nearly half", "begins: Nearly", "doesn't fit p02"),
        ("topics.yaml", "- {", "- [", "topics.yaml: not readable as YAML"),
        ("release.yaml", 'version: "0.1.0"', 'version: "one"', "release.yaml: the file: version:"),
    ],
)
def test_bad_data_is_named_and_leaves_the_old_database(
    small: Small, capsys: pytest.CaptureFixture[str], name: str, old: str, new: str, message: str
) -> None:
    before = (small.release.readlink(), sorted(path.name for path in small.release.parent.iterdir()))
    small.edit(name, old, new)
    assert small.build() == 1
    captured = capsys.readouterr()
    assert message in unlined(captured.err)
    assert captured.err.count("\n") == 1
    assert before == (small.release.readlink(), sorted(path.name for path in small.release.parent.iterdir()))


def test_missing_and_broken_files_are_one_line(small: Small, capsys: pytest.CaptureFixture[str]) -> None:
    lock = small.root / ARTICLE / "locators.lock.json"
    lock.write_text("{}", encoding="utf-8")
    assert small.build() == 1
    assert "not a lock" in capsys.readouterr().err
    lock.unlink()
    assert small.build() == 1
    assert "python -m seed lock" in capsys.readouterr().err
    (small.root / "topics.yaml").unlink()
    assert small.build() == 1
    assert "topics.yaml: no such file" in capsys.readouterr().err
    assert small.run("verify", "--text", small.text, "--release", small.root / "none") == 1
    assert "there is no database" in capsys.readouterr().err
    assert small.run("verify", "--text", small.root / "none", "--release", small.release) == 1
    assert "no such file" in capsys.readouterr().err
    small.text.write_bytes(b"\xff")
    assert small.verify() == 1
    assert "not UTF-8 at byte 0" in capsys.readouterr().err
    small.database.write_bytes(b"no database at all, but long enough to look like a file")
    small.text.write_text("words", encoding="utf-8")
    assert small.verify() == 1
    assert "can't be read" in capsys.readouterr().err


def test_one_says_which_article_or_source_where_it_is_open(small: Small, capsys: pytest.CaptureFixture[str]) -> None:
    assert small.run("lock", "--text", small.text, "--article", "none") == 1
    assert "--article: letters" in capsys.readouterr().err
    assert small.verify("--source", "none") == 1
    assert "--source: letters" in capsys.readouterr().err


def test_the_files_of_a_release_have_the_public_address(small: Small, capsys: pytest.CaptureFixture[str]) -> None:
    assert '"url":"/v1/claims/' in (small.release / "dataset.json").read_text(encoding="utf-8")
    small.edit("release.yaml", "method:", "public_url: https://data.example/talent\nmethod:")
    assert small.build() == 0
    text = (small.release / "dataset.json").read_text(encoding="utf-8")
    assert '"url":"https://data.example/talent/v1/claims/' in text
    assert '"url":"/' not in text
    with sqlite3.connect(small.release / "dataset.sqlite") as connection:
        (address,) = connection.execute("SELECT url FROM claims").fetchone()
    connection.close()
    assert address.startswith("https://data.example/talent/v1/claims/")
    for wrong in ("data.example", "https://data.example/"):
        small.edit("release.yaml", "https://data.example/talent", wrong)
        assert small.build() == 1
        assert "public_url" in capsys.readouterr().err
        small.edit("release.yaml", f"public_url: {wrong}", "public_url: https://data.example/talent")


def test_a_packed_form_that_saves_too_little_is_left_out(tmp_path: Path) -> None:
    for name, content in (("noise", os.urandom(5000)), ("words", b"words " * 1000)):
        (tmp_path / name).write_bytes(content)
        pack(tmp_path / name, tmp_path / f"{name}.gz")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["noise", "words", "words.gz"]


def test_two_builds_are_byte_identical_and_pass_the_check(root: Path, release: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    build(root, again)
    names = sorted(path.name for path in release.iterdir())
    assert names == sorted(path.name for path in again.iterdir())
    for name in names:
        assert (again / name).read_bytes() == (release / name).read_bytes(), name
    check(again / RECORD_FILE)


def test_every_record_has_its_citation(database: Path) -> None:
    connection = sqlite3.connect(database)
    for table in ("researcher", "affiliation", "institution", "statistic", "claim"):
        joined = f"SELECT count(*), count(c.id) FROM {table} r LEFT JOIN citation c ON c.id = r.citation_id"  # noqa: S608
        records, cited = connection.execute(joined).fetchone()
        assert records == cited > 0
        columns = {row[1]: row[3] for row in connection.execute(f"PRAGMA table_info({table})")}
        assert columns["citation_id"] == 1, "NOT NULL"
    connection.close()
