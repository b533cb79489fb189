"""What a researcher is: an AI researcher whom a source names."""

from typing import Literal

from pydantic import Field

from app.query.schemas import AbsentBecause, Ref, Schema, Worded
from app.resources.citations.schemas import CitationPart
from app.vocabulary import AffiliationStatus, RecordType


class AffiliationOut(Schema):
    """A researcher's tie to an institution: a fact with a citation of its own."""

    id: str = Field(
        description="Its id, which never changes.",
        examples=["tingwen-huang-shenzhen-university-of-advanced-technology"],
    )
    status: AffiliationStatus = Field(description="Past or present, as the text tells.", examples=["current"])
    role: str = Field(description="The role, in our words.", examples=["chair professor"])
    institution: Ref
    role_as_written: str = Field(description="The words of the source for it.", examples=["chair professor"])
    citation: CitationPart
    further_citations: list[CitationPart] = Field(
        description="Further places that it rests on: what supplies a subject or a name from further off."
    )


class ResearcherOut(Schema):
    """An AI researcher."""

    type: Literal[RecordType.researcher] = Field(description="Always `researcher`.", examples=["researcher"])
    id: str = Field(description="The id, which never changes.", examples=["tingwen-huang"])
    url: str = Field(description="The address.", examples=["/v1/researchers/tingwen-huang"])
    name: str = Field(
        description="The name as written; which part is the family name is not said.", examples=["Tingwen Huang"]
    )
    field: Worded | None = Field(description="The field of work.")
    field_absent_reason: AbsentBecause
    description: str = Field(
        description="What the text says, in our words.",
        examples=[
            "Said to be among the most cited AI scholars worldwide; recently back from two decades abroad to join a university as a chair professor."
        ],
    )
    affiliations: list[AffiliationOut] = Field(description="Ties to institutions, each with its citation.")
    citation: CitationPart
    further_citations: list[CitationPart] = Field(description="Other places that speak of the researcher.")
