"""Stores what lists would otherwise count and find anew for each question."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from sqlalchemy import Connection, insert

from app.models import ValueCount
from app.query.bitmaps import bitmap, packed
from app.query.counts import count_statements, set_statements
from app.query.pagination import ListQuery
from app.resources.citations.queries import CitationQuery
from app.resources.claims.queries import ClaimQuery, RelatedQuery
from app.resources.institutions.queries import InstitutionQuery
from app.resources.passages.queries import PassageQuery
from app.resources.researchers.queries import ResearcherQuery
from app.resources.sources.queries import SourceQuery
from app.resources.statistics.queries import StatisticQuery
from seed.entries import Values

COUNTED = (
    CitationQuery,
    ClaimQuery,
    InstitutionQuery,
    PassageQuery,
    RelatedQuery,
    ResearcherQuery,
    SourceQuery,
    StatisticQuery,
)
"""The lists whose records can be counted by the values of filters."""


def store_counts(connection: Connection) -> None:
    """Count the rows that are there, by what the lists declare."""
    columns = [column.name for column in ValueCount.metadata.tables["value_count"].columns]
    for query in COUNTED:
        for statement in count_statements(query):
            connection.execute(insert(ValueCount).from_select(columns, statement))
        for row in _sets(connection, query):
            connection.execute(insert(ValueCount), row)


def _sets(connection: Connection, query: type[ListQuery]) -> Iterator[Values]:
    kind = str(query.table.__tablename__)
    for name, statement in set_statements(query):
        for value, found in groupby(connection.execute(statement), itemgetter(0)):
            yield _row(kind, name, "" if value is None else str(value), [row[1] for row in found])


def _row(kind: str, name: str, value: str, positions: Sequence[int]) -> Values:
    members = bitmap(positions)
    return {
        "record_type": kind,
        "filter": name,
        "beside": "",
        "beside_value": "",
        "value": value,
        "total": members.bit_count(),
        "members": packed(members),
    }
