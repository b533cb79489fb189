"""Claims: what the rest of the house needs to know of them."""

from app.formats.annotation import evidence
from app.formats.documents import Context, Document, LinkedType, at, parts
from app.formats.terms import Node, country, named, own, stated
from app.resources.claims.queries import ClaimQuery, RelatedQuery
from app.resources.claims.router import router
from app.resources.kind import Kind
from app.vocabulary import RecordType


def _node(claim: Document, context: Context) -> Node:
    return {
        "@type": "Question" if claim["claim_type"] == "question" else "Claim",
        "text": claim["text"],
        "about": [named(item, context) for name in ("topics", "about") for item in parts(claim, name)],
        "spatialCoverage": [country(item) for item in parts(claim, "countries") if stated(item)],
        "mentions": [named(item, context) for item in parts(claim, "statistics")],
        "appearance": named(at(claim, "citation", "source"), context),
        **own(claim, "claim_type", "certainty", "hedge", "qualifiers", "polarity", "attribution", "checkable", "note"),
        **own(claim, "countries", "population", "period", "text_complete"),
        "related": [
            {"relation": link["relation"], "claim": named(link["claim"], context)} for link in parts(claim, "related")
        ],
        **evidence(claim, context),
    }


CLAIM = Kind(
    RecordType.claim,
    queries=(ClaimQuery, RelatedQuery),
    router=router,
    searched=("text", "citation.quote.exact"),
    linked=LinkedType("CreativeWork", _node),  # a claim or a question: a reference doesn't tell
    about="""
One statement or question of an article each, in our words, with the article's own hedges and limits beside it.

* *Which claims are hedged, and with what words?* `/v1/claims?certainty=hedged&certainty=conditional`: see `hedge`, such
  as “appears to”.
* *What is said of patents?* `/v1/claims?q=patents`: among others that China had “61.1 percent” in 2022.
""",
)
