"""Measure what growing costs: python -m bench.scale [--sizes N …] [--only WORD] [--write]."""

import argparse
import http.client
import os
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from bench.grown import grown
from bench.growth import HEADING, Kind, Size, Times, questions_table, section, sizes_table
from bench.load import CORE
from bench.questions import Asking, questions
from bench.report import RESULTS, put
from bench.servers import Server, ServerError, ours

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
        sizes = [_measure(claims, arguments, found) for claims in sorted(arguments.sizes)]
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


def _measure(claims: int, arguments: argparse.Namespace, found: dict[tuple[str, str], dict[int, Times]]) -> Size:
    print(f"{claims:,} claims …", file=sys.stderr)
    path, build_s = grown(claims)
    asking = Asking(path)
    with ours("scale", "forgetful", patience_s=PATIENCE_S, APP_DATABASE=str(path), APP_CACHE_BYTES="0") as server:
        start_mb = server.resident_mb()
        for question in questions(asking):
            if arguments.only in question.name:
                addresses = [question.address() for _ in range(arguments.requests)]
                found[question.name, question.goal][claims] = _ask(server, addresses, arguments.rounds)
        return Size(claims, _megabytes(path), build_s, server.started_s, start_mb, server.resident_mb())


def _ask(server: Server, addresses: Sequence[str], rounds: int) -> Times:
    """Ask for each address in turn, round by round. Raises ServerError where one is not answered."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE_S)
    try:
        for address in addresses[:WARM]:
            _time(connection, address)
        asked = [[_time(connection, address) for address in addresses] for _ in range(rounds)]
    finally:
        connection.close()
    return Times([median(times) for times in zip(*asked, strict=True)])


def _time(connection: http.client.HTTPConnection, address: str) -> float:
    """Milliseconds from the question to the last byte of its answer."""
    begun = time.perf_counter()
    connection.request("GET", address)
    answer = connection.getresponse()
    body = answer.read()
    took = (time.perf_counter() - begun) * 1000
    if answer.status != http.HTTPStatus.OK:
        raise ServerError(f"{address} answered {answer.status}: {body[:200]!r}")
    return took


def _megabytes(path: Path) -> float:
    return path.stat().st_size / 1e6


if __name__ == "__main__":
    sys.exit(main())
