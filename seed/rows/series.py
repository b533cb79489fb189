"""Series: the figures of one measure, over all articles."""

from app import models as m
from app import vocabulary as v
from app.query.schemas import Counted, record_url
from app.resources.series.schemas import PointOut, SeriesOut
from app.resources.statistics.schemas import StatisticOut
from seed import records as r
from seed.context import Context, checked

KIND = v.RecordType.series


def series_row(context: Context, series: r.Series, figures: list[m.Statistic]) -> m.Series:
    """A series; `figures` are those of all articles."""
    points = sorted((figure for figure in figures if figure.series_id == series.id), key=_in_a_chart)
    units = {figure.unit for figure in points}
    if len(units) != 1:
        raise r.SeedError(f"series: {series.id}: its figures have no unit in common: {', '.join(sorted(units))}")
    shown = checked(
        SeriesOut,
        **series.model_dump(),
        type=KIND,
        url=record_url(KIND, series.id),
        unit=units.pop(),
        points=[_point(context, figure) for figure in points],
        statistics=Counted(total=len(points), url=f"/v1/statistics?series={series.id}"),
    )
    return checked(
        m.Series,
        id=series.id,
        position=context.position(m.Series),
        label=series.label,
        document=shown.model_dump_json(),
    )


def _in_a_chart(figure: m.Statistic) -> tuple[str, int]:
    return figure.geography or "", figure.period_start or 0


def _point(context: Context, figure: m.Statistic) -> PointOut:
    shown = StatisticOut.model_validate_json(figure.document)
    return PointOut.model_validate(
        shown.model_dump(include=set(PointOut.model_fields))
        | {"statistic": context.labels.ref(v.RecordType.statistic, figure.id, "series")}
    )
