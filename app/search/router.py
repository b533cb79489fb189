"""The address `/v1/search`."""

from typing import Annotated

from fastapi import APIRouter
from fastapi import Query as FromQuery

from app.openapi.documentation import answers
from app.query.answer import Answer
from app.query.reader import Reader
from app.query.routes import ReadRoute
from app.query.schemas import Page
from app.search.hits import search
from app.search.queries import SearchQuery
from app.search.schemas import HitOut

router = APIRouter(prefix="/v1/search", tags=["search"], route_class=ReadRoute)


@router.get("", response_model=Page[HitOut], responses=answers(SearchQuery))
async def search_records(query: Annotated[SearchQuery, FromQuery()], read: Reader) -> Answer:
    """Records of all kinds that hold the words asked for, the most relevant first."""
    after, chosen = read.begin(query), read.write.chosen(query)
    return read.listed(query, search(read, query, after), chosen)
