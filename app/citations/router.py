"""Addresses under `/v1/citations`."""

from typing import Annotated

from fastapi import APIRouter, Path
from fastapi import Query as FromQuery

from app.citations.queries import CitationParts, CitationQuery
from app.citations.schemas import CitationOut
from app.kit.answer import Answer
from app.kit.documentation import ABSENT, answers
from app.kit.reading import Reader
from app.kit.routes import ReadRoute
from app.kit.schemas import Page

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
