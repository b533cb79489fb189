"""What a claim is: one atomic statement of an article, in our words, with its hedges in the article's."""

from typing import Literal

from pydantic import Field

from app.query.schemas import AbsentBecause, Place, Ref, Schema
from app.resources.citations.schemas import CitationPart
from app.vocabulary import (
    Certainty,
    Checkable,
    ClaimType,
    Determination,
    Direction,
    PrimarySource,
    RecordType,
    Relation,
)


class Attribution(Schema):
    """Who says so, and on what."""

    stated_by: Literal["article"] = Field(description="Whose statement we record: the article's.", examples=["article"])
    attributed_to: str | None = Field(
        description="Whom the article names for it; null where it speaks for itself.", examples=["unnamed studies"]
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
    """A claim. We record what the article says and how firmly; we do not rate whether it is true."""

    type: Literal[RecordType.claim] = Field(description="Always `claim`.", examples=["claim"])
    id: str = Field(description="Its id, which never changes.", examples=["many-top-ai-researchers-work-in-us"])
    url: str = Field(description="Its address.", examples=["/v1/claims/many-top-ai-researchers-work-in-us"])
    text: str = Field(
        description="The statement, in our words.",
        examples=["Many top-tier AI researchers have jobs in the United States."],
    )
    claim_type: ClaimType = Field(description="What kind of statement: our judgement.", examples=["factual"])
    certainty: Certainty | None = Field(description="How firmly the article puts it.", examples=["asserted"])
    certainty_absent_reason: AbsentBecause
    hedge: str | None = Field(description="The hedging words as written; null: none.", examples=["could"])
    limiter: str | None = Field(description="The limiting words as written; null: none.", examples=["Many"])
    attribution: Attribution
    checkable: Checkable = Field(description="Whether evidence could test it: our judgement.", examples=["partial"])
    determination: Determination = Field(
        description="`undetermined`: the text, as we hold it, has lost a part that the claim needs.",
        examples=["determined"],
    )
    topics: list[Ref] = Field(description="What it is about.")
    countries: list[Place] = Field(description="Countries that it speaks of.")
    about: list[Ref] = Field(description="Researchers and institutions that it speaks of.")
    statistics: list[Ref] = Field(description="Figures that it rests on.")
    related: list[RelatedClaim] = Field(
        description="Other claims that it supports, contrasts with, qualifies, is an example of, or restates."
    )
    citation: CitationPart
    further_citations: list[CitationPart] = Field(description="Other places that say so.")


class BondOut(Schema):
    """A claim that is related to the one asked about."""

    relation: Relation = Field(description="What the one does to the other.", examples=["supports"])
    direction: Direction = Field(
        description="`outgoing`: the claim asked about does it to this one; `incoming`: this one does it to the claim asked about.",
        examples=["outgoing"],
    )
    claim: ClaimOut
