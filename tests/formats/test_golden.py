"""Each format's whole text, for records of our own. The rule that each rests on is named where the format is written.

`REWRITE_GOLDEN=1` writes the files anew, to be read in the difference.
"""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from app.formats.package import dataset_json, dataset_ndjson
from app.formats.registry import CITATION_FORMATS, RECORD_FORMATS
from tests.formats.examples import CITATIONS, DATASET, MODELS, RECORDS, TEXTS, TOPIC, context
from tests.formats.test_package import unzipped, zipped

GOLDEN = Path(__file__).parent / "golden"
ALL = [document for documents in RECORDS.values() for document in documents]


def readable(text: bytes) -> bytes:
    """JSON with a value a line, in the order in which it was written."""
    return (json.dumps(json.loads(text), ensure_ascii=False, indent=1) + "\n").encode()


CASES: dict[str, Callable[[], bytes]] = {
    "topic.json": lambda: RECORD_FORMATS["json"].encode([TOPIC], context("topics", single=True)),
    "topics.json": lambda: RECORD_FORMATS["json"].encode([TOPIC], context("topics")),
    "statistics.csv": lambda: RECORD_FORMATS["csv"].encode(RECORDS["statistics"], context("statistics")),
    "statistics.ndjson": lambda: RECORD_FORMATS["ndjson"].encode(RECORDS["statistics"], context("statistics")),
    "records.jsonld": lambda: readable(RECORD_FORMATS["jsonld"].encode(ALL, context())),
    "topic.jsonld": lambda: readable(RECORD_FORMATS["jsonld"].encode([TOPIC], context("topics", "", single=True))),
    "citations.bib": lambda: CITATION_FORMATS["bibtex"].encode(CITATIONS, context()),
    "citations.ris": lambda: CITATION_FORMATS["ris"].encode(CITATIONS, context()),
    "citations.csl.json": lambda: readable(CITATION_FORMATS["csl"].encode(CITATIONS, context())),
    "citations.apa.txt": lambda: CITATION_FORMATS["apa"].encode(CITATIONS, context()),
    "citations.mla.txt": lambda: CITATION_FORMATS["mla"].encode(CITATIONS, context()),
    "citations.chicago.txt": lambda: CITATION_FORMATS["chicago"].encode(CITATIONS, context()),
    "citation.html": lambda: CITATION_FORMATS["html"].encode(CITATIONS[:1], context(base="", single=True)),
    "citations.html": lambda: CITATION_FORMATS["html"].encode(CITATIONS, context()),
    "datapackage.json": lambda: unzipped(zipped())["datapackage.json"],
    "dataset.json": lambda: readable("".join(dataset_json({"topics": TEXTS["topics"]}, DATASET)).encode()),
    "dataset.ndjson": lambda: "".join(dataset_ndjson(TEXTS, DATASET)).encode(),
}


@pytest.mark.parametrize("name", CASES)
def test_a_format_is_written_as_it_always_was(name: str) -> None:
    made, path = CASES[name](), GOLDEN / name
    if os.environ.get("REWRITE_GOLDEN"):
        path.write_bytes(made)
    assert made.decode() == path.read_bytes().decode()
    assert CASES[name]() == made


def test_no_golden_file_is_left_behind_and_every_format_has_one() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == set(CASES)
    named = {part for name in CASES for part in name.split(".")}
    for each in (RECORD_FORMATS | CITATION_FORMATS).values():
        assert {each.name, each.extension} & named - {"txt"}, f"{each.name} needs a golden file: a line in CASES"


@pytest.mark.parametrize("name", MODELS)
def test_the_examples_are_of_the_shape_that_is_served(name: str) -> None:
    assert name in RECORDS, f"{name} needs an example: RECORDS, tests/formats/examples.py"
    for document in RECORDS[name]:
        shown = MODELS[name].model_validate(document).model_dump(mode="json")
        assert shown == document
        assert list(shown) == list(document)
