"""Addresses under `/v1/series`."""

from typing import Annotated

from fastapi import APIRouter, Path, Response

from app.openapi.operations import ABSENT, described
from app.query.parser import parsed
from app.query.reader import Reader
from app.query.schemas import Page
from app.resources.series.queries import SeriesParts, SeriesQuery
from app.resources.series.schemas import SeriesOut

SeriesId = Annotated[str, Path(description="The series' id.", examples=["ai-patent-share"])]

router = APIRouter(prefix="/v1/series", tags=["series"])


@router.get("", response_model=Page[SeriesOut], **described(SeriesQuery))
async def list_series(query: Annotated[SeriesQuery, parsed(SeriesQuery)], reader: Reader) -> Response:
    """Figures of one measure, side by side."""
    return reader.page(query)


@router.get("/{series_id}", response_model=SeriesOut, **described(SeriesParts, *ABSENT))
async def get_series(
    series_id: SeriesId, query: Annotated[SeriesParts, parsed(SeriesParts)], reader: Reader
) -> Response:
    """One series, by its id: points with country, period, value, bounds and citation."""
    return reader.one(series_id, query)
