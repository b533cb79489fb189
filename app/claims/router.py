"""Addresses under `/v1/claims`."""

from typing import Annotated

from fastapi import APIRouter, Path, Response
from fastapi import Query as FromQuery

from app import models as m
from app.claims.queries import ClaimQuery
from app.claims.schemas import ClaimOut
from app.kit.documentation import LIST, ONE
from app.kit.pagination import Query
from app.kit.reading import Reader
from app.kit.schemas import Page

ClaimId = Annotated[str, Path(description="The claim's id.", examples=["many-top-ai-researchers-work-in-us"])]

router = APIRouter(prefix="/v1/claims", tags=["claims"])


@router.get("", response_model=Page[ClaimOut], responses=LIST)
async def list_claims(query: Annotated[ClaimQuery, FromQuery()], read: Reader) -> Response:
    """Claims that the articles make, each with its hedges and citation."""
    return read.page(query)


@router.get("/{claim_id}", response_model=ClaimOut, responses=ONE)
async def get_claim(claim_id: ClaimId, query: Annotated[Query, FromQuery()], read: Reader) -> Response:
    """One claim, by its id."""
    return read.one(m.Claim, claim_id, query)
