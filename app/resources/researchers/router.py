"""Addresses under `/v1/researchers`."""

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
from app.resources.researchers.includes import ResearcherRecord
from app.resources.researchers.queries import ResearcherParts, ResearcherQuery

ResearcherId = Annotated[str, Path(description="The researcher's id.", examples=["tingwen-huang"])]

CLAIMS = Where(m.ClaimResearcher.researcher_id, of=m.ClaimResearcher.position)

router = APIRouter(prefix="/v1/researchers", tags=["researchers"], route_class=ReadRoute)


@router.get("", response_model=Page[ResearcherRecord], responses=answers(ResearcherQuery))
async def list_researchers(query: Annotated[ResearcherQuery, FromQuery()], read: Reader) -> Answer:
    """AI researchers whom the articles name, with their affiliations."""
    return read.page(query)


@router.get("/{researcher_id}", response_model=ResearcherRecord, responses=answers(ResearcherParts, *ABSENT))
async def get_researcher(
    researcher_id: ResearcherId, query: Annotated[ResearcherParts, FromQuery()], read: Reader
) -> Answer:
    """One researcher, by its id."""
    return read.one(researcher_id, query)


@router.get("/{researcher_id}/claims", response_model=Page[ClaimRecord], responses=answers(ClaimQuery, *ABSENT))
async def list_researcher_claims(
    researcher_id: ResearcherId, query: Annotated[ClaimQuery, FromQuery()], read: Reader
) -> Answer:
    """Claims that speak of a researcher."""
    return read.page(query, Scope(CLAIMS, m.Researcher, researcher_id))


@router.get("/{researcher_id}/citation", response_model=CitationOut, responses=answers(CitationParts, *ABSENT))
async def get_researcher_citation(
    researcher_id: ResearcherId, query: Annotated[CitationParts, FromQuery()], read: Reader
) -> Answer:
    """The citation that proves a researcher, in the format of your reference manager."""
    return read.one(read.column(m.Researcher, m.Researcher.citation_id, researcher_id), query)
