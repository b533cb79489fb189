"""Addresses under `/v1/changes`."""

from typing import Annotated

from fastapi import APIRouter, Path
from fastapi import Query as FromQuery

from app.changes.queries import ChangeParts, ChangeQuery
from app.changes.schemas import ChangeOut
from app.http.problems import NotFound
from app.openapi.documentation import answers
from app.query.answer import Answer
from app.query.reader import Reader
from app.query.routes import ReadRoute
from app.query.schemas import Page

ChangeId = Annotated[str, Path(description="The change's id.", examples=["v1-0-0-01"])]

router = APIRouter(prefix="/v1/changes", tags=["dataset"], route_class=ReadRoute)


@router.get("", response_model=Page[ChangeOut], responses=answers(ChangeQuery))
async def list_changes(query: Annotated[ChangeQuery, FromQuery()], read: Reader) -> Answer:
    """What was added, corrected, withdrawn or renamed in each version of the data, and why."""
    return read.page(query)


@router.get("/{change_id}", response_model=ChangeOut, responses=answers(ChangeParts, NotFound))
async def get_change(change_id: ChangeId, query: Annotated[ChangeParts, FromQuery()], read: Reader) -> Answer:
    """One change, by its id."""
    return read.one(change_id, query)
