"""What a list of series can be asked."""

from typing import Annotated

from pydantic import Field

from app import models as m
from app.query.choices import Sorts
from app.query.filters import Question, TextMatch
from app.query.pagination import CitedQuery, ListQuery
from app.resources.series.schemas import SeriesOut
from app.vocabulary import SearchedType


class SeriesParts(CitedQuery):
    """What one series can be asked, and each in a list."""

    table = m.Series
    model = SeriesOut


class SeriesQuery(SeriesParts, ListQuery):
    """Series: figures that can be read side by side."""

    q: Annotated[Question | None, TextMatch(SearchedType.series), Field(examples=["patents"])] = None
    sort: Annotated[str, Sorts("label"), Field(examples=["label"])] = "label"
