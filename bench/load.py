"""Load by wrk, from a core of its own: how many requests a second a server answers, and that it answered them all."""

import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

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


def require_wrk() -> None:
    """Raises LoadError where wrk or taskset is missing."""
    for program, package in (("wrk", "wrk"), ("taskset", "util-linux")):
        if shutil.which(program) is None:
            raise LoadError(f"{program} is not installed. On Debian: apt-get install {package}")


def press(base: str, addresses: Sequence[str], headers: Mapping[str, str], seconds: float) -> Rate:
    """Ask for `addresses` in turn, as fast as they are answered. Raises LoadError on any that is not."""
    command = ["taskset", "-c", str(CORE), "wrk", "--latency", "-t", "1", "-c", str(CONNECTIONS)]
    command += ["-d", f"{round(seconds)}s"]
    for name, value in headers.items():
        command += ["-H", f"{name}: {value}"]
    if len(addresses) > 1:
        command += ["-s", str(SCRIPT), base, "--", *addresses]
    else:
        command.append(base + addresses[0])
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - of our own making
    if done.returncode:
        raise LoadError(f"wrk failed: {done.stderr.strip() or done.stdout.strip()}")
    return parse(done.stdout)


def parse(output: str) -> Rate:
    """Read what wrk prints. Raises LoadError where it tells of a request that failed."""
    failed = re.search(r"^\s*(Non-2xx or 3xx responses: \d+|Socket errors: .*)$", output, re.MULTILINE)
    if failed:
        raise LoadError(f"not every request was answered: {failed[1]}")
    rate = re.search(r"^Requests/sec:\s+([\d.]+)$", output, re.MULTILINE)
    tail = re.search(r"^\s+99%\s+([\d.]+)(us|ms|s)$", output, re.MULTILINE)
    if rate is None or tail is None:
        raise LoadError(f"wrk said something unexpected: {output[:200]!r}")
    return Rate(float(rate[1]), float(tail[1]) * {"us": 1, "ms": 1_000, "s": 1_000_000}[tail[2]])
