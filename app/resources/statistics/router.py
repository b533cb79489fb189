"""Addresses under `/v1/statistics`."""

from typing import Annotated

from fastapi import APIRouter, Path
from fastapi import Query as FromQuery

from app import models as m
from app.openapi.documentation import ABSENT, answers
from app.query.answer import Answer
from app.query.filters import Where
from app.query.reader import Reader
from app.query.routes import ReadRoute
from app.query.schemas import Page
from app.query.selections import Scope
from app.resources.citations.queries import CitationParts
from app.resources.citations.schemas import CitationOut
from app.resources.claims.includes import ClaimRecord
from app.resources.claims.queries import ClaimQuery
from app.resources.statistics.includes import StatisticRecord
from app.resources.statistics.queries import StatisticParts, StatisticQuery

StatisticId = Annotated[str, Path(description="The statistic's id.", examples=["china-ai-patent-share-2022"])]

CLAIMS = Where(m.ClaimStatistic.statistic_id, of=m.ClaimStatistic.position)

router = APIRouter(prefix="/v1/statistics", tags=["statistics"], route_class=ReadRoute)


@router.get("", response_model=Page[StatisticRecord], responses=answers(StatisticQuery))
async def list_statistics(query: Annotated[StatisticQuery, FromQuery()], read: Reader) -> Answer:
    """Figures that the articles give, each with its wording, bounds and citation."""
    return read.page(query)


@router.get("/{statistic_id}", response_model=StatisticRecord, responses=answers(StatisticParts, *ABSENT))
async def get_statistic(
    statistic_id: StatisticId, query: Annotated[StatisticParts, FromQuery()], read: Reader
) -> Answer:
    """One statistic, by its id."""
    return read.one(statistic_id, query)


@router.get("/{statistic_id}/claims", response_model=Page[ClaimRecord], responses=answers(ClaimQuery, *ABSENT))
async def list_statistic_claims(
    statistic_id: StatisticId, query: Annotated[ClaimQuery, FromQuery()], read: Reader
) -> Answer:
    """Claims that rest on a figure."""
    return read.page(query, Scope(CLAIMS, m.Statistic, statistic_id))


@router.get("/{statistic_id}/citation", response_model=CitationOut, responses=answers(CitationParts, *ABSENT))
async def get_statistic_citation(
    statistic_id: StatisticId, query: Annotated[CitationParts, FromQuery()], read: Reader
) -> Answer:
    """The citation that proves a statistic, in the format of your reference manager."""
    return read.one(read.column(m.Statistic, m.Statistic.citation_id, statistic_id), query)
