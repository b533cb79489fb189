"""What a list of sources can be asked."""

from typing import Annotated, ClassVar

from pydantic import BaseModel, Field
from sqlmodel import SQLModel

from app import models as m
from app.query.choices import SORT, Several, Sorts
from app.query.filters import MISSING, WORDS, Missing, Question, Words
from app.query.pagination import ListQuery, RecordQuery
from app.resources.sources.schemas import SourceOut
from app.vocabulary import SearchedType


class SourceParts(RecordQuery):
    """What one source can be asked, and each in a list."""

    table: ClassVar[type[SQLModel]] = m.Source
    model: ClassVar[type[BaseModel]] = SourceOut


class SourceQuery(SourceParts, ListQuery):
    """Sources: the articles that the data rests on."""

    q: Annotated[
        Question | None,
        Words(SearchedType.source),
        Field(description=WORDS, examples=["talent"]),
    ] = None
    missing: Annotated[
        Several[str],
        Missing("title", "authors", "original_url"),
        Field(description=MISSING, examples=[["title"]]),
    ] = ()
    sort: Annotated[
        str,
        Sorts("publisher", "date_published"),
        Field(description=SORT, examples=["position"]),
    ] = "position"
