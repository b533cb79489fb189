"""The dataset as a whole."""

import json
from typing import Annotated

from fastapi import APIRouter, Response
from fastapi import Query as FromQuery

from app.dataset.schemas import DatasetOut
from app.db import SCHEMA_VERSION
from app.kit.documentation import PLAIN
from app.kit.pagination import Query
from app.kit.reading import Reader
from app.kit.routes import ReadRoute

router = APIRouter(prefix="/v1", tags=["dataset"], route_class=ReadRoute)


@router.get("/dataset", response_model=DatasetOut, responses=PLAIN)
async def get_dataset(query: Annotated[Query, FromQuery()], read: Reader) -> Response:
    """Version, digest, counts, coverage, licence and method of the data."""
    release = read.release
    shown = DatasetOut(
        **json.loads(release.document), content_digest=release.content_digest, schema_version=SCHEMA_VERSION
    )
    return read.plain(query, shown.model_dump_json().encode())
