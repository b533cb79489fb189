"""Citations: what the rest of the house needs to know of them."""

from app.formats.annotation import annotation
from app.formats.documents import Context, Document, LinkedType
from app.formats.terms import Node, named, own
from app.resources.citations.queries import CitationQuery
from app.resources.citations.router import router
from app.resources.kind import Kind
from app.vocabulary import RecordType


def _node(citation: Document, context: Context) -> Node:
    return {**annotation(citation, context), "body": named(citation["record"], context), **own(citation, "note")}


CITATION = Kind(
    RecordType.citation,
    queries=(CitationQuery,),
    router=router,
    searched=(None, "quote.exact"),
    linked=LinkedType("Annotation", _node),
    about="""
The proof of each record: a span with its SHA-256, a short quote within it, and the line to cite.

* *How do I cite a figure?* `/v1/citations/statistic-us-ai-patent-share-2010?format=apa`: it names “line 26”.
* *How do I check it?* `/v1/citations/statistic-us-ai-patent-share-2010`: `verify_command` is one line for any shell.
""",
)
