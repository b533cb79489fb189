"""Parameters that several lists have, each in one wording: a list adds the column that is asked for."""

from typing import Annotated, TypeAlias

from pydantic import Field

from app.query.choices import MultiValue
from app.query.filters import Id, WholeNumber
from app.vocabulary import PrimarySource

SourceIds: TypeAlias = Annotated[
    MultiValue[Id], Field(description="Id of a source.", examples=[["scmp-ai-talent-2025"]])
]
PrimarySources: TypeAlias = Annotated[
    MultiValue[PrimarySource],
    Field(description="Does the text lead to where it comes from?", examples=[["not_named"]]),
]
FirstYears: TypeAlias = Annotated[
    MultiValue[WholeNumber],
    Field(description="The year that it is for, or the first of several.", examples=[[2022]]),
]
BeginsFrom: TypeAlias = Annotated[
    WholeNumber | None, Field(description="Begins in or after this year.", examples=[2010])
]
BeginsAfter: TypeAlias = Annotated[WholeNumber | None, Field(description="Begins after this year.", examples=[2010])]
EndsUntil: TypeAlias = Annotated[WholeNumber | None, Field(description="Ends in or before this year.", examples=[2022])]
EndsBefore: TypeAlias = Annotated[WholeNumber | None, Field(description="Ends before this year.", examples=[2022])]
