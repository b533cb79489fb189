"""Load by wrk, from a core of its own: how many requests a second a server answers, and that it answered them all."""

import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bench.servers import Server

CORE = 1
CONNECTIONS = 16
SCRIPT = Path(__file__).parent / "mixed.lua"


class LoadError(Exception):
    """There is no load, or not every request was answered; the message is one line that says why."""


@dataclass(frozen=True)
class Rate:
    """What one run of wrk found."""

    per_second: float
    """Requests answered a second."""
    slowest_percent_us: float
    """Latency in microseconds that one request in a hundred exceeds."""
    requests: int
    """Requests answered in all."""
    cpu_us: float = 0.0
    """Processor time of the server, in microseconds a request: the same however busy the machine is otherwise."""


def require_wrk() -> None:
    """Raises LoadError where wrk or taskset is missing."""
    for program, package in (("wrk", "wrk"), ("taskset", "util-linux")):
        if shutil.which(program) is None:
            raise LoadError(f"{program} is not installed. On Debian: apt-get install {package}")


def press(server: Server, addresses: Sequence[str], headers: Mapping[str, str], seconds: int) -> Rate:
    """Ask for `addresses` in turn, as fast as they are answered. Raises LoadError on any that is not."""
    command = ["taskset", "-c", str(CORE), "wrk", "--latency", "-t", "1", "-c", str(CONNECTIONS)]
    command += ["-d", f"{seconds}s"]
    for name, value in headers.items():
        command += ["-H", f"{name}: {value}"]
    if len(addresses) > 1:
        command += ["-s", str(SCRIPT), server.base, "--", *addresses]
    else:
        command.append(server.base + addresses[0])
    used = server.cpu_s()
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - of our own making
    if done.returncode:
        raise LoadError(f"wrk failed: {done.stderr.strip() or done.stdout.strip()}")
    rate = parse(done.stdout)
    return replace(rate, cpu_us=(server.cpu_s() - used) / rate.requests * 1e6)


def parse(output: str) -> Rate:
    """Read what wrk prints. Raises LoadError where it tells of a request that failed."""
    failed = re.search(r"^\s*(Non-2xx or 3xx responses: \d+|Socket errors: .*)$", output, re.MULTILINE)
    if failed:
        raise LoadError(f"not every request was answered: {failed[1]}")
    rate = re.search(r"^Requests/sec:\s+([\d.]+)$", output, re.MULTILINE)
    tail = re.search(r"^\s+99%\s+([\d.]+)(us|ms|s)$", output, re.MULTILINE)
    total = re.search(r"^\s+(\d+) requests in ", output, re.MULTILINE)
    if rate is None or tail is None or total is None:
        raise LoadError(f"wrk said something unexpected: {output[:200]!r}")
    return Rate(float(rate[1]), float(tail[1]) * {"us": 1, "ms": 1_000, "s": 1_000_000}[tail[2]], int(total[1]))
