"""Statistics: figures with the wording beside the number."""

from collections.abc import Iterator

from sqlmodel import SQLModel

from app import models as m
from app import vocabulary as v
from app.query.schemas import Ref
from app.resources.statistics.schemas import PeriodOut, StatisticOut
from seed import records as r
from seed.context import absent, given, plain, worded
from seed.evidence import Evidence

KIND = v.RecordType.statistic

WORDING = {
    "value_text",
    "unit",
    "modifier",
    "lower_inclusive",
    "upper_inclusive",
    "bounds_basis",
    "primary_source",
    "determination",
}
NUMBERS = {"value", "lower", "upper"}


def statistic_rows(own: Evidence, figure: r.Statistic) -> Iterator[SQLModel]:
    """A figure, and what it is about."""
    shown = _shown(own, figure)
    yield m.Statistic(
        **own.columns(m.Statistic, KIND, figure.id),
        **figure.model_dump(include=WORDING | NUMBERS),
        measure=shown.measure,
        kind=shown.kind,
        population=shown.population.text if shown.population else None,
        geography=shown.geography.code if shown.geography else None,
        period=shown.period.text if shown.period else None,
        period_start=shown.period.start if shown.period else None,
        period_end=shown.period.end if shown.period else None,
        series_id=figure.series,
        document=shown.model_dump_json(),
    )
    yield from (_about_row(figure, entity) for entity in shown.about)


def _shown(own: Evidence, figure: r.Statistic) -> StatisticOut:
    where = f"statistics: {figure.id}"
    period = given(figure.period)
    return StatisticOut.model_validate(
        own.head(KIND, figure)
        | figure.model_dump(include=WORDING)
        | {
            "measure": given(figure.measure),
            "measure_absent_reason": absent(figure.measure),
            "kind": given(figure.kind),
            "kind_absent_reason": absent(figure.kind),
            "value": plain(figure.value),
            "lower": plain(figure.lower),
            "upper": plain(figure.upper),
            "population": worded(figure.population),
            "population_absent_reason": absent(figure.population),
            "geography": own.context.place(figure.geography, f"{where}: geography"),
            "geography_absent_reason": absent(figure.geography),
            "period": period and PeriodOut(**period.model_dump()),
            "period_absent_reason": absent(figure.period),
            "series": figure.series and own.labels.ref(v.RecordType.series, figure.series, f"{where}: series"),
            "about": [own.labels.entity(key, f"{where}: about") for key in figure.about],
        }
    )


def _about_row(figure: r.Statistic, entity: Ref) -> SQLModel:
    if entity.type is v.RecordType.researcher:
        return m.StatisticResearcher(statistic_id=figure.id, researcher_id=entity.id)
    return m.StatisticInstitution(statistic_id=figure.id, institution_id=entity.id)
