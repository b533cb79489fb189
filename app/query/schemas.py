"""Shapes that several kinds of record share. Every field is always sent; null is said, not left out."""

from types import UnionType
from typing import Annotated, Any, Generic, TypeVar, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field

from app.vocabulary import AbsentReason, Basis, RecordType

Record = TypeVar("Record", bound=BaseModel)

AbsentBecause = Annotated[
    AbsentReason | None, Field(description="Why the field is null; null where it isn't.", examples=[None])
]


FEW_KINDS = 2
"""So many are named in a schema's name; more are called records."""


def _open(schema: dict[str, Any]) -> None:
    """Let published objects gain fields, which we promise that they may."""
    schema.pop("additionalProperties", None)


class Schema(BaseModel):
    """Immutable, and made of exactly the fields that are declared; who reads one must take further ones."""

    model_config = ConfigDict(extra="forbid", frozen=True, json_schema_extra=_open)


def _spoken(kind: Any) -> str:
    """What a record, or a choice among records, is called in the name of what holds it: `ClaimOrTopic`."""
    if get_origin(kind) is Annotated:
        return _spoken(get_args(kind)[0])
    if isinstance(kind, UnionType):
        return "Or".join(map(_spoken, get_args(kind))) if len(get_args(kind)) <= FEW_KINDS else "Record"
    return str(kind.__name__).removesuffix("Out").removesuffix("Record")


class Ref(Schema):
    """Another record, by name and address."""

    type: RecordType = Field(description="What kind of record it is.", examples=["institution"])
    id: str = Field(description="Its id, which never changes.", examples=["deepseek"])
    label: str = Field(description="What to show for it.", examples=["DeepSeek"])
    url: str = Field(description="Its address.", examples=["/v1/institutions/deepseek"])


class Worded(Schema):
    """A text, with whether the source states it or implies it."""

    text: str = Field(description="The text, in our words.", examples=["artificial intelligence"])
    basis: Basis = Field(description="Whether the source states it or implies it.", examples=["stated"])


class Place(Schema):
    """A country, with whether the source states it or implies it."""

    code: str = Field(description="ISO 3166-1 alpha-2 code.", examples=["CN"], pattern="^[A-Z]{2}$")
    label: str = Field(description="The country's name.", examples=["China"])
    basis: Basis = Field(description="Whether the source states it or implies it.", examples=["stated"])


class PopulationOut(Schema):
    """A group that a record speaks of, as the text words it; two wordings are two groups."""

    id: str = Field(description="Its id, for `population=`.", examples=["top-tier-ai-researchers-in-the-us"])
    label: str = Field(
        description="What to show for it.", examples=["Top-tier AI researchers employed in the United States"]
    )
    wording: str = Field(
        description="The words of the text, which stand in a span of the record.", examples=["top-tier AI researchers"]
    )


class PeriodOut(Schema):
    """A run of whole years, or of days, both ends included; an end that the text leaves open is null."""

    text: str = Field(description="As written.", examples=["2022"])
    start: int | None = Field(description="First year; null: open.", examples=[2022])
    end: int | None = Field(description="Last year; null: open.", examples=[2022])
    start_date: str | None = Field(description="First day (ISO 8601), where the text gives it.", examples=[None])
    end_date: str | None = Field(description="Last day (ISO 8601), where the text gives it.", examples=[None])
    basis: Basis = Field(description="Whether the text states it or implies it.", examples=["stated"])


class Respelt(Schema):
    """The question in words that occur."""

    q: str = Field(description="The nearest words that occur.", examples=["patents"])
    url: str = Field(description="The same request with them.", examples=["/v1/claims?q=patents"])


class Meta(Schema):
    """What the page is a page of."""

    total: int = Field(description="How many records match, on all pages: always exact.", examples=[8], ge=0)
    limit: int = Field(description="At most this many records a page.", examples=[20], ge=1, le=100)
    next_cursor: str | None = Field(
        description="The `cursor` of the next page; null on the last one.", examples=["WyIwZjNhIiwyLCI2Yz"]
    )
    data_version: str = Field(description="Version of the data, as in `/v1/dataset`.", examples=["1.0.0"])
    did_you_mean: Respelt | None = Field(description="Where `q` finds nothing: the nearest words that occur.")
    notes: list[str] = Field(
        description="What to bear in mind with this very answer, such as what a filter can't tell; mostly empty.",
        examples=[["Values are compared in each figure's own unit."]],
    )


class Links(Schema):
    """Where to go from here; the same as the `Link` header (RFC 8288)."""

    self: str = Field(description="This page.", examples=["/v1/statistics?limit=2"])
    first: str = Field(description="The first page of the same list.", examples=["/v1/statistics?limit=2"])
    next: str | None = Field(
        description="The next page; null on the last one.", examples=["/v1/statistics?limit=2&cursor=eyJ2Ijox"]
    )


class FacetValue(Schema):
    """One value of a filter, and what asking for it gives."""

    value: str | None = Field(description="The value; null: records without one.", examples=["hedged"])
    label: str = Field(description="What to show for it.", examples=["Hedged"])
    count: int = Field(description="The `total` of `url`.", examples=[12], ge=1)
    url: str = Field(
        description="The same list with this value alone for the filter, all other filters kept.",
        examples=["/v1/claims?certainty=hedged"],
    )


class Facet(Schema):
    """The values of one filter among the records that all other filters select, the most frequent first."""

    values: list[FacetValue] = Field(description="At most 100 values.")
    omitted: int = Field(description="How many further values there are.", examples=[0], ge=0)


class Page(Schema, Generic[Record]):
    """One page of a list."""

    data: list[Record] = Field(description="The records, in the order asked for.")
    meta: Meta
    links: Links
    facets: dict[str, Facet] | None = Field(description="By filter, where asked for with `facets=`; null otherwise.")

    @classmethod
    def model_parametrized_name(cls, params: tuple[Any, ...]) -> str:
        """`ClaimPage`: a name that people read in OpenAPI, and generators write into code."""
        return f"{_spoken(params[0])}Page"


class Part(Schema, Generic[Record]):
    """Records that come along with another."""

    total: int = Field(description="How many there are.", examples=[1], ge=0)
    data: list[Record] = Field(description="The first 100 of them, in reading order.")

    @classmethod
    def model_parametrized_name(cls, params: tuple[Any, ...]) -> str:
        """`ClaimPart`."""
        return f"{_spoken(params[0])}Part"


class Counted(Schema):
    """A number of records and the list of them."""

    total: int = Field(description="How many there are.", examples=[3], ge=0)
    url: str = Field(description="The list of them.", examples=["/v1/claims?topic=patents"])


def ref(kind: RecordType, record_id: str, label: str) -> Ref:
    """Name another record."""
    return Ref(type=kind, id=record_id, label=label, url=record_url(kind, record_id))


def record_url(kind: RecordType, record_id: str) -> str:
    """A record's root-relative address."""
    return f"{list_url(kind)}/{record_id}"


def list_url(kind: str) -> str:
    """The root-relative address of the list of a kind."""
    return f"/v1/{kind}" if kind == RecordType.series else f"/v1/{kind}s"
