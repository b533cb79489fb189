"""What a statistic is: a figure with the wording beside the number."""

from typing import Annotated, Literal

from pydantic import Field, WithJsonSchema

from app.query.schemas import AbsentBecause, Place, Ref, Schema, Worded
from app.resources.citations.schemas import CitationPart
from app.vocabulary import (
    Basis,
    BoundsBasis,
    Determination,
    Modifier,
    PrimarySource,
    RecordType,
    StatisticKind,
    Unit,
)

Number = Annotated[int | float, Field(allow_inf_nan=False), WithJsonSchema({"type": "number"})]
"""Written as it was, 40 or 61.1; to readers, JSON has but one kind of number."""


class PeriodOut(Schema):
    """A run of whole years, both ends included."""

    text: str = Field(description="As written.", examples=["2022"])
    start: int = Field(description="First year.", examples=[2022])
    end: int = Field(description="Last year.", examples=[2022])
    basis: Basis = Field(description="Whether the text states it or implies it.", examples=["stated"])


class StatisticOut(Schema):
    """A figure. `value` is what the words name; `lower` and `upper` are what they promise."""

    type: Literal[RecordType.statistic] = Field(description="Always `statistic`.", examples=["statistic"])
    id: str = Field(
        description="Its id, which never changes.", examples=["chinese-origin-share-of-top-ai-researchers-in-us"]
    )
    url: str = Field(
        description="Its address.", examples=["/v1/statistics/chinese-origin-share-of-top-ai-researchers-in-us"]
    )
    measure: str | None = Field(
        description="What was measured.",
        examples=["Share of top-tier AI researchers employed in the United States whose roots are in China"],
    )
    measure_absent_reason: AbsentBecause
    kind: StatisticKind | None = Field(description="What kind of figure.", examples=["share"])
    kind_absent_reason: AbsentBecause
    value: Number = Field(description="The number that the words name, in `unit`.", examples=[40])
    value_text: str = Field(description="The words, to the letter.", examples=["almost forty percent"])
    unit: Unit = Field(
        description="A ratio of 1 is the whole; `year` counts years; rank 1 is the first place.", examples=["percent"]
    )
    modifier: Modifier = Field(description="The hedge that the text puts on it.", examples=["almost"])
    lower: Number | None = Field(description="No less than this, in `unit`; null: not known.", examples=[None])
    upper: Number | None = Field(description="No more than this, in `unit`; null: not known.", examples=[40])
    lower_inclusive: bool | None = Field(description="Whether `lower` itself is possible.", examples=[None])
    upper_inclusive: bool | None = Field(description="Whether `upper` itself is possible.", examples=[False])
    bounds_basis: BoundsBasis = Field(
        description="Stated outright, implied by wording such as “almost”, or none.", examples=["implied_by_wording"]
    )
    population: Worded | None = Field(description="Of whom or what, worded as the text does.")
    population_absent_reason: AbsentBecause
    geography: Place | None = Field(description="Which country the figure is for.")
    geography_absent_reason: AbsentBecause
    period: PeriodOut | None = Field(description="For which years.")
    period_absent_reason: AbsentBecause
    series: Ref | None = Field(description="The series that it is a point of.")
    about: list[Ref] = Field(description="Researchers and institutions that it is about.")
    primary_source: PrimarySource = Field(
        description="Whether the text leads to where the figure comes from.", examples=["not_named"]
    )
    determination: Determination = Field(
        description="`undetermined`: the text, as we hold it, doesn't say what the figure means.",
        examples=["determined"],
    )
    citation: CitationPart
    further_citations: list[CitationPart] = Field(description="Other places that give it.")
