"""The dataset as a whole: what it is, and as one file."""

import asyncio
import json
from typing import Annotated

from fastapi import APIRouter, Path, Response
from fastapi import Query as FromQuery

from app.database import SCHEMA_VERSION
from app.dataset.codebook import CODEBOOK
from app.dataset.downloads import FILES, Downloads
from app.dataset.schemas import DatasetOut
from app.formats.styles import apa_dataset
from app.http.problems import nearest, not_found
from app.openapi.documentation import DOWNLOAD, answers
from app.query.answer import Answer
from app.query.pagination import Query
from app.query.reader import Reader
from app.query.routes import ReadRoute

Extension = Annotated[str, Path(description="Which file.", examples=["zip"], json_schema_extra={"enum": list(FILES)})]

ADDRESS = "/v1/dataset"

router = APIRouter(prefix="/v1", tags=["dataset"], route_class=ReadRoute)


@router.get("/dataset", response_model=DatasetOut, responses=answers(Query))
async def get_dataset(query: Annotated[Query, FromQuery()], read: Reader) -> Answer:
    """Version, digest, counts, coverage, licence, method and files of the data, and what its coded values mean."""
    release, downloads = read.release, read.app.state.downloads
    listed = await asyncio.to_thread(lambda: downloads.listed)
    shown = DatasetOut(
        **json.loads(release.document),
        content_digest=release.content_digest,
        schema_version=SCHEMA_VERSION,
        cite_as=apa_dataset(read.write.about, f"{read.write.base}{ADDRESS}" if read.write.base else ""),
        downloads=listed,
        codebook=CODEBOOK,
    )
    relations = [("cite-as", ADDRESS), *(("item", file.url) for file in listed)]
    return read.plain(query, shown.model_dump_json().encode(), relations)


@router.get(
    "/dataset.{extension}",
    response_class=Response,
    responses=DOWNLOAD
    | {200: {"description": "The file.", "content": {each.media_type: {} for each in FILES.values()}}},
)
async def download_dataset(extension: Extension, read: Reader) -> Answer:
    """The whole dataset in one file; its size and hash stand in `/v1/dataset`."""
    if extension not in FILES:
        detail = f"There is no file dataset.{extension[:20]}."
        raise not_found(detail, nearest(extension, FILES), example=ADDRESS, allowed=list(FILES))
    downloads: Downloads = read.app.state.downloads
    name = f"{read.write.about.title.lower().replace(' ', '-')}-{read.release.data_version}.{extension}"
    headers = {
        "link": read.write.links([("collection", ADDRESS)]),
        "content-disposition": f'attachment; filename="{name}"',
        "content-type": FILES[extension].media_type,
    }
    return Answer(await asyncio.to_thread(downloads.make, extension), headers)
