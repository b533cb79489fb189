"""Researchers and their ties to institutions."""

from collections.abc import Iterator

from sqlmodel import SQLModel

from app import models as m
from app import vocabulary as v
from app.resources.researchers.schemas import AffiliationOut, ResearcherOut
from seed import records as r
from seed.context import absent, citation_id, worded
from seed.evidence import Evidence

KIND = v.RecordType.researcher


def researcher_rows(own: Evidence, person: r.Researcher) -> Iterator[SQLModel]:
    """A researcher, and the ties."""
    shown = ResearcherOut.model_validate(
        own.head(KIND, person)
        | {
            "name": person.name,
            "field": worded(person.field),
            "field_absent_reason": absent(person.field),
            "description": person.description,
            "affiliations": [_affiliation(own, tie) for tie in person.affiliations],
        }
    )
    yield m.Researcher(
        **own.columns(m.Researcher, KIND, person.id),
        name=person.name,
        field=shown.field.text if shown.field else None,
        description=person.description,
        document=shown.model_dump_json(),
    )
    for tie in person.affiliations:
        yield _affiliation_row(person, tie)


def _affiliation(own: Evidence, tie: r.Affiliation) -> AffiliationOut:
    principal, *further = own.cite(v.CitedType.affiliation, tie)
    where = f"researchers: {tie.id}: institution"
    return AffiliationOut(
        id=tie.id,
        institution=own.labels.ref(v.RecordType.institution, tie.institution, where),
        role=tie.role,
        status=tie.status,
        citation=principal,
        further_citations=further,
    )


def _affiliation_row(person: r.Researcher, tie: r.Affiliation) -> m.Affiliation:
    return m.Affiliation(
        id=tie.id,
        researcher_id=person.id,
        institution_id=tie.institution,
        citation_id=citation_id(v.CitedType.affiliation, tie.id),
        role=tie.role,
        status=tie.status,
    )
