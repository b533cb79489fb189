"""What an institution can bring along: one annotated field each."""

from typing import Annotated

from pydantic import Field

from app import models as m
from app.query.choices import Relationship
from app.query.schemas import Part, Schema
from app.resources.claims.schemas import ClaimOut
from app.resources.institutions.schemas import InstitutionOut
from app.resources.researchers.schemas import ResearcherOut


class InstitutionIncluded(Schema):
    """Each null unless asked for."""

    researchers: Annotated[
        Part[ResearcherOut] | None,
        Relationship(m.ResearcherInstitution.institution_id, m.ResearcherInstitution.researcher_id, m.Researcher),
        Field(description="Researchers who are or were there, or at a unit of it."),
    ]
    claims: Annotated[
        Part[ClaimOut] | None,
        Relationship(m.ClaimInstitution.institution_id, m.ClaimInstitution.claim_id, m.Claim),
        Field(description="Claims that speak of it."),
    ]


class InstitutionRecord(InstitutionOut):
    """An institution, with what was asked to come along."""

    included: InstitutionIncluded | None = Field(description="What `include=` asked for; null unless asked.")
