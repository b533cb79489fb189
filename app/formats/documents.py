"""What every encoder is given: records as parsed JSON, and what it may need to know about them."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from urllib.parse import urlsplit

from pydantic import BaseModel

Document = Mapping[str, object]


@dataclass(frozen=True)
class Dataset:
    """The release that the records are part of."""

    title: str
    version: str
    released: date
    licence: str  # SPDX identifier
    licence_url: str
    licence_note: str = ""
    method: Mapping[str, object] = field(default_factory=dict)  # how it was made

    @property
    def released_at(self) -> datetime:
        """When everything in it was last modified."""
        return datetime.combine(self.released, time(), UTC)

    @property
    def slug(self) -> str:
        """The title as names of files and keys have it."""
        return self.title.lower().replace(" ", "-")


@dataclass(frozen=True)
class Alternate:
    """The same records in another format."""

    label: str
    media_type: str
    address: str


@dataclass(frozen=True)
class LinkedType:
    """How linked data has a kind of record: the type of a reference to one, and what is said of the record itself."""

    name: str
    describe: Callable[[Document, "Context"], dict[str, object]]


@dataclass(frozen=True)
class Context:
    """What the records alone don't say.

    `model` is what the records are documents of. `base` stands before root-relative addresses: empty, a prefix, or
    scheme and host with or without one; no slash at the end. `single`: one record was asked for, not a list. `sources`
    has the document of every source that a citation among the records points into, by id. `total` is how many records
    the list has on all its pages, `next` the address of the page that follows. `linked` says how linked data has each
    kind of record.
    """

    dataset: Dataset
    model: type[BaseModel]
    base: str = ""
    single: bool = False
    sources: Mapping[str, Document] = field(default_factory=dict)
    total: int = 1
    next: str | None = None
    alternates: Sequence[Alternate] = ()
    linked: Mapping[str, LinkedType] = field(default_factory=dict)

    def address(self, url: object) -> str:
        """An address of ours with the base before it, where it hasn't one yet."""
        address = str(url)
        based = not address.startswith("/") or (self.base and address.startswith(f"{self.base}/"))
        return address if based else f"{self.base}{address}"

    @property
    def prefix(self) -> str:
        """The path below which the application is served, for what a page loads from its own host."""
        return urlsplit(self.base).path


def at(document: Document, *path: str) -> object:
    """The value at a path of names; None where it, or anything on the way to it, is null or missing."""
    value: object = document
    for name in path:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def parts(document: Document, name: str) -> Iterator[Document]:
    """The objects of a list; none where the list is null or missing."""
    value = document.get(name)
    if isinstance(value, list):
        yield from (item for item in value if isinstance(item, Mapping))


def compact(value: object) -> str:
    """JSON (RFC 8259) without blanks, every character as it is."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
