"""Records of our own, one of each kind, and three citations: one that knows little, one that knows all, one without a date."""

from datetime import date
from functools import partial
from hashlib import sha256
from typing import Any

from pydantic import BaseModel

from app.formats.bibliography import Item, Reference
from app.formats.documents import Alternate, Context, Dataset, compact
from app.formats.references import references
from app.formats.tables import Table, record_columns, record_rows
from app.resources import KINDS
from app.resources.citations.schemas import CitationOut
from app.resources.series.schemas import PointOut

Json = dict[str, Any]

MODELS: dict[str, type[BaseModel]] = {kind.name: kind.schema for kind in KINDS}
LINKED = {kind.record_type.value: kind.linked for kind in KINDS}
DATASET = Dataset(
    title="The tide record",
    version="2.1.0",
    released=date(2024, 3, 9),
    licence="CC-BY-4.0",
    licence_url="https://example.org/licence",
    licence_note="Free to reuse.",
    method={"coded_by": "Hand", "rules": ["Nothing is restored."]},
)
TEXT = "High tides 🌊\nThe tide rose for “at least 3 years”, says Ana Mar.\n"
SPAN = (13, len(TEXT) - 1)


def digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def ref(kind: str, identifier: str, label: str) -> Json:
    return {"type": kind, "id": identifier, "label": label, "url": f"/v1/{kind}s/{identifier}"}


def author(name: str, given: str | None = None) -> Json:
    """A person by family and given name; by one name alone a body."""
    return {"family": name if given else None, "given": given, "name": None if given else name}


def cited_source(source: Json) -> Json:
    label = source["title"] or f"[{source['descriptive_title']}]"
    year = source["date_published"]["value"][:4] if source["date_published"] else None
    address = source["republication"]["address"] if source["republication"] else None
    more = {"source_type": source["source_type"], "publisher": source["publisher"]}
    more |= {"year": year, "republication": address}
    return {**ref("source", source["id"], label), **more}


def citation_part(identifier: str, quote: str, lines: str = "2", source: Json | None = None) -> Json:
    start = TEXT.index(quote, SPAN[0])
    return {
        "type": "citation",
        "id": identifier,
        "url": f"/v1/citations/{identifier}",
        "source": cited_source(source or SOURCE),
        "locator": {"label": "line", "value": lines},
        "span": {"start": SPAN[0], "end": SPAN[1], "sha256": digest(TEXT[slice(*SPAN)])},
        "quote": {"exact": quote, "start": start, "end": start + len(quote)},
        "source_sha256": digest(TEXT),
        "deep_link": f"https://example.org/tides#:~:text={quote.replace(' ', '%20')}" if len(quote) > 5 else None,
        "formatted": f"The Harbour Gazette (2019), as republished, line {lines}.",
    }


def citation(part: Json, record: Json, note: str | None = None) -> Json:
    passages = [ref("passage", "tides-p02", "Passage 2, line 2")]
    return {
        **part,
        "record": record,
        "note": note,
        "ordinal": 0,
        "passages": passages,
        "verify_command": "python3 check.py <tides.txt",
    }


