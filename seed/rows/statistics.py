"""Statistics: figures with the wording beside the number."""

from collections.abc import Iterator

from sqlmodel import SQLModel

from app import models as m
from app import vocabulary as v
from app.query.schemas import Ref
from app.resources.statistics.schemas import StatisticOut
from seed import records as r
from seed.context import absent, checked, flag, given, period, plain
from seed.evidence import LockedArticle

KIND = v.RecordType.statistic

WORDING = {
    "value_text",
    "unit",
    "unit_label",
    "currency",
    "lower_inclusive",
    "upper_inclusive",
    "bounds_basis",
    "note",
    "primary_source",
}
NUMBERS = {"value", "lower", "upper"}

Bound = tuple[float | None, bool | None]
"""A limit, and whether it is included; both null where there is none."""

OPEN: Bound = (None, None)
WHOLES = {v.Unit.percent: 100.0, v.Unit.ratio: 1.0}
LEAST = {
    v.StatisticKind.share: 0.0,
    v.StatisticKind.count: 0.0,
    v.StatisticKind.duration: 0.0,
    v.StatisticKind.rank: 1.0,
}
"""What a figure is at least, by nature; a change, an amount and a ratio have no limits."""


def statistic_rows(own: LockedArticle, figure: r.Statistic) -> Iterator[SQLModel]:
    """A figure, and what it is about."""
    shown = _shown(own, figure)
    yield checked(
        m.Statistic,
        **own.columns(m.Statistic, KIND, figure.id),
        **figure.model_dump(include=WORDING | NUMBERS),
        label=shown.label,
        measure=shown.measure,
        kind=shown.kind,
        modifier=shown.modifier,
        **limits(figure),
        population_id=shown.population.id if shown.population else None,
        geography=shown.geography.code if shown.geography else None,
        period=shown.period.text if shown.period else None,
        period_start=shown.period.start if shown.period else None,
        period_end=shown.period.end if shown.period else None,
        series_id=figure.series,
        text_complete=flag(figure.text_complete),
        document=shown.model_dump_json(),
    )
    yield from (_about_row(figure, entity) for entity in shown.about)


def _shown(own: LockedArticle, figure: r.Statistic) -> StatisticOut:
    where = f"statistics: {figure.id}"
    return checked(
        StatisticOut,
        **own.head(KIND, figure),
        **figure.model_dump(include=WORDING),
        label=figure.shown_label,
        text_complete=figure.text_complete,
        modifier=given(figure.modifier),
        modifier_absent_reason=absent(figure.modifier),
        measure=given(figure.measure),
        measure_absent_reason=absent(figure.measure),
        kind=given(figure.kind),
        kind_absent_reason=absent(figure.kind),
        value=plain(figure.value),
        lower=plain(figure.lower),
        upper=plain(figure.upper),
        population=own.context.population(figure.population, f"{where}: population"),
        population_absent_reason=absent(figure.population),
        geography=own.context.place(figure.geography, f"{where}: geography"),
        geography_absent_reason=absent(figure.geography),
        period=period(figure.period),
        period_absent_reason=absent(figure.period),
        series=figure.series and own.labels.ref(v.RecordType.series, figure.series, f"{where}: series"),
        about=own.context.about(figure.about, f"{where}: about"),
    )


def limits(figure: r.Statistic) -> dict[str, float | bool | None]:
    """The bounds that ranges are compared with: those of the words, else those that a figure of its kind has by nature.

    A figure without a kind has the words' alone.
    """
    kind = given(figure.kind)
    whole = WHOLES.get(figure.unit) if kind is v.StatisticKind.share else None
    by_nature: tuple[Bound, Bound] = (
        (LEAST[kind], True) if kind in LEAST else OPEN,
        OPEN if whole is None else (whole, True),
    )
    least = (figure.lower, figure.lower_inclusive) if figure.lower is not None else by_nature[0]
    most = (figure.upper, figure.upper_inclusive) if figure.upper is not None else by_nature[1]
    return {"least": least[0], "least_inclusive": least[1], "most": most[0], "most_inclusive": most[1]}


def _about_row(figure: r.Statistic, entity: Ref) -> SQLModel:
    if entity.type is v.RecordType.researcher:
        return checked(m.StatisticResearcher, statistic_id=figure.id, researcher_id=entity.id)
    return checked(m.StatisticInstitution, statistic_id=figure.id, institution_id=entity.id)
