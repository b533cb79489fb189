"""Addresses under `/v1/institutions`."""

from typing import Annotated

from fastapi import APIRouter, Path, Response
from fastapi import Query as FromQuery

from app import models as m
from app.institutions.queries import InstitutionQuery
from app.institutions.schemas import InstitutionOut
from app.kit.documentation import LIST, ONE
from app.kit.pagination import Query
from app.kit.reading import Reader
from app.kit.schemas import Page

InstitutionId = Annotated[str, Path(description="The institution's id.", examples=["deepseek"])]

router = APIRouter(prefix="/v1/institutions", tags=["institutions"])


@router.get("", response_model=Page[InstitutionOut], responses=LIST)
async def list_institutions(query: Annotated[InstitutionQuery, FromQuery()], read: Reader) -> Response:
    """Organisations that the articles name."""
    return read.page(query)


@router.get("/{institution_id}", response_model=InstitutionOut, responses=ONE)
async def get_institution(
    institution_id: InstitutionId, query: Annotated[Query, FromQuery()], read: Reader
) -> Response:
    """One institution, by its id."""
    return read.one(m.Institution, institution_id, query)
