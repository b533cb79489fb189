"""Addresses under `/v1/passages`."""

from typing import Annotated

from fastapi import APIRouter, Path
from fastapi import Query as FromQuery

from app.kit.answer import Answer
from app.kit.documentation import ABSENT, answers
from app.kit.reading import Reader
from app.kit.routes import ReadRoute
from app.kit.schemas import Page
from app.passages.includes import PassageRecord
from app.passages.queries import PassageParts, PassageQuery

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
