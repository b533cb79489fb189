"""What a researcher can bring along: one annotated field each."""

from typing import Annotated

from pydantic import Field

from app import models as m
from app.query.choices import Relationship
from app.query.schemas import Part, Schema
from app.resources.claims.schemas import ClaimOut
from app.resources.institutions.schemas import InstitutionOut
from app.resources.researchers.schemas import ResearcherOut


class ResearcherIncluded(Schema):
    """Each null unless asked for."""

    institutions: Annotated[
        Part[InstitutionOut] | None,
        Relationship(m.Affiliation.researcher_id, m.Affiliation.institution_id, m.Institution),
        Field(description="Institutions that the researcher is or was at."),
    ]
    claims: Annotated[
        Part[ClaimOut] | None,
        Relationship(m.ClaimResearcher.researcher_id, m.ClaimResearcher.claim_id, m.Claim),
        Field(description="Claims that speak of the researcher."),
    ]


class ResearcherRecord(ResearcherOut):
    """A researcher, with what was asked to come along."""

    included: ResearcherIncluded | None = Field(description="What `include=` asked for; null unless asked.")
