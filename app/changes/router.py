"""The address `/v1/changes`."""

from typing import Annotated

from fastapi import APIRouter, Response
from fastapi import Query as FromQuery

from app.changes.queries import ChangeQuery
from app.changes.schemas import ChangeOut
from app.kit.documentation import LIST, written
from app.kit.reading import Reader
from app.kit.routes import ReadRoute
from app.kit.schemas import Page

router = APIRouter(prefix="/v1/changes", tags=["dataset"], route_class=ReadRoute)


@router.get("", response_model=Page[ChangeOut], responses=LIST | written(ChangeQuery))
async def list_changes(query: Annotated[ChangeQuery, FromQuery()], read: Reader) -> Response:
    """What was added, corrected, withdrawn or renamed in each version of the data, and why."""
    return read.page(query)
