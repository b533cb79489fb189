"""Researchers: what the rest of the house needs to know of them."""

from app.formats.annotation import evidence
from app.formats.documents import Context, Document, LinkedType, at, parts
from app.formats.terms import Node, named, own, stated
from app.resources.kind import Kind
from app.resources.researchers.queries import ResearcherQuery
from app.resources.researchers.router import router
from app.vocabulary import RecordType


def _node(researcher: Document, context: Context) -> Node:
    return {
        "@type": "Person",
        "name": researcher["name"],
        "description": researcher["description"],
        "knowsAbout": at(stated(researcher["field"]) or {}, "text"),
        **own(researcher, "field"),
        "affiliation": [_affiliation(tie, context) for tie in parts(researcher, "affiliations")],
        **evidence(researcher, context),
    }


def _affiliation(tie: Document, context: Context) -> Node:
    """A tie in the form of a role, which repeats the property that it qualifies.

    Only an end date, which is unknown, could say that a tie is over in schema.org: so the name of the role says it too.
    """
    return {
        "@type": "OrganizationRole",
        "identifier": tie["id"],
        "roleName": f"{tie['role']} (former)" if tie["status"] == "former" else tie["role"],
        "affiliation": named(tie["institution"], context),
        **own(tie, "role_as_written", "status"),
        **evidence(tie, context),
    }


RESEARCHER = Kind(
    RecordType.researcher,
    queries=(ResearcherQuery,),
    router=router,
    searched=("name", "description"),
    linked=LinkedType("Person", _node),
    about="""
AI researchers whom an article names, and where they worked and work.

* *Who has come back from abroad?* `/v1/researchers`: “Zhu Songchun” and “Tingwen Huang”; `affiliations` says what is
  “former” and what is “current”.
* *What is claimed of one of them?* `/v1/researchers/tingwen-huang/claims`: for instance the return to “Shenzhen”.
""",
)
