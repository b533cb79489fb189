"""What a search finds: records of all kinds, and where in their words."""

from pydantic import Field

from app.query.schemas import Schema
from app.vocabulary import RecordType


class Highlight(Schema):
    """A run of characters that answers the question."""

    start: int = Field(description="First code point, from 0, in the field's text.", examples=[0], ge=0)
    end: int = Field(description="One past the last code point.", examples=[7], ge=1)


class FieldFound(Schema):
    """A field of the record in which something was found."""

    field: str = Field(description="The record's field; a dot goes into it.", examples=["description"])
    text: str = Field(description="Its text.", examples=["How many of the world's AI patents a country accounts for."])
    highlights: list[Highlight] = Field(description="Where in the text; in order, never overlapping.")


class HitOut(Schema):
    """A record that answers the question."""

    type: RecordType = Field(description="What kind of record it is.", examples=["topic"])
    id: str = Field(description="Its id.", examples=["patents"])
    label: str = Field(description="What to show for it.", examples=["AI patents"])
    url: str = Field(description="Its address.", examples=["/v1/topics/patents"])
    found_in: list[FieldFound] = Field(description="The fields in which something was found.")
