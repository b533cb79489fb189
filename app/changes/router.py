"""Addresses under `/v1/changes`."""

from typing import Annotated

from fastapi import APIRouter, Path, Response

from app.changes.queries import ChangeParts, ChangeQuery
from app.changes.schemas import ChangeOut
from app.http.problems import NotFound
from app.openapi.operations import described
from app.query.parser import parsed
from app.query.reader import Reader
from app.query.schemas import Page

ChangeId = Annotated[str, Path(description="The change's id.", examples=["v1-0-0-01"])]

router = APIRouter(prefix="/v1/changes", tags=["dataset"])


@router.get("", response_model=Page[ChangeOut], **described(ChangeQuery))
async def list_changes(query: Annotated[ChangeQuery, parsed(ChangeQuery)], reader: Reader) -> Response:
    """What was added, corrected, withdrawn or renamed in each version of the data, and why."""
    return reader.page(query)


@router.get("/{change_id}", response_model=ChangeOut, **described(ChangeParts, NotFound))
async def get_change(
    change_id: ChangeId, query: Annotated[ChangeParts, parsed(ChangeParts)], reader: Reader
) -> Response:
    """One change, by its id."""
    return reader.one(change_id, query)
