"""Addresses under `/v1/claims`."""

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
from app.resources.claims.queries import ClaimParts, ClaimQuery, RelatedQuery
from app.resources.claims.schemas import BondOut

ClaimId = Annotated[str, Path(description="The claim's id.", examples=["many-top-ai-researchers-work-in-us"])]

router = APIRouter(prefix="/v1/claims", tags=["claims"])


@router.get("", response_model=Page[ClaimRecord], **described(ClaimQuery))
async def list_claims(query: Annotated[ClaimQuery, parsed(ClaimQuery)], reader: Reader) -> Response:
    """Claims that the sources make, each with its hedges and citation."""
    return reader.page(query)


@router.get("/{claim_id}", response_model=ClaimRecord, **described(ClaimParts, *ABSENT))
async def get_claim(claim_id: ClaimId, query: Annotated[ClaimParts, parsed(ClaimParts)], reader: Reader) -> Response:
    """One claim, by its id."""
    return reader.one(claim_id, query)


@router.get("/{claim_id}/related", response_model=Page[BondOut], **described(RelatedQuery, *ABSENT))
async def list_related_claims(
    claim_id: ClaimId, query: Annotated[RelatedQuery, parsed(RelatedQuery)], reader: Reader
) -> Response:
    """Claims that one claim supports, contrasts with, qualifies and so on, and those that do so to it."""
    return reader.page(query, Scope(Equals(m.ClaimBond.claim_id), m.Claim, claim_id))


@router.get("/{claim_id}/citation", response_model=CitationOut, **described(CitationParts, *ABSENT))
async def get_claim_citation(
    claim_id: ClaimId, query: Annotated[CitationParts, parsed(CitationParts)], reader: Reader
) -> Response:
    """The citation that proves a claim, in the format of your reference manager."""
    return reader.one(reader.column(m.Claim, m.Claim.citation_id, claim_id), query)
