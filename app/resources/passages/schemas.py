"""What a passage is: a sentence of a source, or what the layout left of one."""

from typing import Literal

from pydantic import Field

from app.query.schemas import AbsentBecause, Ref, Schema
from app.resources.citations.schemas import Offset, Sha256
from app.vocabulary import CitedType, Condition, Coverage, LeftOutReason, PassageRole, RecordType


class Lines(Schema):
    """Lines of the file, counted from 1, both ends included."""

    first: int = Field(description="The line that it begins on.", examples=[5], ge=1)
    last: int = Field(description="The line that it ends on.", examples=[5], ge=1)


class Represents(Schema):
    """A record that rests on the passage."""

    type: CitedType | Literal[RecordType.source] = Field(description="What kind of record.", examples=["claim"])
    id: str = Field(description="Its id.", examples=["china-ai-patent-share-2022"])
    label: str = Field(description="What to show for it.", examples=["Share of the world's AI patents: China, 2022"])
    url: str = Field(description="Its address.", examples=["/v1/statistics/china-ai-patent-share-2022"])


class PassageOut(Schema):
    """A passage: where it stands, and what became of it. Its words are not kept here."""

    type: Literal[RecordType.passage] = Field(description="Always `passage`.", examples=["passage"])
    id: str = Field(description="Its id, which never changes.", examples=["scmp-ai-talent-2025-p07"])
    url: str = Field(description="Its address.", examples=["/v1/passages/scmp-ai-talent-2025-p07"])
    label: str = Field(description="What to show for it.", examples=["Passage 7, line 5"])
    source: Ref
    ordinal: int = Field(description="Its place in the source, from 1.", examples=[7], ge=1)
    lines: Lines
    start: Offset = Field(description="First code point, from 0.", examples=[677])
    end: Offset = Field(description="One past the last code point.", examples=[725])
    sha256: Sha256 = Field(
        description="SHA-256 of the passage's UTF-8 bytes.",
        examples=["c7b266e4cfa27d13f9705806b2f76915b9a4f16f8c7e71a4c9a73eef72e674d0"],
    )
    role: PassageRole = Field(description="What it is for on its page.", examples=["body"])
    condition: Condition = Field(
        description="`intact`: a whole sentence; `torn`: broken or missing a part; `fragment`: no sentence.",
        examples=["intact"],
    )
    coverage: Coverage = Field(description="Represented by records, or left out.", examples=["represented"])
    left_out_reason: LeftOutReason | None = Field(
        description="Why it was left out; null where it was not.", examples=["promotion"]
    )
    left_out_reason_absent_reason: AbsentBecause
    records: list[Represents] = Field(description="The records whose citation covers the passage.")
