"""What is built is checked as it is built: rows by their tables, documents by their schemas."""

import ast
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel
from sqlmodel import SQLModel

from app import models as m
from app.query.schemas import Counted
from app.resources.topics.schemas import TopicOut
from seed.build import read_checked
from seed.context import checked
from seed.records import SeedError
from seed.render import rows_of
from tests.conftest import Small

ROOT = Path(__file__).parents[2]
ROW: dict[str, Any] = {"id": "tides", "position": 1, "label": "Tides", "claims": 2, "document": "{}"}
DOCUMENT: dict[str, Any] = {
    "type": "topic",
    "id": "tides",
    "url": "/v1/topics/tides",
    "label": "Tides",
    "definition": "How high the water stands.",
    "counts": {"claims": Counted(total=2, url="/v1/claims?topic=tides")},
}


class Remarked(TopicOut):
    """A topic with a field that no record was given."""

    remark: str | None


@pytest.mark.parametrize(
    ("model", "values", "message"),
    [
        (m.Topic, ROW | {"remark": "none"}, "Topic: tides: remark: extra inputs are not permitted"),
        (m.Topic, ROW | {"claims": "2"}, "Topic: tides: claims: input should be a valid integer"),
        (
            m.Topic,
            {"id": "tides", "claims": 2, "label": "Tides", "document": ""},
            "Topic: tides: position: field required",
        ),
        (m.Topic, ROW | {"remark": "none", "claims": None}, "Topic: tides: remark: extra inputs are not permitted"),
        (TopicOut, DOCUMENT | {"remark": "none"}, "TopicOut: tides: remark: extra inputs are not permitted"),
        (TopicOut, DOCUMENT | {"counts": {}}, "TopicOut: tides: counts.claims: field required"),
        (Remarked, DOCUMENT, "Remarked: tides: remark: field required"),
    ],
)
def test_a_row_or_document_that_lacks_or_invents_a_field_is_refused_by_name(
    model: type[BaseModel], values: dict[str, Any], message: str
) -> None:
    with pytest.raises(SeedError) as refused:
        checked(model, **values)
    assert str(refused.value) == f"{message} (in seed/rows)"


def test_what_is_whole_is_made() -> None:
    assert checked(m.Topic, **ROW).claims == 2
    assert checked(TopicOut, **DOCUMENT).counts.claims.total == 2


def test_the_seed_makes_no_row_unchecked() -> None:
    """A table called by its name takes any column and any type."""
    for path in (ROOT / "seed").rglob("*.py"):
        calls = [
            node.func for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)
        ]
        tables = [each for each in calls if isinstance(each, ast.Attribute) and ast.unparse(each.value) == "m"]
        assert [ast.unparse(each) for each in tables] == [], path.name


def test_a_record_that_no_row_is_made_of_is_named(small: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    def without_statistics(*of: Any) -> list[SQLModel]:
        return [row for row in rows_of(*of) if row.__tablename__ != "statistic"]

    monkeypatch.setattr("seed.build.rows_of", without_statistics)
    with pytest.raises(SeedError, match=r"^statistic/[a-z0-9-]+: no row is made of it \(in seed/render\.py\)$"):
        read_checked(small.root)
