"""Measure where the time of a page that nobody keeps goes: python -m bench.cold [--requests N] [--write].

In this process and without a wire: what the server and the sockets add is the difference to `make bench`.
"""

import argparse
import asyncio
import gc
import sys
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from time import perf_counter
from typing import Any

from starlette.types import Message, Scope

from app.db import Database
from app.kit import reading, representations
from app.kit.reading import Reading
from app.kit.refusing import Examination
from app.kit.representations import Representations
from app.main import Application, create_app
from app.settings import Settings, read_settings
from bench.report import RESULTS, machine, put, rows_of_table

ADDRESS = ("/v1/claims", b"limit=20")
ROUNDS = 5

HEADING = "# The cold path"

HEAD = f"""{HEADING}

Written by `make bench-cold ARGS=--write`. A page of 20 claims with their citations, nothing kept, asked in the server's
process without a wire: microseconds that each stage takes itself, those inside it left out, in the fastest of {ROUNDS}
rounds. The clock itself takes part of each.

What was done about the largest, from the first profile on: a request passes neither middleware nor FastAPI's own way to
call an endpoint; a record is kept as the bytes that are sent, so that a page is joined, not rendered, and joined once;
records are keyed by their place in the reading order, so that a page is one walk along the table; a statement is kept
as its SQL; a query without filters is read once; an answer is a body and headers until it is finished. What is left is
most of all the digest of the body, for ETag and Repr-Digest, and what SQLite takes to copy the page.
"""

Wrapped = tuple[str, Any, str]

STAGES: list[Wrapped] = [
    ("the request's headers, its key, and what is kept", Representations, "__call__"),
    ("the route, its endpoint, and what they need", Application, "answer"),
    ("reading the query, and examining it", Examination, "query"),
    ("which statements to run, with what", Reading, "page"),
    ("SQLite", Database, "rows"),
    ("the cursor of the next page", reading, "encode_cursor"),
    ("joining the documents, their frame and links", Reading, "listed"),
    ("hashing the body, and the answer's headers", representations, "finish"),
]
"""What each stage is, and the function that begins it."""


class Stopwatch:
    """Charges time to the innermost stage that has begun and not ended."""

    def __init__(self) -> None:
        self.spent: defaultdict[str, float] = defaultdict(float)
        self._within: list[str] = []
        self._since = perf_counter()

    def _charge(self) -> None:
        now = perf_counter()
        if self._within:
            self.spent[self._within[-1]] += now - self._since
        self._since = now

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """What runs in here is charged to `name`, but for stages inside it."""
        self._charge()
        self._within.append(name)
        try:
            yield
        finally:
            self._charge()
            self._within.pop()

    def watch(self, name: str, owner: Any, attribute: str) -> None:
        """Charge a function's time to `name` from now on."""
        function: Callable[..., Any] = getattr(owner, attribute)

        def timed(*arguments: Any, **named: Any) -> Any:
            with self.stage(name):
                return function(*arguments, **named)

        async def timed_async(*arguments: Any, **named: Any) -> Any:
            with self.stage(name):
                return await function(*arguments, **named)

        setattr(owner, attribute, timed_async if asyncio.iscoroutinefunction(function) else timed)


async def _ask(app: Callable[..., Awaitable[None]], requests: int) -> None:
    path, query = ADDRESS

    async def send(_: Message) -> None:
        return

    for _ in range(requests):
        scope: Scope = {"type": "http", "method": "GET", "path": path, "query_string": query, "headers": []}
        await app(scope, send, send)


def measure(settings: Settings, requests: int) -> dict[str, float]:
    """Microseconds a request by stage, in the order of STAGES."""
    watch = Stopwatch()
    for stage in STAGES:
        watch.watch(*stage)
    app = create_app(settings.model_copy(update={"cache_bytes": 0}))
    asyncio.run(_ask(app, requests // 10))
    gc.collect()
    gc.freeze()
    rounds = []
    for _ in range(ROUNDS):
        watch.spent.clear()
        asyncio.run(_ask(app, requests))
        rounds.append(dict(watch.spent))
    best = min(rounds, key=lambda spent: sum(spent.values()))
    return {name: best[name] / requests * 1e6 for name, _, _ in STAGES}


def section(spent: dict[str, float]) -> str:
    """What RESULTS.md says of it."""
    total = sum(spent.values())
    rows = [(name, f"{us:.1f}", f"{us / total:.0%}") for name, us in spent.items()]
    table = rows_of_table(
        [("stage", "µs", "of all"), ("---", "--:", "--:"), *rows, ("all", f"{total:.1f}", "100%")],
    )
    facts = "\n".join(f"* {fact}" for fact in machine())
    return f"{HEAD}\n{facts}\n\n{table}\n"


def main() -> int:
    """Measure; the exit status."""
    parser = argparse.ArgumentParser(prog="python -m bench.cold", description="Where the time of a cold page goes.")
    parser.add_argument("--requests", type=int, default=5_000, help="requests a round")
    parser.add_argument("--write", action="store_true", help=f"write {RESULTS.name}")
    arguments = parser.parse_args()
    text = section(measure(read_settings(), arguments.requests))
    print(text)
    if arguments.write:
        put(RESULTS, HEADING, text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