COUNTED = {"total": 1, "url": "/v1/claims"}
SOURCE: Json = {
    "type": "source",
    "id": "tides",
    "url": "/v1/sources/tides",
    "label": "[Report on high tides & low 50% tides]",
    "source_type": "newspaper_article",
    "title": None,
    "title_absent_reason": "not_stated",
    "descriptive_title": "Report on high tides & low 50% tides",
    "summary": "Report on high tides & low 50% tides; The Harbour Gazette",
    "publisher": "The Harbour Gazette",
    "publisher_absent_reason": None,
    "publisher_institution": None,
    "publisher_address": None,
    "authors": None,
    "authors_absent_reason": "not_stated",
    "date_published": {"value": "2019", "basis": "implied", "note": "The copyright line."},
    "date_published_absent_reason": None,
    "date_accessed": "2024-03-01",
    "language": "en",
    "rights": {"holder": "Harbour Press", "year": 2019, "licence": None},
    "rights_absent_reason": None,
    "original_url": None,
    "original_url_absent_reason": "not_stated",
    "republication": {"address": "https://example.org/tides", "note": "A stored copy."},
    "extent": "whole",
    "text": {"sha256": digest(TEXT), "characters": len(TEXT), "file_name": "tides.txt"},
    "condition": "Whole.",
    "counts": dict.fromkeys(("passages", "researchers", "institutions", "statistics", "claims"), COUNTED),
    "coverage": {
        "passages_represented": 1,
        "passages_left_out": 1,
        "characters_represented": 47,
        "characters_left_out": 10,
    },
}
KNOWN: Json = {
    **SOURCE,
    "id": "tides-again",
    "title": "Are the tides rising?",
    "authors": [author("Mar", "Ana"), author("Wave", "Bo_")],
    "date_published": {"value": "2020-07-04", "basis": "stated", "note": "Below the title."},
    "original_url": "https://example.org/original",
}
UNDATED: Json = {
    **SOURCE,
    "id": "tides-undated",
    "authors": [author("Mar", "Ana"), author("Wave", "Bo"), author("Sand", "Cy")],
    "date_published": None,
}
ANA = ref("researcher", "ana-mar", "Ana Mar")
STATION = ref("institution", "tide-station", "Tide Station")
RISE = ref("statistic", "rise-of-the-tide", "Rise of the tide")
STATISTIC: Json = {
    "type": "statistic",
    "id": "rise-of-the-tide",
    "url": "/v1/statistics/rise-of-the-tide",
    "label": "Rise of the tide",
    "measure": "Rise of the tide",
    "measure_absent_reason": None,
    "kind": "duration",
    "kind_absent_reason": None,
    "value": 3,
    "value_text": "at least 3 years",
    "unit": "year",
    "unit_label": None,
    "currency": None,
    "modifier": "at_least",
    "modifier_absent_reason": None,
    "lower": 3,
    "upper": None,
    "lower_inclusive": True,
    "upper_inclusive": None,
    "bounds_basis": "stated",
    "population": {"id": "all-tides", "label": "+all tides, “big” or small", "wording": "tide"},
    "population_absent_reason": None,
    "geography": {"code": "PT", "label": "Portugal", "basis": "implied"},
    "geography_absent_reason": None,
    "period": {
        "text": "2018",
        "start": 2018,
        "end": 2018,
        "start_date": None,
        "end_date": None,
        "basis": "stated",
    },
    "period_absent_reason": None,
    "series": None,
    "about": [ANA, STATION],
    "note": None,
    "primary_source": "not_named",
    "text_complete": True,
    "citation": citation_part("statistic-rise-of-the-tide", "at least 3 years"),
    "further_citations": [citation_part("statistic-rise-of-the-tide-further-1", "tide", "1–2")],
}
TORN: Json = {
    **STATISTIC,
    "id": "torn",
    "url": "/v1/statistics/torn",
    "label": "torn",
    "measure": None,
    "kind": None,
    "value": -0.5,
    "lower": None,
    "lower_inclusive": None,
    "population": None,
    "geography": None,
    "period": None,
    "series": ref("series", "rises", "@tides"),
    "about": [],
    "further_citations": [],
}
AFFILIATION: Json = {
    "id": "ana-mar-tide-station",
    "institution": STATION,
    "role": "head",
    "role_as_written": "says",
    "status": "former",
    "citation": citation_part("affiliation-ana-mar-tide-station", "Ana Mar"),
    "further_citations": [],
}
RESEARCHER: Json = {
    **ANA,
    "name": "Ana Mar",
    "field": None,
    "field_absent_reason": "not_stated",
    "description": "Speaks of tides.",
    "affiliations": [AFFILIATION],
    "citation": citation_part("researcher-ana-mar", "Ana Mar"),
    "further_citations": [],
}
del RESEARCHER["label"]
INSTITUTION: Json = {
    "type": "institution",
    "id": "tide-station",
    "url": "/v1/institutions/tide-station",
    "name": "Tide Station",
    "name_as_written": "tide",
    "institution_type": "research_institute",
    "institution_type_basis": "implied",
    "institution_type_absent_reason": None,
    "country": {"code": "PT", "label": "Portugal", "basis": "implied"},
    "country_absent_reason": None,
    "parent": ref("institution", "sea-university", "Sea University"),
    "owner": None,
    "description": "Counts tides.",
    "citation": citation_part("institution-tide-station", "tide"),
    "further_citations": [],
}
CLAIM: Json = {
    "type": "claim",
    "id": "tides-rise",
    "url": "/v1/claims/tides-rise",
    "text": "Tides rise.",
    "note": None,
    "claim_type": "factual",
    "certainty": "asserted",
    "certainty_absent_reason": None,
    "hedge": None,
    "qualifiers": [],
    "polarity": "affirmed",
    "polarity_absent_reason": None,
    "population": None,
    "population_absent_reason": "not_applicable",
    "period": None,
    "period_absent_reason": "not_stated",
    "attribution": {"stated_by": "source", "attributed_to": "Ana Mar", "primary_source": "not_named"},
    "checkable": "full",
    "text_complete": True,
    "topics": [ref("topic", "tides", "Tides")],
    "countries": [{"code": "PT", "label": "Portugal", "basis": "implied"}],
    "about": [ANA],
    "statistics": [RISE],
    "related": [{"relation": "supports", "claim": ref("claim", "sea-rises", "The sea rises.")}],
    "citation": citation_part("claim-tides-rise", "The tide rose"),
    "further_citations": [],
}
PASSAGE: Json = {
    "type": "passage",
    "id": "tides-p02",
    "url": "/v1/passages/tides-p02",
    "label": "Passage 2, line 2",
    "source": ref("source", "tides", "[Report on high tides & low 50% tides]"),
    "ordinal": 2,
    "lines": {"first": 2, "last": 2},
    "start": SPAN[0],
    "end": SPAN[1],
    "sha256": digest(TEXT[slice(*SPAN)]),
    "role": "body",
    "condition": "intact",
    "coverage": "represented",
    "left_out_reason": None,
    "left_out_reason_absent_reason": "not_applicable",
    "records": [RISE, ref("claim", "tides-rise", "Tides rise.")],
}
SERIES: Json = {
    "type": "series",
    "id": "rises",
    "url": "/v1/series/rises",
    "label": "Rises of tides",
    "definition": "How long a tide rose, in years.",
    "unit": "year",
    "points": [{"statistic": RISE} | {name: STATISTIC[name] for name in list(PointOut.model_fields)[1:]}],
    "statistics": COUNTED,
}
TOPIC: Json = {
    "type": "topic",
    "id": "tides",
    "url": "/v1/topics/tides",
    "label": "Tides",
    "definition": "High and low.",
    "counts": {"claims": COUNTED},
}
TIE: Json = {
    "type": "affiliation",
    "id": "ana-mar-tide-station",
    "label": "Ana Mar, head",
    "url": "/v1/researchers/ana-mar",
}
CITATIONS: list[Json] = [
    citation(citation_part("claim-tides-rise", "The tide rose", "1–2"), ref("claim", "tides-rise", "Tides rise.")),
    citation(citation_part("affiliation-ana-mar-tide-station", "Ana Mar", source=KNOWN), TIE),
    citation(
        citation_part("statistic-rise-of-the-tide", "at least 3 years", source=UNDATED),
        RISE,
        "At 100 % tide & low {sea}.",
    ),
]
RECORDS: dict[str, list[Json]] = {
    "researchers": [RESEARCHER],
    "institutions": [INSTITUTION],
    "statistics": [STATISTIC, TORN],
    "claims": [CLAIM],
    "sources": [SOURCE],
    "passages": [PASSAGE],
    "citations": CITATIONS,
    "series": [SERIES],
    "topics": [TOPIC],
}
REFERENCES = {"citation_id": ("citations", "id"), "source_id": ("sources", "id"), "series_id": ("series", "id")}


