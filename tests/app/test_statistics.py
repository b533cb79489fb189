"""Hedged figures are filtered honestly: stated, certain and possible, against what plain Python says of intervals."""

import json
import math
import operator
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.database import RECORD_FILE, Database
from app.main import create_app
from app.query.sets import RecordSets
from app.settings import Settings
from tests.conftest import FIRST_ID, Api

COMPARE = {"gte": operator.ge, "gt": operator.gt, "lte": operator.le, "lt": operator.lt}
LIMITS = st.sampled_from([0, 0.5, 1, 2, 3, 39, 40, 41])


@dataclass(frozen=True)
class Figure:
    """A figure and what its words promise."""

    value: float
    lower: float | None
    upper: float | None
    lower_inclusive: bool | None
    upper_inclusive: bool | None
    determined: bool

    def could_be(self, number: float) -> bool:
        above = self.lower is None or number > self.lower or (number == self.lower and bool(self.lower_inclusive))
        below = self.upper is None or number < self.upper or (number == self.upper and bool(self.upper_inclusive))
        return not self.determined or (above and below)


def bounds(limit: float | None) -> st.SearchStrategy[tuple[float | None, bool | None]]:
    return st.just((None, None)) if limit is None else st.booleans().map(lambda inclusive: (limit, inclusive))


@st.composite
def figures(draw: st.DrawFn) -> Figure:
    low, high = sorted(draw(st.lists(LIMITS, min_size=2, max_size=2)))
    lower, lower_inclusive = draw(bounds(draw(st.sampled_from([low, None]))))
    upper, upper_inclusive = draw(bounds(draw(st.sampled_from([high, None]))))
    if lower is not None and lower == upper:
        lower_inclusive = upper_inclusive = True  # an interval holds at least one number
    return Figure(draw(LIMITS), lower, upper, lower_inclusive, upper_inclusive, draw(st.booleans()))


POOL = [-1, 0, 0.25, 0.5, 0.75, 1, 1.5, 2, 2.5, 3, 20, 39, 39.5, 40, 40.5, 41, 100]
"""Every limit, and a number on either side of each: between them no comparison changes."""


