"""Researchers and their ties to institutions."""

from collections.abc import Iterator

from sqlmodel import SQLModel

from app import models as m
from app import vocabulary as v
from app.resources.researchers.schemas import AffiliationOut, ResearcherOut
from seed import records as r
from seed.context import absent, as_written, checked, citation_id
from seed.evidence import LockedArticle

KIND = v.RecordType.researcher


def researcher_rows(own: LockedArticle, person: r.Researcher) -> Iterator[SQLModel]:
    """A researcher, and the ties."""
    shown = checked(
        ResearcherOut,
        **own.head(KIND, person),
        name=person.name,
        field=as_written(person.field),
        field_absent_reason=absent(person.field),
        description=person.description,
        affiliations=[_affiliation(own, tie) for tie in person.affiliations],
    )
    row = checked(
        m.Researcher,
        **own.columns(m.Researcher, KIND, person.id),
        name=person.name,
        field=shown.field.text if shown.field else None,
        description=person.description,
        document=shown.model_dump_json(),
    )
    yield row
    for source in own.context.sources_of(KIND, person.id):
        yield checked(m.ResearcherSource, position=row.position, source_id=source, researcher_id=person.id)
    for tie in person.affiliations:
        yield _affiliation_row(person, tie)
    ties = [tie.institution for tie in person.affiliations]
    above = [unit for institution in ties for unit in own.context.units_above(institution)]
    for institution in dict.fromkeys([*ties, *above]):
        yield checked(m.ResearcherInstitution, researcher_id=person.id, institution_id=institution)


def _affiliation(own: LockedArticle, tie: r.Affiliation) -> AffiliationOut:
    principal, *further = own.context.proofs[v.CitedType.affiliation, tie.id]
    where = f"researchers: {tie.id}: institution"
    return AffiliationOut(
        id=tie.id,
        institution=own.labels.ref(v.RecordType.institution, tie.institution, where),
        role=tie.role,
        role_as_written=tie.role_as_written,
        status=tie.status,
        citation=principal,
        further_citations=further,
    )


def _affiliation_row(person: r.Researcher, tie: r.Affiliation) -> m.Affiliation:
    return checked(
        m.Affiliation,
        id=tie.id,
        researcher_id=person.id,
        institution_id=tie.institution,
        citation_id=citation_id(v.CitedType.affiliation, tie.id),
        role=tie.role,
        role_as_written=tie.role_as_written,
        status=tie.status,
    )
