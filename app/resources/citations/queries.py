"""What a list of citations can be asked."""

from typing import Annotated, ClassVar

from pydantic import BaseModel, Field
from sqlmodel import SQLModel

from app import models as m
from app.formats.registry import CITATION_FORMATS, RECORD_FORMATS
from app.query.choices import FACETS, FORMAT, SORT, Facets, Formats, Several, Sorts
from app.query.filters import MISSING, WORDS, Id, Missing, Question, Where, Words
from app.query.known import PASSAGES, SOURCES, Known
from app.query.pagination import ListQuery, RecordQuery
from app.resources.citations.schemas import CitationOut
from app.vocabulary import CitedType, SearchedType


class CitationParts(RecordQuery):
    """What one citation can be asked, and each in a list."""

    table: ClassVar[type[SQLModel]] = m.Citation
    model: ClassVar[type[BaseModel]] = CitationOut

    format: Annotated[
        str | None,
        Formats(*RECORD_FORMATS.values(), *CITATION_FORMATS.values()),
        Field(description=FORMAT, examples=["bibtex"]),
    ] = None


class CitationQuery(CitationParts, ListQuery):
    """Citations: the proof of each record."""

    record_type: Annotated[
        Several[CitedType],
        Where(m.Citation.record_type),
        Field(description="Kind of record that it proves.", examples=[["statistic"]]),
    ] = ()
    record: Annotated[
        Several[Id],
        Where(m.Citation.record_id, known=Known(m.Citation.record_id)),
        Field(description="Id of the record that it proves.", examples=[["zhu-songchun"]]),
    ] = ()
    passage: Annotated[
        Several[Id],
        Where(m.CitationPassage.passage_id, of=m.CitationPassage.citation_id, known=PASSAGES),
        Field(description="Id of a passage that it covers.", examples=[["scmp-ai-talent-2025-p08"]]),
    ] = ()
    source: Annotated[
        Several[Id],
        Where(m.Citation.source_id, known=SOURCES),
        Field(description="Id of a source.", examples=[["scmp-ai-talent-2025"]]),
    ] = ()
    q: Annotated[
        Question | None,
        Words(SearchedType.citation),
        Field(description=WORDS, examples=["talent"]),
    ] = None
    missing: Annotated[
        Several[str],
        Missing("deep_link"),
        Field(description=MISSING, examples=[["deep_link"]]),
    ] = ()
    facets: Annotated[
        Several[str],
        Facets("record_type", "source"),
        Field(description=FACETS, examples=[["record_type"]]),
    ] = ()
    sort: Annotated[
        str,
        Sorts("quote"),
        Field(description=SORT, examples=["position"]),
    ] = "position"
