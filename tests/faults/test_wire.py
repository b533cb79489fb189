"""One server, and clients that send too much or too slowly."""

import contextlib
import socket
import statistics
import time
from http.client import HTTPConnection
from pathlib import Path

from tests.faults.conftest import Report
from tests.faults.servers import PATIENCE_S, Running, serving

HEAD_BYTES = 60_000_000
LINE = b"X: " + b"a" * 994 + b"\r\n"
SLOW, ASKED = 1_000, 2_000


def connect(running: Running) -> socket.socket:
    return socket.create_connection(("127.0.0.1", running.port), PATIENCE_S)


def test_a_head_of_60_mb_takes_no_memory(release: Path, tmp_path: Path, report: Report) -> None:
    with serving(release, tmp_path) as running:
        assert running.get("/v1/claims")[0] == 200
        before, sent = running.resident_mb(), 0
        with connect(running) as client:
            client.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n")
            with contextlib.suppress(ConnectionError):
                while sent < HEAD_BYTES:
                    client.sendall(LINE * 50)
                    sent += len(LINE) * 50
            answer = client.recv(1000)
        grown = running.resident_mb() - before
        report(memory_mb=round(grown, 2), bytes_sent=sent, answer=answer[:12].decode())
        assert b" 431 " in answer
        assert grown <= 1
        assert running.get("/v1/claims")[0] == 200


def p99_ms(running: Running) -> float:
    client = HTTPConnection("127.0.0.1", running.port, timeout=PATIENCE_S)
    took = []
    for _ in range(ASKED):
        begun = time.perf_counter()
        client.request("GET", "/v1/claims?limit=5")
        assert client.getresponse().read()
        took.append((time.perf_counter() - begun) * 1000)
    client.close()
    return statistics.quantiles(took, n=100)[98]


def test_1000_half_open_connections_hold_up_no_one(release: Path, tmp_path: Path, report: Report) -> None:
    with serving(release, tmp_path) as running, contextlib.ExitStack() as stack:
        p99_ms(running)
        alone = p99_ms(running)
        for _ in range(SLOW):
            slow = stack.enter_context(connect(running))
            slow.sendall(b"GET /v1/claims HTTP/1.1\r\nHost: x\r\nX-Slow: ")
        beside = p99_ms(running)
        report(p99_ms_alone=round(alone, 2), p99_ms_beside=round(beside, 2), descriptors=running.descriptors())
        assert running.descriptors() >= SLOW
        assert beside < 2 * alone + 1  # a millisecond for what else a machine does
