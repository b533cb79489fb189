"""Clients: raw connections that misbehave, and a load that counts every request that it got no right answer to."""

import asyncio
import json
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

CLIENTS = 8
PATIENCE_S = 10.0


class UnansweredError(Exception):
    """A request was sent and the connection ended without a whole answer."""


@dataclass
class Seen:
    """What became of requests."""

    outcomes: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    stamps: Counter[str] = field(default_factory=Counter)
    """Data versions by how many pages had them."""
    cached: Counter[str] = field(default_factory=Counter)
    """What nginx's cache did."""

    @property
    def failed(self) -> dict[str, int]:
        """What was neither answered nor told to begin again."""
        return {name: count for name, count in self.outcomes.items() if name not in {"answered", "begun again"}}

    def quantile(self, share: float) -> float:
        """Milliseconds."""
        return sorted(self.seconds)[int(len(self.seconds) * share)] * 1000


class Connection:
    """A client's connection, kept as long as the server keeps it."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def get(self, path: str) -> tuple[int, dict[str, str], bytes]:
        """Raises OSError where no connection can be made, UnansweredError where no answer comes.

        A new connection that is reset counts as one that can't be made: the system had taken it, the server had not,
        and what was sent on it was read by nobody.
        """
        new = self.streams is None
        if self.streams is None:
            self.streams = await asyncio.open_connection("127.0.0.1", self.port)
        reader, writer = self.streams
        try:
            writer.write(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            status, headers, body = await asyncio.wait_for(read_answer(reader), PATIENCE_S)
        except (OSError, asyncio.IncompleteReadError, ValueError, TimeoutError) as error:
            self.close()
            if new and isinstance(error, ConnectionResetError):
                raise
            raise UnansweredError(f"{type(error).__name__}: {error}") from None
        if headers.get("connection") == "close":
            self.close()
        return status, headers, body

    def close(self) -> None:
        if self.streams is not None:
            self.streams[1].close()
            self.streams = None


async def read_answer(reader: asyncio.StreamReader) -> tuple[int, dict[str, str], bytes]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in head[1:] if line)}
    if headers.get("transfer-encoding") == "chunked":
        body = b""
        while size := int(await reader.readline(), 16):
            body += await reader.readexactly(size)
            await reader.readexactly(2)
        await reader.readexactly(2)
    else:
        body = await reader.readexactly(int(headers.get("content-length", 0)))
    return int(head[0].split()[1]), headers, body


async def walk(
    port: int, begin: str, seen: Seen, until: Callable[[], bool], right: Callable[[str, bytes], bool]
) -> None:
    """Follow a list to its end, and again. A page that was made from another release sends back to the beginning."""
    connection, path = Connection(port), begin
    while not until():
        begun = time.perf_counter()
        try:
            status, headers, body = await connection.get(path)
        except OSError as error:
            seen.outcomes[f"refused: {type(error).__name__}"] += 1
            await asyncio.sleep(0.01)
            continue
        except UnansweredError as error:
            seen.outcomes[f"unanswered: {error}"] += 1
            continue
        seen.seconds.append(time.perf_counter() - begun)
        seen.cached[headers.get("x-cache", "none")] += 1
        page = json.loads(body)
        if status == 200 and right(path, body):
            seen.outcomes["answered"] += 1
            seen.stamps[page["meta"]["data_version"]] += 1
            path = page["links"]["next"] or begin
        elif page.get("code") == "cursor_expired":
            seen.outcomes["begun again"] += 1
            path = page["example"]
        else:
            seen.outcomes[f"{status} {page.get('code', 'wrong body')}"] += 1
            path = begin
    connection.close()


def load(
    port: int,
    lists: Sequence[str],
    until: Callable[[], bool],
    right: Callable[[str, bytes], bool] = lambda _path, _body: True,
    clients: int = CLIENTS,
) -> Seen:
    """Clients that walk lists until it is time to stop; what they saw."""
    seen = Seen()

    async def all_clients() -> None:
        async with asyncio.TaskGroup() as group:
            for number in range(clients):
                group.create_task(walk(port, lists[number % len(lists)], seen, until, right))

    asyncio.run(all_clients())
    return seen


async def send_raw(port: int, data: bytes, *, wait_s: float = 2.0) -> bytes:
    """What is answered to bytes as they are; the connection is then closed from here."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    with suppress(OSError, TimeoutError):
        writer.write(data)
        await writer.drain()
    answer = b""
    with suppress(OSError, TimeoutError):
        while piece := await asyncio.wait_for(reader.read(65_536), wait_s):
            answer += piece
    writer.close()
    return answer
