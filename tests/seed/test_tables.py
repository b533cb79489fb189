"""The tables of the downloads: in the zip, in SQLite and in the workbook they are the same."""

import importlib.util
import re
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from frictionless import Package
from sqlmodel import SQLModel

from app.formats.analysis import VIEWS, analysis_database
from app.formats.tables import Field, Table
from seed.tables import RECORDS, RecordTables
from tests.conftest import Api

GUIDE = Path(__file__).parents[2] / "app/site/guides/tables.md"
SHARES = [61.1, 20.9, 54.1]
SPREADSHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
MODULES = {"read_excel(": {"pandas": "openpyxl", "polars": "fastexcel"}, "duckdb": {"duckdb": "fsspec"}}
"""What tools need beside themselves."""


@pytest.fixture(scope="module")
def tables(database: Path) -> Iterator[dict[str, Table]]:
    with closing(sqlite3.connect(database)) as connection:
        yield {table.name: table for table in RecordTables(connection, "").tables()}


@pytest.fixture(scope="module")
def analysis(release: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(release / "dataset.sqlite")) as connection:
        connection.row_factory = sqlite3.Row
        yield connection


def rows(connection: sqlite3.Connection, query: str, *values: object) -> list[dict[str, Any]]:
    return [dict(row) for row in connection.execute(query, values)]


def _stem(name: str) -> str:
    """The same of a name in the singular and in the plural."""
    return re.sub("(ies|y)$", "i", name).removesuffix("s")


def test_every_table_of_the_database_is_there_but_the_engines(tables: dict[str, Table]) -> None:
    engine = {
        "release",
        "record_count",
        "value_set",
        "order_block",
        "source_coverage",
        "search_entry",
        "search_form",
        "search_word",
    }
    assert {_stem(name) for name in tables} - {"code"} == {
        _stem(name) for name in set(SQLModel.metadata.tables) - engine
    }
    for table in tables.values():
        assert not {"position", "document"} & set(table.names)
        assert len(set(table.names)) == len(table.names)
        assert all(field.description for field in table.fields)
        assert set(table.key) <= set(table.names)
        read = list(table.rows())
        assert (
            len(read) == table.total == len({tuple(row[table.names.index(name)] for name in table.key) for row in read})
        )
        for number, field in enumerate(table.fields):
            if field.refers_to:
                other, column = field.refers_to
                there = {row[tables[other].names.index(column)] for row in tables[other].rows()}
                assert {row[number] for row in read} - {None} <= there
            if field.required:
                assert None not in {row[number] for row in read}


def test_reasons_of_absence_stand_beside_what_is_absent(analysis: sqlite3.Connection) -> None:
    for name in RECORDS:
        columns = [row["name"] for row in rows(analysis, f'PRAGMA table_info("{name}")')]
        for reason in [column for column in columns if column.endswith("_absent_reason")]:
            field = reason.removesuffix("_absent_reason")
            beside = next(column for column in columns if column == field or column.startswith(f"{field}_"))
            query = f'SELECT count(*) AS n FROM "{name}" WHERE ("{beside}" IS NULL) != ("{reason}" IS NOT NULL)'  # noqa: S608 - names of ours
            assert rows(analysis, query) == [{"n": 0}], (name, reason)


def test_the_analysts_database_has_keys_references_and_no_blobs(
    analysis: sqlite3.Connection, tables: dict[str, Table]
) -> None:
    schema = {
        row["name"]: row["type"] for row in rows(analysis, "SELECT name, type FROM sqlite_schema WHERE type != 'index'")
    }
    assert schema == dict.fromkeys(tables, "table") | {view.name: "view" for view in VIEWS}
    assert rows(analysis, "PRAGMA integrity_check") == [{"integrity_check": "ok"}]
    assert rows(analysis, "PRAGMA foreign_key_check") == []
    for name, table in tables.items():
        columns = rows(analysis, f'PRAGMA table_info("{name}")')
        assert [column["name"] for column in columns] == table.names
        assert {column["type"] for column in columns} <= {"TEXT", "INTEGER", "REAL"}
        assert [column["name"] for column in sorted(columns, key=lambda c: c["pk"]) if column["pk"]] == list(table.key)
        referring = rows(analysis, f'PRAGMA foreign_key_list("{name}")')
        found = {each["from"]: (each["table"], each["to"]) for each in referring}
        assert found == {field.name: field.refers_to for field in table.fields if field.refers_to}


def test_the_views_join(analysis: sqlite3.Connection, api: Api) -> None:
    for claim in api.walk("/v1/claims?limit=100"):
        found = rows(analysis, "SELECT * FROM claims_in_full WHERE id = ?", claim["id"])
        assert {row["statistic_id"] for row in found} == {each["id"] for each in claim["statistics"]} or {None}
        for row in found:
            assert row["citation_formatted"] == claim["citation"]["formatted"]
            assert row["citation_span_sha256"] == claim["citation"]["span"]["sha256"]
            assert row["text"] == claim["text"]
    people = api.walk("/v1/researchers?limit=100&sort=position")
    expected = [
        (each["name"], tie["institution"]["label"], tie["citation"]["formatted"])
        for each in people
        for tie in each["affiliations"]
    ]
    query = "SELECT name, institution_name, affiliation_citation_formatted FROM researchers_in_full"
    assert sorted(tuple(row.values()) for row in rows(analysis, query)) == sorted(expected)


