"""Addresses under `/v1/sources`."""

from typing import Annotated

from fastapi import APIRouter, Path
from fastapi import Query as FromQuery

from app import models as m
from app.openapi.documentation import ABSENT, answers
from app.query.answer import Answer
from app.query.pagination import Query
from app.query.reader import Reader
from app.query.routes import ReadRoute
from app.query.schemas import Page
from app.resources.sources.queries import SourceParts, SourceQuery
from app.resources.sources.schemas import CoverageOut, SourceOut

SourceId = Annotated[str, Path(description="The source's id.", examples=["scmp-ai-talent-2025"])]

router = APIRouter(prefix="/v1/sources", tags=["sources"], route_class=ReadRoute)


@router.get("", response_model=Page[SourceOut], responses=answers(SourceQuery))
async def list_sources(query: Annotated[SourceQuery, FromQuery()], read: Reader) -> Answer:
    """The articles, with what they leave unsaid."""
    return read.page(query)


@router.get("/{source_id}", response_model=SourceOut, responses=answers(SourceParts, *ABSENT))
async def get_source(source_id: SourceId, query: Annotated[SourceParts, FromQuery()], read: Reader) -> Answer:
    """One source, by its id."""
    return read.one(source_id, query)


@router.get("/{source_id}/coverage", response_model=CoverageOut, responses=answers(Query, *ABSENT))
async def get_coverage(source_id: SourceId, query: Annotated[Query, FromQuery()], read: Reader) -> Answer:
    """How much of a source's text is represented, and what was left out, and why."""
    return read.document(m.SourceCoverage, m.Source, source_id, query)
