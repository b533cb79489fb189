"""Pages of a set are slices of it, and what a SELECT found is kept within bounds."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyroaring import FrozenBitMap

from app.database import RECORD_FILE
from app.query import sets
from app.query.filters import ASKED, Range, has_interval
from app.query.pages import in_reading_order
from app.query.pagination import ListQuery, Position, declared, encode_cursor
from app.query.sets import RecordSets, Selection
from app.query.statements import positions_statement
from app.resources import LISTS
from app.resources.claims.queries import ClaimQuery
from app.vocabulary import Match
from tests.conftest import Api

POSITIONS = st.sets(st.integers(min_value=1, max_value=3000))
PLACES = st.one_of(st.none(), st.integers(min_value=-5, max_value=3010), st.sampled_from([2**62, -(2**62)]))
SIZES = st.integers(min_value=0, max_value=40)


@given(POSITIONS, PLACES, SIZES)
def test_a_page_in_reading_order_is_what_comes_after_a_place(held: set[int], after: int | None, size: int) -> None:
    selected = FrozenBitMap(held)
    onward = [one for one in sorted(held) if after is None or one > after]
    back = [one for one in sorted(held, reverse=True) if after is None or one < after]
    assert in_reading_order("position", selected, after, size) == onward[:size]
    assert in_reading_order("-position", selected, after, size) == back[:size]


@given(st.dictionaries(st.sampled_from(["a", "b", "c"]), POSITIONS), st.sampled_from(["a", "b", "c"]))
def test_demands_must_all_hold_and_any_can_be_left_out(held: dict[str, set[int]], left_out: str) -> None:
    everything = set(range(1, 3001))
    demands = {(name, ""): FrozenBitMap(positions) for name, positions in held.items()}
    selection = Selection(FrozenBitMap(everything), demands)
    others = [positions for name, positions in held.items() if name != left_out]
    assert set(selection.records) == everything.intersection(*held.values())
    assert set(selection.without((left_out, ""))) == everything.intersection(*others)


@pytest.mark.parametrize("order", ["position", "-position", "text", "-certainty"])
@pytest.mark.parametrize("place", [0, -1, 10**6, 2**62, -(2**62), True])
def test_a_place_that_no_record_has_can_be_forged_without_harm(api: Api, order: str, place: int) -> None:
    service = api.app.state.service
    forged = encode_cursor(ClaimQuery(sort=order), "/v1/claims", Position(place, "x"), service.stamp)
    found = {claim["id"] for claim in api.json(f"/v1/claims?sort={order}&limit=100&cursor={forged}")["data"]}
    assert found <= {claim["id"] for claim in api.walk("/v1/claims?limit=100")}


@pytest.mark.parametrize("value", ["x", 1.5, "1"])
def test_what_is_no_place_is_refused(api: Api, value: Any) -> None:
    service = api.app.state.service
    query = ClaimQuery(sort="text")
    forged = encode_cursor(query, "/v1/claims", Position(value, "x"), service.stamp)
    answer = api.get(f"/v1/claims?sort=text&cursor={forged}")
    assert (answer.status_code, json.loads(answer.content)["code"]) == (422, "cursor_invalid")


def test_positions_of_every_list_go_from_1_without_a_gap(api: Api) -> None:
    service = api.app.state.service
    raw = service.database._raw  # noqa: SLF001 - the rows themselves
    for query in LISTS:
        rows = raw.execute(f"SELECT position FROM {query.table.__tablename__} ORDER BY position").fetchall()  # noqa: S608 - names of ours
        assert [row[0] for row in rows] == list(service.sets.everything(query.table))


def test_only_so_many_found_sets_are_kept(make_api: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sets, "SETS_KEPT", 3)
    api = make_api()
    kept: RecordSets = api.app.state.service.sets
    for word in ("china", "united", "states", "talent", "patents"):
        api.json(f"/v1/claims?q={word}")
    assert kept.found.cache_info().currsize == 3
    seen = api.statements()
    api.json("/v1/claims?q=patents&limit=3")
    assert not [statement for statement in seen if "group_concat" in statement]


RANGES = [
    (query, name, match)
    for query in LISTS
    for name, item in declared(query, Range).items()
    for match in (Match if has_interval(item) else (Match.stated,))
]


@pytest.mark.parametrize(("query", "name", "match"), RANGES)
def test_a_range_is_read_off_an_index_alone(release: Path, query: type[ListQuery], name: str, match: Match) -> None:
    """The rows of a table hold its documents: to go through them takes thirty times as long."""
    statement = positions_statement(query.table, declared(query, Range)[name], match)
    with closing(sqlite3.connect(release / RECORD_FILE)) as connection:
        plan = connection.execute(f"EXPLAIN QUERY PLAN {statement.sql}", statement.constants | {ASKED: 1}).fetchall()
    (step,) = [detail for *_, detail in plan if str(query.table.__tablename__) in detail]
    assert "USING COVERING INDEX" in step
