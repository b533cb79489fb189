"""What a database serves: every document, and every record among them as the API sends it."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from app.resources import KINDS
from app.resources.citations.schemas import CitationOut, CitationPart
from app.resources.claims.schemas import ClaimOut
from app.resources.institutions.schemas import InstitutionOut
from app.resources.passages.schemas import PassageOut
from app.resources.researchers.schemas import AffiliationOut, ResearcherOut
from app.resources.sources.schemas import SourceOut
from app.resources.statistics.schemas import StatisticOut
from app.vocabulary import CitedType
from seed.records import SeedError

CitedOut = ResearcherOut | AffiliationOut | InstitutionOut | StatisticOut | ClaimOut
Shown = TypeVar("Shown", bound=BaseModel)

TABLES = (*(kind.record_type.value for kind in KINDS), "change", "release")
"""Whose documents have words of ours."""


@dataclass(frozen=True)
class Served:
    """Every record as the API sends it, checked against the schema that OpenAPI publishes.

    `documents` are the same before any check, by table and id.
    """

    researchers: list[ResearcherOut]
    institutions: list[InstitutionOut]
    statistics: list[StatisticOut]
    claims: list[ClaimOut]
    sources: list[SourceOut]
    passages: list[PassageOut]
    citations: list[CitationOut]
    documents: dict[str, dict[str, str]]

    def cited(self) -> Iterator[tuple[CitedType, CitationPart]]:
        """Every citation that is embedded in a record, with the record's kind."""
        records: list[tuple[CitedType, Sequence[CitedOut]]] = [
            (CitedType.researcher, self.researchers),
            (CitedType.affiliation, [tie for person in self.researchers for tie in person.affiliations]),
            (CitedType.institution, self.institutions),
            (CitedType.statistic, self.statistics),
            (CitedType.claim, self.claims),
        ]
        for kind, found in records:
            for record in found:
                for part in (record.citation, *record.further_citations):
                    yield kind, part


def read_served(database: Path) -> Served:
    """Read what a database serves. Raises SeedError where it can't be read."""
    try:
        connection = sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        with closing(connection):
            documents = {table: _documents(connection, table) for table in TABLES}
        return Served(
            researchers=_validated(ResearcherOut, documents["researcher"]),
            institutions=_validated(InstitutionOut, documents["institution"]),
            statistics=_validated(StatisticOut, documents["statistic"]),
            claims=_validated(ClaimOut, documents["claim"]),
            sources=_validated(SourceOut, documents["source"]),
            passages=_validated(PassageOut, documents["passage"]),
            citations=_validated(CitationOut, documents["citation"]),
            documents=documents,
        )
    except (sqlite3.Error, UnicodeDecodeError, ValidationError) as error:
        raise SeedError(f"{database}: can't be read: {' '.join(str(error).split())[:300]}") from None


def _documents(connection: sqlite3.Connection, table: str) -> dict[str, str]:
    return {str(key): text for key, text in connection.execute(f"SELECT id, document FROM {table}")}  # noqa: S608 - names of ours


def _validated(schema: type[Shown], documents: dict[str, str]) -> list[Shown]:
    return [schema.model_validate_json(text) for text in documents.values()]
