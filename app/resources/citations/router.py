"""Addresses under `/v1/citations`."""

from typing import Annotated

from fastapi import APIRouter, Path
from fastapi import Query as FromQuery

from app.openapi.documentation import ABSENT, answers
from app.query.answer import Answer
from app.query.reader import Reader
from app.query.routes import ReadRoute
from app.query.schemas import Page
from app.resources.citations.queries import CitationParts, CitationQuery
from app.resources.citations.schemas import CitationOut

CitationId = Annotated[str, Path(description="The citation's id.", examples=["statistic-china-ai-patent-share-2022"])]

router = APIRouter(prefix="/v1/citations", tags=["citations"], route_class=ReadRoute)


@router.get("", response_model=Page[CitationOut], responses=answers(CitationQuery))
async def list_citations(query: Annotated[CitationQuery, FromQuery()], read: Reader) -> Answer:
    """Citations: where, to the character, each record stands in its source."""
    return read.page(query)


@router.get("/{citation_id}", response_model=CitationOut, responses=answers(CitationParts, *ABSENT))
async def get_citation(citation_id: CitationId, query: Annotated[CitationParts, FromQuery()], read: Reader) -> Answer:
    """One citation, by its id."""
    return read.one(citation_id, query)
