"""CSL-JSON against the rules of its specification, in our words: the schema is another's text and is not kept here."""

import json
from typing import Any

import pytest
from hypothesis import given

from app.formats.bibliography import on_one_line
from app.formats.csl import csl
from tests.formats.examples import author, cited, reference
from tests.formats.text import text, unhurried

STRINGS = {
    "id",
    "type",
    "title",
    "container-title",
    "publisher",
    "language",
    "URL",
    "note",
    "genre",
    "version",
    "archive_location",
    "title-short",
}
DATES = {"issued", "accessed"}
SHAPES = [
    {},
    {"title": "Of tides", "authors": [author("Mar", "Ana"), author("Wave Office")]},
    {"date_published": {"value": "2020-07"}},
    {"date_published": {"value": "2020-07-04"}},
    {"date_published": None},
]


def check(item: dict[str, Any]) -> None:
    """A type and an id; variables of CSL 1.0.2 only; strings, names and dates of their shapes."""
    assert item["type"] in {"article-newspaper", "document", "report", "speech", "webpage", "dataset"}
    assert {"id", "type"} <= set(item) <= STRINGS | DATES | {"author"}
    assert all(isinstance(item[name], str) and item[name] for name in STRINGS & set(item))
    assert all(set(name) in ({"literal"}, {"family", "given"}) for name in item.get("author", []))
    for name in DATES & set(item):
        ((*parts,),) = item[name].pop("date-parts")
        assert 1 <= len(parts) <= 3
        assert all(type(part) is int for part in parts)
        assert not item[name]


@pytest.mark.parametrize("source", SHAPES)
def test_items_keep_the_rules(source: dict[str, Any]) -> None:
    items = json.loads(csl(cited(reference(source=source), reference())))
    assert [item["type"] for item in items] == ["article-newspaper", "dataset"] * 2
    for item in items:
        check(item)


def test_dates_have_the_parts_that_are_known() -> None:
    dates = [json.loads(csl(cited(reference(source=source))))[0].get("issued") for source in SHAPES]
    assert dates == [
        *({"date-parts": [[2019]]}, {"date-parts": [[2019]]}),
        *({"date-parts": [[2020, 7]]}, {"date-parts": [[2020, 7, 4]]}, None),
    ]


def test_a_record_is_named_and_has_an_address_only_where_it_is_whole() -> None:
    placed, unplaced = (json.loads(csl(cited(reference(base=base))))[1] for base in ("https://api.example", ""))
    assert placed.pop("URL") == "https://api.example/v1/claims/tides-rise"
    assert placed == unplaced
    assert placed["archive_location"] == "claim/tides-rise"


def test_the_title_says_that_the_text_is_a_republication() -> None:
    titles = [json.loads(csl(cited(reference(source=source))))[0]["title"] for source in SHAPES[:2]]
    assert titles == ["[Report on high tides & low 50% tides, as republished]", "Of tides [as republished]"]


@unhurried
@given(text)
def test_any_text_is_kept(value: str) -> None:
    item = json.loads(csl(cited(reference(record={"label": f"a{value}b"}))))[1]
    check(item)
    assert item["title"] == on_one_line(f"a{value}b")
