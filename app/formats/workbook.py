"""The workbook (Office Open XML): a first sheet that explains, then a sheet a table, and the coded values.

What Excel can't hold is left out or cut, and the first sheet says so: a sheet has at most 1,048,576 rows and 65,530
links, a cell 32,767 characters.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from app.formats.documents import Dataset
from app.formats.table import LISTS, Scalar
from app.formats.tables import Field, Table

MOST_ROWS = 1_048_575
"""Of a sheet, below its header."""
MOST_LINKS = 65_530
LONGEST_LINK = 2_079
LONGEST_TEXT = 32_767
LONGEST_SHEET_NAME = 31
MEASURED = 200
"""So many rows decide how wide a column is."""
NARROWEST, WIDEST = 8, 66
"""Of columns, in characters: a SHA-256 shows whole."""
LONGEST_WRAPPED = 300
"""Prose up to this length is wrapped; what is longer would make rows too tall to read along."""
COLUMNS = (26, 34, 92, 26)
"""Of the first sheet, in characters."""
LINE = 15
"""The height of a line, in points."""
A4 = 9
ABOUT = "About"

INK, PAPER = "#1F2933", "#FFFFFF"
HEADINGS = {"key": "#1F4E79", "reference": "#2E75B6", "citation": "#548235", "absence": "#7F7F7F", "plain": "#404040"}
"""What a heading's colour means; `MEANINGS` says it in words."""
MEANINGS = {
    "key": "the row's key",
    "reference": "the key of a row on another sheet",
    "citation": "where the article says so",
    "absence": "why a cell is empty",
    "plain": "what the record says",
}


@dataclass(frozen=True)
class Preface:
    """What the first sheet says before the columns: how to cite, what it rests on, and notes."""

    cite_as: str
    sources: Sequence[str]
    notes: Sequence[str]


class _Styles:
    """The formats of cells. A workbook counts them in the order in which they are made."""

    def __init__(self, book: Workbook) -> None:
        top = {"valign": "top", "font_color": INK}
        text = {**top, "align": "left", "indent": 1}
        self.number = book.add_format(top)
        # Excel knows a yes or no by the cell; LibreOffice, by its format.
        self.boolean = book.add_format({**top, "align": "center", "num_format": '"TRUE";"TRUE";"FALSE"'})
        self.plain = book.add_format(text)
        self.wrapped = book.add_format({**text, "text_wrap": True})
        self.faint = book.add_format({**text, "font_color": HEADINGS["absence"], "italic": True})
        self.bold = book.add_format({**text, "bold": True})
        self.title = book.add_format({"bold": True, "font_size": 18, "font_color": HEADINGS["key"]})
        self.section = book.add_format({"bold": True, "font_size": 13, "font_color": HEADINGS["key"]})
        self.link = book.add_format({**text, "font_color": HEADINGS["reference"], "underline": 1})
        self.headings = {
            kind: book.add_format(
                {
                    "bold": True,
                    "font_color": PAPER,
                    "bg_color": colour,
                    "valign": "vcenter",
                    "align": "left",
                    "indent": 1,
                }
            )
            for kind, colour in HEADINGS.items()
        }


def workbook(path: Path, tables: Sequence[Table], about: Dataset, preface: Preface) -> None:
    """Write the workbook; equal tables give equal bytes on one version of XlsxWriter."""
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    with Workbook(str(path), options) as book:
        created = about.released_at.replace(tzinfo=None)
        book.set_properties(
            {"title": about.title, "comments": f"{preface.cite_as} {about.licence_url}", "created": created}
        )
        styles = _Styles(book)
        held = [table for table in tables if table.total <= MOST_ROWS]
        first = book.add_worksheet(ABOUT)
        sheets = {table.name: book.add_worksheet(table.name[:LONGEST_SHEET_NAME]) for table in held}
        cut = {table.name: _Sheet(sheets[table.name], table, styles).write() for table in held}
        _About(first, styles).write(tables, cut, about, preface)


