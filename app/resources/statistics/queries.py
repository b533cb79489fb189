"""What a list of statistics can be asked."""

from typing import Annotated, ClassVar

from pydantic import BaseModel, Field
from sqlmodel import SQLModel

from app import models as m
from app.query.choices import FACETS, INCLUDE, SORT, Facets, Includes, Several, Sorts
from app.query.filters import (
    ABOVE,
    AT_LEAST,
    AT_MOST,
    BELOW,
    MISSING,
    WORDS,
    CountryCode,
    Decimal,
    Id,
    Interval,
    Missing,
    Question,
    Range,
    Where,
    WholeNumber,
    Words,
)
from app.query.known import COUNTRIES, INSTITUTIONS, RESEARCHERS, SERIES, SOURCES
from app.query.pagination import ListQuery, RecordQuery
from app.resources.statistics.includes import StatisticIncluded
from app.resources.statistics.schemas import StatisticOut
from app.vocabulary import Determination, Match, Modifier, PrimarySource, SearchedType, StatisticKind, Unit

PROMISED = Interval(
    m.Statistic.lower,
    m.Statistic.upper,
    m.Statistic.lower_inclusive,
    m.Statistic.upper_inclusive,
    m.Statistic.determination,
)

MATCH = (
    "What a range of values is compared with. “Almost 40” is stated as 40, certainly below 41, possibly but not "
    "certainly above 39, and not possibly 40; “at least one third” is possibly, not certainly, above a half. What the "
    "words leave open is possible on that side without end, and a figure that is undetermined is possibly anything and "
    "never certain: no natural limits, such as a hundred percent, are read into it."
)

UNITS = "Values are compared in each figure's own unit; add `unit=` to compare like with like."


class StatisticParts(RecordQuery):
    """What one statistic can be asked, and each in a list."""

    table: ClassVar[type[SQLModel]] = m.Statistic
    model: ClassVar[type[BaseModel]] = StatisticOut

    include: Annotated[
        Several[str],
        Includes(StatisticIncluded),
        Field(description=INCLUDE, examples=[["claims"]]),
    ] = ()


