import ast
from dataclasses import replace
from pathlib import Path

import pytest

from app.formats import registry
from app.formats.registry import CITATION_FORMATS, RECORD_FORMATS, Format
from tests.formats.examples import CITATIONS, context

FORMATS = {**RECORD_FORMATS, **CITATION_FORMATS}


@pytest.mark.parametrize(
    ("name", "content_type"),
    [
        ("json", "application/json"),
        ("csv", "text/csv; charset=utf-8; header=present"),
        ("ndjson", "application/x-ndjson"),
        ("jsonld", "application/ld+json"),
        ("bibtex", "application/x-bibtex; charset=utf-8"),
        ("ris", "application/x-research-info-systems; charset=utf-8"),
        ("csl", "application/vnd.citationstyles.csl+json"),
        ("apa", "text/x-bibliography; style=apa; charset=utf-8"),
        ("mla", "text/x-bibliography; style=mla; charset=utf-8"),
        ("chicago", "text/x-bibliography; style=chicago; charset=utf-8"),
        ("html", "text/html; charset=utf-8"),
    ],
)
def test_what_a_format_is_sent_as(name: str, content_type: str) -> None:
    assert FORMATS[name].content_type == content_type


def test_names_and_media_types_are_told_apart() -> None:
    assert len({each.media_type for each in FORMATS.values()}) == len(RECORD_FORMATS) + len(CITATION_FORMATS)
    assert all(each.name == name and each.label for name, each in FORMATS.items())


@pytest.mark.parametrize("each", FORMATS.values(), ids=FORMATS)
def test_an_empty_list_can_be_written(each: Format) -> None:
    assert isinstance(each.encode([], context()), bytes)


def test_a_citation_without_its_source_is_refused() -> None:
    with pytest.raises(KeyError):
        CITATION_FORMATS["apa"].encode(CITATIONS, replace(context(), sources={}))


def test_formats_import_nothing_of_ours_but_each_other() -> None:
    for path in Path(registry.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in {"app", "seed", "tests"}:
                assert (node.module or "").startswith("app.formats."), path.name