def kind_of(field: Field, key: Sequence[str]) -> str:
    """What a column is for: a key of `HEADINGS`."""
    if field.refers_to and not field.name.startswith("citation_"):
        return "reference"
    if field.name in key:
        return "key"
    if field.name.endswith("_absent_reason"):
        return "absence"
    return "citation" if field.name.startswith(("citation_", "further_citations")) else "plain"


class _Sheet:
    """Writes one table."""

    def __init__(self, sheet: Worksheet, table: Table, styles: _Styles) -> None:
        self.sheet = sheet
        self.table = table
        self.styles = styles
        self.kinds = [kind_of(field, table.key) for field in table.fields]
        self.links = 0
        self.cut = 0

    def write(self) -> int:
        """Write header and rows; how many texts were cut."""
        for column, (field, kind) in enumerate(zip(self.table.fields, self.kinds, strict=True)):
            self.sheet.write_string(0, column, field.name, self.styles.headings[kind])
        rows = self.table.rows()
        measured = list(islice(rows, MEASURED))
        formats = [self._fitted(column, [row[column] for row in measured]) for column in range(len(self.kinds))]
        wrapped = [column for column, style in enumerate(formats) if style is self.styles.wrapped]
        for number, row in enumerate(chain(measured, rows), 1):
            lines = max([_lines(str(row[column] or ""), WIDEST) for column in wrapped], default=1)
            if lines > 1:
                self.sheet.set_row(number, LINE * lines)
            for column, value in enumerate(row):
                if value is not None:
                    self._cell(number, column, value, formats[column])
        self.sheet.set_row(0, 22)
        self.sheet.freeze_panes(1, 1)
        self.sheet.autofilter(0, 0, max(self.table.total, 1), len(self.table.fields) - 1)
        self.sheet.set_paper(A4)
        self.sheet.set_landscape()
        self.sheet.repeat_rows(0)
        return self.cut

    def _fitted(self, column: int, measured: Sequence[Scalar]) -> Format:
        """Make a column as wide as its first texts need; the format of its cells."""
        texts = [value if isinstance(value, str) else f"{value:.6g}" for value in measured if value is not None]
        heading = len(self.table.fields[column].name) + 5  # room for the filter's button
        longest = max(map(len, texts), default=0)
        self.sheet.set_column(column, column, min(max(heading, longest + 3, NARROWEST), WIDEST))
        if self.kinds[column] == "absence":
            return self.styles.faint
        prose = WIDEST < longest <= LONGEST_WRAPPED and any(" " in text for text in texts)
        return self.styles.wrapped if prose else self.styles.plain

    def _cell(self, row: int, column: int, value: Scalar, style: Format) -> None:
        """A number as a number, a yes or no as one, an address as a link while links are left, else the text."""
        if isinstance(value, bool):
            self.sheet.write_boolean(row, column, value, self.styles.boolean)
            return
        if isinstance(value, int | float):
            self.sheet.write_number(row, column, value, self.styles.number)
            return
        text = str(value)
        if len(text) > LONGEST_TEXT:
            text, self.cut = f"{text[: LONGEST_TEXT - 1]}…", self.cut + 1
        if text.startswith(("http://", "https://")) and self.links < MOST_LINKS and _is_link(text):
            self.links += 1
            self.sheet.write_url(row, column, text, self.styles.link)
        else:
            self.sheet.write_string(row, column, text, style)


