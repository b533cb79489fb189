"""uvicorn, with what it lacks: bounds on heads and pipelines, a time limit for heads, and a stop that drains."""

import asyncio
import logging
import signal
import socket
from collections.abc import Callable
from types import FrameType
from typing import Any

from uvicorn import Config, Server
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

LARGEST_HEAD = 65_536
"""Bytes of a request, its body left out, that are taken; a connection that sends more is closed."""
PIECE = 4_096
"""So many bytes are parsed at once: what a piece holds of whole requests is taken before the next is looked at."""
LONGEST_PIPELINE = 16
"""With more requests waiting for their turn on a connection, no more of it is parsed."""
HEAD_S = 20.0
"""A connection that has sent no whole request for so long is closed."""
LINGER_S = 1.0
"""So long what a refused or stopped client still sends is taken, and dropped, so that it can read its answer."""
GRACE_S = 25
"""So long a stop waits for answers that are being sent."""
SCAN_S = 1.0

_SAID = b"The head of the request is larger than 64 kB."
TOO_LARGE = (
    b"HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-type: text/plain; charset=utf-8\r\n"
    b"content-length: %d\r\nconnection: close\r\n\r\n%s" % (len(_SAID), _SAID)
)

log = logging.getLogger(__name__)


class BoundedProtocol(HttpToolsProtocol):
    """One connection. Counts what isn't body while it arrives: the parser itself takes heads of any size."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._unread = bytearray()
        self._framing = 0
        self._refused = False
        self._last_seen: tuple[object, float] | None = None

    def data_received(self, data: bytes) -> None:
        """Parse in pieces; what a full pipeline has no room for waits, and no more is read."""
        if self._refused:
            return
        if self._unread or len(data) > PIECE:
            self._unread += data
            self._parse_unread()
        else:
            self._parse(data)

    def _parse_unread(self) -> None:
        while self._unread and len(self.pipeline) < LONGEST_PIPELINE and not self.transport.is_closing():
            piece = bytes(self._unread[:PIECE])
            del self._unread[:PIECE]
            self._parse(piece)
        if self._unread:
            self.flow.pause_reading()

    def _parse(self, piece: bytes) -> None:
        self._framing += len(piece)
        if self._framing > LARGEST_HEAD:
            self._refuse()
        elif not self.transport.is_closing():
            super().data_received(piece)

    def _refuse(self) -> None:
        """Close; with an answer, unless one is being sent that this would be taken for a part of."""
        self._refused = True
        self._unread.clear()
        if self.cycle is None or self.cycle.response_complete:
            self.transport.write(TOO_LARGE)
            self.transport.write_eof()
            self.loop.call_later(LINGER_S, self.transport.close)
        else:
            self.transport.close()

    def on_body(self, body: bytes) -> None:
        """A part of a body, which is bounded by reading no more of it than the application asks for."""
        self._framing -= len(body)
        super().on_body(body)

    def on_message_complete(self) -> None:
        """The end of a request."""
        self._framing = 0
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """The next in the pipeline has its turn."""
        super().on_response_complete()
        if self._unread:
            self._parse_unread()

    @property
    def is_waiting(self) -> bool:
        """Whether no request is being answered: the head of the next is awaited, or a part of it."""
        return self.cycle is None or self.cycle.response_complete

    def shutdown(self) -> None:
        """Close once the last request is answered; one that is on its way has a moment to arrive."""
        if self.is_waiting:
            self.loop.call_later(LINGER_S, self._close_if_waiting)
        else:
            self.cycle.keep_alive = False

    def _close_if_waiting(self) -> None:
        if self.is_waiting:
            self.transport.close()

    def look(self, now: float) -> None:
        """Close where the head that was awaited at an earlier look, HEAD_S or more before `now`, is still awaited.

        It is the server that looks at all of its connections, now and then: a clock for each request would be dear.
        """
        if not self.is_waiting:
            self._last_seen = None
        elif self._last_seen is None or self._last_seen[0] is not self.cycle:
            self._last_seen = self.cycle, now
        elif now - self._last_seen[1] >= HEAD_S:
            self.transport.close()


class DrainingServer(Server):
    """A server that says that it will stop before it does. SIGTERM and SIGHUP drain, SIGINT stops without."""

    def __init__(self, config: Config, drain_s: float, on_drain: Callable[[], None]) -> None:
        """`on_drain` is called when the drain begins, which takes `drain_s` seconds."""
        super().__init__(config)
        self.drain_s = drain_s
        self.on_drain = on_drain
        self.draining = False
        self._stop_at: float | None = None
        self._scan_at = 0.0

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Begin the drain: from now on each answer is the last on its connection. Whoever asks twice won't wait."""
        del frame
        if self.should_exit:
            self.force_exit = self.force_exit or sig == signal.SIGINT
        elif self.draining or sig == signal.SIGINT or not self.drain_s:
            self.should_exit = True
        if not self.draining:
            self.draining = True
            close = (b"connection", b"close")
            self.config.encoded_headers.append(close)
            self.server_state.default_headers = [*self.server_state.default_headers, close]
            self.on_drain()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, for SIGHUP, too."""
        signal.signal(signal.SIGHUP, self.handle_exit)
        await super().startup(sockets)

    async def on_tick(self, counter: int) -> bool:
        """Every tenth of a second: whether to stop now. Connections that send no whole request are closed."""
        now = asyncio.get_running_loop().time()
        if self.draining and self._stop_at is None:
            self._stop_at = now + self.drain_s
            log.info("stopping: no new requests should be sent here; %g s of grace", self.drain_s)
        if self._stop_at is not None and now >= self._stop_at:
            self.should_exit = True
        if now >= self._scan_at:
            self._scan_at = now + SCAN_S
            for connection in list(self.server_state.connections):
                if isinstance(connection, BoundedProtocol):
                    connection.look(now)
        return await super().on_tick(counter)
