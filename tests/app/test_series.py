"""Series are ready for a chart."""

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