@pytest.fixture(scope="module")
def invented(release: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """The application over a database of its own, with room for made-up figures."""
    path = tmp_path_factory.mktemp("figures") / RECORD_FILE
    shutil.copytree(release, path.parent, dirs_exist_ok=True)
    client = Api(create_app(Settings(release=path.parent, cache_bytes=0)))
    yield client
    client.close()


def store(api: Api, made: list[Figure]) -> None:
    """Replace all figures by made-up ones, and open the database anew."""
    path = api.app.state.settings.release / RECORD_FILE
    api.app.state.service.database.close()
    with sqlite3.connect(path) as connection:
        connection.execute("DELETE FROM statistic")
        rows = [
            {
                "position": number + 1,
                "id": f"f{number}",
                "source_id": FIRST_ID,
                "citation_id": f"c{number}",
                "label": f"f{number}",
                "value": figure.value,
                "value_text": "x",
                "unit": "percent",
                "least": figure.lower,
                "most": figure.upper,
                "bounds_basis": "none",
                "primary_source": "not_named",
                "least_inclusive": figure.lower_inclusive,
                "most_inclusive": figure.upper_inclusive,
                "text_complete": "true" if figure.determined else "false",
                "document": json.dumps({"id": f"f{number}"}),
            }
            for number, figure in enumerate(made)
        ]
        names, places = ", ".join(rows[0]), ", ".join(f":{name}" for name in rows[0])
        connection.executemany(f"INSERT INTO statistic ({names}) VALUES ({places})", rows)  # noqa: S608 - of ours
        connection.execute("UPDATE record_count SET total = ? WHERE record_type = 'statistic'", (len(made),))
    connection.close()
    service = api.app.state.service
    service.database = Database(path)
    service.sets = RecordSets(service.database)


@settings(max_examples=200, deadline=None)
@given(
    made=st.lists(figures(), min_size=1, max_size=12),
    ranges=st.dictionaries(st.sampled_from(list(COMPARE)), LIMITS, min_size=1, max_size=2),
)
def test_ranges_agree_with_intervals_in_plain_python(
    invented: Api, made: list[Figure], ranges: dict[str, float]
) -> None:
    store(invented, made)
    asked = "&".join(f"value__{name}={limit:g}" for name, limit in ranges.items())

    def inside(number: float) -> bool:
        return all(COMPARE[name](number, limit) for name, limit in ranges.items())

    found = {}
    for match in ("stated", "certain", "possible"):
        answer = invented.get(f"/v1/statistics?{asked}&match={match}&limit=100")
        if not any(inside(number) for number in POOL):
            assert answer.status_code == 422, "nothing can lie there, and it says so"
            return
        found[match] = {int(record["id"][1:]) for record in answer.json()["data"]}
        assert answer.json()["meta"]["total"] == len(found[match])
    for number, figure in enumerate(made):
        could = [candidate for candidate in POOL if figure.could_be(candidate)]
        assert (number in found["stated"]) == inside(figure.value)
        assert (number in found["possible"]) == any(inside(candidate) for candidate in could)
        sure = figure.determined and all(inside(candidate) for candidate in could)
        open_below = figure.lower is None and any(name in ranges for name in ("gte", "gt"))
        open_above = figure.upper is None and any(name in ranges for name in ("lte", "lt"))
        assert (number in found["certain"]) == (sure and not open_below and not open_above)
    assert found["certain"] <= found["possible"]
    assert not any(not figure.determined for number, figure in enumerate(made) if number in found["certain"])


@pytest.mark.parametrize(
    ("asked", "stated", "certain", "possible"),
    [
        ("value__gte=40", True, False, False),  # almost forty is below forty
        ("value__lt=41", True, True, True),
        ("value__lt=40", False, True, True),
        ("value__gt=39", True, False, True),
        ("value__lte=39", False, False, True),
    ],
)
def test_almost_forty_percent(api: Api, asked: str, *, stated: bool, certain: bool, possible: bool) -> None:
    for match, expected in (("stated", stated), ("certain", certain), ("possible", possible)):
        found = [figure["id"] for figure in api.json(f"/v1/statistics?{asked}&unit=percent&match={match}")["data"]]
        assert ("share-of-top-tier-ai-researchers-in-us-with-roots-in-china" in found) is expected, match


def test_at_least_one_third(api: Api) -> None:
    third = "xai-founding-team-chinese-ancestry-share"

    def finds(asked: str) -> bool:
        return third in [figure["id"] for figure in api.json(f"/v1/statistics?{asked}&unit=ratio")["data"]]

    assert finds("value__gte=0.33&match=certain")
    assert finds("value__gt=0.5&match=possible")
    assert not finds("value__gt=0.5&match=certain")
    assert not finds("value__lt=0.3&match=possible")


def test_the_torn_figure_is_never_certain(api: Api) -> None:
    torn = "torn-27-per-cent"
    for asked in ("value__gte=-1", "value__lte=1000", "value__gte=0&value__lte=100"):
        ids = {
            match: [figure["id"] for figure in api.json(f"/v1/statistics?{asked}&match={match}")["data"]]
            for match in ("stated", "certain", "possible")
        }
        assert torn in ids["stated"]
        assert torn not in ids["certain"]
        assert torn in ids["possible"]


def test_a_range_over_mixed_units_says_so(api: Api) -> None:
    note, *_ = api.json("/v1/statistics?value__gte=1")["meta"]["notes"]
    assert "unit=" in note
    assert api.json("/v1/statistics?value__gte=1&unit=percent")["meta"]["notes"] == []
    assert api.json("/v1/statistics")["meta"]["notes"] == []


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("value__gte=nan", "value__gte"),
        ("value__gte=inf", "value__gte"),
        ("value__gte=1e999", "value__gte"),
        ("value__gte=1_0", "value__gte"),
        ("value__gte=", "value__gte"),
        ("value__gte=.", "value__gte"),
        ("value__gte=4.", "value__gte"),
        ("value__gte=" + "9" * 30, "value__gte"),
        ("period__gte=2022.5", "period__gte"),
        ("value__gte=50&value__lte=40", "value__lte"),
        ("value__gt=40&value__lt=40", "value__lt"),
        ("match=certain", "match"),
        ("match=sure&value__gte=1", "match"),
    ],
)
def test_a_bad_range_is_refused_with_one_that_works(api: Api, query: str, parameter: str) -> None:
    answer = api.get(f"/v1/statistics?{query}")
    assert answer.status_code == 422
    body = answer.json()
    assert [fault["parameter"] for fault in body["errors"]] == [parameter]
    assert api.get(body["example"]).status_code == 200


