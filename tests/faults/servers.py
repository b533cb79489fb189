"""Servers in processes of their own, alone or behind nginx, and what they were seen to take and to say."""

import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from seed.__main__ import ROOT
from seed.build import build
from tests.conftest import PROJECT

PATIENCE_S = 20.0
NGINX = shutil.which("nginx") or "/usr/sbin/nginx"


@dataclass
class Running:
    """A server in a process of its own."""

    process: subprocess.Popen[bytes]
    port: int
    log: Path

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def get(self, path: str) -> tuple[int, bytes]:
        return fetch(self.base + path)

    def resident_mb(self) -> float:
        pages = int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6

    def descriptors(self) -> int:
        return len(list(Path(f"/proc/{self.process.pid}/fd").iterdir()))

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        self.process.send_signal(how)
        return self.process.wait(PATIENCE_S)


def fetch(address: str) -> tuple[int, bytes]:
    """Status and body; 0 where there was no answer."""
    try:
        with urllib.request.urlopen(address, timeout=PATIENCE_S) as answer:  # noqa: S310 - our own server
            return answer.status, answer.read()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read()
    except OSError:
        return 0, b""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(release: Path, folder: Path, port: int = 0, /, **settings: str) -> Running:
    """Serve a release as it is served in earnest; returns once it listens. Its log is a file in `folder`."""
    port = port or free_port()
    log = folder / f"server-{port}.log"
    own = {"RELEASE": str(release), "PORT": str(port), "ACCESS_LOG": "off"} | settings
    environment = os.environ | {f"RECORD_{name.upper()}": value for name, value in own.items()}
    with log.open("ab") as sink:
        command = [sys.executable, "-m", "app"]
        process = subprocess.Popen(command, env=environment, stdout=sink, stderr=sink, cwd=PROJECT)
    running = Running(process, port, log)
    wait_until(lambda: running.get("/healthz")[0] == 200 or process.poll() is not None)
    assert process.poll() is None, running.said()
    return running


def wait_until(holds: Callable[[], bool], patience_s: float = PATIENCE_S) -> None:
    deadline = time.monotonic() + patience_s
    while not holds():
        assert time.monotonic() < deadline, "it took too long"
        time.sleep(0.02)


@contextlib.contextmanager
def serving(release: Path, folder: Path, **settings: str) -> Iterator[Running]:
    """The same for a while. Whatever was done to it, it must not have logged a traceback."""
    running = start(release, folder, **settings)
    try:
        yield running
    finally:
        running.process.kill()
        running.process.wait()
    assert "Traceback" not in running.said()


@contextlib.contextmanager
def serving_own(folder: Path) -> Iterator[Running]:
    """The project's own release, built anew in a folder and served."""
    build(ROOT, folder / "release")
    with serving(folder / "release", folder) as running:
        yield running


def nginx_configuration(folder: Path, port: int, upstreams: list[int], prefix: str) -> str:
    """`deploy/nginx.conf` as it is, but for ports, paths, and what needs root."""
    text = (PROJECT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    for number, upstream in enumerate(upstreams, start=1):
        text = text.replace(f"server record-{number}:8000 ", f"server 127.0.0.1:{upstream} ")
    text = re.sub(r"^\s*server record-\d:8000 .*\n", "", text, flags=re.MULTILINE)
    text = text.replace("location / {", f"location {prefix}/ {{").replace("listen 8080", f"listen 127.0.0.1:{port}")
    return re.sub(r"/var/cache/nginx/|/tmp/", f"{folder}/", text)


@contextlib.contextmanager
def nginx(folder: Path, upstreams: list[int], prefix: str = "") -> Iterator[Running]:
    """nginx in front of servers at ports of this machine."""
    port = free_port()
    file, log = folder / "nginx.conf", folder / "nginx.log"
    file.write_text(nginx_configuration(folder, port, upstreams, prefix), encoding="utf-8")
    own = "user root; " if os.geteuid() == 0 else ""  # else its workers may not write in a folder of root's
    command = [NGINX, "-p", str(folder), "-c", str(file), "-e", str(log), "-g", f"{own}daemon off;"]
    with log.open("ab") as sink:
        process = subprocess.Popen(command, stdout=sink, stderr=sink)
    running = Running(process, port, log)
    try:
        wait_until(lambda: running.get(f"{prefix}/healthz")[0] == 200 or process.poll() is not None)
        assert process.poll() is None, running.said()
        yield running
    finally:
        process.send_signal(signal.SIGQUIT)
        process.wait(PATIENCE_S)
