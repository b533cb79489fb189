"""Reads documents into the works that references name: the text that a citation points into, and our record of it."""

from collections.abc import Iterator, Sequence
from typing import Annotated

from pydantic import AfterValidator, AliasPath, BaseModel, Field

from app.formats.bibliography import Author, Entry, Item, Proof, Reference, Work, date_parts, on_one_line
from app.formats.documents import Context, Document

DATASET = "dataset"
"""The type of the document that stands for the whole."""

Line = Annotated[str, AfterValidator(on_one_line)]


class _Record(BaseModel):
    id: str
    type: str
    label: Line
    url: Line


class _Citation(BaseModel):
    id: str
    url: str
    record: _Record
    note: Line | None
    source: str = Field(validation_alias=AliasPath("source", "id"))
    lines: str = Field(validation_alias=AliasPath("locator", "value"))
    start: int = Field(validation_alias=AliasPath("span", "start"))
    end: int = Field(validation_alias=AliasPath("span", "end"))
    sha256: str = Field(validation_alias=AliasPath("span", "sha256"))
    quote: str = Field(validation_alias=AliasPath("quote", "exact"))
    quote_start: int = Field(validation_alias=AliasPath("quote", "start"))
    quote_end: int = Field(validation_alias=AliasPath("quote", "end"))
    source_sha256: str
    deep_link: str | None
    verify_command: str


class _Author(BaseModel):
    family: Line | None = None
    given: Line | None = None
    name: Line | None = None


class _Source(BaseModel):
    source_type: str
    title: Line | None
    descriptive_title: Line
    authors: list[_Author] | None
    publisher: Line | None
    published: str | None = Field(None, validation_alias=AliasPath("date_published", "value"))
    date_accessed: str
    language: str
    original_url: Line | None
    republished: Line | None = Field(None, validation_alias=AliasPath("republication", "address"))
    caveat: Line | None = Field(None, validation_alias=AliasPath("republication", "note"))
    file_name: str = Field(validation_alias=AliasPath("text", "file_name"))


def items(documents: Sequence[Document], context: Context) -> Iterator[Item]:
    """What each citation, source or dataset is cited by. Raises KeyError where a citation's source is missing."""
    for document in documents:
        if document["type"] == "source":
            source = _Source.model_validate(document)
            yield Item(str(document["id"]), _work(source))
        elif document["type"] == DATASET:
            yield Item(context.dataset.slug, _whole(context, str(document["url"])))
        else:
            yield from next(references([document], context)).items


def references(documents: Sequence[Document], context: Context) -> Iterator[Reference]:
    """Each citation as a reference. Raises KeyError where `context.sources` lacks the source of one."""
    for document in documents:
        citation = _Citation.model_validate(document)
        source = _Source.model_validate(context.sources[citation.source])
        yield Reference(
            key=citation.id,
            address=context.address(citation.url),
            work=_work(source, citation.lines, on_one_line(citation.quote)),
            entry=_entry(citation.record, context, citation.note or ""),
            proof=_proof(citation, source.file_name),
            source=citation.source,
        )


def _work(source: _Source, lines: str = "", quote: str = "") -> Work:
    return Work(
        kind=source.source_type,
        title=source.title,
        description=source.descriptive_title,
        authors=tuple(Author(each.name or each.family or "", each.given or "") for each in source.authors or ()),
        publisher=source.publisher or "",
        republished=source.republished is not None,
        published=date_parts(source.published) if source.published else (),
        accessed=date_parts(source.date_accessed),
        language=source.language,
        address=source.republished or source.original_url or "",
        lines=lines,
        quote=quote,
        caveat=source.caveat or "",
    )


def _whole(context: Context, url: str) -> Entry:
    """The dataset itself."""
    return _entry(_Record(id="", type=DATASET, label=context.dataset.title, url=url), context)


def _entry(record: _Record, context: Context, note: str = "") -> Entry:
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
        note=note,
    )


def _proof(citation: _Citation, file_name: str) -> Proof:
    return Proof(
        file_name=file_name,
        file_sha256=citation.source_sha256,
        start=citation.start,
        end=citation.end,
        sha256=citation.sha256,
        quote=citation.quote,
        quote_start=citation.quote_start,
        quote_end=citation.quote_end,
        command=citation.verify_command,
        deep_link=citation.deep_link,
    )
