"""What a list of citations can be asked."""

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field
from sqlmodel import SQLModel

from app import models as m
from app.kit.filters import Id, Where
from app.kit.pagination import ListQuery
from app.vocabulary import CitedType


class CitationSort(StrEnum):
    """A minus sign turns the order round; `position` is the reading order."""

    position = "position"
    position_descending = "-position"
    id = "id"
    id_descending = "-id"


class CitationQuery(ListQuery):
    """Citations: the proof of each record."""

    table: ClassVar[type[SQLModel]] = m.Citation

    record_type: Annotated[
        list[CitedType],
        Where(m.Citation.record_type),
        Field(description="Kind of record that it proves.", examples=[["statistic"]]),
    ] = []
    record: Annotated[
        list[Id],
        Where(m.Citation.record_id, known=m.Citation.record_id),
        Field(description="Id of the record that it proves.", examples=[["zhu-songchun"]]),
    ] = []
    passage: Annotated[
        list[Id],
        Where(m.CitationPassage.passage_id, of=m.CitationPassage.citation_id, known=m.Passage.id),
        Field(description="Id of a passage that it covers.", examples=[["scmp-ai-talent-2025-p08"]]),
    ] = []
    source: Annotated[
        list[Id],
        Where(m.Citation.source_id, known=m.Source.id),
        Field(description="Id of a source.", examples=[["scmp-ai-talent-2025"]]),
    ] = []
    sort: Annotated[CitationSort, Field(description="Order; ties by id.", examples=["position"])] = (
        CitationSort.position
    )
