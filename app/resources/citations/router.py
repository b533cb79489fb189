"""Addresses under `/v1/citations`."""

from typing import Annotated

from fastapi import APIRouter, Path, Response

from app.openapi.operations import ABSENT, described
from app.query.parser import parsed
from app.query.reader import Reader
from app.query.schemas import Page
from app.resources.citations.queries import CitationParts, CitationQuery
from app.resources.citations.schemas import CitationOut

CitationId = Annotated[str, Path(description="The citation's id.", examples=["statistic-china-ai-patent-share-2022"])]

router = APIRouter(prefix="/v1/citations", tags=["citations"])


@router.get("", response_model=Page[CitationOut], **described(CitationQuery))
async def list_citations(query: Annotated[CitationQuery, parsed(CitationQuery)], reader: Reader) -> Response:
    """Citations: where, to the character, each record stands in its source."""
    return reader.page(query)


@router.get("/{citation_id}", response_model=CitationOut, **described(CitationParts, *ABSENT))
async def get_citation(
    citation_id: CitationId, query: Annotated[CitationParts, parsed(CitationParts)], reader: Reader
) -> Response:
    """One citation, by its id."""
    return reader.one(citation_id, query)
