"""What a claim is: one atomic statement of a source, in our words, with its hedges in the source's."""

from typing import Literal

from pydantic import Field

from app.query.schemas import AbsentBecause, PeriodOut, Place, PopulationOut, Ref, Schema
from app.resources.citations.schemas import CitationPart
from app.vocabulary import (
    Certainty,
    Checkable,
    ClaimType,
    Direction,
    Polarity,
    PrimarySource,
    RecordType,
    Relation,
)


class Attribution(Schema):
    """Who says so, and on what."""

    stated_by: Literal["source"] = Field(description="Whose statement we record: the source's.", examples=["source"])
    attributed_to: str | None = Field(
        description="Whom the source names for it; null where it speaks for itself.", examples=["Unnamed studies"]
    )
    primary_source: PrimarySource = Field(
        description="Whether the text leads to where it comes from.", examples=["not_named"]
    )


class RelatedClaim(Schema):
    """Another claim that this one is related to."""

    relation: Relation = Field(
        description="What this claim does to the other: it `supports` it, and so on.", examples=["supports"]
    )
    claim: Ref


class ClaimOut(Schema):
    """A claim. We record what the source says and how firmly; we do not rate whether it is true."""

    type: Literal[RecordType.claim] = Field(description="Always `claim`.", examples=["claim"])
    id: str = Field(description="Its id, which never changes.", examples=["many-top-ai-researchers-work-in-us"])
    url: str = Field(description="Its address.", examples=["/v1/claims/many-top-ai-researchers-work-in-us"])
    text: str = Field(
        description="The statement alone, in our words.",
        examples=["Many top-tier AI researchers have jobs in the United States."],
    )
    note: str | None = Field(
        description="What the source leaves open, in our words.",
        examples=["The text doesn't say what makes a researcher top-tier."],
    )
    claim_type: ClaimType = Field(description="What kind of statement: our judgement.", examples=["factual"])
    certainty: Certainty | None = Field(description="How firmly the source puts it.", examples=["asserted"])
    certainty_absent_reason: AbsentBecause
    hedge: str | None = Field(
        description="The hedging words as written, within a question, too; null: none.", examples=["could"]
    )
    qualifiers: list[str] = Field(
        description="The words, as written, that limit how many, how often or how far it holds.",
        examples=[["Many"]],
    )
    polarity: Polarity | None = Field(
        description="Whether it is affirmed or denied; `text` carries the denial itself.", examples=["affirmed"]
    )
    polarity_absent_reason: AbsentBecause
    population: PopulationOut | None = Field(description="The group that it is about, in the source's words.")
    population_absent_reason: AbsentBecause
    period: PeriodOut | None = Field(
        description="For which years or days; null: the source gives none for it, or compares several."
    )
    period_absent_reason: AbsentBecause
    attribution: Attribution
    checkable: Checkable = Field(description="Whether evidence could test it: our judgement.", examples=["partial"])
    text_complete: bool = Field(
        description="False: the text, as we hold it, has lost a part that the claim needs.", examples=[True]
    )
    topics: list[Ref] = Field(description="What it is about.")
    countries: list[Place] = Field(description="Countries that it speaks of.")
    about: list[Ref] = Field(description="Researchers and institutions that it speaks of.")
    statistics: list[Ref] = Field(description="Figures that it rests on.")
    related: list[RelatedClaim] = Field(
        description=(
            "Other claims that it supports, contrasts with, qualifies, is an example of, or restates. What others do to "
            "it stands in `/v1/claims/{id}/related`, too."
        )
    )
    citation: CitationPart
    further_citations: list[CitationPart] = Field(
        description="Further places that it rests on: what supplies a subject or a country from further off."
    )


class BondOut(Schema):
    """A claim that is related to the one asked about."""

    relation: Relation = Field(description="What the one does to the other.", examples=["supports"])
    direction: Direction = Field(
        description="`outgoing`: the claim asked about does it to this one; `incoming`: this one does it to the claim asked about.",
        examples=["outgoing"],
    )
    claim: ClaimOut
