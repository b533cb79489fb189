"""The dataset as a whole: what it is, and as one file."""

import asyncio
import json
from typing import Annotated

from fastapi import APIRouter, Path, Response

from app.database import SCHEMA_VERSION
from app.dataset.codebook import CODEBOOK
from app.dataset.downloads import FILES, Downloads
from app.dataset.rules import RULES
from app.dataset.schemas import DatasetOut
from app.formats.styles import apa_dataset
from app.http.problems import nearest, not_found
from app.http.responses import Representation
from app.openapi.operations import PAGE, described
from app.query.pagination import Query
from app.query.parser import parsed
from app.query.reader import Reader

Extension = Annotated[str, Path(description="Which file.", examples=["zip"], json_schema_extra={"enum": list(FILES)})]

ADDRESS = "/v1/dataset"

router = APIRouter(prefix="/v1", tags=["dataset"])


@router.get("/dataset", response_model=DatasetOut, **described(Query))
async def get_dataset(query: Annotated[Query, parsed(Query)], reader: Reader) -> Response:
    """Version, digest, counts, coverage, licence, method and files of the data, its coding rules and its codebook."""
    release, downloads, base = reader.release, reader.app.state.downloads, reader.render.base
    listed = await asyncio.to_thread(lambda: downloads.listed)
    shown = DatasetOut(
        **json.loads(release.document),
        content_digest=release.content_digest,
        schema_version=SCHEMA_VERSION,
        cite_as=apa_dataset(reader.render.about, f"{base}{ADDRESS}" if "://" in base else ""),
        downloads=listed,
        codebook=CODEBOOK,
        coding_rules=RULES,
    )
    relations = [("cite-as", ADDRESS), *(("item", file.url) for file in listed)]
    return reader.plain(query, shown.model_dump_json().encode(), relations)


@router.get(
    "/dataset.{extension}",
    response_class=Response,
    responses=PAGE | {200: {"description": "The file.", "content": {each.media_type: {} for each in FILES.values()}}},
)
async def download_dataset(extension: Extension, reader: Reader) -> Response:
    """The whole dataset in one file; its size and hash stand in `/v1/dataset`."""
    if extension not in FILES:
        detail = f"There is no file dataset.{extension[:20]}."
        raise not_found(detail, nearest(extension, FILES), example=ADDRESS, allowed=list(FILES))
    downloads: Downloads = reader.app.state.downloads
    name = f"{reader.render.about.title.lower().replace(' ', '-')}-{reader.release.data_version}.{extension}"
    headers = {
        "link": reader.render.links([("collection", ADDRESS)]),
        "content-disposition": f'attachment; filename="{name}"',
        "content-type": FILES[extension].media_type,
    }
    return Representation(await asyncio.to_thread(downloads.make, extension), headers)
