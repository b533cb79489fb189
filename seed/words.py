"""Which words of a record are the source's own, whether they stand in its spans, and whether its number is theirs.

A record is a mapping here, so that what people wrote and what a release serves are held by the same rules.
"""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from app.vocabulary import CitedType
from seed.numbers import readings
from seed.records import CITED, AsWritten, marked, real_date

FIELDS = {kind.cited_as: tuple(field for field, _ in marked(kind, AsWritten)) for kind in CITED}
"""The fields of each kind of record whose words stand in its span; a list has several such words."""

PERIOD = ("period.start_date", "period.end_date")
DATES = {
    "source": ("date_published.value", "date_accessed"),
    "statistic": PERIOD,
    "claim": PERIOD,
}
"""Which fields of each kind of document are dates. Those that people write are held by their models."""

READ = "en"
"""The language whose number words can be read; of other languages only digits."""
ALIKE = 0.6
"""How alike two phrases are of which one was probably meant for the other."""

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Word:
    """Words that a record calls the source's. `anywhere`: a span that is cited further will do, too."""

    field: str
    text: str
    anywhere: bool = False


def words_of(kind: str, record: Values, populations: Mapping[str, str]) -> Iterator[Word]:
    """The source's words in a record of a kind. `populations`: the wording of each, by id."""
    for field in FIELDS[CitedType(kind)]:
        value = record.get(field)
        if isinstance(value, str):
            yield Word(field, value)
        elif isinstance(value, list):
            yield from (Word(f"{field}.{position}", item) for position, item in enumerate(value))
    population, period = record.get("population"), record.get("period")
    if isinstance(population, Mapping) and isinstance(population.get("wording"), str):
        yield Word("population", population["wording"], anywhere=True)
    elif isinstance(population, str) and population in populations:
        yield Word("population", populations[population], anywhere=True)
    if isinstance(period, Mapping) and period.get("basis") == "stated":
        yield Word("period.text", str(period["text"]), anywhere=True)


def stand(words: str, text: str) -> bool:
    """Whether whole words stand in a text, in any case; a line may break where a blank is."""
    pattern = r"\s+".join(re.escape(part) for part in words.casefold().split())
    return re.search(rf"(?<!\w){pattern}(?!\w)", text.casefold()) is not None


def like(words: str, text: str) -> str | None:
    """The words of a text that are most like those given, as many or one more or less; None where none is near."""
    tokens = [(match.start(), match.end()) for match in re.finditer(r"\S+", text)]
    size = len(words.split())
    windows = {
        text[tokens[at][0] : tokens[at + length - 1][1]].strip(".,;:!?()[]“”\"'")
        for length in range(max(1, size - 1), size + 2)
        for at in range(len(tokens) - length + 1)
    }
    best = max(windows, key=lambda window: (_alike(words, window), window), default=None)
    return best if best is not None and _alike(words, best) >= ALIKE else None


def perhaps(words: str, text: str) -> str:
    """A clause that says which words of a text were probably meant; empty where none is near."""
    near = like(words, text)
    return f"; was “{near}” meant?" if near else ""


def _alike(first: str, second: str) -> float:
    return SequenceMatcher(None, first.casefold(), second.casefold(), autojunk=False).ratio()


def figure_faults(record: Values, language: str) -> Iterator[tuple[str, str]]:
    """What is wrong with a figure's numbers: the field, and the fault in words."""
    value, lower, upper = (record.get(field) for field in ("value", "lower", "upper"))
    if lower is not None and upper is not None:
        if lower > upper:
            yield "lower", f"{lower:g} is above `upper`, {upper:g}"
        elif lower == upper and not (record.get("lower_inclusive") and record.get("upper_inclusive")):
            yield "lower_inclusive", f"nothing lies between {lower:g} and {upper:g} unless both are included"
    if value is not None and lower is not None and value < lower:
        yield "value", f"{value:g} is below `lower`, {lower:g}"
    if value is not None and upper is not None and value > upper:
        yield "value", f"{value:g} is above `upper`, {upper:g}"
    yield from _unread(record, language)


def _unread(record: Values, language: str) -> Iterator[tuple[str, str]]:
    """Whether the words write the value; where it is null, for a range, the bounds."""
    words, unit = str(record.get("value_text", "")), str(record.get("unit", ""))
    found = readings(words, unit, rank=unit == "rank" or record.get("kind") == "rank")
    if language != READ and not any(letter.isdigit() for letter in words):
        return
    fields = ("value",) if record.get("value") is not None else ("lower", "upper")
    for field in fields:
        number = record.get(field)
        if number is not None and not any(math.isclose(number, float(read), rel_tol=1e-9) for read in found):
            shown = " or ".join(f"{float(read):.12g}" for read in sorted(found)) or "no number"
            yield field, f"{number:.12g} is not what “{words}” writes: {shown} (unit `{unit}`)"


def date_faults(kind: str, record: Values) -> Iterator[tuple[str, str]]:
    """What is wrong with the dates of a record of a kind: the field, and the fault in words."""
    for field in DATES.get(kind, ()):
        value: Any = record
        for part in field.split("."):
            value = value.get(part) if isinstance(value, Mapping) else None
        try:
            if isinstance(value, str):
                real_date(value)
        except ValueError as error:
            yield field, f"{value} is no date: {error}"
