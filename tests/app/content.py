"""Reads each format back, by readers that are not ours, and compares what it says with the JSON of the same records."""

import csv
import html
import io
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import rispy
from bibtexparser.entrypoint import parse_string
from pydantic import BaseModel

from app.formats.documents import at
from app.formats.table import restore, row_columns
from tests.formats.test_bibtex import printed

Json = dict[str, Any]


@dataclass(frozen=True)
class Answer:
    """An answer in some format, and what it has to say: the records, their model, and what they refer to."""

    text: str
    records: list[Json]
    model: type[BaseModel]
    single: bool
    sources: Mapping[str, Json]
    about: Json


def compare(each: str, answer: Answer) -> None:
    """Whether an answer in the format `each` has the content of the JSON records."""
    assert each in COMPARISONS, f"{each} needs a comparison with JSON: a line in COMPARISONS, tests/app/content.py"
    COMPARISONS[each](answer)


def _json(answer: Answer) -> None:
    shown = json.loads(answer.text)
    assert (shown if answer.single else shown["data"]) == (answer.records[0] if answer.single else answer.records)


def _ndjson(answer: Answer) -> None:
    plain = [{name: value for name, value in record.items() if name != "included"} for record in answer.records]
    assert [json.loads(line) for line in answer.text.splitlines()] == plain


def _csv(answer: Answer) -> None:
    rows = list(csv.DictReader(io.StringIO(answer.text, newline="")))
    listed = getattr(answer.model, "rows", None)
    told = (
        [{**record, listed: item} for record in answer.records for item in record[listed]] if listed else answer.records
    )
    for row, record in zip(rows, told, strict=True):
        assert list(row) == [column.name for column in row_columns(answer.model)]
        for column in row_columns(answer.model):
            assert restore(row[column.name]) == _cell(at(record, *column.path))


def _cell(value: object) -> str:
    """What a cell says of a value, in plain Python."""
    if isinstance(value, list):
        return "; ".join(_named(item) for item in value)
    if value is None:
        return ""
    return json.dumps(value) if isinstance(value, bool | int | float) else str(value)


def _named(item: Any) -> str:
    """What names an item of a list of ours."""
    if isinstance(item, str):
        return item.replace("\\", "\\\\").replace(";", "\\;")
    if "relation" in item:
        return f"{item['relation']} claim/{item['claim']['id']}"
    if "statistic" in item:
        return f"statistic/{item['statistic']['id']}"
    if "role" in item:
        return f"{item['status']} {item['role']} institution/{item['institution']['id']}"
    if "family" in item:
        return item["name"] or f"{item['family']}, {item['given']}"
    return str(item["code"] if "code" in item else f"{item['type']}/{item['id']}")


def _jsonld(answer: Answer) -> None:
    shown = json.loads(answer.text)
    assert isinstance(shown.pop("@context"), dict), "nothing has to be fetched to read it"
    nodes = [shown] if answer.single else shown["@graph"]
    assert nodes == [_node(record, answer) for record in answer.records]


LINKED = {
    "researcher": "Person",
    "institution": "Organization",
    "statistic": "Observation",
    "claim": "CreativeWork",
    "source": "CreativeWork",
    "passage": "SpecificResource",
    "topic": "DefinedTerm",
    "series": "Dataset",
}
"""What a reference to a record says of its type."""

ORGANIZATIONS = {
    "university": "CollegeOrUniversity",
    "research_institute": "ResearchOrganization",
    "government_agency": "GovernmentOrganization",
    "newspaper": "NewsMediaOrganization",
}


def _node(record: Json, answer: Answer) -> Json:
    """The record's node, from its JSON: an id, a type, and every field in its term; nulls and empty lists left out."""
    licence = answer.about["licence"]["url"]
    assert record["type"] in NODES, f"{record['type']} needs a node: a line in NODES and LINKED, tests/app/content.py"
    node = {"@id": record["url"], "@type": LINKED.get(record["type"], "")} | NODES[record["type"]](record, licence)
    if "citation" in record:
        node["subjectOf"] = [_annotation(each, licence) for each in (record["citation"], *record["further_citations"])]
    return _known(node)


