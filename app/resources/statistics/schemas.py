"""What a statistic is: a figure with the wording beside the number."""

from typing import Annotated, Literal

from pydantic import Field, WithJsonSchema

from app.query.schemas import AbsentBecause, PeriodOut, Place, PopulationOut, Ref, Schema
from app.resources.citations.schemas import CitationPart
from app.vocabulary import BoundsBasis, Modifier, PrimarySource, RecordType, StatisticKind, Unit

Number = Annotated[int | float, Field(allow_inf_nan=False), WithJsonSchema({"type": "number"})]
"""Written as it was, 40 or 61.1; to readers, JSON has but one kind of number."""


class StatisticOut(Schema):
    """A figure. `value` is what the words name; `lower` and `upper` are what they promise."""

    type: Literal[RecordType.statistic] = Field(description="Always `statistic`.", examples=["statistic"])
    id: str = Field(
        description="Its id, which never changes.",
        examples=["share-of-top-tier-ai-researchers-in-us-with-roots-in-china"],
    )
    url: str = Field(
        description="Its address.",
        examples=["/v1/statistics/share-of-top-tier-ai-researchers-in-us-with-roots-in-china"],
    )
    label: str = Field(
        description="What to show for it: tells it from its neighbours.",
        examples=["Share of top-tier AI researchers employed in the United States whose roots are in China"],
    )
    measure: str | None = Field(
        description="What was measured.",
        examples=["Share of top-tier AI researchers employed in the United States whose roots are in China"],
    )
    measure_absent_reason: AbsentBecause
    kind: StatisticKind | None = Field(description="What kind of figure.", examples=["share"])
    kind_absent_reason: AbsentBecause
    value: Number | None = Field(
        description="The number that the words name, in `unit`; null for a range, whose ends are the bounds.",
        examples=[40],
    )
    value_text: str = Field(description="The words, to the letter.", examples=["almost forty percent"])
    unit: Unit = Field(
        description="A ratio of 1 is the whole; `year` counts years; rank 1 is the first place.", examples=["percent"]
    )
    unit_label: str | None = Field(
        description="What is counted, or what the number is per; null where the unit says it.", examples=[None]
    )
    currency: str | None = Field(description="ISO 4217 code, where the unit is `currency`.", examples=[None])
    modifier: Modifier | None = Field(description="The hedge that the text puts on it.", examples=["almost"])
    modifier_absent_reason: AbsentBecause
    lower: Number | None = Field(
        description="The words promise no less than this, in `unit`; null: no such promise.", examples=[None]
    )
    upper: Number | None = Field(
        description="The words promise no more than this, in `unit`; null: no such promise.", examples=[40]
    )
    lower_inclusive: bool | None = Field(description="Whether `lower` itself is possible.", examples=[None])
    upper_inclusive: bool | None = Field(description="Whether `upper` itself is possible.", examples=[False])
    bounds_basis: BoundsBasis = Field(
        description="Stated outright, implied by wording such as “almost” or by a round number in words, or none.",
        examples=["implied_by_wording"],
    )
    population: PopulationOut | None = Field(description="The group that it is about, in the source's words.")
    population_absent_reason: AbsentBecause
    geography: Place | None = Field(description="Which country the figure is for.")
    geography_absent_reason: AbsentBecause
    period: PeriodOut | None = Field(description="For which years or days.")
    period_absent_reason: AbsentBecause
    series: Ref | None = Field(description="The series that it is a point of.")
    about: list[Ref] = Field(description="Researchers and institutions that it is about.")
    note: str | None = Field(
        description="What one must know beside the number, in our words: a term left undefined, no year, no source.",
        examples=["The text gives no year and doesn't say what makes a researcher top-tier."],
    )
    primary_source: PrimarySource = Field(
        description="Whether the text leads to where the figure comes from.", examples=["not_named"]
    )
    text_complete: bool = Field(
        description="False: the text, as we hold it, has lost a part that the figure's meaning needs.", examples=[True]
    )
    citation: CitationPart
    further_citations: list[CitationPart] = Field(
        description="Further places that it rests on: what supplies a subject or a country from further off."
    )
