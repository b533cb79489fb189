"""What a list of series can be asked."""

from typing import Annotated, ClassVar

from pydantic import Field
from sqlmodel import SQLModel

from app import models as m
from app.kit.choices import SORT, Sorts
from app.kit.filters import WORDS, Question, Words
from app.kit.pagination import ListQuery
from app.vocabulary import SearchedType


class SeriesQuery(ListQuery):
    """Series: figures that can be read side by side."""

    table: ClassVar[type[SQLModel]] = m.Series

    q: Annotated[
        Question | None,
        Words(SearchedType.series),
        Field(description=WORDS, examples=["patents"]),
    ] = None
    sort: Annotated[str, Sorts("label"), Field(description=SORT, examples=["label"])] = "label"
