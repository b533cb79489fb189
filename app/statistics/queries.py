"""What a list of statistics can be asked."""

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field
from sqlmodel import SQLModel

from app import models as m
from app.kit.filters import CountryCode, Id, Where, WholeNumber
from app.kit.pagination import ListQuery
from app.vocabulary import Determination, Modifier, StatisticKind, Unit


class StatisticSort(StrEnum):
    """A minus sign turns the order round; `position` is the reading order."""

    position = "position"
    position_descending = "-position"
    value = "value"
    value_descending = "-value"
    id = "id"
    id_descending = "-id"


class StatisticQuery(ListQuery):
    """Figures, by what they measure and how they are put."""

    table: ClassVar[type[SQLModel]] = m.Statistic

    kind: Annotated[
        list[StatisticKind], Where(m.Statistic.kind), Field(description="Kind of figure.", examples=[["share"]])
    ] = []
    unit: Annotated[
        list[Unit], Where(m.Statistic.unit), Field(description="Unit of the value.", examples=[["percent"]])
    ] = []
    modifier: Annotated[
        list[Modifier],
        Where(m.Statistic.modifier),
        Field(description="The hedge on the figure.", examples=[["almost"]]),
    ] = []
    determination: Annotated[
        list[Determination],
        Where(m.Statistic.determination),
        Field(description="Does the text, as we hold it, say what the figure means?", examples=[["undetermined"]]),
    ] = []
    country: Annotated[
        list[CountryCode],
        Where(m.Statistic.geography, known=m.Country.code),
        Field(description="ISO 3166-1 alpha-2 code of the country that it is for.", examples=[["CN"]]),
    ] = []
    period: Annotated[
        list[WholeNumber],
        Where(m.Statistic.period_start),
        Field(description="The year that it is for.", examples=[[2022]]),
    ] = []
    series: Annotated[
        list[Id],
        Where(m.Statistic.series_id, known=m.Series.id),
        Field(description="Id of the series that it is a point of.", examples=[["ai-patent-share"]]),
    ] = []
    researcher: Annotated[
        list[Id],
        Where(m.StatisticResearcher.researcher_id, of=m.StatisticResearcher.statistic_id, known=m.Researcher.id),
        Field(description="Id of a researcher whom it is about.", examples=[["tingwen-huang"]]),
    ] = []
    institution: Annotated[
        list[Id],
        Where(m.StatisticInstitution.institution_id, of=m.StatisticInstitution.statistic_id, known=m.Institution.id),
        Field(description="Id of an institution that it is about.", examples=[["xai"]]),
    ] = []
    source: Annotated[
        list[Id],
        Where(m.Statistic.source_id, known=m.Source.id),
        Field(description="Id of a source.", examples=[["scmp-ai-talent-2025"]]),
    ] = []
    sort: Annotated[StatisticSort, Field(description="Order; ties by id.", examples=["position"])] = (
        StatisticSort.position
    )
