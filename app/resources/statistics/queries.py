"""What a list of statistics can be asked."""

from typing import Annotated

from pydantic import Field
from sqlalchemy import func

from app import models as m
from app.query.choices import Facets, Includes, MultiValue, Sorts
from app.query.filters import (
    ABOVE,
    AT_LEAST,
    AT_MOST,
    BELOW,
    CountryCode,
    CurrencyCode,
    Decimal,
    Equals,
    Flag,
    Id,
    Interval,
    Missing,
    Question,
    Range,
    TextMatch,
)
from app.query.pagination import CitedQuery, ListQuery
from app.query.parameters import (
    BeginsAfter,
    BeginsFrom,
    EndsBefore,
    EndsUntil,
    FirstYears,
    PrimarySources,
    SourceIds,
)
from app.resources.statistics.includes import StatisticIncluded
from app.resources.statistics.schemas import StatisticOut
from app.vocabulary import Match, Modifier, SearchedType, StatisticKind, Unit

PROMISED = Interval(
    m.Statistic.least,
    m.Statistic.most,
    m.Statistic.least_inclusive,
    m.Statistic.most_inclusive,
    m.Statistic.text_complete,
)

MATCH = (
    "What a range of values is compared with. “Almost 40” is stated as 40, certainly below 41, possibly but not "
    "certainly above 39, and not possibly 40; “at least one third” is possibly, not certainly, above a half. Where the "
    "words leave a side open, what a figure of its kind has by nature limits it: a share lies within its whole, a rank "
    "is at least 1, a count and a duration are at least 0; a change and an amount have no limit. A figure whose text "
    "is not complete is possibly anything and never certain. A range is stated where both its ends are."
)

FROM = func.coalesce(m.Statistic.value, m.Statistic.lower)
TO = func.coalesce(m.Statistic.value, m.Statistic.upper)
"""The number as stated; of a range, its ends."""

UNITS = "Values are compared in each figure's own unit; add `unit=` to compare like with like."


class StatisticParts(CitedQuery):
    """What one statistic can be asked, and each in a list."""

    table = m.Statistic
    model = StatisticOut

    include: Annotated[MultiValue[str], Includes(StatisticIncluded), Field(examples=[["claims"]])] = ()


