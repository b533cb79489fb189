"""Stores the counts that lists would otherwise make anew for each question."""

from sqlalchemy import Connection, insert

from app.citations.queries import CitationQuery
from app.claims.queries import ClaimQuery
from app.institutions.queries import InstitutionQuery
from app.kit.counts import counts
from app.models import ValueCount
from app.passages.queries import PassageQuery
from app.researchers.queries import ResearcherQuery
from app.sources.queries import SourceQuery
from app.statistics.queries import StatisticQuery

COUNTED = (CitationQuery, ClaimQuery, InstitutionQuery, PassageQuery, ResearcherQuery, SourceQuery, StatisticQuery)
"""The lists whose records can be counted by the values of filters."""


def store_counts(connection: Connection) -> None:
    """Count the rows that are there, by what the lists declare."""
    columns = [column.name for column in ValueCount.metadata.tables["value_count"].columns]
    for query in COUNTED:
        for statement in counts(query):
            connection.execute(insert(ValueCount).from_select(columns, statement))
