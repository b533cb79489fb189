"""What a list of passages can be asked."""

from typing import Annotated, ClassVar

from pydantic import BaseModel, Field
from sqlmodel import SQLModel

from app import models as m
from app.query.choices import FACETS, INCLUDE, SORT, Facets, Includes, Several, Sorts
from app.query.filters import ABOVE, AT_LEAST, AT_MOST, BELOW, MISSING, Id, Missing, Range, Where, WholeNumber
from app.query.known import SOURCES, Known
from app.query.pagination import ListQuery, RecordQuery
from app.resources.passages.includes import PassageIncluded
from app.resources.passages.schemas import PassageOut
from app.vocabulary import Condition, Coverage, LeftOutReason, PassageRole


class PassageParts(RecordQuery):
    """What one passage can be asked, and each in a list."""

    table: ClassVar[type[SQLModel]] = m.Passage
    model: ClassVar[type[BaseModel]] = PassageOut

    include: Annotated[
        Several[str],
        Includes(PassageIncluded),
        Field(description=INCLUDE, examples=[["records"]]),
    ] = ()


class PassageQuery(PassageParts, ListQuery):
    """Passages: every sentence of the sources, and what became of it."""

    coverage: Annotated[
        Several[Coverage],
        Where(m.Passage.coverage),
        Field(description="Represented by records, or left out.", examples=[["left_out"]]),
    ] = ()
    left_out_reason: Annotated[
        Several[LeftOutReason],
        Where(m.Passage.left_out_reason),
        Field(description="Why it was left out.", examples=[["promotion"]]),
    ] = ()
    role: Annotated[
        Several[PassageRole],
        Where(m.Passage.role),
        Field(description="What it is for on its page.", examples=[["body"]]),
    ] = ()
    condition: Annotated[
        Several[Condition],
        Where(m.Passage.condition),
        Field(description="Whole, torn or a fragment.", examples=[["torn"]]),
    ] = ()
    record: Annotated[
        Several[Id],
        Where(m.PassageRecord.record_id, of=m.PassageRecord.passage_id, known=Known(m.PassageRecord.record_id)),
        Field(description="Id of a record that rests on it.", examples=[["zhu-songchun"]]),
    ] = ()
    source: Annotated[
        Several[Id],
        Where(m.Passage.source_id, known=SOURCES),
        Field(description="Id of a source.", examples=[["scmp-ai-talent-2025"]]),
    ] = ()
    ordinal: Annotated[
        Several[WholeNumber],
        Where(m.Passage.ordinal),
        Field(description="Its place in the source, from 1.", examples=[[5]]),
    ] = ()
    ordinal__gte: Annotated[
        WholeNumber | None,
        Range(m.Passage.ordinal, AT_LEAST),
        Field(description="At or after this place in the source.", examples=[5]),
    ] = None
    ordinal__gt: Annotated[
        WholeNumber | None, Range(m.Passage.ordinal, ABOVE), Field(description="After this place.", examples=[5])
    ] = None
    ordinal__lte: Annotated[
        WholeNumber | None,
        Range(m.Passage.ordinal, AT_MOST),
        Field(description="At or before this place.", examples=[10]),
    ] = None
    ordinal__lt: Annotated[
        WholeNumber | None, Range(m.Passage.ordinal, BELOW), Field(description="Before this place.", examples=[10])
    ] = None
    missing: Annotated[
        Several[str],
        Missing("left_out_reason"),
        Field(description=MISSING, examples=[["left_out_reason"]]),
    ] = ()
    facets: Annotated[
        Several[str],
        Facets("coverage", "left_out_reason", "role", "condition", "source"),
        Field(description=FACETS, examples=[["coverage"]]),
    ] = ()
    sort: Annotated[
        str,
        Sorts("ordinal"),
        Field(description=SORT, examples=["position"]),
    ] = "position"
