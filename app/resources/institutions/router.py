"""Addresses under `/v1/institutions`."""

from typing import Annotated

from fastapi import APIRouter, Path, Response

from app import models as m
from app.openapi.operations import ABSENT, described
from app.query.filters import Equals
from app.query.parser import parsed
from app.query.reader import Reader
from app.query.schemas import Page
from app.query.sets import Scope
from app.resources.citations.queries import CitationParts
from app.resources.citations.schemas import CitationOut
from app.resources.claims.includes import ClaimRecord
from app.resources.claims.queries import ClaimQuery
from app.resources.institutions.includes import InstitutionRecord
from app.resources.institutions.queries import InstitutionParts, InstitutionQuery

InstitutionId = Annotated[str, Path(description="The institution's id.", examples=["deepseek"])]

CLAIMS = Equals(m.ClaimInstitution.institution_id, of=m.ClaimInstitution.position)

router = APIRouter(prefix="/v1/institutions", tags=["institutions"])


@router.get("", response_model=Page[InstitutionRecord], **described(InstitutionQuery))
async def list_institutions(query: Annotated[InstitutionQuery, parsed(InstitutionQuery)], reader: Reader) -> Response:
    """Organisations that the sources name."""
    return reader.page(query)


@router.get("/{institution_id}", response_model=InstitutionRecord, **described(InstitutionParts, *ABSENT))
async def get_institution(
    institution_id: InstitutionId, query: Annotated[InstitutionParts, parsed(InstitutionParts)], reader: Reader
) -> Response:
    """One institution, by its id."""
    return reader.one(institution_id, query)


@router.get("/{institution_id}/claims", response_model=Page[ClaimRecord], **described(ClaimQuery, *ABSENT))
async def list_institution_claims(
    institution_id: InstitutionId, query: Annotated[ClaimQuery, parsed(ClaimQuery)], reader: Reader
) -> Response:
    """Claims that speak of an institution."""
    return reader.page(query, Scope(CLAIMS, m.Institution, institution_id))


@router.get("/{institution_id}/citation", response_model=CitationOut, **described(CitationParts, *ABSENT))
async def get_institution_citation(
    institution_id: InstitutionId, query: Annotated[CitationParts, parsed(CitationParts)], reader: Reader
) -> Response:
    """The citation that proves an institution, in the format of your reference manager."""
    return reader.one(reader.column(m.Institution, m.Institution.citation_id, institution_id), query)
