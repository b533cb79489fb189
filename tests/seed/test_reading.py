"""What YAML may say: nothing is coerced, and what is wrong is one line that names file, record and field."""

import pytest

from tests.conftest import Small, unlined

ARTICLE = "articles/letters"
NUMBER, INTEGER, TEXT = (
    "Input should be a valid number",
    "Input should be a valid integer",
    "Input should be a valid string",
)


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        ("passages", "{id: p01, line: 1}", '{id: p01, line: "1"}', f"passages.yaml: p01: line: {INTEGER}"),
        ("passages", "{id: p01, line: 1}", "{id: p01, line: 1.5}", f"passages.yaml: p01: line: {INTEGER}"),
        ("passages", "{id: p01, line: 1}", "{id: p01, line: yes}", f"passages.yaml: p01: line: {INTEGER}"),
        ("statistics", "value: 12\n", 'value: "12"\n', f"statistics.yaml: torn-share: value: {NUMBER}"),
        ("statistics", "value: 12\n", 'value: "1/0"\n', f"statistics.yaml: torn-share: value: {NUMBER}"),
        ("statistics", "value: 12\n", "value: yes\n", f"statistics.yaml: torn-share: value: {NUMBER}"),
        ("statistics", "value: 12\n", "value: .nan\n", "statistics.yaml: torn-share: value: Input should be a finite"),
        ("statistics", 'upper: "1/2"', 'upper: "0.5"', f"statistics.yaml: machine-share: upper: {NUMBER}"),
        ("statistics", "inclusive: false", 'inclusive: "false"', "machine-share: upper_inclusive: Input should be a valid"),
        ("claims", 'code: "FR"', "code: NO", f"claims.yaml: robots-write: countries.code: {TEXT}"),
        ("claims", "text: Many letters are the work of robots.", "text: 7", f"claims.yaml: robots-write: text: {TEXT}"),
        ("source", 'value: "2020"', "value: 2020", f"source.yaml: the file: date_published.value: {TEXT}"),
        ("source", "year: 2020}", 'year: "2020"}', f"source.yaml: the file: rights.year: {INTEGER}"),
        ("source", "date_accessed: 2020-01-02", "date_accessed: 20200102", "source.yaml: the file: date_accessed: Input"),
        ("source", "id: letters", "id: other", "letters: source.yaml: id: other: the folder is named otherwise"),
        ("claims", "- id: robots-write", "- ? [id]\n  : robots-write", "claims.yaml: not readable as YAML:"),
        ("claims", "topics: [letters]", "topics: !!set {letters}", "claims.yaml: not readable as YAML:"),
        ("claims", "topics: [letters]", "topics: &all [*all]", "claims.yaml: not readable as YAML:"),
    ],
)  # fmt: skip
def test_nothing_is_coerced(
    small: Small, capsys: pytest.CaptureFixture[str], name: str, old: str, new: str, message: str
) -> None:
    small.edit(f"{ARTICLE}/{name}.yaml", old, new)
    assert small.build() == 1
    error = capsys.readouterr().err
    assert message in unlined(error)
    assert error.count("\n") == 1


def test_what_is_no_text_is_said(small: Small, capsys: pytest.CaptureFixture[str]) -> None:
    (small.root / "topics.yaml").write_bytes(b"- {id: letters, label: \xff, definition: Letters.}\n")
    assert small.build() == 1
    assert (
        "topics.yaml: not UTF-8 at byte 23, line 1; perhaps it is Windows-1252: convert it: iconv"
        in capsys.readouterr().err
    )


def test_a_day_may_be_quoted(small: Small) -> None:
    small.edit(f"{ARTICLE}/source.yaml", "date_accessed: 2020-01-02", 'date_accessed: "2020-01-02"')
    assert small.build() == 0