class StatisticQuery(StatisticParts, ListQuery):
    """Figures, by what they measure and how they are put."""

    kind: Annotated[
        Several[StatisticKind], Where(m.Statistic.kind), Field(description="Kind of figure.", examples=[["share"]])
    ] = ()
    unit: Annotated[
        Several[Unit], Where(m.Statistic.unit), Field(description="Unit of the value.", examples=[["percent"]])
    ] = ()
    modifier: Annotated[
        Several[Modifier],
        Where(m.Statistic.modifier),
        Field(description="The hedge on the figure.", examples=[["almost"]]),
    ] = ()
    determination: Annotated[
        Several[Determination],
        Where(m.Statistic.determination),
        Field(description="Does the text, as we hold it, say what the figure means?", examples=[["undetermined"]]),
    ] = ()
    primary_source: Annotated[
        Several[PrimarySource],
        Where(m.Statistic.primary_source),
        Field(description="Does the text lead to where it comes from?", examples=[["not_named"]]),
    ] = ()
    country: Annotated[
        Several[CountryCode],
        Where(m.Statistic.geography, known=COUNTRIES, missing="geography"),
        Field(description="ISO 3166-1 alpha-2 code of the country that it is for.", examples=[["CN"]]),
    ] = ()
    period: Annotated[
        Several[WholeNumber],
        Where(m.Statistic.period_start),
        Field(description="The year that it is for, or the first of several.", examples=[[2022]]),
    ] = ()
    value: Annotated[
        Several[Decimal],
        Where(m.Statistic.value),
        Field(description="Stated as exactly this, in the figure's own unit.", examples=[[40]]),
    ] = ()
    value__gte: Annotated[
        Decimal | None,
        Range(m.Statistic.value, AT_LEAST, PROMISED),
        Field(description="At least this, in the figure's own unit.", examples=[20]),
    ] = None
    value__gt: Annotated[
        Decimal | None,
        Range(m.Statistic.value, ABOVE, PROMISED),
        Field(description="More than this, in the figure's own unit.", examples=[39]),
    ] = None
    value__lte: Annotated[
        Decimal | None,
        Range(m.Statistic.value, AT_MOST, PROMISED),
        Field(description="At most this, in the figure's own unit.", examples=[61.1]),
    ] = None
    value__lt: Annotated[
        Decimal | None,
        Range(m.Statistic.value, BELOW, PROMISED),
        Field(description="Less than this, in the figure's own unit.", examples=[41]),
    ] = None
    match: Annotated[Match, Field(description=MATCH, examples=["stated"])] = Match.stated
    period__gte: Annotated[
        WholeNumber | None,
        Range(m.Statistic.period_start, AT_LEAST),
        Field(description="Begins in or after this year.", examples=[2010]),
    ] = None
    period__gt: Annotated[
        WholeNumber | None,
        Range(m.Statistic.period_start, ABOVE),
        Field(description="Begins after this year.", examples=[2010]),
    ] = None
    period__lte: Annotated[
        WholeNumber | None,
        Range(m.Statistic.period_end, AT_MOST),
        Field(description="Ends in or before this year.", examples=[2022]),
    ] = None
    period__lt: Annotated[
        WholeNumber | None,
        Range(m.Statistic.period_end, BELOW),
        Field(description="Ends before this year.", examples=[2022]),
    ] = None
    series: Annotated[
        Several[Id],
        Where(m.Statistic.series_id, known=SERIES),
        Field(description="Id of the series that it is a point of.", examples=[["ai-patent-share"]]),
    ] = ()
    researcher: Annotated[
        Several[Id],
        Where(
            m.StatisticResearcher.researcher_id,
            of=m.StatisticResearcher.statistic_id,
            known=RESEARCHERS,
            missing="researchers",
        ),
        Field(description="Id of a researcher whom it is about.", examples=[["tingwen-huang"]]),
    ] = ()
    institution: Annotated[
        Several[Id],
        Where(
            m.StatisticInstitution.institution_id,
            of=m.StatisticInstitution.statistic_id,
            known=INSTITUTIONS,
            missing="institutions",
        ),
        Field(description="Id of an institution that it is about.", examples=[["xai"]]),
    ] = ()
    source: Annotated[
        Several[Id],
        Where(m.Statistic.source_id, known=SOURCES),
        Field(description="Id of a source.", examples=[["scmp-ai-talent-2025"]]),
    ] = ()
    q: Annotated[
        Question | None,
        Words(SearchedType.statistic),
        Field(description=WORDS, examples=["patents"]),
    ] = None
    missing: Annotated[
        Several[str],
        Missing(
            "measure",
            "kind",
            "lower",
            "upper",
            "population",
            "geography",
            "period",
            series=m.Statistic.series_id,
            researchers=m.StatisticResearcher.statistic_id,
            institutions=m.StatisticInstitution.statistic_id,
        ),
        Field(description=MISSING, examples=[["period"]]),
    ] = ()
    facets: Annotated[
        Several[str],
        Facets(
            "kind",
            "unit",
            "modifier",
            "determination",
            "primary_source",
            "country",
            "period",
            "series",
            "researcher",
            "institution",
            "source",
        ),
        Field(description=FACETS, examples=[["unit"]]),
    ] = ()
    sort: Annotated[
        str,
        Sorts("value", "measure", "population", period=m.Statistic.period_start),
        Field(description=SORT, examples=["position"]),
    ] = "position"

    @property
    def notes(self) -> list[str]:
        """Values without a unit compare percent with years and ranks, in a range as in an order."""
        compared = any(name.startswith("value") for name in self.asked) or self.sort.endswith("value")
        return [UNITS] if compared and len(self.unit) != 1 else []
