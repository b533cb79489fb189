"""A server against clients that misbehave: bounded heads and pipelines, bad syntax, and what is said about it."""

import asyncio
import json
import re
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.types import Receive, Scope, Send
from uvicorn import Config

from app.__main__ import main
from app.server import LARGEST_HEAD, BoundedProtocol, DrainingServer
from tests.faults.load import Connection, send_raw
from tests.faults.servers import Running, serving, wait_until

GET = b"GET /v1/topics?limit=1 HTTP/1.1\r\nHost: x\r\n\r\n"
LAST = b"GET /v1/topics?limit=1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"


@pytest.fixture(scope="module")
def server(release: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with serving(release, tmp_path_factory.mktemp("wire"), access_log="on") as running:
        yield running


def answered(server: Running, data: bytes) -> bytes:
    return asyncio.run(send_raw(server.port, data))


def logged(server: Running) -> list[dict[str, object]]:
    """The access log, of which every line is JSON."""
    lines = [json.loads(line) for line in server.said().splitlines()]
    return [line for line in lines if line["logger"] == "record.access"]


def test_a_head_without_an_end_is_refused_while_it_arrives(server: Running) -> None:
    endless = b"GET / HTTP/1.1\r\nHost: x\r\n" + b"X-More: 0123456789\r\n" * (LARGEST_HEAD // 10)
    assert answered(server, endless).startswith(b"HTTP/1.1 431 ")
    assert server.get("/readyz")[0] == 200


def test_a_long_pipeline_is_answered_to_its_end(server: Running) -> None:
    assert answered(server, GET * 99 + LAST).count(b"HTTP/1.1 200 OK") == 100


@pytest.mark.parametrize(
    "junk",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET / HTTP/1.1\r\nContent-Length: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
        b"\r\n" * 200_000,
    ],
)
def test_bad_syntax_is_refused_or_closed_on(server: Running, junk: bytes) -> None:
    assert not answered(server, junk).startswith(b"HTTP/1.1 5")
    assert server.get("/readyz")[0] == 200


def test_connections_that_send_half_a_head_hold_up_no_one(server: Running) -> None:
    async def beside() -> list[int]:
        half = [await asyncio.open_connection("127.0.0.1", server.port) for _ in range(200)]
        for _, writer in half:
            writer.write(GET[:20])
        normal = Connection(server.port)
        found = [(await normal.get("/v1/claims?limit=5"))[0] for _ in range(50)]
        normal.close()
        for _, writer in half:
            writer.close()
        return found

    assert asyncio.run(beside()) == [200] * 50


def test_each_request_is_a_line_with_its_id_and_no_address_of_its_client(server: Running) -> None:
    asked = b"GET /v1/topics?limit=2 HTTP/1.1\r\nHost: x\r\nX-Request-ID: mine-1\r\nConnection: close\r\n\r\n"
    assert b"x-request-id: mine-1\r\n" in answered(server, asked)
    wait_until(lambda: any(line.get("request_id") == "mine-1" for line in logged(server)))
    (line,) = (line for line in logged(server) if line.get("request_id") == "mine-1")
    assert (line["method"], line["address"], line["status"]) == ("GET", "/v1/topics?limit=2", 200)
    assert line.get("client") is None
    forged = b"GET /v1/topics HTTP/1.1\r\nHost: x\r\nX-Request-ID: a b\r\nConnection: close\r\n\r\n"
    assert re.search(rb"x-request-id: [0-9a-f]{16}\r\n", answered(server, forged)), "an id that could forge a line"


def test_metrics_count_by_route(server: Running) -> None:
    server.get("/v1/claims?limit=3")
    server.get("/nowhere")
    text = server.get("/metrics")[1].decode()
    assert re.search(r'^http_requests_total\{route="/v1/claims",status="2xx"\} \d', text, re.MULTILINE)
    assert re.search(r'^http_requests_total\{route="unmatched",status="4xx"\} \d', text, re.MULTILINE)


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGHUP])
def test_a_stop_is_announced_before_it_comes(release: Path, tmp_path: Path, how: signal.Signals) -> None:
    with serving(release, tmp_path, drain_seconds="600") as running:
        running.process.send_signal(how)
        wait_until(lambda: running.get("/readyz")[0] == 503)
        assert json.loads(running.get("/readyz")[1])["code"] == "unavailable"
        assert b"connection: close" in asyncio.run(send_raw(running.port, GET))
        assert running.stop() == 0, "whoever asks twice does not want to wait"


def test_a_taken_port_is_said_in_one_line(
    server: Running, release: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("RECORD_RELEASE", str(release))
    monkeypatch.setenv("RECORD_PORT", str(server.port))
    assert main([]) == 1
    (said,) = capsys.readouterr().err.splitlines()
    assert f"RECORD_PORT={server.port}: can't listen there (Address already in use)" in said


def test_a_head_that_never_ends_is_closed_on_and_a_client_between_two_requests_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("app.server.HEAD_S", 0.5)
    monkeypatch.setattr("app.server.SCAN_S", 0.0)

    async def answer(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body"})

    async def meet() -> None:
        with socket.create_server(("127.0.0.1", 0)) as listening:
            config = Config(answer, http=BoundedProtocol, ws="none", lifespan="off", log_config=None)
            server = DrainingServer(config, drain_s=0, on_drain=lambda: None)
            serving = asyncio.create_task(server.serve([listening]))
            reader, writer = await asyncio.open_connection(*listening.getsockname())
            for _ in range(4):
                writer.write(LAST.replace(b"Connection: close\r\n", b""))
                assert b"204" in await reader.readuntil(b"\r\n\r\n")
                await asyncio.sleep(0.2)
            writer.write(LAST[:20])
            assert await asyncio.wait_for(reader.read(), 10) == b"", "closed without an answer"
            writer.close()
            server.should_exit = True
            await serving

    previous = signal.getsignal(signal.SIGHUP)
    try:
        asyncio.run(meet())
    finally:
        signal.signal(signal.SIGHUP, previous)
