"""Addresses under `/v1/sources`."""

from typing import Annotated

from fastapi import APIRouter, Path, Response

from app import models as m
from app.openapi.operations import ABSENT, described
from app.query.pagination import Query
from app.query.parser import parsed
from app.query.reader import Reader
from app.query.schemas import Page
from app.resources.sources.queries import SourceParts, SourceQuery
from app.resources.sources.schemas import CoverageOut, SourceOut

SourceId = Annotated[str, Path(description="The source's id.", examples=["scmp-ai-talent-2025"])]

router = APIRouter(prefix="/v1/sources", tags=["sources"])


@router.get("", response_model=Page[SourceOut], **described(SourceQuery))
async def list_sources(query: Annotated[SourceQuery, parsed(SourceQuery)], reader: Reader) -> Response:
    """The articles, with what they leave unsaid."""
    return reader.page(query)


@router.get("/{source_id}", response_model=SourceOut, **described(SourceParts, *ABSENT))
async def get_source(
    source_id: SourceId, query: Annotated[SourceParts, parsed(SourceParts)], reader: Reader
) -> Response:
    """One source, by its id."""
    return reader.one(source_id, query)


@router.get("/{source_id}/coverage", response_model=CoverageOut, **described(Query, *ABSENT))
async def get_coverage(source_id: SourceId, query: Annotated[Query, parsed(Query)], reader: Reader) -> Response:
    """How much of a source's text is represented, and what was left out, and why."""
    return reader.document(m.SourceCoverage, m.Source, source_id, query)
