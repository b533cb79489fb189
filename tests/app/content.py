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
from app.formats.table import columns, restore
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
    COMPARISONS[each](answer)


def _json(answer: Answer) -> None:
    shown = json.loads(answer.text)
    assert (shown if answer.single else shown["data"]) == (answer.records[0] if answer.single else answer.records)


def _ndjson(answer: Answer) -> None:
    plain = [{name: value for name, value in record.items() if name != "included"} for record in answer.records]
    assert [json.loads(line) for line in answer.text.splitlines()] == plain


def _csv(answer: Answer) -> None:
    rows = list(csv.DictReader(io.StringIO(answer.text, newline="")))
    assert len(rows) == len(answer.records)
    for row, record in zip(rows, answer.records, strict=True):
        assert list(row) == [column.name for column in columns(answer.model)]
        for column in columns(answer.model):
            found, expected = restore(row[column.name]), _cell(at(record, *column.path))
            assert found == expected or json.loads(found) == at(record, *column.path)


def _cell(value: object) -> str:
    """What a cell says of a value, in plain Python."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        if value and all(isinstance(item, dict) and set(item) == {"type", "id", "label", "url"} for item in value):
            return "; ".join(item["id"] for item in value)
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")) if value else ""
    return str(value)


def _jsonld(answer: Answer) -> None:
    shown = json.loads(answer.text)
    nodes = [shown] if answer.single else shown["@graph"]
    assert [node["@id"] for node in nodes] == [record["url"] for record in answer.records]
    assert isinstance(shown["@context"], dict), "nothing has to be fetched to read it"


@dataclass(frozen=True)
class Facts:
    """What every format of references has to say of a citation."""

    key: str
    title: str
    publisher: str
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
    licence: str


def _facts(citation: Json, answer: Answer) -> Facts:
    source, record, lines = answer.sources[citation["source"]["id"]], citation["record"], citation["locator"]["value"]
    place = f"line {lines}" if lines.isdecimal() else f"lines {lines}"
    quote = citation["quote"]["exact"]
    read = f"The text was read on {source['date_accessed']} in a stored copy of the page, not fetched live."
    return Facts(
        key=citation["id"],
        title=f"[{source['descriptive_title']}, as republished]",
        publisher=source["publisher"],
        year=source["date_published"]["value"],
        accessed=source["date_accessed"],
        address=source["republication"]["address"],
        note=f"As republished, {place}: “{quote}”. {read}",
        place=place,
        quote=quote,
        kind=record["type"],
        id=record["id"],
        label=record["label"],
        dataset=answer.about["title"],
        version=answer.about["data_version"],
        released=answer.about["released"],
        licence=f"Licence: {answer.about['licence']['id']}, {answer.about['licence']['url']}",
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
    article = {
        "ID": facts.key,
        "key": facts.publisher,
        "title": facts.title,
        "howpublished": f"{facts.publisher}, as republished at {facts.address}",
        "year": facts.year,
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
        "note": f"Record {facts.kind}/{facts.id}. {facts.licence}",
    }
    return [article, record]


def _ris(answer: Answer) -> None:
    found = [dict(entry) for entry in rispy.loads(answer.text.replace("\r\n", "\n"))]
    assert found == [entry for citation in answer.records for entry in _in_ris(_facts(citation, answer))]


def _in_ris(facts: Facts) -> list[Json]:
    article = {
        "type_of_reference": "NEWS",
        "id": facts.key,
        "title": facts.title,
        "secondary_title": facts.publisher,
        "publisher": facts.publisher,
        "year": facts.year,
        "date": f"{facts.year}///",
        "access_date": f"{facts.accessed.replace('-', '/')}/",
        "urls": [facts.address],
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
        "notes": [facts.licence],
    }
    return [article, record]


def _csl(answer: Answer) -> None:
    assert json.loads(answer.text) == [
        item for citation in answer.records for item in _in_csl(_facts(citation, answer))
    ]


def _in_csl(facts: Facts) -> list[Json]:
    article = {
        "id": facts.key,
        "type": "article-newspaper",
        "title": facts.title,
        "container-title": facts.publisher,
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
        "number": f"{facts.kind}/{facts.id}",
        "container-title": facts.dataset,
        "version": facts.version,
        "issued": _date(facts.released),
        "note": facts.licence,
    }
    return [article, record]


def _date(written: str) -> Json:
    return {"date-parts": [[int(part) for part in written.split("-")]]}


def _styled(answer: Answer) -> None:
    paragraphs = answer.text.rstrip("\n").split("\n\n")
    assert len(paragraphs) == 2 * len(answer.records)
    for number, citation in enumerate(answer.records):
        facts, (article, record) = _facts(citation, answer), paragraphs[2 * number : 2 * number + 2]
        day = int(facts.accessed[-2:])
        for part in (facts.publisher, facts.year, facts.address, f"{facts.place} (“{facts.quote}”)", f"{day}"):
            assert part in article
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
        for part in (facts.label, facts.quote, facts.place, facts.publisher, facts.version, f"{facts.kind} {facts.id}"):
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
