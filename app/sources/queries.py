"""What a list of sources can be asked."""

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field
from sqlmodel import SQLModel

from app import models as m
from app.kit.pagination import ListQuery


class SourceSort(StrEnum):
    """A minus sign turns the order round; `position` is the reading order."""

    position = "position"
    position_descending = "-position"
    publisher = "publisher"
    publisher_descending = "-publisher"
    date_published = "date_published"
    date_published_descending = "-date_published"
    id = "id"
    id_descending = "-id"


class SourceQuery(ListQuery):
    """Sources: the articles that the data rests on."""

    table: ClassVar[type[SQLModel]] = m.Source

    sort: Annotated[SourceSort, Field(description="Order; ties by id.", examples=["position"])] = SourceSort.position
