"""What a list of sources can be asked."""

from typing import Annotated, ClassVar

from pydantic import Field
from sqlmodel import SQLModel

from app import models as m
from app.kit.choices import SORT, Sorts
from app.kit.filters import MISSING, WORDS, Missing, Question, Words
from app.kit.pagination import ListQuery
from app.vocabulary import SearchedType


class SourceQuery(ListQuery):
    """Sources: the articles that the data rests on."""

    table: ClassVar[type[SQLModel]] = m.Source

    q: Annotated[
        Question | None,
        Words(SearchedType.source),
        Field(description=WORDS, examples=["talent"]),
    ] = None
    missing: Annotated[
        list[str],
        Missing("title", "original_url"),
        Field(description=MISSING, examples=[["title"]]),
    ] = []
    sort: Annotated[
        str,
        Sorts("publisher", "date_published"),
        Field(description=SORT, examples=["position"]),
    ] = "position"
