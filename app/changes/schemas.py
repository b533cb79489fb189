"""What a change is: an entry in the record of what was added, corrected, withdrawn or renamed."""

from typing import Literal

from pydantic import Field

from app.query.schemas import Schema
from app.vocabulary import ChangeKind, CitedType, RecordType


class ChangedRecord(Schema):
    """A record by its id; one that was withdrawn answers 410 at its address, one that was renamed 308.

    So do its citations, whose ids are derived from its own.
    """

    type: RecordType | Literal[CitedType.affiliation] = Field(description="What kind of record.", examples=["claim"])
    id: str = Field(description="Its id.", examples=["us-remains-main-hub-for-ai-experts"])
    url: str | None = Field(
        description="Its address; null for an affiliation, which has none of its own.",
        examples=["/v1/claims/us-remains-main-hub-for-ai-experts"],
    )


class ChangeOut(Schema):
    """One change of the data."""

    type: Literal["change"] = Field(description="Always `change`.", examples=["change"])
    id: str = Field(description="Its id, which never changes.", examples=["v1-0-0-01"])
    url: str = Field(description="Its address.", examples=["/v1/changes/v1-0-0-01"])
    version: str = Field(description="The version of the data that it came with.", examples=["1.0.0"])
    date: str = Field(description="The day of that version (ISO 8601).", examples=["2026-11-25"])
    change: ChangeKind = Field(description="What was done.", examples=["added"])
    record: ChangedRecord | None = Field(description="The record; null: the whole dataset.")
    successor: ChangedRecord | None = Field(description="What took its place; null: nothing.")
    reason: str = Field(description="Why.", examples=["The first release."])
