"""Addresses under `/v1/series`."""

from typing import Annotated

from fastapi import APIRouter, Path
from fastapi import Query as FromQuery

from app.openapi.documentation import ABSENT, answers
from app.query.answer import Answer
from app.query.reader import Reader
from app.query.routes import ReadRoute
from app.query.schemas import Page
from app.resources.series.queries import SeriesParts, SeriesQuery
from app.resources.series.schemas import SeriesOut

SeriesId = Annotated[str, Path(description="The series' id.", examples=["ai-patent-share"])]

router = APIRouter(prefix="/v1/series", tags=["series"], route_class=ReadRoute)


@router.get("", response_model=Page[SeriesOut], responses=answers(SeriesQuery))
async def list_series(query: Annotated[SeriesQuery, FromQuery()], read: Reader) -> Answer:
    """Figures of one measure, side by side."""
    return read.page(query)


@router.get("/{series_id}", response_model=SeriesOut, responses=answers(SeriesParts, *ABSENT))
async def get_series(series_id: SeriesId, query: Annotated[SeriesParts, FromQuery()], read: Reader) -> Answer:
    """One series, by its id: points with country, period, value, bounds and citation."""
    return read.one(series_id, query)
