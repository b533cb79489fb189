"""What a passage can bring along: one annotated field each."""

from typing import Annotated

from pydantic import Field
from sqlalchemy import ColumnElement
from sqlmodel import col, select

from app import models as m
from app.query.choices import Relationship
from app.query.schemas import Part, Schema
from app.resources.claims.schemas import ClaimOut
from app.resources.institutions.schemas import InstitutionOut
from app.resources.passages.schemas import PassageOut
from app.resources.researchers.schemas import ResearcherOut
from app.resources.sources.schemas import SourceOut
from app.resources.statistics.schemas import StatisticOut
from app.vocabulary import RecordType

PASSAGE, RECORD = col(m.PassageRecord.passage_id), col(m.PassageRecord.record_id)
WHOSE_AFFILIATION = (
    select(m.Affiliation.researcher_id).where(m.Affiliation.id == m.PassageRecord.record_id).scalar_subquery()
)


def _is(kind: str) -> ColumnElement[bool]:
    return col(m.PassageRecord.record_type) == kind


class PassageIncluded(Schema):
    """Each null unless asked for."""

    records: Annotated[
        Part[
            Annotated[ResearcherOut | InstitutionOut | StatisticOut | ClaimOut | SourceOut, Field(discriminator="type")]
        ]
        | None,
        Relationship(PASSAGE, RECORD, m.Researcher, only=_is(RecordType.researcher)),
        Relationship(PASSAGE, WHOSE_AFFILIATION, m.Researcher, only=_is("affiliation")),
        Relationship(PASSAGE, RECORD, m.Institution, only=_is(RecordType.institution)),
        Relationship(PASSAGE, RECORD, m.Statistic, only=_is(RecordType.statistic)),
        Relationship(PASSAGE, RECORD, m.Claim, only=_is(RecordType.claim)),
        Relationship(PASSAGE, RECORD, m.Source, only=_is(RecordType.source)),
        Field(description="The records that rest on it; an affiliation comes inside its researcher."),
    ]


class PassageRecord(PassageOut):
    """A passage, with what was asked to come along."""

    included: PassageIncluded | None = Field(description="What `include=` asked for; null unless asked.")
