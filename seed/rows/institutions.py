"""Institutions."""

from collections.abc import Iterator

from sqlmodel import SQLModel

from app import models as m
from app import vocabulary as v
from app.resources.institutions.schemas import InstitutionOut
from seed import records as r
from seed.context import absent, checked, given
from seed.evidence import LockedArticle

KIND = v.RecordType.institution


def institution_rows(own: LockedArticle, body: r.Institution) -> Iterator[SQLModel]:
    """An organisation, and the sources that name it."""
    shown = _shown(own, body)
    row = checked(
        m.Institution,
        **own.columns(m.Institution, KIND, body.id),
        **shown.model_dump(include={"name", "name_as_written", "institution_type", "description"}),
        country=shown.country.code if shown.country else None,
        parent_id=body.parent,
        owner_id=body.owner,
        document=shown.model_dump_json(),
    )
    yield row
    for source in own.context.sources_of(KIND, body.id):
        yield checked(m.InstitutionSource, position=row.position, source_id=source, institution_id=body.id)


def _shown(own: LockedArticle, body: r.Institution) -> InstitutionOut:
    where = f"institutions: {body.id}"
    what = given(body.institution_type)
    return checked(
        InstitutionOut,
        **own.head(KIND, body),
        **body.model_dump(include={"name", "name_as_written", "description"}),
        institution_type=what and what.value,
        institution_type_basis=what and what.basis,
        institution_type_absent_reason=absent(body.institution_type),
        country=own.context.place(body.country, f"{where}: country"),
        country_absent_reason=absent(body.country),
        parent=body.parent and own.labels.ref(KIND, body.parent, f"{where}: parent"),
        owner=body.owner and own.labels.ref(KIND, body.owner, f"{where}: owner"),
    )
