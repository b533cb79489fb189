"""Addresses under `/v1/statistics`."""

from typing import Annotated

from fastapi import APIRouter, Path, Response

from app import models as m
from app.openapi.operations import ABSENT, described
from app.query.filters import Equals
from app.query.parser import parsed
from app.query.reader import Reader
from app.query.schemas import Page
from app.query.sets import Scope
from app.resources.citations.queries import CitationParts
from app.resources.citations.schemas import CitationOut
from app.resources.claims.includes import ClaimRecord
from app.resources.claims.queries import ClaimQuery
from app.resources.statistics.includes import StatisticRecord
from app.resources.statistics.queries import StatisticParts, StatisticQuery

StatisticId = Annotated[str, Path(description="The statistic's id.", examples=["china-ai-patent-share-2022"])]

CLAIMS = Equals(m.ClaimStatistic.statistic_id, of=m.ClaimStatistic.position)

router = APIRouter(prefix="/v1/statistics", tags=["statistics"])


@router.get("", response_model=Page[StatisticRecord], **described(StatisticQuery))
async def list_statistics(query: Annotated[StatisticQuery, parsed(StatisticQuery)], reader: Reader) -> Response:
    """Figures that the articles give, each with its wording, bounds and citation."""
    return reader.page(query)


@router.get("/{statistic_id}", response_model=StatisticRecord, **described(StatisticParts, *ABSENT))
async def get_statistic(
    statistic_id: StatisticId, query: Annotated[StatisticParts, parsed(StatisticParts)], reader: Reader
) -> Response:
    """One statistic, by its id."""
    return reader.one(statistic_id, query)


@router.get("/{statistic_id}/claims", response_model=Page[ClaimRecord], **described(ClaimQuery, *ABSENT))
async def list_statistic_claims(
    statistic_id: StatisticId, query: Annotated[ClaimQuery, parsed(ClaimQuery)], reader: Reader
) -> Response:
    """Claims that rest on a figure."""
    return reader.page(query, Scope(CLAIMS, m.Statistic, statistic_id))


@router.get("/{statistic_id}/citation", response_model=CitationOut, **described(CitationParts, *ABSENT))
async def get_statistic_citation(
    statistic_id: StatisticId, query: Annotated[CitationParts, parsed(CitationParts)], reader: Reader
) -> Response:
    """The citation that proves a statistic, in the format of your reference manager."""
    return reader.one(reader.column(m.Statistic, m.Statistic.citation_id, statistic_id), query)
