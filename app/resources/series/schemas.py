"""What a series is: one measure over places and periods, ready for a chart."""

from typing import ClassVar, Literal

from pydantic import Field

from app.query.schemas import Counted, PeriodOut, Place, Ref, Schema
from app.resources.citations.schemas import CitationPart
from app.resources.statistics.schemas import Number
from app.vocabulary import BoundsBasis, Modifier, RecordType, Unit


class PointOut(Schema):
    """One figure of a series; the statistic itself has all that the text says of it."""

    statistic: Ref
    geography: Place | None = Field(description="Which country the figure is for.")
    period: PeriodOut | None = Field(description="For which years or days.")
    value: Number | None = Field(
        description="The number that the words name, in the series' unit; null for a range.", examples=[61.1]
    )
    value_text: str = Field(description="The words, to the letter.", examples=["61.1 percent"])
    modifier: Modifier | None = Field(description="The hedge that the text puts on it.", examples=["unmodified"])
    lower: Number | None = Field(description="No less than this; null: no such promise.", examples=[61.1])
    upper: Number | None = Field(description="No more than this; null: no such promise.", examples=[61.1])
    lower_inclusive: bool | None = Field(description="Whether `lower` itself is possible.", examples=[True])
    upper_inclusive: bool | None = Field(description="Whether `upper` itself is possible.", examples=[True])
    bounds_basis: BoundsBasis = Field(description="Where the bounds come from.", examples=["stated"])
    note: str | None = Field(
        description="What must be known beside the number; null: nothing.",
        examples=["The text doesn't say which patents are counted."],
    )
    citation: CitationPart


class SeriesOut(Schema):
    """One measure over places and periods."""

    rows: ClassVar[str] = "points"
    """As a table, a row a point: what a chart is drawn from."""

    type: Literal[RecordType.series] = Field(description="Always `series`.", examples=["series"])
    id: str = Field(description="Its id, which never changes.", examples=["ai-patent-share"])
    url: str = Field(description="Its address.", examples=["/v1/series/ai-patent-share"])
    label: str = Field(description="What to show for it.", examples=["Share of the world's AI patents"])
    definition: str = Field(
        description="What each of its figures gives.",
        examples=["A country's share of the world's AI patents, in percent, as the text gives it for a year."],
    )
    unit: Unit = Field(description="The unit of every point.", examples=["percent"])
    points: list[PointOut] = Field(description="Its figures, by country and period.")
    statistics: Counted