class StatisticQuery(StatisticParts, ListQuery):
    """Figures, by what they measure and how they are put."""

    kind: Annotated[
        MultiValue[StatisticKind], Equals(m.Statistic.kind), Field(description="Kind of figure.", examples=[["share"]])
    ] = ()
    unit: Annotated[
        MultiValue[Unit], Equals(m.Statistic.unit), Field(description="Unit of the value.", examples=[["percent"]])
    ] = ()
    currency: Annotated[
        MultiValue[CurrencyCode],
        Equals(m.Statistic.currency),
        # No source needs to speak of money, so that no example finds something everywhere.
        Field(description="ISO 4217 code of an amount's currency.", examples=[[]]),
    ] = ()
    modifier: Annotated[
        MultiValue[Modifier],
        Equals(m.Statistic.modifier),
        Field(description="The hedge on the figure.", examples=[["almost"]]),
    ] = ()
    population: Annotated[
        MultiValue[Id],
        Equals(m.Statistic.population_id, missing="population"),
        Field(
            description="Id of the group that it counts, as worded (`facets=population` lists them).",
            examples=[["top-tier-ai-researchers-in-the-us"]],
        ),
    ] = ()
    text_complete: Annotated[
        MultiValue[Flag],
        Equals(m.Statistic.text_complete),
        Field(description="Does the text, as we hold it, say what the figure means?", examples=[["false"]]),
    ] = ()
    primary_source: Annotated[PrimarySources, Equals(m.Statistic.primary_source)] = ()
    country: Annotated[
        MultiValue[CountryCode],
        Equals(m.Statistic.geography, missing="geography"),
        Field(description="ISO 3166-1 alpha-2 code of the country that it is for.", examples=[["CN"]]),
    ] = ()
    period: Annotated[FirstYears, Equals(m.Statistic.period_start)] = ()
    value: Annotated[
        MultiValue[Decimal],
        Equals(m.Statistic.value),
        Field(description="Stated as exactly this, in the figure's own unit.", examples=[[40]]),
    ] = ()
    value__gte: Annotated[
        Decimal | None,
        Range(FROM, AT_LEAST, PROMISED),
        Field(description="At least this, in the figure's own unit.", examples=[20]),
    ] = None
    value__gt: Annotated[
        Decimal | None,
        Range(FROM, ABOVE, PROMISED),
        Field(description="More than this, in the figure's own unit.", examples=[39]),
    ] = None
    value__lte: Annotated[
        Decimal | None,
        Range(TO, AT_MOST, PROMISED),
        Field(description="At most this, in the figure's own unit.", examples=[61.1]),
    ] = None
    value__lt: Annotated[
        Decimal | None,
        Range(TO, BELOW, PROMISED),
        Field(description="Less than this, in the figure's own unit.", examples=[41]),
    ] = None
    match: Annotated[Match, Field(description=MATCH, examples=["stated"])] = Match.stated
    period__gte: Annotated[BeginsFrom, Range(m.Statistic.period_start, AT_LEAST)] = None
    period__gt: Annotated[BeginsAfter, Range(m.Statistic.period_start, ABOVE)] = None
    period__lte: Annotated[EndsUntil, Range(m.Statistic.period_end, AT_MOST)] = None
    period__lt: Annotated[EndsBefore, Range(m.Statistic.period_end, BELOW)] = None
    series: Annotated[
        MultiValue[Id],
        Equals(m.Statistic.series_id),
        Field(description="Id of the series that it is a point of.", examples=[["ai-patent-share"]]),
    ] = ()
    researcher: Annotated[
        MultiValue[Id],
        Equals(
            m.StatisticResearcher.researcher_id,
            of=m.StatisticResearcher.statistic_id,
            missing="researchers",
        ),
        Field(description="Id of a researcher whom it is about.", examples=[["tingwen-huang"]]),
    ] = ()
    institution: Annotated[
        MultiValue[Id],
        Equals(
            m.StatisticInstitution.institution_id,
            of=m.StatisticInstitution.statistic_id,
            missing="institutions",
        ),
        Field(
            description="Id of an institution that it is about, or that it is about a unit of.",
            examples=[["xai"]],
        ),
    ] = ()
    source: Annotated[SourceIds, Equals(m.Statistic.source_id)] = ()
    q: Annotated[Question | None, TextMatch(SearchedType.statistic), Field(examples=["patents"])] = None
    missing: Annotated[
        MultiValue[str],
        Missing(
            "measure",
            "kind",
            "value",
            "modifier",
            "lower",
            "upper",
            "currency",
            "note",
            "geography",
            population=m.Statistic.population_id,
            period=m.Statistic.period,
            series=m.Statistic.series_id,
            researchers=m.StatisticResearcher.statistic_id,
            institutions=m.StatisticInstitution.statistic_id,
        ),
        Field(examples=[["period"]]),
    ] = ()
    facets: Annotated[
        MultiValue[str],
        Facets(
            "kind",
            "unit",
            "currency",
            "modifier",
            "population",
            "text_complete",
            "primary_source",
            "country",
            "period",
            "series",
            "researcher",
            "institution",
            "source",
        ),
        Field(examples=[["unit"]]),
    ] = ()
    sort: Annotated[
        str,
        Sorts("value", "measure", period=m.Statistic.period_start, population=m.Statistic.population_id),
        Field(examples=["position"]),
    ] = "position"

    @property
    def notes(self) -> list[str]:
        """Values without a unit compare percent with years and ranks, in a range as in an order."""
        compared = any(name.startswith("value") for name in self.asked) or self.sort.endswith("value")
        return [UNITS] if compared and len(self.unit) != 1 else []
