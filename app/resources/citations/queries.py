"""What a list of citations can be asked."""

from typing import Annotated

from pydantic import Field

from app import models as m
from app.formats.registry import CITATION_FORMATS, RECORD_FORMATS
from app.query.choices import Facets, Formats, MultiValue, Sorts
from app.query.filters import Equals, Id, Missing, Question, TextMatch
from app.query.pagination import ListQuery, RecordQuery
from app.query.parameters import SourceIds
from app.query.references import ReferenceTarget
from app.resources.citations.schemas import CitationOut
from app.vocabulary import CitedType, SearchedType


class CitationParts(RecordQuery):
    """What one citation can be asked, and each in a list."""

    table = m.Citation
    model = CitationOut

    format: Annotated[
        str | None,
        Formats(*RECORD_FORMATS.values(), *CITATION_FORMATS.values()),
        Field(examples=["bibtex"]),
    ] = None


class CitationQuery(CitationParts, ListQuery):
    """Citations: the proof of each record."""

    record_type: Annotated[
        MultiValue[CitedType],
        Equals(m.Citation.record_type),
        Field(description="Kind of record that it proves.", examples=[["statistic"]]),
    ] = ()
    record: Annotated[
        MultiValue[Id],
        Equals(m.Citation.record_id, refers_to=ReferenceTarget(m.Citation.record_id)),
        Field(description="Id of the record that it proves.", examples=[["zhu-songchun"]]),
    ] = ()
    passage: Annotated[
        MultiValue[Id],
        Equals(m.CitationPassage.passage_id, of=m.CitationPassage.citation_id),
        Field(description="Id of a passage that it covers.", examples=[["scmp-ai-talent-2025-p08"]]),
    ] = ()
    source: Annotated[SourceIds, Equals(m.Citation.source_id)] = ()
    q: Annotated[Question | None, TextMatch(SearchedType.citation), Field(examples=["talent"])] = None
    missing: Annotated[MultiValue[str], Missing("deep_link"), Field(examples=[["deep_link"]])] = ()
    facets: Annotated[MultiValue[str], Facets("record_type", "source"), Field(examples=[["record_type"]])] = ()
    sort: Annotated[str, Sorts("quote"), Field(examples=["position"])] = "position"
