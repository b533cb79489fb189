"""Addresses under `/v1/institutions`."""

from typing import Annotated

from fastapi import APIRouter, Path
from fastapi import Query as FromQuery

from app import models as m
from app.openapi.documentation import ABSENT, answers
from app.query.answer import Answer
from app.query.filters import Where
from app.query.reader import Reader
from app.query.routes import ReadRoute
from app.query.schemas import Page
from app.query.selections import Scope
from app.resources.citations.queries import CitationParts
from app.resources.citations.schemas import CitationOut
from app.resources.claims.includes import ClaimRecord
from app.resources.claims.queries import ClaimQuery
from app.resources.institutions.includes import InstitutionRecord
from app.resources.institutions.queries import InstitutionParts, InstitutionQuery

InstitutionId = Annotated[str, Path(description="The institution's id.", examples=["deepseek"])]

CLAIMS = Where(m.ClaimInstitution.institution_id, of=m.ClaimInstitution.position)

router = APIRouter(prefix="/v1/institutions", tags=["institutions"], route_class=ReadRoute)


@router.get("", response_model=Page[InstitutionRecord], responses=answers(InstitutionQuery))
async def list_institutions(query: Annotated[InstitutionQuery, FromQuery()], read: Reader) -> Answer:
    """Organisations that the articles name."""
    return read.page(query)


@router.get("/{institution_id}", response_model=InstitutionRecord, responses=answers(InstitutionParts, *ABSENT))
async def get_institution(
    institution_id: InstitutionId, query: Annotated[InstitutionParts, FromQuery()], read: Reader
) -> Answer:
    """One institution, by its id."""
    return read.one(institution_id, query)


@router.get("/{institution_id}/claims", response_model=Page[ClaimRecord], responses=answers(ClaimQuery, *ABSENT))
async def list_institution_claims(
    institution_id: InstitutionId, query: Annotated[ClaimQuery, FromQuery()], read: Reader
) -> Answer:
    """Claims that speak of an institution."""
    return read.page(query, Scope(CLAIMS, m.Institution, institution_id))


@router.get("/{institution_id}/citation", response_model=CitationOut, responses=answers(CitationParts, *ABSENT))
async def get_institution_citation(
    institution_id: InstitutionId, query: Annotated[CitationParts, FromQuery()], read: Reader
) -> Answer:
    """The citation that proves an institution, in the format of your reference manager."""
    return read.one(read.column(m.Institution, m.Institution.citation_id, institution_id), query)
