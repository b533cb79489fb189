"""Passages: what the rest of the house needs to know of them."""

from app.formats.annotation import position
from app.formats.documents import Context, Document, LinkedType
from app.formats.terms import Node, named, own
from app.resources.kind import Kind
from app.resources.passages.queries import PassageQuery
from app.resources.passages.router import router
from app.vocabulary import RecordType


def _node(passage: Document, context: Context) -> Node:
    return {
        "@type": "SpecificResource",
        "name": passage["label"],
        "source": named(passage["source"], context),
        "selector": position(passage["start"], passage["end"]),
        "text_sha256": passage["sha256"],
        **own(passage, "ordinal", "role", "condition", "coverage", "left_out_reason"),
    }


PASSAGE = Kind(
    RecordType.passage,
    queries=(PassageQuery,),
    router=router,
    linked=LinkedType("SpecificResource", _node),
    about="""
Every sentence of an article, or what the layout left of one: where it stands, and what became of it.

* *What was left out, and why?* `/v1/passages?coverage=left_out`: for instance “promotion”.
* *Which records rest on the first passage?* `/v1/passages?ordinal=1`: a claim that is a question.
""",
)
