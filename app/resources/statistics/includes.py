"""What a statistic can bring along: one annotated field each."""

from typing import Annotated

from pydantic import Field

from app import models as m
from app.query.choices import Relationship
from app.query.schemas import Part, Schema
from app.resources.claims.schemas import ClaimOut
from app.resources.statistics.schemas import StatisticOut


class StatisticIncluded(Schema):
    """Each null unless asked for."""

    claims: Annotated[
        Part[ClaimOut] | None,
        Relationship(m.ClaimStatistic.statistic_id, m.ClaimStatistic.claim_id, m.Claim),
        Field(description="Claims that rest on it."),
    ]


class StatisticRecord(StatisticOut):
    """A figure, with what was asked to come along."""

    included: StatisticIncluded | None = Field(description="What `include=` asked for; null unless asked.")
