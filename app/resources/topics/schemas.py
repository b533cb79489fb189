"""What a topic is: a subject that claims can be filtered by."""

from typing import Literal

from pydantic import Field

from app.query.schemas import Counted, Schema
from app.vocabulary import RecordType


class TopicCounts(Schema):
    """How much there is on the topic."""

    claims: Counted


class TopicOut(Schema):
    """A subject."""

    type: Literal[RecordType.topic] = Field(description="Always `topic`.", examples=["topic"])
    id: str = Field(description="Its id, which never changes.", examples=["patents"])
    url: str = Field(description="Its address.", examples=["/v1/topics/patents"])
    label: str = Field(description="What to show for it.", examples=["AI patents"])
    definition: str = Field(
        description="What falls under it.",
        examples=["How many of the world's AI patents a country accounts for, and what is read into it."],
    )
    counts: TopicCounts