def _known(node: Json) -> Json:
    return {name: value for name, value in node.items() if value not in (None, [], {}, "")}


def _link(reference: Json | None) -> Json | None:
    if reference is None:
        return None
    if reference["type"] == "affiliation":
        return {"@type": "OrganizationRole", "identifier": reference["id"], "name": reference["label"]}
    return {"@id": reference["url"], "@type": LINKED[reference["type"]], "name": reference["label"]}


def _place(place: Json | None) -> Json | None:
    """A country that the text states."""
    if place is None or place["basis"] != "stated":
        return None
    return {"@type": "Country", "name": place["label"], "identifier": place["code"]}


def _stated(value: Json | None, name: str) -> object:
    return value[name] if value and value["basis"] == "stated" else None


def _annotation(citation: Json, licence: str) -> Json:
    span, quote = citation["span"], citation["quote"]
    return {
        "@id": citation["url"],
        "@type": ["CreativeWork", "Annotation"],
        "citation": citation["formatted"],
        "sdLicense": licence,
        "target": {
            "@type": "SpecificResource",
            "source": _link(citation["source"]),
            "selector": {
                "@type": "TextPositionSelector",
                "start": span["start"],
                "end": span["end"],
                "refinedBy": {"@type": "TextQuoteSelector", "exact": quote["exact"]},
            },
            "text_sha256": span["sha256"],
        },
    }


def _same(record: Json, *names: str) -> Json:
    """Fields that stand as they do in the JSON, nulls left out at any depth."""
    return {name: _bare(record[name]) for name in names}


def _bare(value: object) -> object:
    if isinstance(value, list):
        return [_bare(item) for item in value]
    return {name: item for name, item in value.items() if item is not None} if isinstance(value, dict) else value


def _claim(claim: Json, _: str) -> Json:
    firm = ("claim_type", "certainty", "hedge", "qualifiers", "polarity", "attribution", "checkable", "note")
    more = ("countries", "population", "period", "text_complete")
    return {
        "@type": "Question" if claim["claim_type"] == "question" else "Claim",
        "text": claim["text"],
        "about": [_link(item) for item in claim["topics"] + claim["about"]],
        "spatialCoverage": [_place(item) for item in claim["countries"] if item["basis"] == "stated"],
        "mentions": [_link(item) for item in claim["statistics"]],
        "appearance": _link(claim["citation"]["source"]),
        "related": [{"relation": each["relation"], "claim": _link(each["claim"])} for each in claim["related"]],
    } | _same(claim, *firm, *more)


def _researcher(researcher: Json, licence: str) -> Json:
    return {
        "name": researcher["name"],
        "description": researcher["description"],
        "knowsAbout": _stated(researcher["field"], "text"),
        "affiliation": [
            {
                "@type": "OrganizationRole",
                "identifier": tie["id"],
                "roleName": tie["role"] + (" (former)" if tie["status"] == "former" else ""),
                "affiliation": _link(tie["institution"]),
                "role_as_written": tie["role_as_written"],
                "status": tie["status"],
                "subjectOf": [_annotation(each, licence) for each in (tie["citation"], *tie["further_citations"])],
            }
            for tie in researcher["affiliations"]
        ],
    } | _same(researcher, "field")


def _institution(institution: Json, _: str) -> Json:
    kind = institution["institution_type"] if institution["institution_type_basis"] == "stated" else ""
    written = institution["name_as_written"]
    return {
        "@type": ORGANIZATIONS.get(kind, "Organization"),
        "name": institution["name"],
        "alternateName": written if written != institution["name"] else None,
        "description": institution["description"],
        "location": _place(institution["country"]),
        "parentOrganization": _link(institution["parent"]),
        "owner": _link(institution["owner"]),
    } | _same(institution, "institution_type", "institution_type_basis", "country")


