"""The lists of records: what each can be asked, for the build to store sets and orders by."""

from app.changes.queries import ChangeQuery
from app.query.pagination import ListQuery
from app.resources.citations.queries import CitationQuery
from app.resources.claims.queries import ClaimQuery, RelatedQuery
from app.resources.institutions.queries import InstitutionQuery
from app.resources.passages.queries import PassageQuery
from app.resources.researchers.queries import ResearcherQuery
from app.resources.series.queries import SeriesQuery
from app.resources.sources.queries import SourceQuery
from app.resources.statistics.queries import StatisticQuery
from app.resources.topics.queries import TopicQuery

LISTS: tuple[type[ListQuery], ...] = (
    ChangeQuery,
    CitationQuery,
    ClaimQuery,
    InstitutionQuery,
    PassageQuery,
    RelatedQuery,
    ResearcherQuery,
    SeriesQuery,
    SourceQuery,
    StatisticQuery,
    TopicQuery,
)
