"""Makes the files of a release from its database: the same data gives the same bytes."""

import gzip
import hashlib
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path

from rich.progress import TaskID

from app.database import RECORD_FILE
from app.formats.analysis import analysis_database
from app.formats.documents import Dataset
from app.formats.package import dataset_json, dataset_ndjson, dataset_zip, source_line
from app.formats.registry import DOWNLOADS
from app.formats.styles import apa_dataset
from app.formats.tables import Row, Table
from app.formats.workbook import Preface, workbook
from app.release import SUMS_FILE
from seed.progress import Progress
from seed.records import Release
from seed.tables import RECORDS, RecordTables

PACKED_AT_MOST = 0.9
"""A packed form is kept where it is this much of the whole or less."""
SOURCES_SHOWN = 10
"""More sources than these are not named on the workbook's first sheet."""


def make_downloads(folder: Path, release: Release, progress: Progress) -> None:
    """Write every download, and its packed form where that pays, beside the database in `folder`."""
    with closing(sqlite3.connect(f"{(folder / RECORD_FILE).resolve().as_uri()}?mode=ro", uri=True)) as connection:
        maker = _Maker(RecordTables(connection, release.public_url or ""), release, progress)
        for extension, download in DOWNLOADS.items():
            maker.makers[extension](folder / download.file_name)
            if download.packed:
                pack(folder / download.file_name, folder / download.packed_name)


def write_sums(folder: Path) -> None:
    """Write `SHA256SUMS` over all files of a folder, for `sha256sum -c`."""
    lines = []
    for path in sorted(each for each in folder.iterdir() if each.name != SUMS_FILE):
        with path.open("rb") as file:
            lines.append(f"{hashlib.file_digest(file, 'sha256').hexdigest()}  {path.name}\n")
    (folder / SUMS_FILE).write_text("".join(lines), encoding="ascii")


class _Maker:
    """What makes each download."""

    def __init__(self, records: RecordTables, release: Release, progress: Progress) -> None:
        self.records = records
        self.release = release
        self.progress = progress
        self.about = Dataset(
            title=release.title,
            version=release.version,
            released=release.date,
            licence=release.licence,
            licence_url=release.licence_url,
            licence_note=release.licence_note,
            method=release.method.model_dump(),
        )
        self.makers: dict[str, Callable[[Path], None]] = {
            "json": lambda path: self._text(path, dataset_json(self._texts(path.name), self.about)),
            "ndjson": lambda path: self._text(path, dataset_ndjson(self._texts(path.name), self.about)),
            "zip": self._zip,
            "sqlite": lambda path: analysis_database(path, self._tables(path.name)),
            "xlsx": lambda path: workbook(path, self._tables(path.name), self.about, self._preface()),
        }

    def _texts(self, label: str) -> dict[str, Iterable[str]]:
        totals = [self.records.total(str(table.__tablename__)) for table, _ in RECORDS.values()]
        step = self.progress.add_task(label, total=sum(totals))
        return {name: self.progress.count(step, self.records.texts(name)) for name in RECORDS}

    def _tables(self, label: str) -> list[Table]:
        tables = self.records.tables()
        step = self.progress.add_task(label, total=sum(table.total for table in tables))
        return [replace(each, read=partial(self._counted, each, step)) for each in tables]

    def _counted(self, table: Table, step: TaskID) -> Iterator[Row]:
        return self.progress.count(step, table.read())

    @staticmethod
    def _text(path: Path, parts: Iterable[str]) -> None:
        with path.open("w", encoding="utf-8", newline="") as file:
            file.writelines(parts)

    def _zip(self, path: Path) -> None:
        with path.open("wb") as file:
            dataset_zip(file, self._tables(path.name), self.about, self.records.documents("sources"))

    def _preface(self) -> Preface:
        base = self.release.public_url
        cite_as = apa_dataset(self.about, f"{base}/v1/dataset" if base else "")
        sources = [str(source_line(source)["title"]) for source in self.records.documents("sources")]
        notes = ["An empty cell is null: the text doesn't say, or the question doesn't arise."]
        shown = sources if len(sources) <= SOURCES_SHOWN else [f"{len(sources):,} articles: see the sheet sources."]
        return Preface(cite_as, shown, notes)


def pack(path: Path, packed: Path) -> None:
    """Write a file's gzip form, which tells neither name nor time; take it away where it saves too little."""
    with (
        path.open("rb") as source,
        packed.open("wb") as sink,
        gzip.GzipFile("", "wb", compresslevel=6, fileobj=sink, mtime=0) as file,
    ):
        shutil.copyfileobj(source, file, 1 << 20)
    if packed.stat().st_size > PACKED_AT_MOST * path.stat().st_size:
        packed.unlink()
