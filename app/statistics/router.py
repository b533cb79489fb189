"""Addresses under `/v1/statistics`."""

from typing import Annotated

from fastapi import APIRouter, Path, Response
from fastapi import Query as FromQuery

from app import models as m
from app.kit.documentation import LIST, ONE
from app.kit.pagination import Query
from app.kit.reading import Reader
from app.kit.schemas import Page
from app.statistics.queries import StatisticQuery
from app.statistics.schemas import StatisticOut

StatisticId = Annotated[str, Path(description="The statistic's id.", examples=["china-ai-patent-share-2022"])]

router = APIRouter(prefix="/v1/statistics", tags=["statistics"])


@router.get("", response_model=Page[StatisticOut], responses=LIST)
async def list_statistics(query: Annotated[StatisticQuery, FromQuery()], read: Reader) -> Response:
    """Figures that the articles give, each with its wording, bounds and citation."""
    return read.page(query)


@router.get("/{statistic_id}", response_model=StatisticOut, responses=ONE)
async def get_statistic(statistic_id: StatisticId, query: Annotated[Query, FromQuery()], read: Reader) -> Response:
    """One statistic, by its id."""
    return read.one(m.Statistic, statistic_id, query)
