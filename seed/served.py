"""What a database serves: every document, and every record among them as the API sends it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from app.resources import KINDS
from app.resources.citations.schemas import CitationOut, CitationPart
from app.resources.passages.schemas import PassageOut
from app.resources.sources.schemas import SourceOut
from app.vocabulary import CitedType
from seed.records import SeedError

Shown = TypeVar("Shown", bound=BaseModel)

TABLES = (*(kind.record_type.value for kind in KINDS), "change", "release")
"""Whose documents have words of ours."""
CITED = {
    kind.record_type.value: CitedType(kind.record_type.value)
    for kind in KINDS
    if "citation" in kind.schema.model_fields
}
"""The kinds whose records ship a proof, by table."""


@dataclass(frozen=True)
class Served:
    """Every record as the API sends it, checked against the schema that OpenAPI publishes, by table.

    `documents` are the same before any check, by table and id.
    """

    records: dict[str, list[BaseModel]]
    documents: dict[str, dict[str, str]]

    def of(self, table: str, schema: type[Shown]) -> list[Shown]:
        """The records of a table."""
        return [record for record in self.records[table] if isinstance(record, schema)]

    @property
    def sources(self) -> list[SourceOut]:
        """The texts that records rest on."""
        return self.of("source", SourceOut)

    @property
    def passages(self) -> list[PassageOut]:
        """The sentences of all sources."""
        return self.of("passage", PassageOut)

    @property
    def citations(self) -> list[CitationOut]:
        """The citations under addresses of their own."""
        return self.of("citation", CitationOut)

    def cited(self) -> Iterator[tuple[CitedType, CitationPart]]:
        """Every citation that is embedded in a record, with the record's kind."""
        for table, kind in CITED.items():
            for record in self.records[table]:
                yield from ((kind, part) for part in _parts(record))
                yield from (
                    (CitedType.affiliation, part) for tie in getattr(record, "affiliations", ()) for part in _parts(tie)
                )


def read_served(database: Path) -> Served:
    """Read what a database serves. Raises SeedError where it can't be read."""
    try:
        connection = sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        with closing(connection):
            documents = {table: _documents(connection, table) for table in TABLES}
        records = {kind.record_type.value: _validated(kind.schema, documents[kind.record_type]) for kind in KINDS}
        return Served(records, documents)
    except (sqlite3.Error, UnicodeDecodeError, ValidationError) as error:
        raise SeedError(f"{database}: can't be read: {' '.join(str(error).split())[:300]}") from None


def _parts(record: Any) -> list[CitationPart]:
    return [record.citation, *record.further_citations]


def _documents(connection: sqlite3.Connection, table: str) -> dict[str, str]:
    return {str(key): text for key, text in connection.execute(f"SELECT id, document FROM {table}")}  # noqa: S608 - names of ours


def _validated(schema: type[BaseModel], documents: dict[str, str]) -> list[BaseModel]:
    return [schema.model_validate_json(text) for text in documents.values()]
