"""What a claim can bring along: one annotated field each."""

from typing import Annotated

from pydantic import Field

from app import models as m
from app.query.choices import Relationship
from app.query.schemas import Part, Schema
from app.resources.claims.schemas import ClaimOut
from app.resources.institutions.schemas import InstitutionOut
from app.resources.researchers.schemas import ResearcherOut
from app.resources.statistics.schemas import StatisticOut


class ClaimIncluded(Schema):
    """Each null unless asked for."""

    statistics: Annotated[
        Part[StatisticOut] | None,
        Relationship(m.ClaimStatistic.claim_id, m.ClaimStatistic.statistic_id, m.Statistic),
        Field(description="Figures that it rests on."),
    ]
    about: Annotated[
        Part[Annotated[ResearcherOut | InstitutionOut, Field(discriminator="type")]] | None,
        Relationship(m.ClaimResearcher.claim_id, m.ClaimResearcher.researcher_id, m.Researcher),
        Relationship(m.ClaimInstitution.claim_id, m.ClaimInstitution.institution_id, m.Institution),
        Field(description="Researchers and institutions that it speaks of."),
    ]
    related: Annotated[
        Part[ClaimOut] | None,
        Relationship(m.ClaimBond.claim_id, m.ClaimBond.related_id, m.Claim),
        Field(description="Claims that are related to it, from either side."),
    ]


class ClaimRecord(ClaimOut):
    """A claim, with what was asked to come along."""

    included: ClaimIncluded | None = Field(description="What `include=` asked for; null unless asked.")
