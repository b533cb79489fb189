"""The figures of an article, each drawn by its shape: a slope, a range, a torn piece, or the number as it stands."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from html import escape

from app.site.documents import Record, citation_link, is_torn, said, text_of, words_of
from app.site.ranges import range_drawing, written
from app.site.slopes import MIN_POINTS, slope_drawing, slope_table
from app.vocabulary import BoundsBasis

PLAIN = (None, "unmodified")
"""Modifiers that no word beside the number stands for."""

FACTS = {"Of whom or what": "population", "Where": "geography", "When": "period"}
"""What is said below a figure; of a torn one, the article leaves more open."""

ALL_FACTS = {"What is counted": "measure", "Kind of figure": "kind", **FACTS}


def figures(statistics: Sequence[Record], prefix: str) -> str:
    """All figures as HTML: series first, then the others in reading order."""
    series: dict[str, list[Record]] = defaultdict(list)
    for each in statistics:
        if each.get("series") and is_point(each):
            series[each["series"]["id"]].append(each)
    drawn = {name: points for name, points in series.items() if len(points) >= MIN_POINTS}
    in_series = {point["id"] for points in drawn.values() for point in points}
    slopes = [_slope(points, prefix) for points in drawn.values()]
    return "\n".join(slopes + [_figure(each, prefix) for each in statistics if each["id"] not in in_series])


def is_point(statistic: Record) -> bool:
    """Whether it has a place on a slope: a number and a time."""
    return statistic["value"] is not None and statistic.get("period") is not None and not is_torn(statistic)


def is_range(statistic: Record) -> bool:
    """Whether the words promise more or less than one number."""
    bounds = {statistic["lower"], statistic["upper"]} - {None}
    return bool(bounds) and not (statistic["lower"] == statistic["upper"] == statistic["value"])


def number(statistic: Record) -> str:
    """The number as people write it, never without its hedge; the article's words where there is no single one."""
    value, unit, modifier = statistic["value"], statistic["unit"], statistic["modifier"]
    if value is None or unit == "ratio" or statistic["bounds_basis"] == BoundsBasis.rounding:
        return text_of(statistic["value_text"])
    hedge = "" if modifier in PLAIN else f"{words_of(modifier)} "
    return hedge + written(value, statistic)


def _slope(points: Sequence[Record], prefix: str) -> str:
    first = points[0]
    about = said(first, "population")
    return f"""<article class="figure slope" id="figure-{escape(first["series"]["id"])}">
<h3>{text_of(first["series"])}</h3>
<p class="about">Counted: {about}. The dashes only join the points: what was between isn’t said.</p>
{slope_drawing(points, prefix)}
{slope_table(points, prefix)}
{_notes(points)}{_who_says_so(points, prefix)}
<p class="data">Choose a number to check and cite it · <a href="{prefix}{escape(first["series"]["url"])}">JSON</a></p>
</article>"""


def _figure(statistic: Record, prefix: str) -> str:
    torn = is_torn(statistic)
    shape = "torn" if torn else "range" if is_range(statistic) else "plain"
    title = "A figure torn from its sentence" if torn else said(statistic, "measure")
    drawing = range_drawing(statistic) if shape == "range" else ""
    return f"""<article class="figure {shape}" id="figure-{escape(statistic["id"])}">
<h3>{title}</h3>
<p class="number">{citation_link(statistic, prefix, number(statistic))}</p>
<p class="words">In the article’s words: <q>{text_of(statistic["value_text"])}</q></p>
{drawing}{_notes([statistic])}{_torn(statistic) if torn else _facts(statistic)}
{_who_says_so([statistic], prefix)}
<p class="data">{citation_link(statistic, prefix, "Check and cite it")}
· <a href="{prefix}{escape(statistic["url"])}">JSON</a></p>
</article>"""


def _notes(statistics: Sequence[Record]) -> str:
    """What must be known beside the numbers, once where it is the same."""
    notes = dict.fromkeys(each["note"] for each in statistics if each.get("note"))
    return "".join(f'<p class="note">{text_of(note)}</p>\n' for note in notes)


def _facts(statistic: Record, shown: Mapping[str, str] = FACTS) -> str:
    rows = "".join(f"<div><dt>{name}</dt><dd>{said(statistic, field)}</dd></div>" for name, field in shown.items())
    return f"<dl>{rows}</dl>"


def _torn(statistic: Record) -> str:
    """Everything that the article, as we hold it, does not say about a number."""
    lead = '<p class="note">We restore nothing, and no claim is built on it. What the article doesn’t say of it:</p>\n'
    return lead + _facts(statistic, ALL_FACTS)


def _who_says_so(statistics: Sequence[Record], prefix: str) -> str:
    """Who states it, and whether the text says where it has it from."""
    citation = statistics[0]["citation"]
    source = citation["source"]
    place = citation_link(statistics[0], prefix)
    unnamed = all(each["primary_source"] == "not_named" for each in statistics)
    behind = "it names no source of its own" if unnamed else "it names its source"
    publisher, year = (escape(str(source[name] or f"no {name} stated")) for name in ("publisher", "year"))
    republished = ", as republished" if source.get("republication") else ""
    return (
        f'<p class="who"><b>Who says so:</b> the article itself ({publisher}, {year}{republished}), '
        f"{place}; {behind}.</p>"
    )
