"""What a list of topics can be asked."""

from typing import Annotated, ClassVar

from pydantic import Field
from sqlmodel import SQLModel

from app import models as m
from app.kit.choices import SORT, Sorts
from app.kit.filters import WORDS, Question, Words
from app.kit.pagination import ListQuery
from app.vocabulary import SearchedType


class TopicQuery(ListQuery):
    """Topics: the subjects that claims can be filtered by."""

    table: ClassVar[type[SQLModel]] = m.Topic

    q: Annotated[
        Question | None,
        Words(SearchedType.topic),
        Field(description=WORDS, examples=["patents"]),
    ] = None
    sort: Annotated[
        str,
        Sorts("label", "claims"),
        Field(description=SORT, examples=["label"]),
    ] = "label"