def test_periods_are_whole_years(api: Api) -> None:
    def years(asked: str) -> list[Any]:
        asked = f"/v1/statistics?{asked}&source={FIRST_ID}&sort=period"
        return [figure["period"]["start"] for figure in api.json(asked)["data"]]

    assert years("period__gte=2010") == [2010, 2022, 2022]
    assert years("period__gt=2010") == [2022, 2022]
    assert years("period__lt=2022") == [2010]
    assert years("period__gte=2010&period__lte=2010") == [2010]
    assert math.isclose(api.json(f"/v1/statistics?period=2010&source={FIRST_ID}")["data"][0]["value"], 54.1)


def test_the_hedged_and_the_torn_figure_keep_what_the_text_says(api: Api) -> None:
    share = api.json("/v1/statistics/share-of-top-tier-ai-researchers-in-us-with-roots-in-china")
    wanted = {"value": 40, "modifier": "almost", "lower": None, "upper": 40, "upper_inclusive": False}
    assert {key: share[key] for key in wanted} == wanted
    assert share["citation"]["span"]["start"] == 677
    assert share["citation"]["span"]["end"] == 805
    assert share["citation"]["quote"] == {"exact": "almost forty percent", "start": 735, "end": 755}
    torn = api.json("/v1/statistics?text_complete=false")["data"]
    assert [(figure["value"], figure["value_text"]) for figure in torn] == [(27, "27 per cent")]
    for field in ("measure", "kind", "modifier", "population", "geography", "period"):
        assert torn[0][field] is None
        assert torn[0][f"{field}_absent_reason"]
    assert api.json(f"/v1/claims?statistic={torn[0]['id']}")["data"] == []
    third = api.json("/v1/statistics/xai-founding-team-chinese-ancestry-share")
    assert third["lower"] == third["value"] == 1 / 3
    assert third["lower_inclusive"]
    assert third["upper"] is None


@pytest.mark.parametrize(
    ("figure", "asked", "found"),
    [
        ("xai-founding-team-chinese-ancestry-share", "value__gt=1&unit=ratio&match=possible", False),
        ("xai-founding-team-chinese-ancestry-share", "value__lte=1&unit=ratio&match=certain", True),
        ("share-of-top-tier-ai-researchers-in-us-with-roots-in-china", "value__lt=0&match=possible", False),
        ("share-of-top-tier-ai-researchers-in-us-with-roots-in-china", "value__gte=0&match=certain", True),
        ("tingwen-huang-years-abroad", "value__gte=1000&match=possible", False),
        ("tingwen-huang-years-abroad", "value__gte=15&value__lt=25&match=certain", True),
        ("pilots-who-passed-the-course", "value__gte=1000000&match=possible", True),
        ("pilots-who-passed-the-course", "value__gte=0&match=certain", True),
        ("fall-of-accidents", "value__gte=15&match=certain", True),
    ],
)
def test_what_a_figure_has_by_nature_limits_an_open_side(api: Api, figure: str, asked: str, *, found: bool) -> None:
    assert (figure in [each["id"] for each in api.walk(f"/v1/statistics?{asked}")]) is found


def test_a_range_is_found_by_both_its_ends(api: Api) -> None:
    course = api.json("/v1/statistics/length-of-the-course")
    assert [course[name] for name in ("value", "lower", "upper", "unit", "modifier")] == [
        None,
        3,
        5,
        "month",
        "between",
    ]

    def finds(asked: str) -> bool:
        return course["id"] in [each["id"] for each in api.json(f"/v1/statistics?{asked}&unit=month")["data"]]

    assert finds("value__gte=3&value__lte=5")
    assert not finds("value__gte=4")
    assert finds("value__gte=4&match=possible")
    assert not finds("value__gte=4&match=certain")


def test_money_has_a_currency_and_a_period_may_stay_open(api: Api) -> None:
    (money,) = api.json("/v1/statistics?currency=EUR")["data"]
    assert (money["kind"], money["value"], money["unit"], money["currency"]) == ("amount", 12000000, "currency", "EUR")
    (pilots,) = api.json("/v1/statistics?unit=item&period__gte=2001")["data"]
    assert (pilots["unit_label"], pilots["period"]["start"], pilots["period"]["end"]) == ("pilots", 2001, None)
    assert pilots["id"] not in [each["id"] for each in api.json("/v1/statistics?period__lte=2030")["data"]]