def _statistic(statistic: Json, _: str) -> Json:
    names = ("kind", "value_text", "unit", "modifier", "lower_inclusive", "upper_inclusive", "bounds_basis")
    exact = statistic["modifier"] == "unmodified"
    years = [_stated(statistic["period"], name) for name in ("start", "end")]
    place = _place(statistic["geography"])
    return {
        "name": statistic["label"],
        "measuredProperty": statistic["measure"] and {"@type": "Property", "name": statistic["measure"]},
        "value": _known(
            {
                "@type": "QuantitativeValue",
                "value": statistic["value"] if exact else None,
                "unitText": statistic["currency"] or statistic["unit_label"] or statistic["unit"],
                "minValue": statistic["lower"],
                "maxValue": statistic["upper"],
                "additionalProperty": [
                    {"@type": "PropertyValue", "propertyID": name, "value": statistic[name]}
                    for name in (*names, *([] if exact else ["value"]))
                    if statistic[name] is not None
                ],
            }
        ),
        "observationAbout": [_link(item) for item in statistic["about"]] + ([place] if place else []),
        "observationPeriod": f"P{years[1] - years[0] + 1}Y" if all(years) else None,  # type: ignore[operator]
        "observationDate": str(years[0]) if years[0] and years[0] == years[1] else None,
    } | _same(statistic, "population", "geography", "period", "note", "primary_source", "text_complete")


def _source(source: Json, licence: str) -> Json:
    text, seen, rights = source["text"], source["republication"], source["rights"] or {}
    held = {"@type": "Organization", "name": rights.get("holder")} if rights else None
    published = {"@type": "Organization", "name": source["publisher"]} if source["publisher"] else None
    return {
        "@type": WORKS.get(source["source_type"], "CreativeWork"),
        "headline": source["title"],
        "description": source["descriptive_title"],
        "author": [_author(author) for author in source["authors"] or []],
        "publisher": _link(source["publisher_institution"]) or published,
        "copyrightHolder": held,
        "copyrightYear": rights.get("year"),
        "license": rights.get("licence"),
        "datePublished": _stated(source["date_published"], "value"),
        "inLanguage": source["language"],
        "url": source["original_url"],
        "workExample": seen and {"@type": "CreativeWork", "url": seen["address"], "description": seen["note"]},
        "encoding": {"@type": "MediaObject", "name": text["file_name"], "sha256": text["sha256"]},
        "sdLicense": licence,
    } | _same(source, "source_type", "date_published", "rights_absent_reason", "extent", "condition")


WORKS = {"newspaper_article": "NewsArticle", "press_release": "Article", "report": "Report", "web_page": "WebPage"}


def _author(author: Json) -> Json:
    if author["name"]:
        return {"name": author["name"]}
    name = f"{author['given']} {author['family']}"
    return {"@type": "Person", "name": name, "familyName": author["family"], "givenName": author["given"]}


def _passage(passage: Json, _: str) -> Json:
    return {
        "name": passage["label"],
        "source": _link(passage["source"]),
        "selector": {"@type": "TextPositionSelector", "start": passage["start"], "end": passage["end"]},
        "text_sha256": passage["sha256"],
    } | _same(passage, "ordinal", "role", "condition", "coverage", "left_out_reason")


def _citation(citation: Json, licence: str) -> Json:
    return _annotation(citation, licence) | {"body": _link(citation["record"])} | _same(citation, "note")


def _topic(topic: Json, _: str) -> Json:
    return {"name": topic["label"], "description": topic["definition"], "termCode": topic["id"]}


def _series(series: Json, licence: str) -> Json:
    return {
        "name": series["label"],
        "description": series["definition"],
        "hasPart": [_link(point["statistic"]) for point in series["points"]],
        "sdLicense": licence,
    }


NODES: dict[str, Callable[[Json, str], Json]] = {
    "claim": _claim,
    "researcher": _researcher,
    "institution": _institution,
    "statistic": _statistic,
    "source": _source,
    "passage": _passage,
    "citation": _citation,
    "topic": _topic,
    "series": _series,
}


GENRES = {"press_release": "Press release", "report": "Report", "speech": "Speech"}


