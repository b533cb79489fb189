"""What a list of institutions can be asked."""

from typing import Annotated

from pydantic import Field

from app import models as m
from app.query.choices import Facets, Includes, MultiValue, Sorts
from app.query.filters import CountryCode, Equals, Id, Missing, Question, TextMatch
from app.query.pagination import CitedQuery, ListQuery
from app.query.parameters import SourceIds
from app.resources.institutions.includes import InstitutionIncluded
from app.resources.institutions.schemas import InstitutionOut
from app.vocabulary import InstitutionType, SearchedType


class InstitutionParts(CitedQuery):
    """What one institution can be asked, and each in a list."""

    table = m.Institution
    model = InstitutionOut

    include: Annotated[MultiValue[str], Includes(InstitutionIncluded), Field(examples=[["claims"]])] = ()


class InstitutionQuery(InstitutionParts, ListQuery):
    """Institutions, by kind, country, ties and people."""

    institution_type: Annotated[
        MultiValue[InstitutionType],
        Equals(m.Institution.institution_type),
        Field(description="Kind of organisation.", examples=[["university"]]),
    ] = ()
    country: Annotated[
        MultiValue[CountryCode],
        Equals(m.Institution.country),
        Field(description="ISO 3166-1 alpha-2 code of its country.", examples=[["CN"]]),
    ] = ()
    parent: Annotated[
        MultiValue[Id],
        Equals(m.Institution.parent_id),
        Field(description="Id of the institution that it is a unit of.", examples=[["peking-university"]]),
    ] = ()
    owner: Annotated[
        MultiValue[Id],
        Equals(m.Institution.owner_id),
        Field(description="Id of the institution that owns it.", examples=[["alibaba"]]),
    ] = ()
    researcher: Annotated[
        MultiValue[Id],
        Equals(
            m.ResearcherInstitution.researcher_id,
            of=m.ResearcherInstitution.institution_id,
            missing="researchers",
        ),
        Field(description="Id of a researcher who is or was there, or at a unit of it.", examples=[["zhu-songchun"]]),
    ] = ()
    source: Annotated[SourceIds, Equals(m.InstitutionSource.source_id, of=m.InstitutionSource.position)] = ()
    q: Annotated[Question | None, TextMatch(SearchedType.institution), Field(examples=["university"])] = None
    missing: Annotated[
        MultiValue[str],
        Missing(
            "institution_type",
            "country",
            parent=m.Institution.parent_id,
            owner=m.Institution.owner_id,
            researchers=m.ResearcherInstitution.institution_id,
        ),
        Field(examples=[["country"]]),
    ] = ()
    facets: Annotated[
        MultiValue[str],
        Facets("institution_type", "country", "parent", "owner", "researcher", "source"),
        Field(examples=[["institution_type"]]),
    ] = ()
    sort: Annotated[str, Sorts("name", "institution_type", "country"), Field(examples=["name"])] = "name"
