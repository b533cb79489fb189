"""What a release says in the source's words and numbers, held against the text: a finding for each."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from app.vocabulary import CitedType
from seed.proof import held
from seed.report import Finding
from seed.served import CITED
from seed.words import date_faults, figure_faults

Document = Mapping[str, Any]
"""A record as it is sent."""

NAMES = {"title", "name", "name_as_written", "publisher", "family"}
"""Fields that hold names and titles, which may be as long as they are."""


def cited_documents(documents: Mapping[str, Mapping[str, str]], source_id: str) -> Iterator[tuple[CitedType, Document]]:
    """Everything that a source proves first, with its kind: records, and ties, also of those whom another one proves.

    `documents` by table and id.
    """
    for table, kind in CITED.items():
        for record in map(json.loads, documents[table].values()):
            ties = ((CitedType.affiliation, tie) for tie in record.get("affiliations", ()))
            yield from (each for each in ((kind, record), *ties) if each[1]["citation"]["source"]["id"] == source_id)


def word_findings(documents: Mapping[str, Mapping[str, str]], source: Document, text: str) -> Iterator[Finding]:
    """Whether the words that the records of a source call the text's stand in their spans, and write their numbers."""
    yield from _dates("source", source)
    for kind, record in cited_documents(documents, source["id"]):
        parts = (record["citation"], *record["further_citations"])
        spans = [_span(part, text) for part in parts if part["source"]["id"] == source["id"]]
        for word, fault in held(kind, record, spans, {}):
            check, subject = f"{kind} {word.field.split('.')[0]}", f"{record['id']}: {word.field}"
            yield Finding(check, subject, "not the text's words" if fault else "ok", fault)
        if kind is CitedType.statistic:
            faults = list(figure_faults(record, source["language"]))
            yield Finding("number as written", record["id"], "differs" if faults else "ok", _said(faults))
        yield from _dates(kind, record)


def _span(citation: Document, text: str) -> str:
    return text[citation["span"]["start"] : citation["span"]["end"]]


def _dates(kind: str, record: Document) -> Iterator[Finding]:
    faults = list(date_faults(kind, record))
    yield Finding("dates", f"{kind}/{record['id']}", "no date" if faults else "ok", _said(faults))


def _said(faults: list[tuple[str, str]]) -> str:
    return "; ".join(f"{field}: {fault}" for field, fault in faults)


def names_in(value: object, *, named: bool = False) -> Iterator[str]:
    """Every name and title in a document, however deep: they aren't texts of ours."""
    if isinstance(value, str) and named:
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from names_in(item, named=named)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from names_in(item, named=key in NAMES or (named and isinstance(item, list)))
