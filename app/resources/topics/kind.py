"""Topics: what the rest of the house needs to know of them."""

from app.formats.documents import Context, Document, LinkedType
from app.formats.terms import Node
from app.resources.kind import Kind
from app.resources.topics.queries import TopicQuery
from app.resources.topics.router import router
from app.vocabulary import RecordType


def _node(topic: Document, _: Context) -> Node:
    return {
        "@type": "DefinedTerm",
        "name": topic["label"],
        "description": topic["definition"],
        "termCode": topic["id"],
    }


TOPIC = Kind(
    RecordType.topic,
    queries=(TopicQuery,),
    router=router,
    searched=("label", "definition"),
    linked=LinkedType("DefinedTerm", _node),
    about="""
Subjects that claims can be filtered by, each with a definition.

* *What is there most about?* `/v1/topics?sort=-claims`: “Competition for talent” comes first.
* *What belongs to a topic?* `/v1/topics/patents/claims`: every claim on “patents” and shares of them.
""",
)
