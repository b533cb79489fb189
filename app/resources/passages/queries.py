"""What a list of passages can be asked."""

from typing import Annotated

from pydantic import Field

from app import models as m
from app.query.choices import Facets, Includes, MultiValue, Sorts
from app.query.filters import ABOVE, AT_LEAST, AT_MOST, BELOW, Equals, Id, Missing, Range, WholeNumber
from app.query.pagination import ListQuery, RecordQuery
from app.query.parameters import SourceIds
from app.query.references import ReferenceTarget
from app.resources.passages.includes import PassageIncluded
from app.resources.passages.schemas import PassageOut
from app.vocabulary import Condition, Coverage, LeftOutReason, PassageRole


class PassageParts(RecordQuery):
    """What one passage can be asked, and each in a list."""

    table = m.Passage
    model = PassageOut

    include: Annotated[MultiValue[str], Includes(PassageIncluded), Field(examples=[["records"]])] = ()


class PassageQuery(PassageParts, ListQuery):
    """Passages: every sentence of the sources, and what became of it."""

    coverage: Annotated[
        MultiValue[Coverage],
        Equals(m.Passage.coverage),
        Field(description="Represented by records, or left out.", examples=[["left_out"]]),
    ] = ()
    left_out_reason: Annotated[
        MultiValue[LeftOutReason],
        Equals(m.Passage.left_out_reason),
        Field(description="Why it was left out.", examples=[["promotion"]]),
    ] = ()
    role: Annotated[
        MultiValue[PassageRole],
        Equals(m.Passage.role),
        Field(description="What it is for on its page.", examples=[["body"]]),
    ] = ()
    condition: Annotated[
        MultiValue[Condition],
        Equals(m.Passage.condition),
        Field(description="Whole, torn or a fragment.", examples=[["torn"]]),
    ] = ()
    record: Annotated[
        MultiValue[Id],
        Equals(
            m.PassageRecord.record_id,
            of=m.PassageRecord.passage_id,
            refers_to=ReferenceTarget(m.PassageRecord.record_id),
        ),
        Field(description="Id of a record that rests on it.", examples=[["zhu-songchun"]]),
    ] = ()
    source: Annotated[SourceIds, Equals(m.Passage.source_id)] = ()
    ordinal: Annotated[
        MultiValue[WholeNumber],
        Equals(m.Passage.ordinal),
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
    missing: Annotated[MultiValue[str], Missing("left_out_reason"), Field(examples=[["left_out_reason"]])] = ()
    facets: Annotated[
        MultiValue[str],
        Facets("coverage", "left_out_reason", "role", "condition", "source"),
        Field(examples=[["coverage"]]),
    ] = ()
    sort: Annotated[str, Sorts("ordinal"), Field(examples=["position"])] = "position"
