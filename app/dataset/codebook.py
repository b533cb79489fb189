"""The codebook: what every coded value in the data means."""

from pydantic import Field

from app.query.schemas import Schema
from app.vocabulary import Vocabulary


class CodeOut(Schema):
    """One value of a vocabulary."""

    value: str = Field(description="The value, as fields and filters have it.", examples=["causal"])
    definition: str = Field(
        description="When it is used.",
        examples=["Says that one thing brings about another or is the reason for it."],
    )


class VocabularyOut(Schema):
    """A closed vocabulary. `/v1` may gain values; none loses its meaning."""

    vocabulary: str = Field(description="Its name, the same as in the OpenAPI document.", examples=["ClaimType"])
    definition: str = Field(
        description="What its values say.",
        examples=["What kind of statement it is: an editorial judgement of ours."],
    )
    values: list[CodeOut] = Field(description="All its values.")


CODEBOOK = [
    VocabularyOut(
        vocabulary=vocabulary.__name__,
        definition=vocabulary.summary(),
        values=[CodeOut(value=member.value, definition=member.definition) for member in vocabulary],
    )
    for vocabulary in Vocabulary.__subclasses__()
]