def _lines(text: str, width: int) -> int:
    """How many lines a text takes in so many columns. LibreOffice doesn't make rows taller by itself."""
    return -(-len(text) // (width - 4)) if text else 1


def _is_link(text: str) -> bool:
    return len(text) <= LONGEST_LINK and " " not in text


class _About:
    """Writes the first sheet."""

    def __init__(self, sheet: Worksheet, styles: _Styles) -> None:
        self.sheet = sheet
        self.styles = styles
        self.row = 0

    def write(self, tables: Sequence[Table], cut: Mapping[str, int], about: Dataset, preface: Preface) -> None:
        """What it is, how to cite it, the sheets, and what each column holds. `cut`: the sheets that are there."""
        for column, width in enumerate(COLUMNS):
            self.sheet.set_column(column, column, width)
        self.sheet.hide_gridlines(2)
        self.sheet.set_paper(A4)
        self.sheet.set_landscape()
        self.sheet.fit_to_pages(1, 0)
        self.sheet.write_string(0, 0, about.title, self.styles.title)
        self.row = 2
        for name, text in _described(about, preface):
            self._pair(name, text)
        self._section("Sheets")
        for table in tables:
            self._listed(table, cut.get(table.name))
        self._section("Colours of headings")
        for kind, meaning in MEANINGS.items():
            self.sheet.write_string(self.row, 0, meaning, self.styles.headings[kind])
            self.row += 1
        self._section("Columns")
        for column, text in enumerate(("Sheet", "Column", "What it holds", "Values are in")):
            self.sheet.write_string(self.row, column, text, self.styles.headings["plain"])
        self.row += 1
        for table in tables:
            for field in table.fields if table.name in cut else ():
                self._explained(table, field)

    def _pair(self, name: str, text: str) -> None:
        self.sheet.write_string(self.row, 0, name, self.styles.bold)
        self.sheet.merge_range(self.row, 1, self.row, 2, "", self.styles.wrapped)
        if text.startswith("https://") and " " not in text:
            self.sheet.write_url(self.row, 1, text, self.styles.link)
        else:
            self.sheet.write_string(self.row, 1, text, self.styles.wrapped)
        self.sheet.set_row(self.row, LINE * _lines(text, COLUMNS[1] + COLUMNS[2]))
        self.row += 1

    def _section(self, name: str) -> None:
        self.row += 1
        self.sheet.write_string(self.row, 0, name, self.styles.section)
        self.row += 1

    def _listed(self, table: Table, cut: int | None) -> None:
        """A sheet, how long it is, and what is missing of it: `cut` texts, or all of it where that is None."""
        rows = f"{table.total:,} row{'' if table.total == 1 else 's'}"
        if cut is None:
            self.sheet.write_string(self.row, 0, table.name, self.styles.faint)
            rows += ": more than a sheet holds, so it is left out; it is in the other files"
        else:
            name = table.name[:LONGEST_SHEET_NAME]
            self.sheet.write_url(self.row, 0, f"internal:'{name}'!A1", self.styles.link, table.name)
            rows += f"; {cut} texts are cut" if cut else ""
        self.sheet.write_string(self.row, 1, rows, self.styles.plain)
        self.sheet.write_string(self.row, 2, table.description, self.styles.wrapped)
        self.row += 1

    def _explained(self, table: Table, field: Field) -> None:
        self.sheet.write_string(self.row, 0, table.name, self.styles.plain)
        self.sheet.write_string(self.row, 1, field.name, self.styles.bold)
        self.sheet.write_string(self.row, 2, field.description, self.styles.wrapped)
        if field.refers_to:
            self.sheet.write_string(self.row, 3, ".".join(field.refers_to), self.styles.plain)
        self.sheet.set_row(self.row, LINE * _lines(field.description, COLUMNS[2]))
        self.row += 1


def _described(about: Dataset, preface: Preface) -> Iterator[tuple[str, str]]:
    yield "Version", f"{about.version}, {about.released.isoformat()}"
    yield "How to cite", preface.cite_as
    for source in preface.sources:
        yield "Source", source
    yield "Licence", f"{about.licence}. {about.licence_note}".strip()
    yield "", about.licence_url
    for note in (*preface.notes, LISTS):
        yield "Note", note
    for name, text in about.method.items():
        yield name.replace("_", " ").capitalize(), " ".join(text) if isinstance(text, list) else str(text)
