"""What an institution is: an organisation that a source names."""

from typing import Literal

from pydantic import Field

from app.query.schemas import AbsentBecause, Place, Ref, Schema
from app.resources.citations.schemas import CitationPart
from app.vocabulary import Basis, InstitutionType, RecordType


class InstitutionOut(Schema):
    """An organisation."""

    type: Literal[RecordType.institution] = Field(description="Always `institution`.", examples=["institution"])
    id: str = Field(description="Its id, which never changes.", examples=["nanjing-university"])
    url: str = Field(description="Its address.", examples=["/v1/institutions/nanjing-university"])
    name: str = Field(description="The name that we list it under.", examples=["Nanjing University"])
    name_as_written: str = Field(description="The name to the letter.", examples=["Nanjing University"])
    institution_type: InstitutionType | None = Field(
        description="What kind of organisation the text says or implies.", examples=["university"]
    )
    institution_type_basis: Basis | None = Field(description="Stated or implied.", examples=["implied"])
    institution_type_absent_reason: AbsentBecause
    country: Place | None = Field(description="The country, only where the text ties it to one.")
    country_absent_reason: AbsentBecause
    parent: Ref | None = Field(description="The institution that it is a unit of, as the text gives it.")
    owner: Ref | None = Field(description="The institution that owns it, as the text gives it.")
    description: str = Field(
        description="What the text says of it, in our words.",
        examples=["Called a research hub, and said to be working hard to bring top talent home."],
    )
    citation: CitationPart
    further_citations: list[CitationPart] = Field(description="Other places that name it.")
