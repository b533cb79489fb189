"""Measure ours side by side with references: python -m bench [--rounds N] [--seconds S] [--only WORD] [--write]."""

import argparse
import json
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from app.database import RECORD_FILE
from app.settings import Settings
from bench.cases import Case, cases, check
from bench.hostile import longest
from bench.load import LoadError, Rate, press, require_wrk
from bench.report import HEADING, RESULTS, Result, page, put, table
from bench.servers import DATASETTE, OURS, Server, ServerError, datasette, other, ours

WARM_SECONDS = 1
STARTS = 5


def main() -> int:
    """Measure; the exit status."""
    arguments = _arguments()
    try:
        require_wrk()
        with tempfile.TemporaryDirectory() as folder, ExitStack() as running:
            own = running.enter_context(ours())
            chosen = [case for case in cases(own) if arguments.only in case.name]
            results = [_compare(case, own, Path(folder), arguments) for case in chosen]
            held = own.resident_mb()
            attacked = running.enter_context(ours(RECORD_CACHE_BYTES="0"))
            worst_ms, attack = longest(attacked, Settings().release / RECORD_FILE)
        notes = [
            f"ours starts in {_start_s():.2f} s on that core, the median of {STARTS}",
            f"it holds {held:.0f} MB at the end",
            f"of the hostile requests, the longest takes {worst_ms:.0f} ms: {attack}",
        ]
    except (LoadError, ServerError, subprocess.SubprocessError) as error:
        print(f"bench: {error}", file=sys.stderr)
        return 1
    if not DATASETTE.exists():
        notes.append("Datasette could not be had, so it is not compared with")
    print(*notes, table(results), sep="\n")
    if arguments.write:
        put(RESULTS, HEADING, page(results, notes))
    return 0


def _start_s() -> float:
    """Seconds from the start of a process to its first answer."""
    starts = []
    for _ in range(STARTS):
        with ours() as server:
            starts.append(server.started_s)
    return median(starts)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure ours side by side with references.")
    parser.add_argument("--rounds", type=int, default=5, help="how often each server is measured")
    parser.add_argument("--seconds", type=int, default=2, help="how long each time, whole seconds")
    parser.add_argument("--only", default="", help="a part of the name of what to measure")
    parser.add_argument("--write", action="store_true", help=f"write {RESULTS.name}")
    return parser.parse_args()


def _compare(case: Case, own: Server, folder: Path, arguments: argparse.Namespace) -> Result:
    """Ask each contestant in turn, round by round, so that what slows the machine slows all of them."""
    print(f"{case.name} …", file=sys.stderr)
    answers = _capture(case, own)
    captured = folder / "answers.json"
    captured.write_text(json.dumps(answers), encoding="utf-8")
    with ExitStack() as running:
        contestants = [own if case.kept else running.enter_context(ours(RECORD_CACHE_BYTES="0"))]
        for name in case.goals:
            if name != "Datasette":
                contestants.append(running.enter_context(other(name, name, str(captured))))
            elif DATASETTE.exists():
                contestants.append(running.enter_context(datasette(Settings().release / RECORD_FILE)))
        asked = {server.name: _asked(case, server, answers) for server in contestants}
        rates: dict[str, list[Rate]] = {server.name: [] for server in contestants}
        for server in contestants:
            press(server, *asked[server.name], WARM_SECONDS)
        for _ in range(arguments.rounds):
            for server in contestants:
                rates[server.name].append(press(server, *asked[server.name], arguments.seconds))
    return Result(case.name, case.goals, rates)


def _capture(case: Case, own: Server) -> list[dict[str, object]]:
    """The answers of ours, checked, as `bench.serve` sends them again."""
    answers: list[dict[str, object]] = []
    for address in case.addresses:
        status, headers, body = own.get(address, case.headers)
        check(case, status, headers, body)
        answers.append({"address": address, "headers": headers, "body": body.decode("latin-1")})
    return answers


def _asked(case: Case, server: Server, answers: list[dict[str, object]]) -> tuple[tuple[str, ...], dict[str, str]]:
    """The addresses and headers to ask a contestant with, after a look at what it answers."""
    addresses, headers = case.addresses, dict(case.headers)
    if server.name == "Datasette":
        addresses = (f"/{Path(RECORD_FILE).stem}/claim.json?_size=20",)
    status, fields, body = server.get(addresses[0], headers)
    check(case, status, fields, body)
    if server.name != "Datasette" and body.decode("latin-1") != answers[0]["body"]:
        raise ServerError(f"{server.name} sends other bytes than ours")
    if case.held and server.name == OURS:
        headers["if-none-match"] = dict(fields)["etag"]
    return addresses, headers


if __name__ == "__main__":
    sys.exit(main())
