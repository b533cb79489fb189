"""Evidence as annotations of the source (W3C Web Annotation Data Model, §4: specific resources and their selectors)."""

from collections.abc import Mapping

from app.formats.documents import Context, Document, at, parts
from app.formats.terms import Node, named


def evidence(record: Document, context: Context) -> Node:
    """The record's citations as works about it: schema.org has `citation` for works alone, `subjectOf` for all."""
    cited = [record["citation"], *parts(record, "further_citations")]
    return {"subjectOf": [annotation(citation, context) for citation in cited if isinstance(citation, Mapping)]}


def annotation(citation: Document, context: Context) -> Node:
    """The citation as a work of ours whose target is the span of the source that it rests on."""
    return {
        "@id": context.address(citation["url"]),
        "@type": ["CreativeWork", "Annotation"],
        "citation": citation["formatted"],
        "sdLicense": context.dataset.licence_url,
        "target": _target(citation, context),
    }


def _target(citation: Document, context: Context) -> Node:
    """The span, by its position, and in it the quote; `text_sha256` is that of the span's UTF-8 bytes."""
    selector = position(at(citation, "span", "start"), at(citation, "span", "end"))
    quote = {"@type": "TextQuoteSelector", "exact": at(citation, "quote", "exact")}
    return {
        "@type": "SpecificResource",
        "source": named(citation["source"], context),
        "selector": {**selector, "refinedBy": quote},
        "text_sha256": at(citation, "span", "sha256"),
    }


def position(start: object, end: object) -> Node:
    """A range of code points of the source's text, from 0, `end` exclusive."""
    return {"@type": "TextPositionSelector", "start": start, "end": end}