def test_a_dangling_reference_is_refused(tmp_path: Path) -> None:
    fields = [Field("id", "string", "Its id."), Field("other_id", "string", "Another.", refers_to=("all", "id"))]
    table = Table("all", "All.", fields, ("id",), 1, lambda: [("a", "b")])
    with pytest.raises(sqlite3.IntegrityError, match="all: row 1 refers to no row of all"):
        analysis_database(tmp_path / "made.sqlite", [table], ())


@pytest.mark.unmeasured
def test_frictionless_holds_the_package_valid_and_joins_it(release: Path, tables: dict[str, Table]) -> None:
    package = Package(str(release / "dataset.zip"))
    report = package.validate()
    assert report.valid, report.flatten(["title", "message"])
    assert package.resource_names == list(tables)
    for resource in package.resources:
        table = tables[str(resource.name)]
        assert resource.schema.primary_key == list(table.key)
        keys = {each["fields"][0]: each["reference"] for each in resource.schema.foreign_keys}
        referring = {field.name: field.refers_to for field in table.fields if field.refers_to}
        assert {name: (each["resource"] or table.name, each["fields"][0]) for name, each in keys.items()} == referring
    links = package.get_table_resource("claim_statistics").read_rows()
    assert len(links) == tables["claim_statistics"].total
    claims = {row["id"]: row for row in package.get_table_resource("claims").read_rows()}
    figures = {row["id"]: row for row in package.get_table_resource("statistics").read_rows()}
    for row in links:
        assert row["statistic_id"] in claims[row["claim_id"]]["statistics"]
        assert row["statistic_id"] in figures
    assert Package(f"sqlite:///{release / 'dataset.sqlite'}").validate().valid


def cells(archive: zipfile.ZipFile, number: int) -> list[list[object]]:
    """The rows of the sheet with this number, from 1, by a reader of a few lines."""
    shared = (
        []
        if "xl/sharedStrings.xml" not in archive.namelist()
        else [
            "".join(part.itertext())
            for part in ET.fromstring(archive.read("xl/sharedStrings.xml"))  # noqa: S314 - our own file
        ]
    )
    found = []
    sheet = ET.fromstring(archive.read(f"xl/worksheets/sheet{number}.xml"))  # noqa: S314 - our own file
    for row in sheet.iter(f"{SPREADSHEET}row"):
        values: list[object] = []
        for cell in row:
            letters = re.sub(r"\d", "", cell.attrib["r"])
            column = 0
            for letter in letters:
                column = column * 26 + ord(letter) - 64
            values += [None] * (column - 1 - len(values))
            kind, text = cell.get("t", "n"), "".join(cell.itertext())
            values.append(
                shared[int(text)] if kind == "s" else text if kind == "inlineStr" else float(text) if text else None
            )
        found.append(values)
    return found


def test_the_workbook_has_a_sheet_a_table_and_one_that_explains(release: Path, tables: dict[str, Table]) -> None:
    with zipfile.ZipFile(release / "dataset.xlsx") as archive:
        book = ET.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314 - our own file
        names = [sheet.attrib["name"] for sheet in book.iter(f"{SPREADSHEET}sheet")]
        assert names == ["About", *tables]
        about = [value for row in cells(archive, 1) for value in row]
        assert about[0] == "The AI talent record"
        assert any("[Data set]" in str(value) for value in about)
        for number, table in enumerate(tables.values(), start=2):
            head, *read = cells(archive, number)
            assert head == table.names
            assert set(table.names) <= set(about)
            for shown, row in zip(read, table.rows(), strict=True):
                padded = shown + [None] * (len(row) - len(shown))
                for left, right in zip(padded, row, strict=True):
                    assert left == right or (isinstance(right, float) and left == pytest.approx(right))
            xml = archive.read(f"xl/worksheets/sheet{number}.xml").decode()
            assert '<pane xSplit="1" ySplit="1"' in xml
            assert "<autoFilter" in xml
        number = names.index("sources") + 1
        links = archive.read(f"xl/worksheets/_rels/sheet{number}.xml.rels").decode()
        assert "https://gaptekzone.com/" in links


TOOLS = {"pandas": "pandas.", "polars": "polars.", "duckdb": "duckdb.", "frictionless": "package."}
"""Tools, and how a line of each begins or goes on."""


def block() -> tuple[list[str], list[str]]:
    """What the guide assigns, and the lines below that read the shares."""
    text = GUIDE.read_text(encoding="utf-8").split("```python\nimport sqlite3")[1].split("```")[0]
    lines = [line for line in text.splitlines()[1:] if line]
    assigned = [line for line in lines if re.match(r"\w+ = ", line)]
    return assigned, [line for line in lines if line not in assigned]


@pytest.mark.parametrize("line", block()[1])
def test_the_shares_come_out_as_numbers_in_one_line(line: str, release: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tool,) = [name for name, mark in TOOLS.items() if mark in line]
    for name in (tool, *(more[tool] for mark, more in MODULES.items() if mark in line and tool in more)):
        if importlib.util.find_spec(name) is None:
            pytest.skip(f"{name} is not installed")
    monkeypatch.chdir(release)
    given: dict[str, Any] = {name: importlib.import_module(name) for name in (tool, "sqlite3", "zipfile")}
    for assigned in block()[0]:
        name, value = assigned.split(" = ", 1)
        if re.search(rf"\b{name}\b", line):
            given[name] = eval(value, given)  # noqa: S307 - our own page
    assert [float(value) for value in eval(line, given)] == SHARES  # noqa: S307 - as above


def test_every_tool_has_a_line() -> None:
    assert all(any(mark in line for line in block()[1]) for mark in TOOLS.values())
