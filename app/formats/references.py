"""Reads documents into the works that references name: the text that a citation points into, and our record of it."""

from collections.abc import Iterator, Sequence
from typing import Annotated

from pydantic import AfterValidator, BaseModel

from app.formats.bibliography import Author, Entry, Item, Proof, Reference, Work, date_parts, on_one_line
from app.formats.documents import Context, Document

DATASET = "dataset"
"""The type of the document that stands for the whole."""

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
    note: Line | None
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
    date_published: _Date | None
    date_accessed: str
    language: str
    original_url: Line | None
    republication: _Address | None
    text: _File


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
        source = _Source.model_validate(context.sources[citation.source.id])
        yield Reference(
            key=citation.id,
            address=context.address(citation.url),
            work=_work(source, citation.locator.value, on_one_line(citation.quote.exact)),
            entry=_entry(citation.record, context, citation.note or ""),
            proof=_proof(citation, source.text.file_name),
            source=citation.source.id,
        )


def _work(source: _Source, lines: str = "", quote: str = "") -> Work:
    return Work(
        kind=source.source_type,
        title=source.title,
        description=source.descriptive_title,
        authors=tuple(Author(each.name or each.family or "", each.given or "") for each in source.authors or ()),
        publisher=source.publisher or "",
        republished=source.republication is not None,
        published=date_parts(source.date_published.value) if source.date_published else (),
        accessed=date_parts(source.date_accessed),
        language=source.language,
        address=source.republication.address if source.republication else source.original_url or "",
        lines=lines,
        quote=quote,
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
        **citation.span.model_dump(),
        quote=citation.quote.exact,
        quote_start=citation.quote.start,
        quote_end=citation.quote.end,
        command=citation.verify_command,
        deep_link=citation.deep_link,
    )
