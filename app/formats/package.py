"""The whole dataset as one file: a Data Package of CSV tables in a zip, JSON, or JSON a line.

Each says which version it is, what may be done with it and how it was made.
"""

import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from pydantic import BaseModel

from app.formats.documents import Dataset, Document, at, compact
from app.formats.lines import ndjson
from app.formats.table import GUARD, REFERENCES, columns, table

UNIX = 3  # ZipInfo takes the system that it runs on, which would tell in the bytes
READABLE = 0o100644 << 16


@dataclass(frozen=True)
class Table:
    """All records of a kind: the plural that names their file, and the model that gives the columns."""

    name: str
    model: type[BaseModel]
    documents: Sequence[Document]


def dataset_zip(tables: Sequence[Table], about: Dataset) -> bytes:
    """One CSV file a table and `datapackage.json`; equal data gives equal bytes on one version of zlib."""
    files = {f"{each.name}.csv": table(each.documents, each.model).encode() for each in tables}
    resources = [_resource(each, files[f"{each.name}.csv"]) for each in tables]
    description = json.dumps(_package(tables, about, resources), ensure_ascii=False, indent=2)
    files["datapackage.json"] = f"{description}\n".encode()
    return _zip(files, about)


def _zip(files: Mapping[str, bytes], about: Dataset) -> bytes:
    day = about.released
    archive = io.BytesIO()
    with ZipFile(archive, "w") as opened:
        for name, content in sorted(files.items()):
            entry = ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            entry.create_system, entry.external_attr = UNIX, READABLE
            opened.writestr(entry, content, compress_type=ZIP_DEFLATED, compresslevel=9)
    return archive.getvalue()


def _package(tables: Sequence[Table], about: Dataset, resources: Sequence[Mapping[str, object]]) -> dict[str, object]:
    """The descriptor (Data Package v1)."""
    return {
        "profile": "tabular-data-package",
        "name": about.title.lower().replace(" ", "-"),
        "title": about.title,
        "description": f"{REFERENCES} {GUARD}",
        "version": about.version,
        "created": f"{about.released.isoformat()}T00:00:00Z",
        "licenses": [{"name": about.licence, "path": about.licence_url, "note": about.licence_note}],
        "method": about.method,
        "sources": [_source(source) for each in tables if each.name == "sources" for source in each.documents],
        "resources": resources,
    }


def _source(source: Document) -> dict[str, object]:
    title = source["title"] or f"[{source['descriptive_title']}]"
    republished = at(source, "republication", "address")
    named = f"{source['publisher']}: {title}" if source["publisher"] else title
    address = republished or source["original_url"]
    return {"title": f"{named}, as republished" if republished else named, **({"path": address} if address else {})}


def _resource(each: Table, content: bytes) -> dict[str, object]:
    """A table's description, with the size and hash of its file."""
    fields = [{"name": c.name, "type": c.type, "description": c.description} for c in columns(each.model)]
    return {
        "profile": "tabular-data-resource",
        "name": each.name,
        "path": f"{each.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{sha256(content).hexdigest()}",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": {"fields": fields, "primaryKey": "id", "missingValues": [""]},
    }


def dataset_json(tables: Sequence[Table], about: Dataset) -> bytes:
    """One object: what the release is, and under each table's name its records."""
    return compact({**_release(about), **{each.name: list(each.documents) for each in tables}}).encode()


def dataset_ndjson(tables: Sequence[Table], about: Dataset) -> bytes:
    """What the release is, then every record, each on a line of its own, table after table; `type` tells them apart."""
    documents = [document for each in tables for document in each.documents]
    return ndjson([_release(about), *documents]).encode()


def _release(about: Dataset) -> dict[str, object]:
    return {
        "type": "dataset",
        "title": about.title,
        "data_version": about.version,
        "released": about.released.isoformat(),
        "licence": {"id": about.licence, "url": about.licence_url, "note": about.licence_note},
        "method": about.method,
    }
