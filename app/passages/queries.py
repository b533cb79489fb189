"""What a list of passages can be asked."""

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field
from sqlmodel import SQLModel

from app import models as m
from app.kit.filters import Id, Where
from app.kit.pagination import ListQuery
from app.vocabulary import Coverage, Integrity, LeftOutReason, PassageRole


class PassageSort(StrEnum):
    """A minus sign turns the order round; `position` is the reading order."""

    position = "position"
    position_descending = "-position"
    id = "id"
    id_descending = "-id"


class PassageQuery(ListQuery):
    """Passages: every sentence of the sources, and what became of it."""

    table: ClassVar[type[SQLModel]] = m.Passage

    coverage: Annotated[
        list[Coverage],
        Where(m.Passage.coverage),
        Field(description="Represented by records, or left out.", examples=[["left_out"]]),
    ] = []
    left_out_reason: Annotated[
        list[LeftOutReason],
        Where(m.Passage.left_out_reason),
        Field(description="Why it was left out.", examples=[["promotion"]]),
    ] = []
    role: Annotated[
        list[PassageRole], Where(m.Passage.role), Field(description="What it is for on its page.", examples=[["body"]])
    ] = []
    integrity: Annotated[
        list[Integrity],
        Where(m.Passage.integrity),
        Field(description="Whole, torn or a fragment.", examples=[["torn"]]),
    ] = []
    record: Annotated[
        list[Id],
        Where(m.PassageRecord.record_id, of=m.PassageRecord.passage_id, known=m.PassageRecord.record_id),
        Field(description="Id of a record that rests on it.", examples=[["zhu-songchun"]]),
    ] = []
    source: Annotated[
        list[Id],
        Where(m.Passage.source_id, known=m.Source.id),
        Field(description="Id of a source.", examples=[["scmp-ai-talent-2025"]]),
    ] = []
    sort: Annotated[PassageSort, Field(description="Order; ties by id.", examples=["position"])] = PassageSort.position
