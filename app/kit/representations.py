"""The one layer before the wire: kept answers, conditions, HEAD, OPTIONS, coding, CORS, and what is refused at once.

RFC 9110, 9111, 9530. Every request passes here, and nothing else of the application sees it as it was sent: a
handler is told the path, the query and the client's preference among our media types. So an answer can depend on
nothing else, and no header of one client can reach another through a kept answer.
"""

import logging
from collections.abc import Awaitable, Callable, Iterable
from datetime import UTC, datetime
from http import HTTPStatus
from urllib.parse import quote

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from app.kit.finished import Finished, finish
from app.kit.kept import Asked, Kept
from app.kit.negotiation import preference, takes_gzip
from app.problems import AddressTooLong, HeadersTooLarge, MethodNotAllowed, Problem, Unexpected, answer

LONGEST_ADDRESS = 8_192
LARGEST_HEADERS = 32_768
METHODS = "GET, HEAD, OPTIONS"
ANSWERED = frozenset(METHODS.split(", "))
PREFLIGHT = {
    "allow": METHODS,
    "access-control-allow-methods": METHODS,
    "access-control-allow-headers": "Accept, If-None-Match, If-Modified-Since",
    "access-control-max-age": "86400",
}
READ = frozenset({b"accept", b"accept-encoding", b"if-none-match", b"if-modified-since"})
"""The request fields that are read; all others change nothing."""

Ask = Callable[[Asked], Awaitable[Response]]
"""An application: answers what is asked, or raises a problem."""

_log = logging.getLogger(__name__)


class Representations:
    """Finishes every answer of an application, and keeps those that can be sent again."""

    def __init__(self, ask: Ask, *, released: datetime, base: str, offered: tuple[str, ...], kept: Kept) -> None:
        """`released`: when every answer was last modified. `offered`: the media types that answers can be had in."""
        self.ask = ask
        self.released = released.replace(tzinfo=UTC)
        self.base = base
        self.offered = offered
        self.kept = kept
        self.sent = dict.fromkeys(range(1, 6), 0)
        """Answers by the first digit of their status."""

    async def __call__(self, scope: Scope, _receive: Receive, send: Send) -> None:
        """Answer one HTTP request."""
        fields, size = _read(scope["headers"])
        packed = takes_gzip(fields.get(b"accept-encoding"))
        if (problem := _refusal(scope, size)) is not None:
            problem.example = await self._nearest(scope)
            finished = self._finish(answer(problem, scope["path"][:200], self.base), packed=packed)
        elif scope["method"] == "OPTIONS":
            finished = self._finish(Response(status_code=HTTPStatus.NO_CONTENT, headers=PREFLIGHT), packed=packed)
        else:
            accept = preference(fields.get(b"accept", ""), self.offered)
            asked = Asked(scope["path"], scope["query_string"], accept, packed)
            finished = self.kept.get(asked) or await self._answer(asked)
        status = await finished.send(send, fields, head=scope["method"] == "HEAD")
        self.sent[status // 100] += 1

    async def _answer(self, asked: Asked) -> Finished:
        """Ask the application, and keep its answer where it can be kept. What it raises is answered as a problem."""
        try:
            response = await self.ask(asked)
        except Problem as problem:
            response = answer(problem, asked.path, self.base)
        except Exception:  # noqa: BLE001 - whatever it was, the client is owed an answer
            _log.exception("unexpected error at %s", asked.path)
            detail = "Something went wrong on our side; it has been logged."
            response = answer(Unexpected(detail, example="/healthz"), asked.path, self.base)
        finished = self._finish(response, packed=asked.packed)
        self.kept.keep(asked, finished)
        return finished

    async def _nearest(self, scope: Scope) -> str:
        """The same path asked for plainly, where that works; else the index."""
        path = scope["path"]
        if len(path) > LONGEST_ADDRESS:
            return "/"
        asked = Asked(path, b"", preference("", self.offered), packed=False)
        finished = self.kept.get(asked) or await self._answer(asked)
        return quote(path) if finished.status == HTTPStatus.OK else "/"

    def _finish(self, response: Response, *, packed: bool) -> Finished:
        body = bytes(response.body)
        return finish(response.status_code, response.raw_headers, body, modified=self.released, packed=packed)


def _read(headers: Iterable[tuple[bytes, bytes]]) -> tuple[dict[bytes, str], int]:
    """The request fields that are read, a repeated one joined (RFC 9110 §5.3), and the size of all fields in bytes."""
    fields: dict[bytes, str] = {}
    size = 0
    for name, value in headers:
        size += len(name) + len(value)
        if name in READ:
            text = value.decode("latin-1")
            fields[name] = f"{fields[name]}, {text}" if name in fields else text
    return fields, size


def _refusal(scope: Scope, size: int) -> Problem | None:
    """What is refused before any routing; `size` is that of the request's fields."""
    if len(scope.get("raw_path") or scope["path"]) + len(scope["query_string"]) > LONGEST_ADDRESS:
        return AddressTooLong(f"The address is longer than {LONGEST_ADDRESS:,} bytes.")
    if size > LARGEST_HEADERS:
        return HeadersTooLarge(f"The headers are together larger than {LARGEST_HEADERS:,} bytes.")
    if scope["method"] not in ANSWERED:
        problem = MethodNotAllowed(f"{scope['method'][:20]} is not answered here; GET is.")
        problem.headers = {"allow": METHODS}
        return problem
    return None
