"""Series are ready for a chart."""

import csv
import io

from tests.conftest import Api


def test_a_series_is_ready_for_a_chart(api: Api) -> None:
    series = api.json("/v1/series/ai-patent-share")
    points = [(point["geography"]["code"], point["period"]["start"], point["value"]) for point in series["points"]]
    assert points == [("CN", 2022, 61.1), ("US", 2010, 54.1), ("US", 2022, 20.9)]
    for point in series["points"]:
        figure = api.json(point["statistic"]["url"])
        assert {key: figure[key] for key in point if key != "statistic"} == {
            k: v for k, v in point.items() if k != "statistic"
        }


def test_as_a_table_a_series_is_its_points_ready_for_a_chart(api: Api) -> None:
    series = api.json("/v1/series/ai-patent-share")
    rows = list(csv.DictReader(io.StringIO(api.get("/v1/series/ai-patent-share?format=csv").text)))
    drawn = [(row["geography_label"], int(row["period_start"]), float(row["value"])) for row in rows]
    assert drawn == [
        (point["geography"]["label"], point["period"]["start"], point["value"]) for point in series["points"]
    ]
    assert {row["series_id"] for row in rows} == {"ai-patent-share"}
    assert [row["citation_id"] for row in rows] == [point["citation"]["id"] for point in series["points"]]
    assert next(name for name in reversed(rows[0])).startswith("citation_")
    every = list(csv.DictReader(io.StringIO(api.get("/v1/series?format=csv").text)))
    assert len(every) == sum(len(each["points"]) for each in api.walk("/v1/series"))
