"""The measurements as text: medians over the rounds, and ratios within one run."""

import platform
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from os import cpu_count
from pathlib import Path
from statistics import median

from bench.load import Rate

PACKAGES = ("fastapi", "starlette", "pydantic", "sqlalchemy", "uvicorn", "uvloop", "httptools")
OURS = "ours"

HEAD = """# Speed, side by side

Written by `make bench ARGS=--write`. The numbers are one machine's; the ratios, taken within each round, are what to
compare. Servers share one core, with one worker each, and wrk has another, with 16 connections. Each round asks every
server in turn, medians are shown.

* `bare`: uvicorn sending the very same bytes and headers from memory; the ceiling. The one beside a 304 sends the page.
* `constant`: a FastAPI route that returns the same body and headers; the floor of whatever passes the framework.
* `Datasette`: a page of 20 rows of the same table of the same file as JSON.
* “nothing kept”: `APP_KEPT_BYTES=0`, so that every request goes all the way to the table.
"""


@dataclass(frozen=True)
class Result:
    """What one comparison found: the rates of each contestant, in the order of the rounds."""

    name: str
    goals: Mapping[str, float]
    rates: Mapping[str, Sequence[Rate]]

    def per_second(self, contestant: str) -> float:
        """Its median requests a second."""
        return median(rate.per_second for rate in self.rates[contestant])

    def latency_us(self, contestant: str) -> float:
        """Its median 99th percentile, in microseconds."""
        return median(rate.slowest_percent_us for rate in self.rates[contestant])

    def ratio(self, contestant: str) -> float:
        """How many times as fast ours is: the median of the ratios within a round, which share the machine's mood."""
        pairs = zip(self.rates[OURS], self.rates[contestant], strict=True)
        return median(own.per_second / other.per_second for own, other in pairs)


def table(results: Sequence[Result]) -> str:
    """A Markdown table, a line each contestant."""
    lines = ["| asked | server | requests/s | 99 in 100 within | ours is | goal |", "|---|---|--:|--:|--:|--:|"]
    for result in results:
        for contestant in result.rates:
            verdict = _verdict(result, contestant)
            latency = f"{result.latency_us(contestant) / 1000:.2f} ms"
            lines.append(
                f"| {result.name} | {contestant} | {result.per_second(contestant):,.0f} | {latency} | {verdict} |"
            )
    return "\n".join(lines)


def _verdict(result: Result, contestant: str) -> str:
    if contestant == OURS:
        return " | "
    ratio = result.ratio(contestant)
    goal = result.goals[contestant]
    return f"{ratio:.2f} × | ≥ {goal:g} × {'met' if ratio >= goal else 'missed'}"


def page(results: Sequence[Result], notes: Sequence[str]) -> str:
    """The whole of RESULTS.md."""
    facts = "\n".join(f"* {fact}" for fact in (*_machine(), *notes))
    return f"{HEAD}\n{facts}\n\n{table(results)}\n"


def _machine() -> Iterator[str]:
    yield f"{datetime.now(UTC):%Y-%m-%d}; {_processor()}, {cpu_count()} cores; {platform.system()}"
    python = f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    yield ", ".join([python, *(f"{name} {version(name)}" for name in PACKAGES)])


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()
