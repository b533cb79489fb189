"""What a list of claims can be asked."""

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field
from sqlmodel import SQLModel

from app import models as m
from app.kit.filters import CountryCode, Id, Where
from app.kit.pagination import ListQuery
from app.vocabulary import Certainty, Checkable, ClaimType, Determination


class ClaimSort(StrEnum):
    """`position`: reading order. A minus sign turns the order round."""

    position = "position"
    position_descending = "-position"
    id = "id"
    id_descending = "-id"


class ClaimQuery(ListQuery):
    """Claims, by what they are about and how they are put."""

    table: ClassVar[type[SQLModel]] = m.Claim

    topic: Annotated[
        list[Id],
        Where(m.ClaimTopic.topic_id, of=m.ClaimTopic.claim_id, known=m.Topic.id),
        Field(description="Id of a topic (`/v1/topics`).", examples=[["patents"]]),
    ] = []
    country: Annotated[
        list[CountryCode],
        Where(m.ClaimCountry.country, of=m.ClaimCountry.claim_id, known=m.Country.code),
        Field(description="ISO 3166-1 alpha-2 code of a country spoken of.", examples=[["CN"]]),
    ] = []
    claim_type: Annotated[
        list[ClaimType], Where(m.Claim.claim_type), Field(description="Kind of statement.", examples=[["predictive"]])
    ] = []
    certainty: Annotated[
        list[Certainty], Where(m.Claim.certainty), Field(description="How firmly it is put.", examples=[["hedged"]])
    ] = []
    checkable: Annotated[
        list[Checkable], Where(m.Claim.checkable), Field(description="Could evidence test it?", examples=[["full"]])
    ] = []
    determination: Annotated[
        list[Determination],
        Where(m.Claim.determination),
        Field(description="Does the text, as we hold it, settle it?", examples=[["undetermined"]]),
    ] = []
    researcher: Annotated[
        list[Id],
        Where(m.ClaimResearcher.researcher_id, of=m.ClaimResearcher.claim_id, known=m.Researcher.id),
        Field(description="Id of a researcher spoken of.", examples=[["tingwen-huang"]]),
    ] = []
    institution: Annotated[
        list[Id],
        Where(m.ClaimInstitution.institution_id, of=m.ClaimInstitution.claim_id, known=m.Institution.id),
        Field(description="Id of an institution spoken of.", examples=[["deepseek"]]),
    ] = []
    statistic: Annotated[
        list[Id],
        Where(m.ClaimStatistic.statistic_id, of=m.ClaimStatistic.claim_id, known=m.Statistic.id),
        Field(description="Id of a figure that it rests on.", examples=[["china-ai-patent-share-2022"]]),
    ] = []
    source: Annotated[
        list[Id],
        Where(m.Claim.source_id, known=m.Source.id),
        Field(description="Id of a source.", examples=[["scmp-ai-talent-2025"]]),
    ] = []
    sort: Annotated[ClaimSort, Field(description="Order; ties by id.", examples=["position"])] = ClaimSort.position
