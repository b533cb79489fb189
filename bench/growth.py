"""What growing costs, as text: every kind of question at every size, and what the files and servers cost themselves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple

from bench.questions import LEVEL
from bench.report import machine, rows_of_table

HEADING = "# Scale"

HEAD = f"""{HEADING}

Written by `make bench-scale ARGS=--write`. Synthetic databases of invented words, in the proportions and documents of
the real one. A server for each size with one worker, nothing kept: neither answers (`RECORD_CACHE_BYTES=0`) nor counts,
so that every question is asked as if for the first time. One client asks one question after another over one
connection, {{requests}} variants of each kind, each {{rounds}} times, size by size in turn, so that what slows the
machine slows all. Of each variant the median counts; the table gives the median and the 99th percentile over the
variants in milliseconds, everything between client and server included. “Growth” compares the medians of the smallest
and the largest size. What would take more than a request's time is refused, and said so.

Goals: what is marked {LEVEL} grows at most {{growth}} × from the smallest to the largest size; everything is answered
within {{within_ms:g}} ms at 100,000 claims, 99 variants in 100.
"""

MOST_GROWTH = 1.3
GROWS = 2.0
WITHIN_MS = 10.0
JUDGED_AT = 100_000


class Taken(NamedTuple):
    """Milliseconds that a question took, and whether it was refused as one that takes too long."""

    ms: float
    refused: bool


@dataclass(frozen=True)
class Times:
    """What the variants of one kind of question took, one each."""

    taken: Sequence[Taken]

    @property
    def middle(self) -> float:
        """The median."""
        return median(each.ms for each in self.taken)

    @property
    def tail(self) -> float:
        """What one in a hundred exceeds."""
        return sorted(each.ms for each in self.taken)[int(len(self.taken) * 0.99) - 1]

    @property
    def refused(self) -> int:
        """How many were refused."""
        return sum(each.refused for each in self.taken)


@dataclass(frozen=True)
class Size:
    """One database, and what its server costs."""

    claims: int
    file_mb: float
    build_s: float
    start_s: float
    start_mb: float
    end_mb: float


@dataclass(frozen=True)
class Kind:
    """One kind of question at every size, by the number of claims, the smallest first."""

    name: str
    goal: str
    found: Mapping[int, Times]

    @property
    def growth(self) -> float:
        """The largest size's median over the smallest's."""
        middles = [times.middle for times in self.found.values()]
        return middles[-1] / middles[0]

    @property
    def verdict(self) -> str:
        """Which goals are missed."""
        missed = []
        if self.goal == LEVEL and len(self.found) > 1 and self.growth > MOST_GROWTH:
            missed.append("growth")
        judged = self.found.get(JUDGED_AT)
        if judged and (judged.refused or judged.tail > WITHIN_MS):
            missed.append("time")
        refused = [
            f"{times.refused} of {len(times.taken)} refused at {claims:,}"
            for claims, times in self.found.items()
            if times.refused
        ]
        return "; ".join([f"missed: {', '.join(missed)}" if missed else "met", *refused])


def questions_table(kinds: Sequence[Kind]) -> str:
    """A Markdown table, a line each kind of question."""
    sizes = [f"{claims:,}" for claims in kinds[0].found]
    head = [("asked", "goal", *sizes, "growth", "")]
    aligned = [("---", "---", *("--:" for _ in sizes), "--:", "---")]
    body = [
        (
            kind.name,
            kind.goal,
            *(f"{times.middle:.2f} / {times.tail:.2f}" for times in kind.found.values()),
            f"{kind.growth:.2f} ×",
            kind.verdict,
        )
        for kind in kinds
    ]
    return rows_of_table([*head, *aligned, *body])


def sizes_table(sizes: Sequence[Size]) -> str:
    """A Markdown table, a line each size."""
    head = [("claims", "file", "build", "start", "memory after the start", "and at the end")]
    aligned = [tuple("--:" for _ in head[0])]
    body = [
        (
            f"{size.claims:,}",
            f"{size.file_mb:,.0f} MB",
            f"{size.build_s:.0f} s",
            f"{size.start_s:.1f} s",
            f"{size.start_mb:.0f} MB",
            f"{size.end_mb:.0f} MB",
        )
        for size in sizes
    ]
    return rows_of_table([*head, *aligned, *body])


def growing(kinds: Sequence[Kind]) -> str:
    """What costs more the more there is, and how much at the largest size."""
    named = [
        f"{kind.name} ({kind.growth:.0f} ×, {list(kind.found.values())[-1].middle:.0f} ms)"
        for kind in kinds
        if kind.growth >= GROWS
    ]
    return f"What grows, and what it costs at the largest size: {'; '.join(named) or 'nothing'}."


def section(kinds: Sequence[Kind], sizes: Sequence[Size], requests: int, rounds: int) -> str:
    """The whole of what RESULTS.md says about scale."""
    head = HEAD.format(requests=requests, rounds=rounds, growth=MOST_GROWTH, within_ms=WITHIN_MS)
    facts = "\n".join(f"* {fact}" for fact in machine())
    return f"{head}\n{facts}\n\n{sizes_table(sizes)}\n\n{questions_table(kinds)}\n\n{growing(kinds)}\n"
