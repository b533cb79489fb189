"""What a list of claims can be asked."""

from typing import Annotated

from pydantic import Field
from sqlalchemy import func, select
from sqlmodel import col

from app import models as m
from app.query.choices import Facets, Includes, MultiValue, Sorts
from app.query.filters import (
    ABOVE,
    AT_LEAST,
    AT_MOST,
    BELOW,
    CountryCode,
    Equals,
    Flag,
    Id,
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
from app.resources.claims.includes import ClaimIncluded
from app.resources.claims.schemas import ClaimOut
from app.vocabulary import (
    Certainty,
    Checkable,
    ClaimType,
    Direction,
    Polarity,
    Relation,
    SearchedType,
)


class ClaimParts(CitedQuery):
    """What one claim can be asked, and each in a list."""

    table = m.Claim
    model = ClaimOut

    include: Annotated[MultiValue[str], Includes(ClaimIncluded), Field(examples=[["statistics"]])] = ()


class ClaimQuery(ClaimParts, ListQuery):
    """Claims, by what they are about and how they are put."""

    topic: Annotated[
        MultiValue[Id],
        Equals(m.ClaimTopic.topic_id, of=m.ClaimTopic.position),
        Field(description="Id of a topic (`/v1/topics`).", examples=[["patents"]]),
    ] = ()
    country: Annotated[
        MultiValue[CountryCode],
        Equals(
            m.ClaimCountry.country,
            of=m.ClaimCountry.position,
            missing="countries",
        ),
        Field(description="ISO 3166-1 alpha-2 code of a country spoken of.", examples=[["CN"]]),
    ] = ()
    claim_type: Annotated[
        MultiValue[ClaimType],
        Equals(m.Claim.claim_type),
        Field(description="Kind of statement.", examples=[["predictive"]]),
    ] = ()
    certainty: Annotated[
        MultiValue[Certainty],
        Equals(m.Claim.certainty),
        Field(description="How firmly it is put.", examples=[["hedged"]]),
    ] = ()
    checkable: Annotated[
        MultiValue[Checkable],
        Equals(m.Claim.checkable),
        Field(description="Could evidence test it?", examples=[["full"]]),
    ] = ()
    primary_source: Annotated[PrimarySources, Equals(m.Claim.primary_source)] = ()
    attributed_to: Annotated[
        MultiValue[Annotated[str, Field(min_length=1, max_length=200)]],
        Equals(m.Claim.attributed_to),
        # No text needs to name anybody, so that no example finds something everywhere.
        Field(description="Whom the text makes say it (`facets=attributed_to` lists them).", examples=[[]]),
    ] = ()
    polarity: Annotated[
        MultiValue[Polarity],
        Equals(m.Claim.polarity),
        Field(description="Affirmed or denied.", examples=[["denied"]]),
    ] = ()
    population: Annotated[
        MultiValue[Id],
        Equals(m.Claim.population_id, missing="population"),
        Field(
            description="Id of a group that it speaks of, as worded (`facets=population` lists them).",
            examples=[["top-tier-ai-researchers-in-the-us"]],
        ),
    ] = ()
    period: Annotated[FirstYears, Equals(m.Claim.period_start)] = ()
    period__gte: Annotated[BeginsFrom, Range(m.Claim.period_start, AT_LEAST)] = None
    period__gt: Annotated[BeginsAfter, Range(m.Claim.period_start, ABOVE)] = None
    period__lte: Annotated[EndsUntil, Range(m.Claim.period_end, AT_MOST)] = None
    period__lt: Annotated[EndsBefore, Range(m.Claim.period_end, BELOW)] = None
    text_complete: Annotated[
        MultiValue[Flag],
        Equals(m.Claim.text_complete),
        Field(description="Does the text, as we hold it, have all that it needs?", examples=[["false"]]),
    ] = ()
    researcher: Annotated[
        MultiValue[Id],
        Equals(
            m.ClaimResearcher.researcher_id,
            of=m.ClaimResearcher.position,
            missing="researchers",
        ),
        Field(description="Id of a researcher spoken of.", examples=[["tingwen-huang"]]),
    ] = ()
    institution: Annotated[
        MultiValue[Id],
        Equals(
            m.ClaimInstitution.institution_id,
            of=m.ClaimInstitution.position,
            missing="institutions",
        ),
        Field(
            description="Id of an institution that it speaks of, or that it speaks of a unit of.",
            examples=[["deepseek"]],
        ),
    ] = ()
    statistic: Annotated[
        MultiValue[Id],
        Equals(
            m.ClaimStatistic.statistic_id,
            of=m.ClaimStatistic.position,
            missing="statistics",
        ),
        Field(description="Id of a figure that it rests on.", examples=[["china-ai-patent-share-2022"]]),
    ] = ()
    source: Annotated[SourceIds, Equals(m.Claim.source_id)] = ()
    q: Annotated[Question | None, TextMatch(SearchedType.claim), Field(examples=["patents"])] = None
    missing: Annotated[
        MultiValue[str],
        Missing(
            "certainty",
            "hedge",
            "qualifiers",
            "note",
            "polarity",
            "attributed_to",
            population=m.Claim.population_id,
            period=m.Claim.period,
            countries=m.ClaimCountry.position,
            researchers=m.ClaimResearcher.position,
            institutions=m.ClaimInstitution.position,
            statistics=m.ClaimStatistic.position,
        ),
        Field(examples=[["hedge"]]),
    ] = ()
    facets: Annotated[
        MultiValue[str],
        Facets(
            "topic",
            "country",
            "claim_type",
            "certainty",
            "checkable",
            "polarity",
            "population",
            "period",
            "text_complete",
            "primary_source",
            "attributed_to",
            "researcher",
            "institution",
            "statistic",
            "source",
        ),
        Field(examples=[["certainty"]]),
    ] = ()
    sort: Annotated[str, Sorts("text", "claim_type", "certainty"), Field(examples=["position"])] = "position"


class RelatedQuery(ListQuery):
    """Claims that are related to one claim, from either side."""

    table = m.ClaimBond
    document = func.json_object(
        "relation",
        m.ClaimBond.relation,
        "direction",
        m.ClaimBond.direction,
        "claim",
        func.json(select(col(m.Claim.document)).where(col(m.Claim.id) == m.ClaimBond.related_id).scalar_subquery()),
    )

    relation: Annotated[
        MultiValue[Relation],
        Equals(m.ClaimBond.relation),
        Field(description="What the one does to the other.", examples=[["supports"]]),
    ] = ()
    direction: Annotated[
        MultiValue[Direction],
        Equals(m.ClaimBond.direction),
        Field(
            description="Whether the claim asked about does it to the other, or the other to it.",
            examples=[["incoming"]],
        ),
    ] = ()
    facets: Annotated[MultiValue[str], Facets("relation", "direction"), Field(examples=[["relation"]])] = ()
