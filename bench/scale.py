"""Measure what growing costs: python -m bench.scale [--sizes N …] [--only WORD] [--write]."""

import argparse
import http.client
import os
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench.grown import grown
from bench.growth import HEADING, Kind, Size, Taken, Times, questions_table, section, sizes_table
from bench.hostile import longest
from bench.load import CORE
from bench.questions import Asking, Question, questions
from bench.report import RESULTS, put
from bench.servers import Server, ServerError, other

SIZES = (10_000, 100_000, 1_000_000)
PATIENCE_S = 600.0
"""A start reads every row, for the digest."""
WARM = 10


def main() -> int:
    """Measure; the exit status."""
    arguments = _arguments()
    os.sched_setaffinity(0, {CORE})
    found: dict[tuple[str, str], dict[int, Times]] = defaultdict(dict)
    try:
        with ExitStack() as running:
            grounds = [running.enter_context(_ground(claims)) for claims in sorted(arguments.sizes)]
            _compare(grounds, arguments, found)
            sizes = [ground.size() for ground in grounds]
            for ground in grounds:
                worst_ms, attack = longest(ground.server, ground.path)
                print(f"{ground.claims:,} claims: the longest hostile request takes {worst_ms:.0f} ms: {attack}")
    except (ServerError, subprocess.SubprocessError) as error:
        print(f"bench: {error}", file=sys.stderr)
        return 1
    kinds = [Kind(name, goal, times) for (name, goal), times in found.items()]
    print(sizes_table(sizes), questions_table(kinds), sep="\n\n")
    if arguments.write:
        put(RESULTS, HEADING, section(kinds, sizes, arguments.requests, arguments.rounds))
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.scale", description="Measure what growing costs.")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="numbers of claims")
    parser.add_argument("--requests", type=int, default=200, help="variants of each kind of question")
    parser.add_argument("--rounds", type=int, default=3, help="how often each variant is asked")
    parser.add_argument("--only", default="", help="a part of the name of what to ask")
    parser.add_argument("--write", action="store_true", help=f"write {RESULTS.name}")
    return parser.parse_args()


@dataclass(frozen=True)
class Ground:
    """One database, its server, and what to ask it."""

    claims: int
    path: Path
    build_s: float
    server: Server
    start_mb: float
    questions: list[Question]

    def size(self) -> Size:
        """What it cost, and what its server holds by now."""
        megabytes = self.path.stat().st_size / 1e6
        return Size(
            self.claims, megabytes, self.build_s, self.server.started_s, self.start_mb, self.server.resident_mb()
        )


@contextmanager
def _ground(claims: int) -> Iterator[Ground]:
    print(f"{claims:,} claims …", file=sys.stderr)
    path, build_s = grown(claims)
    with other(
        "scale", "forgetful", patience_s=PATIENCE_S, RECORD_RELEASE=str(path.parent), RECORD_CACHE_BYTES="0"
    ) as server:
        yield Ground(claims, path, build_s, server, server.resident_mb(), questions(Asking(path)))


def _compare(
    grounds: Sequence[Ground], arguments: argparse.Namespace, found: dict[tuple[str, str], dict[int, Times]]
) -> None:
    """Ask each variant of each kind of question of every size in turn: what slows the machine slows all of them."""
    for asked in zip(*[ground.questions for ground in grounds], strict=True):
        if arguments.only in asked[0].name:
            addresses = [[question.address() for _ in range(arguments.requests)] for question in asked]
            for ground, times in zip(grounds, _ask(grounds, addresses, arguments.rounds), strict=True):
                found[asked[0].name, asked[0].goal][ground.claims] = times


def _ask(grounds: Sequence[Ground], addresses: Sequence[Sequence[str]], rounds: int) -> list[Times]:
    """The times of each size. Raises ServerError where an address is not answered."""
    with ExitStack() as running:
        connections = [
            running.enter_context(
                closing(http.client.HTTPConnection("127.0.0.1", ground.server.port, timeout=PATIENCE_S))
            )
            for ground in grounds
        ]
        variants = list(zip(*addresses, strict=True))
        for variant in variants[:WARM]:
            _each(connections, variant)
        asked = [[_each(connections, variant) for variant in variants] for _ in range(rounds)]
    by_size = zip(*[zip(*of_variant, strict=True) for of_variant in zip(*asked, strict=True)], strict=True)
    return [Times([_median(taken) for taken in variants_taken]) for variants_taken in by_size]


def _median(taken: Sequence[Taken]) -> Taken:
    """The middle time of one variant; refused where it was once."""
    return Taken(median(each.ms for each in taken), any(each.refused for each in taken))


def _each(connections: Sequence[http.client.HTTPConnection], variant: Sequence[str]) -> list[Taken]:
    """What one variant takes at each size, in turn."""
    return [_time(connection, address) for connection, address in zip(connections, variant, strict=True)]


def _time(connection: http.client.HTTPConnection, address: str) -> Taken:
    """What a question takes, to the last byte of its answer; refused, where that would take too long."""
    begun = time.perf_counter()
    connection.request("GET", address)
    answer = connection.getresponse()
    body = answer.read()
    took = (time.perf_counter() - begun) * 1000
    refused = answer.status == http.HTTPStatus.UNPROCESSABLE_ENTITY and b'"too_costly"' in body
    if answer.status != http.HTTPStatus.OK and not refused:
        raise ServerError(f"{address} answered {answer.status}: {body[:200]!r}")
    return Taken(took, refused)


if __name__ == "__main__":
    sys.exit(main())
