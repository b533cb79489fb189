"""The whole dataset as one file: a Data Package of CSV tables in a zip, JSON, or JSON a line.

Each says which version it is, what may be done with it and how it was made. Nothing is held in memory but a row.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from app.formats.documents import Dataset, Document, at, compact
from app.formats.lines import unbroken
from app.formats.table import GUARD, LISTS, csv_lines
from app.formats.tables import Table

UNIX = 3  # ZipInfo takes the system that it runs on, which would tell in the bytes
READABLE = 0o100644 << 16

Texts = Mapping[str, Iterable[str]]
"""The documents of each list, as JSON without blanks, by the list's name."""


def dataset_zip(file: BinaryIO, tables: Sequence[Table], about: Dataset, sources: Iterable[Document]) -> None:
    """One CSV file a table and `datapackage.json`; equal data gives equal bytes on one version of zlib."""
    with ZipFile(file, "w") as archive:
        resources = [_add(archive, each, about) for each in tables]
        description = json.dumps(_package(about, resources, sources), ensure_ascii=False, indent=2)
        archive.writestr(_entry("datapackage.json", about), f"{description}\n")


def _entry(name: str, about: Dataset) -> ZipInfo:
    day = about.released
    entry = ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
    entry.create_system, entry.external_attr, entry.compress_type = UNIX, READABLE, ZIP_DEFLATED
    return entry


def _add(archive: ZipFile, each: Table, about: Dataset) -> dict[str, object]:
    """Write a table's file; its description, with size and hash."""
    size, digest = 0, sha256()
    with archive.open(_entry(f"{each.name}.csv", about), "w", force_zip64=True) as sheet:
        for line in csv_lines(each.names, each.rows()):
            encoded = line.encode()
            sheet.write(encoded)
            size += len(encoded)
            digest.update(encoded)
    return {
        "profile": "tabular-data-resource",
        "name": each.name,
        "description": each.description,
        "path": f"{each.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": size,
        "hash": f"sha256:{digest.hexdigest()}",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": _schema(each),
    }


def _schema(each: Table) -> dict[str, object]:
    """A table's columns and keys (Table Schema v1)."""
    fields = [
        {"name": field.name, "type": field.type, "description": field.description}
        | ({"constraints": {"required": True}} if field.required else {})
        for field in each.fields
    ]
    keys = [
        {"fields": field.name, "reference": {"resource": "" if table == each.name else table, "fields": column}}
        for field in each.fields
        if field.refers_to
        for table, column in [field.refers_to]
    ]
    primary = each.key[0] if len(each.key) == 1 else list(each.key)
    return {"fields": fields, "primaryKey": primary, "foreignKeys": keys, "missingValues": [""]}


def _package(about: Dataset, resources: Sequence[object], sources: Iterable[Document]) -> dict[str, object]:
    """The descriptor (Data Package v1)."""
    return {
        "profile": "tabular-data-package",
        "name": about.slug,
        "title": about.title,
        "description": f"{LISTS} {GUARD}",
        "version": about.version,
        "created": f"{about.released.isoformat()}T00:00:00Z",
        "licenses": [{"name": about.licence, "path": about.licence_url, "note": about.licence_note}],
        "method": about.method,
        "sources": [source_line(source) for source in sources],
        "resources": resources,
    }


def source_line(source: Document) -> dict[str, object]:
    """A source as a Data Package names it."""
    title = source["label"]
    republished = at(source, "republication", "address")
    named = f"{source['publisher']}: {title}" if source["publisher"] else title
    address = republished or source["original_url"]
    return {"title": f"{named}, as republished" if republished else named, **({"path": address} if address else {})}


def dataset_json(texts: Texts, about: Dataset) -> Iterator[str]:
    """One object in parts: what the release is, and under each list's name its records."""
    yield compact(_release(about))[:-1]
    for name, documents in texts.items():
        yield f',"{name}":['
        for number, text in enumerate(documents):
            yield f",{text}" if number else text
        yield "]"
    yield "}"


def dataset_ndjson(texts: Texts, about: Dataset) -> Iterator[str]:
    """What the release is, then every record, each on a line of its own, list after list; `type` tells them apart."""
    yield f"{unbroken(compact(_release(about)))}\n"
    for documents in texts.values():
        for text in documents:
            yield f"{unbroken(text)}\n"


def _release(about: Dataset) -> dict[str, object]:
    return {
        "type": "dataset",
        "title": about.title,
        "data_version": about.version,
        "released": about.released.isoformat(),
        "licence": {"id": about.licence, "url": about.licence_url, "note": about.licence_note},
        "method": about.method,
    }
