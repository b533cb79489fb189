"""What Excel can't hold is left out or cut, and said."""

import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from app.formats import workbook as module
from app.formats.tables import Field, Table
from app.formats.workbook import Preface, kind_of, workbook
from tests.formats.examples import DATASET

PREFACE = Preface("Cite it so.", ["A source"], ["A note."])
FIELDS = [Field("id", "string", "Its id."), Field("text", "string", "Its text."), Field("whole", "boolean", "Whether.")]


def table(*rows: tuple[object, ...], name: str = "all") -> Table:
    return Table(name, "All.", FIELDS, ("id",), len(rows), lambda: rows)  # type: ignore[arg-type, return-value]


def made(path: Path, *tables: Table) -> dict[str, str]:
    workbook(path, tables, DATASET, PREFACE)
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def texts(xml: str) -> list[str]:
    return ["".join(cell.itertext()) for cell in ET.fromstring(xml).iter() if cell.tag.endswith("}c")]  # noqa: S314 - our own


def test_a_sheet_with_too_many_rows_is_left_out_and_the_first_sheet_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_ROWS", 1)
    files = made(tmp_path / "a.xlsx", table(("a", "x", None), ("b", "y", None), name="large"), table(("a", "x", None)))
    assert [name for name in files if name.startswith("xl/worksheets/sheet")] == [
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/sheet2.xml",
    ]
    assert (
        "2 rows: more than a sheet holds, so it is left out; it is in the other files"
        in files["xl/worksheets/sheet1.xml"]
    )


def test_a_text_that_is_too_long_is_cut_and_the_first_sheet_says_so(tmp_path: Path) -> None:
    files = made(tmp_path / "a.xlsx", table(("a", "x" * 40_000, None), ("b", "y" * 32_767, None)))
    assert "2 rows; 1 texts are cut" in files["xl/worksheets/sheet1.xml"]
    found = texts(files["xl/worksheets/sheet2.xml"])
    assert "x" * 32_766 + "…" in found
    assert "y" * 32_767 in found


def test_addresses_are_links_while_a_sheet_takes_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_LINKS", 1)
    rows = [("a", "https://a.example/", None), ("b", "https://b.example/", None), ("c", f"https://{'c' * 3000}", None)]
    files = made(tmp_path / "a.xlsx", table(*rows))
    assert files["xl/worksheets/_rels/sheet2.xml.rels"].count("/hyperlink") == 1
    assert {text for _, text, _ in rows} <= set(texts(files["xl/worksheets/sheet2.xml"]))


def test_what_looks_like_a_formula_or_a_number_is_a_text(tmp_path: Path) -> None:
    files = made(tmp_path / "a.xlsx", table(("=1+1", "0042", True), ("@x", "{=a}", False)))
    sheet = files["xl/worksheets/sheet2.xml"]
    assert "<f>" not in sheet
    assert {"=1+1", "0042", "@x", "{=a}"} <= set(texts(sheet))
    assert sheet.count('t="b"') == 2


def test_equal_tables_give_equal_bytes(tmp_path: Path) -> None:
    for name in "ab":
        made(tmp_path / name, table(("a", "words " * 20, True)))
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


@pytest.mark.parametrize(
    ("name", "refers_to", "kind"),
    [
        ("id", None, "key"),
        ("text", None, "plain"),
        ("parent_id", ("all", "id"), "reference"),
        ("citation_id", ("citations", "id"), "citation"),
        ("further_citations", None, "citation"),
        ("country_absent_reason", None, "absence"),
    ],
)
def test_a_heading_has_the_colour_of_what_its_column_is_for(
    name: str, refers_to: tuple[str, str] | None, kind: str
) -> None:
    assert kind_of(Field(name, "string", "", refers_to=refers_to), ("id",)) == kind
