"""Records as linked data (JSON-LD 1.1). What is unknown is left out.

What the text only implies stands in terms of our own, with its basis, never as a plain fact of schema.org.
"""

from collections.abc import Sequence

from app.formats.documents import Context, Document, compact
from app.formats.terms import CONTEXT, Node, known

NOWHERE = "https://record.invalid/"
"""What ids begin with where no public address is set (RFC 2606): readers without a base drop what is relative."""


def jsonld(documents: Sequence[Document], context: Context) -> str:
    """One object where one record was asked for, else a `@graph`; addresses are the ids of the nodes."""
    nodes = [_node(document, context) for document in documents]
    base = {"@base": f"{context.base}/" if "://" in context.base else NOWHERE}
    return compact({"@context": base | CONTEXT, **(nodes[0] if context.single else {"@graph": nodes})})


def _node(document: Document, context: Context) -> Node:
    describe = context.linked[str(document["type"])].describe
    return {"@id": context.address(document["url"]), **known(describe(document, context))}
