"""Addresses under `/v1/passages`."""

from typing import Annotated

from fastapi import APIRouter, Path, Response

from app.openapi.operations import ABSENT, described
from app.query.parser import parsed
from app.query.reader import Reader
from app.query.schemas import Page
from app.resources.passages.includes import PassageRecord
from app.resources.passages.queries import PassageParts, PassageQuery

PassageId = Annotated[str, Path(description="The passage's id.", examples=["scmp-ai-talent-2025-p07"])]

router = APIRouter(prefix="/v1/passages", tags=["passages"])


@router.get("", response_model=Page[PassageRecord], **described(PassageQuery))
async def list_passages(query: Annotated[PassageQuery, parsed(PassageQuery)], reader: Reader) -> Response:
    """Every sentence of the articles: where it stands, and which records represent it."""
    return reader.page(query)


@router.get("/{passage_id}", response_model=PassageRecord, **described(PassageParts, *ABSENT))
async def get_passage(
    passage_id: PassageId, query: Annotated[PassageParts, parsed(PassageParts)], reader: Reader
) -> Response:
    """One passage, by its id."""
    return reader.one(passage_id, query)
