"""What a list of sources can be asked."""

from typing import Annotated

from pydantic import Field

from app import models as m
from app.formats.registry import RECORD_FORMATS, REFERENCE_FORMATS
from app.query.choices import Facets, Formats, MultiValue, Sorts
from app.query.filters import Equals, Missing, Question, TextMatch
from app.query.pagination import ListQuery, RecordQuery
from app.resources.sources.schemas import SourceOut
from app.vocabulary import SearchedType, SourceType


class SourceParts(RecordQuery):
    """What one source can be asked, and each in a list."""

    table = m.Source
    model = SourceOut

    format: Annotated[
        str | None,
        Formats(*RECORD_FORMATS.values(), *REFERENCE_FORMATS.values()),
        Field(examples=["bibtex"]),
    ] = None


class SourceQuery(SourceParts, ListQuery):
    """Sources: the texts that the data rests on."""

    source_type: Annotated[
        MultiValue[SourceType],
        Equals(m.Source.source_type),
        Field(description="Kind of text.", examples=[["newspaper_article"]]),
    ] = ()
    q: Annotated[Question | None, TextMatch(SearchedType.source), Field(examples=["talent"])] = None
    missing: Annotated[
        MultiValue[str],
        Missing(
            "title",
            "publisher",
            "authors",
            "date_published",
            "original_url",
            "republication",
            rights=m.Source.rights_holder,
        ),
        Field(examples=[["title"]]),
    ] = ()
    facets: Annotated[MultiValue[str], Facets("source_type"), Field(examples=[["source_type"]])] = ()
    sort: Annotated[str, Sorts("publisher", "date_published"), Field(examples=["position"])] = "position"
