import csv
import io
import json
from enum import StrEnum
from typing import Annotated, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, Field

from app.formats.documents import parts
from app.formats.table import columns, guard, restore, table
from tests.formats.examples import MODELS, RECORDS
from tests.formats.text import text, unhurried


class Colour(StrEnum):
    red = "red"
    blue = "blue"


class Ref(BaseModel):
    type: str
    id: str
    label: str
    url: str


class Inner(BaseModel):
    text: str | None = Field(description="Its text.")
    whole: bool | None


class Row(BaseModel):
    id: str = Field(description="Its id.")
    kind: Literal["row"]
    count: int | None
    share: Annotated[int | float, Field(ge=0)] | None
    inner: Inner | None = Field(description="What is inside.")
    refs: list[Ref]
    colours: list[Colour]
    joined: list[Literal["a; b"]]
    names: list[str] | None
    rich: list[Inner]
    included: Inner | None


def read(sheet: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(sheet, newline=""), strict=True))


def row(**values: object) -> dict[str, object]:
    lists: dict[str, object] = {"refs": [], "colours": [], "joined": [], "rich": []}
    return {"id": "x", "kind": "row", "count": None, "share": None, "inner": None, "names": None, **lists, **values}


def test_columns_are_read_off_the_model_in_its_order() -> None:
    assert [(column.name, column.type) for column in columns(Row)] == [
        *(("id", "string"), ("kind", "string"), ("count", "integer"), ("share", "number")),
        *(("inner_text", "string"), ("inner_whole", "boolean"), ("refs", "string"), ("colours", "string")),
        *(("joined", "string"), ("names", "string"), ("rich", "string")),
    ]
    by_name = {column.name: column for column in columns(Row)}
    assert by_name["inner_text"].path == ("inner", "text")
    assert by_name["inner_text"].description == "What is inside. Its text."


@pytest.mark.parametrize("model", MODELS.values(), ids=MODELS)
def test_every_kind_of_record_has_columns_with_names_of_their_own(model: type[BaseModel]) -> None:
    names = [column.name for column in columns(model)]
    assert len(names) == len(set(names))
    assert names[:3] == ["type", "id", "url"]


def test_a_shape_without_a_rule_is_refused() -> None:
    class Open(BaseModel):
        anything: dict[str, str]

    with pytest.raises(TypeError, match="no rule for a column of dict"):
        columns(Open)


def test_values_are_written_by_type() -> None:
    refs = [{"type": "t", "id": name, "label": "", "url": ""} for name in ("a", "b")]
    given = row(
        count=-1,
        share=0.5,
        inner={"text": "=1", "whole": False},
        refs=refs,
        colours=["red", "blue"],
        names=["é", "a; b"],
        rich=[{"text": None, "whole": True}],
    )
    assert read(table([given], Row)) == [
        {
            "id": "x",
            "kind": "row",
            "count": "-1",
            "share": "0.5",
            "inner_text": "'=1",
            "inner_whole": "false",
            "refs": "t/a; t/b",
            "colours": "red; blue",
            "joined": "",
            "names": "é; a\\; b",
            "rich": "true",
        }
    ]


def test_a_null_object_leaves_its_columns_empty_and_no_records_leave_the_header() -> None:
    assert read(table([row()], Row))[0]["inner_text"] == ""
    assert table([], Row) == "id,kind,count,share,inner_text,inner_whole,refs,colours,joined,names,rich\r\n"


def test_quotes_and_line_ends_are_those_of_rfc_4180() -> None:
    sheet = table([row(id='a"b', inner={"text": "c\nd", "whole": None})], Row)
    assert sheet.endswith('\r\n"a""b",row,,,"c\nd",,,,,,\r\n')


@unhurried
@given(text)
def test_a_text_comes_back_from_its_cell_and_never_begins_a_formula(value: str) -> None:
    given = row(id=value, names=[value], inner={"text": value, "whole": None})
    found = read(table([given, given], Row))
    assert len(found) == 2
    for cells in found:
        assert restore(cells["id"]) == restore(cells["inner_text"]) == value
        assert restore(cells["names"]).replace("\\;", ";").replace("\\\\", "\\") == value
        assert not cells["id"].startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


@pytest.mark.parametrize(
    ("items", "cell"),
    [
        ([{"type": "t", "id": "a", "label": "", "url": ""}, {"type": "u", "id": "b"}], "t/a; u/b"),
        ([{"id": "a", "role": "head"}], "a"),
        ([{"code": "CN", "label": "China"}, {"code": "US", "label": "United States"}], "CN; US"),
        ([{"relation": "supports", "claim": {"type": "claim", "id": "a"}}], "supports claim/a"),
        ([{"statistic": {"type": "statistic", "id": "a"}, "value": 1}], "statistic/a"),
        ([{"family": "Mar", "given": "Ana"}, {"name": "The Board"}], "Mar, Ana; The Board"),
        (["often; seldom", "a\\b", "c"], "often\\; seldom; a\\\\b; c"),
        ([1, 2.5, True], "1; 2.5; true"),
        ([], ""),
        (None, ""),
    ],
)
def test_there_is_one_way_to_write_a_list(items: object, cell: str) -> None:
    assert read(table([row(rich=items)], Row))[0]["rich"] == cell


def test_citations_come_last_and_columns_know_whether_they_may_be_empty() -> None:
    for model in MODELS.values():
        of_citations = [column.path[0] in ("citation", "further_citations") for column in columns(model)]
        assert of_citations == sorted(of_citations)
    by_name = {column.name: column for column in columns(Row)}
    assert [name for name, column in by_name.items() if column.required] == ["id", "kind"]
    assert [name for name, column in by_name.items() if column.listed] == ["refs", "colours", "joined", "names", "rich"]


@unhurried
@given(st.integers() | st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_is_left_as_json_prints_it(number: float) -> None:
    assert read(table([row(share=number)], Row))[0]["share"] == json.dumps(number)


@unhurried
@given(text)
def test_the_guard_can_be_undone(value: str) -> None:
    assert restore(guard(value)) == value


@pytest.mark.parametrize("name", MODELS)
def test_every_scalar_of_the_examples_stands_in_its_cell(name: str) -> None:
    listed = getattr(MODELS[name], "rows", None)
    told = [item for each in RECORDS[name] for item in parts(each, listed)] if listed else RECORDS[name]
    for document, cells in zip(told, read(table(RECORDS[name], MODELS[name])), strict=True):
        for key, value in document.items():
            if isinstance(value, str):
                assert restore(cells[key]) == value