def records_table(name: str, references: dict[str, tuple[str, str]] | None = None) -> Table:
    shown = record_columns(MODELS[name], references or {})
    fields = [field for _, field in shown]
    documents = RECORDS[name]
    columns = [column for column, _ in shown]
    read = partial(record_rows, documents, columns)
    return Table(name, f"All {name}.", fields, ("id",), len(documents), read)


TABLES = [records_table(name) for name in RECORDS]
TEXTS = {name: [compact(document) for document in documents] for name, documents in RECORDS.items()}
SOURCES = {source["id"]: source for source in (SOURCE, KNOWN, UNDATED)}


def context(name: str = "citations", base: str = "https://api.example", *, single: bool = False) -> Context:
    total, onward = (1, None) if single else (25, f"/v1/{name}?cursor=x")
    others = alternates(f"{base}/v1/{name}")
    return Context(DATASET, MODELS[name], base, single, SOURCES, total, onward, others, LINKED)


def alternates(address: str) -> list[Alternate]:
    return [
        Alternate("JSON", "application/json", f"{address}?limit=3&format=json"),
        Alternate("APA", "text/x-bibliography; style=apa", f"{address}?limit=3&format=apa"),
    ]


def reference(base: str = "https://api.example", **changes: Any) -> Reference:
    """The first citation as a reference, with other values in its record, its quote or its source."""
    given = CITATIONS[0] | {
        "record": CITATIONS[0]["record"] | changes.get("record", {}),
        "quote": CITATIONS[0]["quote"] | changes.get("quote", {}),
    }
    sources = {"tides": SOURCE | changes.get("source", {})}
    return next(references([given], Context(DATASET, CitationOut, base, sources=sources)))


def cited(*given: Reference) -> list[Item]:
    """What references are written as, by the formats that write them."""
    return [item for each in given for item in each.items]
