"""Addresses under `/v1/researchers`."""

from typing import Annotated

from fastapi import APIRouter, Path, Response
from fastapi import Query as FromQuery

from app import models as m
from app.kit.documentation import LIST, ONE
from app.kit.pagination import Query
from app.kit.reading import Reader
from app.kit.schemas import Page
from app.researchers.queries import ResearcherQuery
from app.researchers.schemas import ResearcherOut

ResearcherId = Annotated[str, Path(description="The researcher's id.", examples=["tingwen-huang"])]

router = APIRouter(prefix="/v1/researchers", tags=["researchers"])


@router.get("", response_model=Page[ResearcherOut], responses=LIST)
async def list_researchers(query: Annotated[ResearcherQuery, FromQuery()], read: Reader) -> Response:
    """AI researchers whom the articles name, with their affiliations."""
    return read.page(query)


@router.get("/{researcher_id}", response_model=ResearcherOut, responses=ONE)
async def get_researcher(researcher_id: ResearcherId, query: Annotated[Query, FromQuery()], read: Reader) -> Response:
    """One researcher, by its id."""
    return read.one(m.Researcher, researcher_id, query)
