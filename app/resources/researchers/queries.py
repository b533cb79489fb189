"""What a list of researchers can be asked."""

from typing import Annotated

from pydantic import Field

from app import models as m
from app.query.choices import Facets, Includes, MultiValue, Sorts
from app.query.filters import Equals, Id, Missing, Question, TextMatch
from app.query.pagination import CitedQuery, ListQuery
from app.query.parameters import SourceIds
from app.resources.researchers.includes import ResearcherIncluded
from app.resources.researchers.schemas import ResearcherOut
from app.vocabulary import SearchedType


class ResearcherParts(CitedQuery):
    """What one researcher can be asked, and each in a list."""

    table = m.Researcher
    model = ResearcherOut

    include: Annotated[MultiValue[str], Includes(ResearcherIncluded), Field(examples=[["institutions"]])] = ()


class ResearcherQuery(ResearcherParts, ListQuery):
    """Researchers, by where they are or were."""

    institution: Annotated[
        MultiValue[Id],
        Equals(
            m.ResearcherInstitution.institution_id,
            of=m.ResearcherInstitution.researcher_id,
            missing="institutions",
        ),
        Field(
            description="Id of an institution that the researcher is or was at, or at a unit of it.",
            examples=[["peking-university"]],
        ),
    ] = ()
    source: Annotated[SourceIds, Equals(m.ResearcherSource.source_id, of=m.ResearcherSource.position)] = ()
    q: Annotated[Question | None, TextMatch(SearchedType.researcher), Field(examples=["professor"])] = None
    missing: Annotated[
        MultiValue[str],
        Missing("field", institutions=m.ResearcherInstitution.researcher_id),
        # A text need not say either; where all do, no example would find anything.
        Field(examples=[[]]),
    ] = ()
    facets: Annotated[MultiValue[str], Facets("institution", "source"), Field(examples=[["institution"]])] = ()
    sort: Annotated[str, Sorts("name"), Field(examples=["name"])] = "name"
