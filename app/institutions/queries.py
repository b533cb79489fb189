"""What a list of institutions can be asked."""

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field
from sqlmodel import SQLModel

from app import models as m
from app.kit.filters import CountryCode, Id, Where
from app.kit.pagination import ListQuery
from app.vocabulary import InstitutionType


class InstitutionSort(StrEnum):
    """A minus sign turns the order round; `position` is the reading order."""

    name = "name"
    name_descending = "-name"
    position = "position"
    position_descending = "-position"
    id = "id"
    id_descending = "-id"


class InstitutionQuery(ListQuery):
    """Institutions, by kind, country, ties and people."""

    table: ClassVar[type[SQLModel]] = m.Institution

    institution_type: Annotated[
        list[InstitutionType],
        Where(m.Institution.institution_type),
        Field(description="Kind of organisation.", examples=[["university"]]),
    ] = []
    country: Annotated[
        list[CountryCode],
        Where(m.Institution.country, known=m.Country.code),
        Field(description="ISO 3166-1 alpha-2 code of its country.", examples=[["CN"]]),
    ] = []
    parent: Annotated[
        list[Id],
        Where(m.Institution.parent_id, known=m.Institution.id),
        Field(description="Id of the institution that it is a unit of.", examples=[["peking-university"]]),
    ] = []
    owner: Annotated[
        list[Id],
        Where(m.Institution.owner_id, known=m.Institution.id),
        Field(description="Id of the institution that owns it.", examples=[["alibaba"]]),
    ] = []
    researcher: Annotated[
        list[Id],
        Where(m.Affiliation.researcher_id, of=m.Affiliation.institution_id, known=m.Researcher.id),
        Field(description="Id of a researcher who is or was there.", examples=[["zhu-songchun"]]),
    ] = []
    source: Annotated[
        list[Id],
        Where(m.Institution.source_id, known=m.Source.id),
        Field(description="Id of a source.", examples=[["scmp-ai-talent-2025"]]),
    ] = []
    sort: Annotated[InstitutionSort, Field(description="Order; ties by id.", examples=["name"])] = InstitutionSort.name
