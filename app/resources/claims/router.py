"""Addresses under `/v1/claims`."""

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
from app.resources.claims.queries import ClaimParts, ClaimQuery, RelatedQuery
from app.resources.claims.schemas import BondOut

ClaimId = Annotated[str, Path(description="The claim's id.", examples=["many-top-ai-researchers-work-in-us"])]

router = APIRouter(prefix="/v1/claims", tags=["claims"], route_class=ReadRoute)


@router.get("", response_model=Page[ClaimRecord], responses=answers(ClaimQuery))
async def list_claims(query: Annotated[ClaimQuery, FromQuery()], read: Reader) -> Answer:
    """Claims that the articles make, each with its hedges and citation."""
    return read.page(query)


@router.get("/{claim_id}", response_model=ClaimRecord, responses=answers(ClaimParts, *ABSENT))
async def get_claim(claim_id: ClaimId, query: Annotated[ClaimParts, FromQuery()], read: Reader) -> Answer:
    """One claim, by its id."""
    return read.one(claim_id, query)


@router.get("/{claim_id}/related", response_model=Page[BondOut], responses=answers(RelatedQuery, *ABSENT))
async def list_related_claims(claim_id: ClaimId, query: Annotated[RelatedQuery, FromQuery()], read: Reader) -> Answer:
    """Claims that one claim supports, contrasts with, qualifies and so on, and those that do so to it."""
    return read.page(query, Scope(Where(m.ClaimBond.claim_id), m.Claim, claim_id))


@router.get("/{claim_id}/citation", response_model=CitationOut, responses=answers(CitationParts, *ABSENT))
async def get_claim_citation(claim_id: ClaimId, query: Annotated[CitationParts, FromQuery()], read: Reader) -> Answer:
    """The citation that proves a claim, in the format of your reference manager."""
    return read.one(read.column(m.Claim, m.Claim.citation_id, claim_id), query)
