"""The table of formats: a new format is a module, a line here and a golden file."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from app.formats.bibliography import Item
from app.formats.bibtex import bibtex
from app.formats.csl import csl
from app.formats.documents import Context, Document
from app.formats.jsonld import jsonld
from app.formats.lines import json_text, ndjson_text
from app.formats.page import page
from app.formats.references import items
from app.formats.ris import ris
from app.formats.styles import apa, chicago, mla, printed
from app.formats.table import csv_text

Write = Callable[[Sequence[Document], Context], str]
UTF_8 = "charset=utf-8"


@dataclass(frozen=True)
class Joint:
    """How records that were written in batches become one text: what stands between them, and what ends the text."""

    separator: str = ""
    tail: str = ""


@dataclass(frozen=True)
class Format:
    """A way to write records down.

    `media_type` is what a client names in Accept, with the parameter that tells it from its like (`style=apa`);
    `parameters` are added when it is sent. `extension` has no dot. `label` is one line for the documentation. `joint`:
    it is a file, in which a list is whole; None: it is looked at page by page. `in_columns`: its
    columns are documented.
    """

    name: str
    media_type: str
    extension: str
    label: str
    write: Write
    parameters: str = ""
    joint: Joint | None = None
    in_columns: bool = False

    @property
    def content_type(self) -> str:
        """The value of the Content-Type header."""
        return "; ".join(part for part in (self.media_type, self.parameters) if part)

    def encode(self, documents: Sequence[Document], context: Context) -> bytes:
        """The records in UTF-8. One must be given where `context.single`."""
        return self.write(documents, context).encode()

    def pieces(self, batches: Iterable[tuple[Sequence[Document], Context]], context: Context) -> Iterator[bytes]:
        """The records of all batches, as `encode` writes them together, a piece a batch."""
        assert self.joint is not None
        tail, separator = self.joint.tail.encode(), self.joint.separator.encode()
        head = self.encode([], context).removesuffix(tail)
        for number, (documents, own) in enumerate(batches):
            written = self.encode(documents, own).removeprefix(head).removesuffix(tail)
            yield (separator if number else head) + written
        yield tail


def _cited(write: Callable[[Iterable[Item]], str]) -> Write:
    """A format of references, to be given citations, sources or the dataset.

    Raises KeyError where the context lacks a citation's source.
    """
    return lambda documents, context: write(items(documents, context))


def by_extension(formats: Iterable[Format]) -> dict[str, str]:
    """The names of formats by the extension of their files; the first of those that share one."""
    return {each.extension: each.name for each in reversed(list(formats))}


def _table(*formats: Format) -> dict[str, Format]:
    return {each.name: each for each in formats}


RECORD_FORMATS = _table(
    Format("json", "application/json", "json", "JSON", json_text),
    Format("csv", "text/csv", "csv", "CSV (RFC 4180)", csv_text, f"{UTF_8}; header=present", Joint(), in_columns=True),
    Format("ndjson", "application/x-ndjson", "ndjson", "JSON, one record a line", ndjson_text, joint=Joint()),
    Format(
        "jsonld",
        "application/ld+json",
        "jsonld",
        "JSON-LD (schema.org, Web Annotation)",
        jsonld,
        joint=Joint(",", "]}"),
    ),
)
REFERENCE_FORMATS = _table(
    Format("bibtex", "application/x-bibtex", "bib", "BibTeX", _cited(bibtex), UTF_8, Joint("\n")),
    Format("ris", "application/x-research-info-systems", "ris", "RIS", _cited(ris), UTF_8, Joint("\r\n")),
    Format("csl", "application/vnd.citationstyles.csl+json", "json", "CSL-JSON", _cited(csl), joint=Joint(",", "]")),
    *(
        Format(
            name,
            f"text/x-bibliography; style={name}",
            "txt",
            label,
            _cited(partial(printed, style)),
            UTF_8,
            Joint("\n\n", "\n"),
        )
        for name, label, style in (
            ("apa", "APA, 7th edition", apa),
            ("mla", "MLA, 9th edition", mla),
            ("chicago", "Chicago, 17th edition, author-date", chicago),
        )
    ),
)
"""Of what can be cited: a citation, a source, the dataset."""

CITATION_FORMATS = REFERENCE_FORMATS | _table(
    Format("html", "text/html", "html", "A page with the proof and how to check it", page, UTF_8),
)


@dataclass(frozen=True)
class Download:
    """The whole dataset as one file of a release. `extension` has no dot. `packed`: it may have a packed form."""

    extension: str
    media_type: str
    label: str
    packed: bool = False

    @property
    def file_name(self) -> str:
        """Its name in the folder of a release."""
        return f"dataset.{self.extension}"

    @property
    def packed_name(self) -> str:
        """The name of its packed form (gzip), where it has one."""
        return f"{self.file_name}.gz"


DOWNLOADS = {
    each.extension: each
    for each in (
        Download("json", "application/json", "JSON", packed=True),
        Download(
            "ndjson",
            "application/x-ndjson",
            "JSON, a record a line; the first is the dataset itself",
            packed=True,
        ),
        Download("zip", "application/zip", "CSV tables with their description (Data Package)"),
        Download(
            "sqlite", "application/vnd.sqlite3", "SQLite: tables with keys, and views that join them", packed=True
        ),
        Download(
            "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "Workbook, a sheet a table; the first says what each column holds",
        ),
    )
}
"""The files of a release, by extension."""
