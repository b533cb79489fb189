"""The measurements as text: medians over the rounds, and ratios within one run."""

import platform
import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from operator import attrgetter
from os import cpu_count
from pathlib import Path
from statistics import median

from bench.load import Rate
from bench.servers import OURS

RESULTS = Path(__file__).parent / "RESULTS.md"

PACKAGES = ("fastapi", "starlette", "pydantic", "sqlalchemy", "uvicorn", "uvloop", "httptools")
COLUMNS = ("asked", "server", "requests/s", "99 in 100 within", "CPU a request", "ours is", "by CPU", "goal")
ALIGNED = ("---", "---", "--:", "--:", "--:", "--:", "--:", "---")

Measure = Callable[[Rate], float]
per_second: Measure = attrgetter("per_second")
tail_us: Measure = attrgetter("slowest_percent_us")
cpu_us: Measure = attrgetter("cpu_us")

HEADING = "# Speed, side by side"

HEAD = f"""{HEADING}

Written by `make bench ARGS=--write`. The numbers are one machine's; the ratios, taken within each round, are what to
compare. Servers share one core, with one worker each, and wrk has another, with 16 connections. Each round asks every
server in turn, medians are shown. “By CPU” compares the processor time that the servers took a request, which is the
same on a busy machine as on a quiet one, where both ratios agree.

* `bare`: uvicorn sending the very same bytes and headers from memory; the ceiling. The one beside a 304 sends the page.
* `constant`: a FastAPI route that returns the same body and headers; the floor of whatever passes the framework.
* `Datasette`: a page of 20 rows of the same table of the same file as JSON.
* “nothing kept”: `RECORD_CACHE_BYTES=0`, so that every request goes all the way to the table.
"""


@dataclass(frozen=True)
class Result:
    """What one comparison found: the rates of each contestant, in the order of the rounds."""

    name: str
    goals: Mapping[str, float]
    rates: Mapping[str, Sequence[Rate]]

    def median(self, contestant: str, measure: Measure) -> float:
        """The median over the rounds."""
        return median(measure(rate) for rate in self.rates[contestant])

    def ratio(self, contestant: str, measure: Measure) -> float:
        """Ours over the contestant's: the median of the ratios within a round, which share the machine's mood."""
        pairs = zip(self.rates[OURS], self.rates[contestant], strict=True)
        return median(measure(own) / measure(other) for own, other in pairs)


def table(results: Sequence[Result]) -> str:
    """A Markdown table, a line each contestant."""
    rows = [_row(result, contestant) for result in results for contestant in result.rates]
    return rows_of_table([COLUMNS, ALIGNED, *rows])


def rows_of_table(rows: Sequence[Sequence[str]]) -> str:
    """Markdown, a line each row."""
    return "\n".join(f"| {' | '.join(cells)} |" for cells in rows)


def put(path: Path, heading: str, section: str) -> None:
    """Write a section of a page over its older self, or at the end; the other sections stay as they are."""
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    sections = [part for part in re.split(r"^(?=# )", text, flags=re.MULTILINE) if part]
    titles = [part.partition("\n")[0] for part in sections]
    if heading in titles:
        sections[titles.index(heading)] = section
    else:
        sections.append(section)
    path.write_text("\n".join(part.rstrip("\n") + "\n" for part in sections), encoding="utf-8")


def _row(result: Result, contestant: str) -> tuple[str, ...]:
    measured = (
        f"{result.median(contestant, per_second):,.0f}",
        f"{result.median(contestant, tail_us) / 1000:.2f} ms",
        f"{result.median(contestant, cpu_us):,.0f} µs",
    )
    if contestant == OURS:
        return (result.name, contestant, *measured, "", "", "")
    ratio, goal = result.ratio(contestant, per_second), result.goals[contestant]
    by_cpu = 1 / result.ratio(contestant, cpu_us)
    verdict = f"≥ {goal:g} × {'met' if ratio >= goal else 'missed'}"
    return (result.name, contestant, *measured, f"{ratio:.2f} ×", f"{by_cpu:.2f} ×", verdict)


def page(results: Sequence[Result], notes: Sequence[str]) -> str:
    """What RESULTS.md says about speed."""
    facts = "\n".join(f"* {fact}" for fact in (*machine(), *notes))
    return f"{HEAD}\n{facts}\n\n{table(results)}\n"


def machine() -> Iterator[str]:
    """What was measured on, and with what."""
    yield f"{datetime.now(UTC):%Y-%m-%d}; {_processor()}, {cpu_count()} cores; {platform.system()}"
    python = f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    yield ", ".join([python, *(f"{name} {version(name)}" for name in PACKAGES)])


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()
