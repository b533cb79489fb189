"""A bounded figure as a range: what its words promise, and where they leave it open."""

from html import escape

from app.site.documents import Record, text_of, words_of
from app.vocabulary import BoundsBasis

WIDTH, HEIGHT, MARGIN, LINE = 360, 76, 16, 30
WRITTEN = {"percent": "{}%", "percentage_point": "{} points", "rank": "No. {}"}
"""Units that are written as signs or before their number; others stand behind it as words."""

SCALES = {"percent": 100.0, "ratio": 1.0}
"""Where a share ends by nature; other units, and more than a whole, end a quarter above the largest number."""


def range_drawing(statistic: Record) -> str:
    """The range as SVG: solid between its bounds, dashed where it is open; a hollow end is not included."""
    largest = max(_numbers(statistic))
    natural = SCALES.get(statistic["unit"], 0.0)
    scale = natural if natural >= largest else 1.25 * largest
    lower, upper = statistic["lower"], statistic["upper"]
    start, end = _x(lower or 0, scale), _x(scale if upper is None else upper, scale)
    is_open = " open" if None in {lower, upper} else ""
    ends = "".join(
        _end(_x(value, scale), included=bool(statistic[f"{side}_inclusive"]))
        for side, value in (("lower", lower), ("upper", upper))
        if value is not None
    )
    return (
        f'<svg class="drawing" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{promise(statistic)}">'
        f'<line class="axis" x1="{MARGIN}" x2="{WIDTH - MARGIN}" y1="{LINE}" y2="{LINE}"/>'
        f'<line class="promised{is_open}" x1="{start:g}" x2="{end:g}" y1="{LINE}" y2="{LINE}"/>{ends}'
        f"{_tick(0, 'start', statistic)}{_tick(scale, 'end', statistic) if scale == natural else ''}"
        f"{_bounds(statistic, scale)}"
        f'</svg>\n<p class="promise">{promise(statistic)}</p>\n'
    )


def promise(statistic: Record) -> str:
    """What the words promise, in a sentence, as HTML text."""
    lower, upper = statistic["lower"], statistic["upper"]
    least = "at least" if statistic["lower_inclusive"] else "more than"
    most = "at most" if statistic["upper_inclusive"] else "less than"
    parts = [f"{least} {written(lower, statistic)}"] if lower is not None else []
    parts += [f"{most} {written(upper, statistic)}"] if upper is not None else []
    unsaid = {lower is None: " How far below is not said.", upper is None: " How far above is not said."}.get(True, "")
    rounded = statistic["bounds_basis"] == BoundsBasis.rounding
    means = "is a round number: we take it for" if rounded else "promises"
    return f"“{text_of(statistic['value_text'])}” {means} {' and '.join(parts)}.{unsaid}"


def written(value: float, statistic: Record) -> str:
    """A number with its unit, as HTML text: a ratio of things to the whole as percent, rounded to a tenth."""
    unit, label = statistic["unit"], statistic["unit_label"]
    number = f"{value:,}" if isinstance(value, int) else f"{value:,.10g}"
    if unit == "ratio":
        return f"{number} {escape(label)}" if label else f"{value * 100:.1f}".removesuffix(".0") + "%"
    if unit in WRITTEN:
        return WRITTEN[unit].format(number)
    if unit == "currency":
        return f"{escape(str(statistic['currency']))} {number}"
    return f"{number} {escape(label) if label else words_of(unit) + ('' if value == 1 else 's')}"


def _numbers(statistic: Record) -> list[float]:
    found = [statistic[name] for name in ("value", "lower", "upper")]
    return [float(each) for each in found if each] or [1.0]


def _x(value: float, scale: float) -> float:
    return MARGIN + (WIDTH - 2 * MARGIN) * min(value / scale, 1.0)


def _end(x: float, *, included: bool) -> str:
    return f'<circle class="{"end" if included else "end hollow"}" cx="{x:g}" cy="{LINE}" r="7"/>'


def _tick(value: float, anchor: str, statistic: Record) -> str:
    x = MARGIN if anchor == "start" else WIDTH - MARGIN
    return f'<text class="time" x="{x}" y="{LINE + 36}" text-anchor="{anchor}">{written(value, statistic)}</text>'


def _bounds(statistic: Record, scale: float) -> str:
    return "".join(
        f'<text class="value" x="{_x(value, scale):g}" y="{LINE + 36}" text-anchor="middle">'
        f"{written(value, statistic)}</text>"
        for value in (statistic["lower"], statistic["upper"])
        if value is not None and 0 < value < scale
    )
