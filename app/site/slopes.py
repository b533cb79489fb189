"""A series of two points or more as a slope, and as a table in which a missing point is named."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from app.site.documents import Record, citation_link, proof_address, text_of

MIN_POINTS = 2
WIDTH, TOP, BOTTOM = 360, 28, 236
LEFT, RIGHT = 84, 248
COLOURS = 6


@dataclass(frozen=True)
class Grid:
    """Who is compared, and when: every pair of them is a point or is named as missing."""

    places: list[str]
    times: list[str]
    points: dict[tuple[str, str], Record]

    @property
    def missing(self) -> list[tuple[str, str]]:
        """The pairs that the article gives no number for."""
        return [(place, time) for place in self.places for time in self.times if (place, time) not in self.points]

    def at(self, place: str) -> list[Record]:
        """The points of one place, in the order of time."""
        return [self.points[place, time] for time in self.times if (place, time) in self.points]


def grid(points: Sequence[Record]) -> Grid:
    """Points by place and time, the times in order."""
    found = {(_place(each), _time(each)): each for each in points}
    started = {_time(each): str(each["period"].get("start") or "") for each in points}
    return Grid(list(dict.fromkeys(place for place, _ in found)), sorted(started, key=lambda t: started[t]), found)


def _place(statistic: Record) -> str:
    return str((statistic.get("geography") or {}).get("label") or statistic["measure"])


def _time(statistic: Record) -> str:
    return str(statistic["period"]["text"])


def slope_drawing(points: Sequence[Record], prefix: str) -> str:
    """The series as SVG, for eye and mouse: the table says the same.

    The scale begins at nought, so that lengths may be compared.
    """
    table = grid(points)
    most = max(float(each["value"]) for each in points)
    ceiling = 100.0 if points[0]["unit"] == "percent" and most > 50 else most * 1.1 or 1.0  # noqa: PLR2004 - half
    lines = "".join(_line(table, index, ceiling, prefix) for index in range(len(table.places)))
    ends = "".join(
        f'<line class="axis" x1="{_x(table, time):g}" x2="{_x(table, time):g}" y1="{TOP - 8}" y2="{BOTTOM}"/>'
        f'<text class="time" x="{_x(table, time):g}" y="{BOTTOM + 20}" text-anchor="middle">{escape(time)}</text>'
        for time in table.times
    )
    ends += f'<line class="axis" x1="{LEFT}" x2="{RIGHT}" y1="{BOTTOM}" y2="{BOTTOM}"/>'
    ends += f'<text class="time" x="{LEFT - 10}" y="{BOTTOM + 5}" text-anchor="end">0{_sign(points[0])}</text>'
    height = BOTTOM + 44 + 20 * len(table.missing)
    return (
        f'<svg class="drawing" viewBox="0 0 {WIDTH} {height}" aria-hidden="true">{ends}{lines}{_missing(table)}</svg>'
    )


def _x(table: Grid, time: str) -> float:
    steps = max(len(table.times) - 1, 1)
    return LEFT + (RIGHT - LEFT) * table.times.index(time) / steps


def _y(value: float, ceiling: float) -> float:
    return BOTTOM - (BOTTOM - TOP) * value / ceiling


def _sign(statistic: Record) -> str:
    return "%" if statistic["unit"] == "percent" else ""


def _line(table: Grid, index: int, ceiling: float, prefix: str) -> str:
    place, colour = table.places[index], index % COLOURS
    row = table.at(place)
    spots = [(_x(table, _time(each)), _y(float(each["value"]), ceiling)) for each in row]
    path = " ".join(f"{x:g},{y:g}" for x, y in spots)
    drawn = f'<polyline class="line" points="{path}"/>' if len(spots) >= MIN_POINTS else ""
    marks = "".join(
        _mark(table, each, spot, prefix, named=each is row[-1]) for each, spot in zip(row, spots, strict=True)
    )
    return f'<g class="s{colour}">{drawn}{marks}</g>'


def _mark(table: Grid, statistic: Record, spot: tuple[float, float], prefix: str, *, named: bool) -> str:
    """A point with its number, which leads to the proof; at the end of its line with its name."""
    x, y = spot
    first = _time(statistic) == table.times[0] and len(table.times) > 1
    anchor, beside = ("end", x - 10) if first else ("start", x + 10)
    place, value = escape(_place(statistic)), f"{statistic['value']:g}{_sign(statistic)}"
    name = f'<text class="place" x="{beside:g}" y="{y + 21:g}" text-anchor="{anchor}">{place}</text>' if named else ""
    return (
        f'<a tabindex="-1" href="{proof_address(statistic, prefix)}">'
        f"<title>{place}, {escape(_time(statistic))}: {text_of(statistic['value_text'])}. "
        f'Its proof</title><circle cx="{x:g}" cy="{y:g}" r="5"/>'
        f'<text class="value" x="{beside:g}" y="{y + 5:g}" text-anchor="{anchor}">{value}</text>'
        f"</a>{name}"
    )


def _missing(table: Grid) -> str:
    return "".join(
        f'<circle class="gap" cx="{LEFT}" cy="{BOTTOM + 47 + 20 * index}" r="5"/>'
        f'<text class="gap" x="{LEFT + 12}" y="{BOTTOM + 52 + 20 * index}">'
        f"{escape(place)}, {escape(time)}: not stated</text>"
        for index, (place, time) in enumerate(table.missing)
    )


def slope_table(points: Sequence[Record], prefix: str) -> str:
    """The same as a table, for those who read rather than look."""
    table = grid(points)
    head = "".join(f'<th scope="col">{escape(time)}</th>' for time in table.times)
    rows = "".join(
        f'<tr><th scope="row">{escape(place)}</th>'
        + "".join(_cell(table.points.get((place, time)), prefix) for time in table.times)
        + "</tr>"
        for place in table.places
    )
    return f"<table><thead><tr><td></td>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _cell(statistic: Record | None, prefix: str) -> str:
    if statistic is None:
        return '<td><span class="absent">not stated</span></td>'
    words = citation_link(statistic, prefix, text_of(statistic["value_text"]))
    return f'<td id="figure-{escape(statistic["id"])}"><q>{words}</q></td>'
