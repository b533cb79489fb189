"""A citation as two works: the article as republished, and this dataset's record of it.

Names and dates are settled here, once; the formats only print them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated

from pydantic import AfterValidator, BaseModel

from app.formats.documents import Context, Document

DateParts = tuple[int, ...]  # year, month, day, as far as known; empty: unknown (the date-parts of CSL)
BLANKS = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029]+")


@dataclass(frozen=True)
class Article:
    """The article, as the republication gives it; each text on one line.

    `description` is ours, for want of a title. Names are as stated: which part is the family name is not known.
    `accessed` is the day on which the text was read in a stored copy; nobody opened `address` on that day.
    """

    title: str | None
    description: str
    authors: tuple[str, ...]
    publisher: str
    published: DateParts
    accessed: DateParts
    language: str
    address: str
    lines: str  # "5" or "30–32"
    quote: str

    @property
    def heading(self) -> str:
        """The title, or our description in brackets, as cataloguers mark a title of their own (ISBD, area 1)."""
        return self.title or f"[{self.description}]"

    @property
    def republished(self) -> str:
        """The heading with what must survive any style's formatting: that the original is another text."""
        return f"{self.title} [as republished]" if self.title else f"[{self.description}, as republished]"

    @property
    def place(self) -> str:
        """Where in the file: `line 5` or `lines 30–32`."""
        return f"line{'' if self.lines.isdecimal() else 's'} {self.lines}"

    @property
    def note(self) -> str:
        """What no field of a format has room for."""
        read = f"The text was read on {iso(self.accessed)} in a stored copy of the page, not fetched live."
        return f"As republished, {self.place}: “{self.quote}”. {read}"


@dataclass(frozen=True)
class Entry:
    """The dataset's record that the citation proves."""

    id: str
    label: str
    kind: str
    dataset: str
    version: str
    released: DateParts
    address: str
    licence: str
    licence_url: str

    @property
    def accession(self) -> str:
        """What names the record among all others, whose label may be the same: `type/id`."""
        return f"{self.kind}/{self.id}"

    @property
    def web_address(self) -> str:
        """The address where it is whole; empty where it is a bare path, which leads nowhere outside this service."""
        return "" if self.address.startswith("/") else self.address

    @property
    def licensed(self) -> str:
        """What no field of a format has room for."""
        return f"Licence: {self.licence}, {self.licence_url}"


@dataclass(frozen=True)
class Proof:
    """What the check needs: code points of the UTF-8 file `file_name`, `end` exclusive, and SHA-256 of UTF-8 bytes."""

    file_name: str
    file_sha256: str
    start: int
    end: int
    sha256: str
    quote: str
    quote_start: int
    quote_end: int
    command: str
    deep_link: str | None


@dataclass(frozen=True)
class Reference:
    """A citation, ready to be printed in any format."""

    key: str
    address: str
    article: Article
    entry: Entry
    proof: Proof


def on_one_line(text: str) -> str:
    """The text with each run of blanks, line breaks and control characters as one space, for formats of lines."""
    return BLANKS.sub(" ", text).strip(" ")


def iso(parts: DateParts) -> str:
    """The date in ISO 8601, as far as it is known."""
    return "-".join(f"{part:02d}" for part in parts)


Line = Annotated[str, AfterValidator(on_one_line)]


class _Ref(BaseModel):
    id: str


class _Record(_Ref):
    type: str
    label: Line
    url: Line


class _Locator(BaseModel):
    value: str


class _Span(BaseModel):
    start: int
    end: int
    sha256: str


class _Quote(BaseModel):
    exact: str
    start: int
    end: int


class _Citation(_Ref):
    url: str
    record: _Record
    source: _Ref
    locator: _Locator
    span: _Span
    quote: _Quote
    source_sha256: str
    deep_link: str | None
    verify_command: str


class _Date(BaseModel):
    value: str


class _Address(BaseModel):
    address: Line


class _File(BaseModel):
    file_name: str


class _Source(BaseModel):
    title: Line | None
    descriptive_title: Line
    authors: list[Line] | None
    publisher: Line
    date_published: _Date | None
    date_accessed: str
    language: str
    republication: _Address
    text: _File


def references(documents: Sequence[Document], context: Context) -> Iterator[Reference]:
    """Each citation as a reference. Raises KeyError where `context.sources` lacks the source of one."""
    for document in documents:
        citation = _Citation.model_validate(document)
        source = _Source.model_validate(context.sources[citation.source.id])
        yield Reference(
            key=citation.id,
            address=context.address(citation.url),
            article=_article(citation, source),
            entry=_entry(citation.record, context),
            proof=_proof(citation, source.text.file_name),
        )


def _article(citation: _Citation, source: _Source) -> Article:
    return Article(
        title=source.title,
        description=source.descriptive_title,
        authors=tuple(source.authors or ()),
        publisher=source.publisher,
        published=date_parts(source.date_published.value) if source.date_published else (),
        accessed=date_parts(source.date_accessed),
        language=source.language,
        address=source.republication.address,
        lines=citation.locator.value,
        quote=on_one_line(citation.quote.exact),
    )


def _entry(record: _Record, context: Context) -> Entry:
    dataset = context.dataset
    return Entry(
        id=record.id,
        label=record.label,
        kind=record.type,
        dataset=dataset.title,
        version=dataset.version,
        released=date_parts(dataset.released.isoformat()),
        address=context.address(record.url),
        licence=dataset.licence,
        licence_url=dataset.licence_url,
    )


def _proof(citation: _Citation, file_name: str) -> Proof:
    return Proof(
        file_name=file_name,
        file_sha256=citation.source_sha256,
        **citation.span.model_dump(),
        quote=citation.quote.exact,
        quote_start=citation.quote.start,
        quote_end=citation.quote.end,
        command=citation.verify_command,
        deep_link=citation.deep_link,
    )


def date_parts(value: str) -> DateParts:
    """ISO 8601, a year, a month or a day."""
    return tuple(int(part) for part in value.split("-"))
