"""The dataset as a whole: what it is, and as one file."""

import json
from typing import Annotated

from fastapi import APIRouter, Path, Response
from pydantic import Field

from app.dataset.codebook import CODEBOOK
from app.dataset.downloads import Downloads
from app.dataset.rules import RULES
from app.dataset.schemas import DatasetOut
from app.formats.documents import compact
from app.formats.references import DATASET
from app.formats.registry import DOWNLOADS, REFERENCE_FORMATS
from app.formats.styles import apa_dataset
from app.http.files import FileResponse
from app.http.nearness import nearest
from app.http.problems import not_found
from app.openapi.operations import FILE, described
from app.query.choices import Formats
from app.query.pagination import Query, RecordQuery
from app.query.parser import parsed
from app.query.reader import Reader
from app.query.renderer import JSON

Extension = Annotated[
    str, Path(description="Which file.", examples=["zip"], json_schema_extra={"enum": list(DOWNLOADS)})
]

ADDRESS = "/v1/dataset"

HELD_IN = {"csv": "zip", "db": "sqlite", "xls": "xlsx", "gz": "zip"}
"""The file that has what was looked for under another extension."""

CONTENT: dict[str, dict[str, object]] = {each.media_type: {} for each in DOWNLOADS.values()}

router = APIRouter(prefix="/v1", tags=["dataset"])


class DatasetQuery(RecordQuery):
    """What the dataset can be asked: how to write down what it is, or the entry that it is cited by."""

    model = DatasetOut

    format: Annotated[str | None, Formats(JSON, *REFERENCE_FORMATS.values()), Field(examples=["bibtex"])] = None


@router.get("/dataset", response_model=DatasetOut, **described(DatasetQuery, reads=False))
async def get_dataset(query: Annotated[DatasetQuery, parsed(DatasetQuery)], reader: Reader) -> Response:
    """Version, digest, counts, coverage, licence, method and files of the data, its coding rules and its codebook."""
    release, base = reader.release, reader.render.base
    downloads: Downloads = reader.app.state.downloads
    relations = [("cite-as", ADDRESS), *(("item", file.url) for file in downloads.listed)]
    chosen = reader.render.chosen(query)
    if chosen is not JSON:
        return reader.render.records(query, chosen, [compact({"type": DATASET, "url": ADDRESS}).encode()], relations)
    shown = DatasetOut(
        **json.loads(release.document),
        content_digest=release.content_digest,
        schema_version=reader.database.schema_version(),
        cite_as=apa_dataset(reader.render.about, f"{base}{ADDRESS}" if "://" in base else ""),
        downloads=downloads.listed,
        codebook=CODEBOOK,
        coding_rules=RULES,
    )
    return reader.plain(query, shown.model_dump_json().encode(), relations)


@router.get(
    "/dataset.{extension}",
    response_class=Response,
    responses=FILE
    | {
        200: {"description": "The file.", "content": CONTENT},
        206: {"description": "A part of the file, as asked for by `Range` (RFC 9110 §14).", "content": CONTENT},
    },
)
async def download_dataset(extension: Extension, reader: Reader, _: Annotated[Query, parsed(Query)]) -> Response:
    """The whole dataset in one file, or a range of it; its size and hash stand in `/v1/dataset`."""
    downloads: Downloads = reader.app.state.downloads
    download = DOWNLOADS.get(extension)
    file = downloads.files.get(download.file_name) if download else None
    if download is None or file is None:
        there = [each.url.removeprefix(f"{ADDRESS}.") for each in downloads.listed]
        detail = f"There is no file dataset.{extension[:20]}."
        meant = HELD_IN.get(extension) or nearest(extension, there)
        raise not_found(detail, meant, example=f"{ADDRESS}.{meant}" if meant in there else ADDRESS, allowed=there)
    about, render = reader.render.about, reader.render
    name = f"{about.slug}-{about.version}.{extension}"
    headers = {
        "link": render.all_links([("collection", ADDRESS)]),
        "content-disposition": f'attachment; filename="{name}"',
        "content-type": download.media_type,
    }
    return FileResponse(file, headers, about.released_at, downloads.files.get(download.packed_name))
