"""What a list of topics can be asked."""

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field
from sqlmodel import SQLModel

from app import models as m
from app.kit.pagination import ListQuery


class TopicSort(StrEnum):
    """A minus sign turns the order round; `position` is the reading order."""

    label = "label"
    label_descending = "-label"
    claims = "claims"
    claims_descending = "-claims"
    position = "position"
    position_descending = "-position"
    id = "id"
    id_descending = "-id"


class TopicQuery(ListQuery):
    """Topics: the subjects that claims can be filtered by."""

    table: ClassVar[type[SQLModel]] = m.Topic

    sort: Annotated[TopicSort, Field(description="Order; ties by id.", examples=["label"])] = TopicSort.label
