"""What a list of researchers can be asked."""

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field
from sqlmodel import SQLModel

from app import models as m
from app.kit.filters import Id, Where
from app.kit.pagination import ListQuery


class ResearcherSort(StrEnum):
    """A minus sign turns the order round; `position` is the reading order."""

    name = "name"
    name_descending = "-name"
    position = "position"
    position_descending = "-position"
    id = "id"
    id_descending = "-id"


class ResearcherQuery(ListQuery):
    """Researchers, by where they are or were."""

    table: ClassVar[type[SQLModel]] = m.Researcher

    institution: Annotated[
        list[Id],
        Where(m.Affiliation.institution_id, of=m.Affiliation.researcher_id, known=m.Institution.id),
        Field(
            description="Id of an institution that the researcher is or was at.",
            examples=[["institute-for-artificial-intelligence"]],
        ),
    ] = []
    source: Annotated[
        list[Id],
        Where(m.Researcher.source_id, known=m.Source.id),
        Field(description="Id of a source.", examples=[["scmp-ai-talent-2025"]]),
    ] = []
    sort: Annotated[ResearcherSort, Field(description="Order; ties by id.", examples=["name"])] = ResearcherSort.name