@dataclass(frozen=True)
class Facts:
    """What every format of references has to say of a citation."""

    key: str
    title: str
    publisher: str
    authors: list[Json]
    type: str
    republished: bool
    year: str
    accessed: str
    address: str
    note: str
    place: str
    quote: str
    kind: str
    id: str
    label: str
    dataset: str
    version: str
    released: str
    remarks: str


def _facts(citation: Json, answer: Answer) -> Facts:
    source, record, lines = answer.sources[citation["source"]["id"]], citation["record"], citation["locator"]["value"]
    place = f"line {lines}" if lines.isdecimal() else f"lines {lines}"
    quote = citation["quote"]["exact"]
    read = f"The text was read on {source['date_accessed']} in a stored copy."
    republished, licence = source["republication"] is not None, answer.about["licence"]
    return Facts(
        key=citation["id"],
        title=source["title"] or f"[{source['descriptive_title']}, as republished]",
        publisher=source["publisher"],
        authors=source["authors"] or [],
        type=source["source_type"],
        republished=republished,
        year=source["date_published"]["value"],
        accessed=source["date_accessed"],
        address=source["republication"]["address"] if republished else "",
        note=f"As republished, {place}: “{quote}”. {read}"
        if republished
        else f"{place.capitalize()}: “{quote}”. {read}",
        place=place,
        quote=quote,
        kind=record["type"],
        id=record["id"],
        label=record["label"],
        dataset=answer.about["title"],
        version=answer.about["data_version"],
        released=answer.about["released"],
        remarks=" ".join(filter(None, [citation["note"], f"Licence: {licence['id']}, {licence['url']}"])),
    )


def _bibtex(answer: Answer) -> None:
    library = parse_string(answer.text)
    assert not library.failed_blocks
    found = [
        {field.key: printed(field.value).strip("{}") for field in entry.fields} | {"ID": entry.key}
        for entry in library.entries
    ]
    assert found == [entry for citation in answer.records for entry in _in_bibtex(_facts(citation, answer))]


def _in_bibtex(facts: Facts) -> list[Json]:
    where = f"{facts.publisher}, as republished at {facts.address}"
    month = {"03": "mar"}.get(facts.year[5:7], "")
    article = {
        "ID": facts.key,
        "author": " and ".join(f"{author['family']}, {author['given']}" for author in facts.authors),
        "key": facts.publisher,
        "title": facts.title,
        "type": GENRES.get(facts.type, ""),
        "howpublished": where if facts.republished else f"{GENRES[facts.type]}, {facts.publisher}",
        "year": facts.year[:4],
        "month": month,
        "date": facts.year,
        "url": facts.address,
        "urldate": facts.accessed,
        "langid": "english",
        "note": facts.note,
    }
    record = {
        "ID": f"{facts.key}-record",
        "key": facts.dataset,
        "title": facts.label,
        "howpublished": f"{facts.dataset}, version {facts.version} of {facts.released}",
        "year": facts.released[:4],
        "note": f"Record {facts.kind}/{facts.id}. {facts.remarks}",
    }
    return [_known(article), record]


def _ris(answer: Answer) -> None:
    found = [dict(entry) for entry in rispy.loads(answer.text.replace("\r\n", "\n"))]
    assert found == [entry for citation in answer.records for entry in _in_ris(_facts(citation, answer))]


def _in_ris(facts: Facts) -> list[Json]:
    article = {
        "type_of_reference": {"newspaper_article": "NEWS", "report": "RPRT"}[facts.type],
        "id": facts.key,
        "title": facts.title,
        "authors": [f"{author['family']}, {author['given']}" for author in facts.authors],
        "secondary_title": facts.publisher,
        "type_of_work": GENRES.get(facts.type),
        "publisher": facts.publisher,
        "year": facts.year[:4],
        "date": "/".join((facts.year.split("-") + [""] * 3)[:4]),
        "access_date": f"{facts.accessed.replace('-', '/')}/",
        "urls": list(filter(None, [facts.address])),
        "language": "en",
        "notes": [facts.note],
    }
    record = {
        "type_of_reference": "DATA",
        "id": f"{facts.key}-record",
        "title": facts.label,
        "secondary_title": facts.dataset,
        "type_of_work": facts.kind,
        "accession_number": f"{facts.kind}/{facts.id}",
        "edition": facts.version,
        "year": facts.released[:4],
        "date": f"{facts.released.replace('-', '/')}/",
        "notes": [facts.remarks],
    }
    return [_known(article), record]


