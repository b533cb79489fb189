"""The address `/v1/search`."""

from typing import Annotated

from fastapi import APIRouter, Response

from app.openapi.operations import described
from app.query.parser import parsed
from app.query.reader import Reader
from app.query.schemas import Page
from app.search.hits import search
from app.search.queries import SearchQuery
from app.search.schemas import HitOut

router = APIRouter(prefix="/v1/search", tags=["search"])


@router.get("", response_model=Page[HitOut], **described(SearchQuery))
async def search_records(query: Annotated[SearchQuery, parsed(SearchQuery)], reader: Reader) -> Response:
    """Records of all kinds that hold the words asked for, the most relevant first."""
    after, chosen = reader.begin(query), reader.render.chosen(query)
    return reader.listed(query, search(reader, query, after), chosen)
