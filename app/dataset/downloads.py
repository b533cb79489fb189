"""The whole dataset as one file: what there is, and how each file is made of the database's documents."""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import inf
from pathlib import Path
from threading import Lock

from pydantic import BaseModel
from sqlalchemy import LargeBinary, cast
from sqlmodel import SQLModel, select

from app import models as m
from app.changes.schemas import ChangeOut
from app.database import Database, allow_reading, prepare
from app.dataset.schemas import AffiliationRow, DownloadOut
from app.formats.documents import Dataset, Document, at, parts
from app.formats.package import Table, dataset_json, dataset_ndjson, dataset_zip
from app.query.known import Attribute
from app.query.renderer import absolute
from app.resources.citations.schemas import CitationOut
from app.resources.claims.schemas import ClaimOut
from app.resources.institutions.schemas import InstitutionOut
from app.resources.passages.schemas import PassageOut
from app.resources.researchers.schemas import ResearcherOut
from app.resources.series.schemas import SeriesOut
from app.resources.sources.schemas import SourceOut
from app.resources.statistics.schemas import StatisticOut
from app.resources.topics.schemas import TopicOut

TABLES: dict[str, tuple[type[SQLModel], type[BaseModel]]] = {
    "sources": (m.Source, SourceOut),
    "passages": (m.Passage, PassageOut),
    "researchers": (m.Researcher, ResearcherOut),
    "institutions": (m.Institution, InstitutionOut),
    "statistics": (m.Statistic, StatisticOut),
    "claims": (m.Claim, ClaimOut),
    "citations": (m.Citation, CitationOut),
    "topics": (m.Topic, TopicOut),
    "series": (m.Series, SeriesOut),
    "changes": (m.Change, ChangeOut),
}


@dataclass(frozen=True)
class Download:
    """A file: what it is, its media type, and what makes it."""

    label: str
    media_type: str
    make: Callable[["Downloads"], bytes]


class Downloads:
    """The files of one release. Made anew each time they are asked for; only their sizes and hashes are kept."""

    def __init__(self, file: Path, about: Dataset, base: str) -> None:
        """`file` is the database's; `base` stands before each address of ours."""
        self.file = file
        self.database = Database(file)
        self._one_at_a_time = Lock()
        self.about = about
        self.base = base

    def make(self, extension: str) -> bytes:
        """A file's bytes: the same for the same data. It takes long enough to be run beside the event loop."""
        allow_reading(inf)  # in a thread of its own, where nobody waits for it
        with self._one_at_a_time:
            return FILES[extension].make(self)

    def close(self) -> None:
        """Close the connection."""
        self.database.close()

    def tables(self) -> list[Table]:
        """Every record, in reading order."""
        return [Table(name, model, self._documents(table)) for name, (table, model) in TABLES.items()]

    def sheets(self) -> list[Table]:
        """The same with a table of affiliations, which are no records of their own but need one where nothing nests."""
        tables = self.tables()
        people = next(each.documents for each in tables if each.name == "researchers")
        return [*tables, Table("affiliations", AffiliationRow, list(_ties(people)))]

    def _documents(self, table: Attribute) -> list[dict[str, object]]:
        statement = select(cast(table.document, LargeBinary)).order_by(table.position)
        return [json.loads(absolute(text, self.base)) for (text,) in self.database.rows(prepare(statement))]

    @cached_property
    def listed(self) -> list[DownloadOut]:
        """What there is, with the size and hash of each file."""
        files = {extension: self.make(extension) for extension in FILES}
        return [
            DownloadOut(
                url=f"/v1/dataset.{extension}",
                label=FILES[extension].label,
                media_type=FILES[extension].media_type,
                bytes=len(content),
                sha256=hashlib.sha256(content).hexdigest(),
            )
            for extension, content in files.items()
        ]


def _ties(people: Sequence[Document]) -> Iterator[Document]:
    for person in people:
        for tie in parts(person, "affiliations"):
            yield {**tie, "researcher": person["id"], "institution": at(tie, "institution", "id")}


FILES = {
    "json": Download("JSON", "application/json", lambda own: dataset_json(own.tables(), own.about)),
    "ndjson": Download(
        "JSON, a record a line; the first is the dataset itself",
        "application/x-ndjson",
        lambda own: dataset_ndjson(own.tables(), own.about),
    ),
    "zip": Download(
        "CSV tables with their description (Data Package)",
        "application/zip",
        lambda own: dataset_zip(own.sheets(), own.about),
    ),
    "sqlite": Download("The SQLite database", "application/vnd.sqlite3", lambda own: own.file.read_bytes()),
}