SHORT = {
    "[Article on the competition between China and the United States for AI talent, as republished]": (
        "[Article on the competition]"
    ),
    "What the Ports Learned from Machines": "What the Ports Learned",
}


def _csl(answer: Answer) -> None:
    assert json.loads(answer.text) == [
        item for citation in answer.records for item in _in_csl(_facts(citation, answer))
    ]


def _in_csl(facts: Facts) -> list[Json]:
    article = {
        "id": facts.key,
        "type": {"newspaper_article": "article-newspaper", "report": "report"}[facts.type],
        "title": facts.title,
        "title-short": SHORT[facts.title],
        "author": [{"family": author["family"], "given": author["given"]} for author in facts.authors],
        "container-title": facts.publisher if facts.type == "newspaper_article" else None,
        "publisher": facts.publisher,
        "issued": _date(facts.year),
        "accessed": _date(facts.accessed),
        "language": "en",
        "URL": facts.address,
        "note": facts.note,
    }
    record = {
        "id": f"{facts.key}-record",
        "type": "dataset",
        "title": facts.label,
        "genre": facts.kind,
        "archive_location": f"{facts.kind}/{facts.id}",
        "container-title": facts.dataset,
        "version": facts.version,
        "issued": _date(facts.released),
        "note": facts.remarks,
    }
    return [_known(article), record]


def _date(written: str) -> Json:
    return {"date-parts": [[int(part) for part in written.split("-")]]}


def _styled(answer: Answer) -> None:
    paragraphs = answer.text.rstrip("\n").split("\n\n")
    assert len(paragraphs) == 2 * len(answer.records)
    for number, citation in enumerate(answer.records):
        facts, (article, record) = _facts(citation, answer), paragraphs[2 * number : 2 * number + 2]
        day = int(facts.accessed[-2:])
        assert all(author["family"] in article for author in facts.authors)
        for part in (facts.publisher, facts.year[:4], facts.address, f"{facts.place} (“{facts.quote}”)", f"{day}"):
            assert part.casefold() in article.casefold()
        assert "tored copy read" in article
        for part in (f"[{facts.kind.capitalize()} {facts.id}]", facts.version, facts.released[:4]):
            assert part in record
        assert _folded(facts.label.removesuffix(".")) in _folded(record)
        assert facts.dataset.casefold() in record.casefold()


def _folded(text: str) -> str:
    """As MLA and Chicago change it: capitals and apostrophes."""
    return text.casefold().replace("'", "’")


def _html(answer: Answer) -> None:
    articles = re.findall(r"<article id=.*?</article>", answer.text, flags=re.DOTALL)
    assert len(articles) == len(answer.records)
    for article, citation in zip(articles, answer.records, strict=True):
        facts, shown = _facts(citation, answer), html.unescape(re.sub(r"<[^>]+>", "", article))
        for part in (facts.label, facts.quote, facts.place, facts.publisher):
            assert part in shown
        if not answer.single:
            assert f'href="{citation["url"]}?format=html"' in article
            continue
        for part in (facts.version, facts.kind, facts.id, citation["note"] or ""):
            assert part in shown
        for part in (citation["verify_command"], citation["span"]["sha256"], citation["source_sha256"]):
            assert part in shown
        assert f'href="{citation["record"]["url"]}"' in article


COMPARISONS: dict[str, Callable[[Answer], None]] = {
    "json": _json,
    "ndjson": _ndjson,
    "csv": _csv,
    "jsonld": _jsonld,
    "bibtex": _bibtex,
    "ris": _ris,
    "csl": _csl,
    "apa": _styled,
    "mla": _styled,
    "chicago": _styled,
    "html": _html,
}
