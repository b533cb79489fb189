"""Institutions: what the rest of the house needs to know of them."""

from app.formats.annotation import evidence
from app.formats.documents import Context, Document, LinkedType
from app.formats.terms import Node, country, named, own, stated
from app.resources.institutions.queries import InstitutionQuery
from app.resources.institutions.router import router
from app.resources.kind import Kind
from app.vocabulary import RecordType

ORGANIZATIONS = {
    "university": "CollegeOrUniversity",
    "research_institute": "ResearchOrganization",
    "government_agency": "GovernmentOrganization",
    "newspaper": "NewsMediaOrganization",
}


def _node(institution: Document, context: Context) -> Node:
    """An organisation; its owner stands in a term of ours, since schema.org knows owners of products only."""
    written = institution["name_as_written"]
    kind = institution["institution_type"] if institution["institution_type_basis"] == "stated" else None
    return {
        "@type": ORGANIZATIONS.get(str(kind), "Organization"),
        "name": institution["name"],
        "alternateName": written if written != institution["name"] else None,
        "description": institution["description"],
        "location": country(stated(institution["country"])),
        "parentOrganization": named(institution["parent"], context),
        "owner": named(institution["owner"], context),
        **own(institution, "institution_type", "institution_type_basis", "country"),
        **evidence(institution, context),
    }


INSTITUTION = Kind(
    RecordType.institution,
    queries=(InstitutionQuery,),
    router=router,
    searched=("name", "description"),
    linked=LinkedType("Organization", _node),
    about="""
Organisations that an article names. A country is given only where the text states or implies it: see `country_basis`.

* *Where did a researcher work?* `/v1/institutions?researcher=zhu-songchun`: a centre at “UCLA”, two more in China.
* *What is said of DeepSeek?* `/v1/institutions/deepseek/claims`: that its “open-source” models drew attention.
""",
)
