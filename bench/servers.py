"""Starts servers on one core, each in a process of its own, and asks them what they answer."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

CORE = 0
OURS = "ours"
PATIENCE_S = 20.0
DATASETTE = Path(".build/datasette/bin/datasette")
"""Where `make bench` puts Datasette, apart from our own packages."""


class ServerError(Exception):
    """A server did not start, or did not answer as it should; the message says which."""


@dataclass(frozen=True)
class Server:
    """A running server."""

    name: str
    port: int
    pid: int
    started_s: float
    """Seconds from the start of its process to its first answer."""

    @property
    def base(self) -> str:
        """The beginning of its addresses."""
        return f"http://127.0.0.1:{self.port}"

    def get(self, address: str, headers: Mapping[str, str]) -> tuple[int, list[tuple[str, str]], bytes]:
        """The status, the headers but `date`, and the body as it was sent, for exactly these request headers."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_S)
        try:
            connection.putrequest("GET", address, skip_accept_encoding=True)
            for name, value in headers.items():
                connection.putheader(name, value)
            connection.endheaders()
            answer = connection.getresponse()
            fields = [(name, value) for name, value in answer.getheaders() if name != "date"]
            return answer.status, fields, answer.read()
        finally:
            connection.close()

    def cpu_s(self) -> float:
        """Processor time that its process has used, in seconds, its own and the system's for it (proc(5))."""
        fields = Path(f"/proc/{self.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def resident_mb(self) -> float:
        """Memory that its process holds, in megabytes."""
        pages = int(Path(f"/proc/{self.pid}/statm").read_text(encoding="ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


@contextmanager
def ours(**environment: str) -> Iterator[Server]:
    """The application as it is served, with variables of its own; nobody reads its log, so it writes little."""
    port = _free_port()
    own = {"RECORD_PORT": str(port), "RECORD_ACCESS_LOG": "off"}
    with _running(OURS, [sys.executable, "-m", "app"], port, own | environment) as server:
        yield server


@contextmanager
def other(
    name: str, kind: str, *arguments: str, patience_s: float = PATIENCE_S, **environment: str
) -> Iterator[Server]:
    """A server of `bench.serve`, with variables of its own."""
    port = _free_port()
    command = [sys.executable, "-m", "bench.serve", kind, str(port), *arguments]
    with _running(name, command, port, environment, patience_s) as server:
        yield server


@contextmanager
def datasette(database: Path) -> Iterator[Server]:
    """Datasette over the same file."""
    port = _free_port()
    command = [str(DATASETTE), "serve", "--immutable", str(database), "--port", str(port)]
    with _running("Datasette", command, port, {}) as server:
        yield server


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def _running(
    name: str, command: list[str], port: int, environment: Mapping[str, str], patience_s: float = PATIENCE_S
) -> Iterator[Server]:
    begun = time.perf_counter()
    process = subprocess.Popen(  # noqa: S603 - of our own making
        ["taskset", "-c", str(CORE), *command],  # noqa: S607 - wherever it is installed
        env=os.environ | environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    try:
        _wait_for(name, process, port, patience_s)
        yield Server(name, port, process.pid, time.perf_counter() - begun)
    finally:
        process.terminate()
        process.communicate(timeout=PATIENCE_S)


def _wait_for(name: str, process: subprocess.Popen[bytes], port: int, patience_s: float) -> None:
    deadline = time.perf_counter() + patience_s
    while time.perf_counter() < deadline:
        if process.poll() is not None:
            said = process.stderr.read().decode(errors="replace").strip() if process.stderr else ""
            raise ServerError(f"{name} ended at once: {said.splitlines()[-1] if said else 'it said nothing'}")
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.01)
        else:
            return
    raise ServerError(f"{name} did not answer within {patience_s:.0f} s")
