"""Addresses under `/v1/researchers`."""

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
from app.resources.researchers.includes import ResearcherRecord
from app.resources.researchers.queries import ResearcherParts, ResearcherQuery

ResearcherId = Annotated[str, Path(description="The researcher's id.", examples=["tingwen-huang"])]

CLAIMS = Equals(m.ClaimResearcher.researcher_id, of=m.ClaimResearcher.position)

router = APIRouter(prefix="/v1/researchers", tags=["researchers"])


@router.get("", response_model=Page[ResearcherRecord], **described(ResearcherQuery))
async def list_researchers(query: Annotated[ResearcherQuery, parsed(ResearcherQuery)], reader: Reader) -> Response:
    """AI researchers whom the sources name, with their affiliations."""
    return reader.page(query)


@router.get("/{researcher_id}", response_model=ResearcherRecord, **described(ResearcherParts, *ABSENT))
async def get_researcher(
    researcher_id: ResearcherId, query: Annotated[ResearcherParts, parsed(ResearcherParts)], reader: Reader
) -> Response:
    """One researcher, by its id."""
    return reader.one(researcher_id, query)


@router.get("/{researcher_id}/claims", response_model=Page[ClaimRecord], **described(ClaimQuery, *ABSENT))
async def list_researcher_claims(
    researcher_id: ResearcherId, query: Annotated[ClaimQuery, parsed(ClaimQuery)], reader: Reader
) -> Response:
    """Claims that speak of a researcher."""
    return reader.page(query, Scope(CLAIMS, m.Researcher, researcher_id))


@router.get("/{researcher_id}/citation", response_model=CitationOut, **described(CitationParts, *ABSENT))
async def get_researcher_citation(
    researcher_id: ResearcherId, query: Annotated[CitationParts, parsed(CitationParts)], reader: Reader
) -> Response:
    """The citation that proves a researcher, in the format of your reference manager."""
    return reader.one(reader.column(m.Researcher, m.Researcher.citation_id, researcher_id), query)
