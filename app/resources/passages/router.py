"""Addresses under `/v1/passages`."""

from typing import Annotated

from fastapi import APIRouter, Path
from fastapi import Query as FromQuery

from app.openapi.documentation import ABSENT, answers
from app.query.answer import Answer
from app.query.reader import Reader
from app.query.routes import ReadRoute
from app.query.schemas import Page
from app.resources.passages.includes import PassageRecord
from app.resources.passages.queries import PassageParts, PassageQuery

PassageId = Annotated[str, Path(description="The passage's id.", examples=["scmp-ai-talent-2025-p07"])]

router = APIRouter(prefix="/v1/passages", tags=["passages"], route_class=ReadRoute)


@router.get("", response_model=Page[PassageRecord], responses=answers(PassageQuery))
async def list_passages(query: Annotated[PassageQuery, FromQuery()], read: Reader) -> Answer:
    """Every sentence of the articles: where it stands, and which records represent it."""
    return read.page(query)


@router.get("/{passage_id}", response_model=PassageRecord, responses=answers(PassageParts, *ABSENT))
async def get_passage(passage_id: PassageId, query: Annotated[PassageParts, FromQuery()], read: Reader) -> Answer:
    """One passage, by its id."""
    return read.one(passage_id, query)
