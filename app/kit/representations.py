"""The one layer before the wire: kept answers, conditions, HEAD, OPTIONS, coding, CORS, and what is refused at once.

RFC 9110, 9111, 9530. Every request passes here, and nothing else of the application sees it as it was sent: a
handler is told the path, the query and the client's preference among our media types. So an answer can depend on
nothing that its key leaves out, and no header of one client can reach another through a kept answer.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from http import HTTPStatus
from urllib.parse import quote

from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.kit.finished import Finished, finish
from app.kit.kept import Kept, Key
from app.kit.negotiation import preference, takes_gzip
from app.problems import AddressTooLong, HeadersTooLarge, MethodNotAllowed, Problem, answer

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

PASSED_ON = ("type", "asgi", "server", "root_path", "path", "query_string")
"""What the application is told of a request beside its preference: nothing that a client says of itself."""


class Representations:
    """Finishes every answer of an application, and keeps those that can be sent again."""

    def __init__(self, app: ASGIApp, *, released: datetime, base: str, offered: tuple[str, ...], kept: Kept) -> None:
        """`released`: when every answer was last modified. `offered`: the media types that answers can be had in."""
        self.app = app
        self.released = released.replace(tzinfo=UTC)
        self.base = base
        self.offered = offered
        self.kept = kept
        self.sent = dict.fromkeys(range(1, 6), 0)
        """Answers by the first digit of their status."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        fields, size = _read(scope["headers"])
        packed = takes_gzip(fields.get(b"accept-encoding"))
        if (problem := _refusal(scope, size)) is not None:
            problem.example = await self._nearest(scope)
            finished = self._finish(answer(problem, scope["path"][:200], self.base), packed=packed)
        elif scope["method"] == "OPTIONS":
            finished = self._finish(Response(status_code=HTTPStatus.NO_CONTENT, headers=PREFLIGHT), packed=packed)
        else:
            accept = preference(fields.get(b"accept", ""), self.offered)
            key = Key(scope["path"], scope["query_string"], accept, packed)
            finished = self.kept.get(key) or await self._ask(scope, key)
        status = await finished.send(send, fields, head=scope["method"] == "HEAD")
        self.sent[status // 100] += 1

    async def _ask(self, scope: Scope, key: Key) -> Finished:
        """Ask the application, and keep its answer where it can be kept."""
        told = {name: scope[name] for name in PASSED_ON if name in scope}
        told |= {"method": "GET", "headers": [(b"accept", key.accept.encode())]}
        finished = self._finish(await _run(self.app, told), packed=key.packed)
        self.kept.keep(key, finished)
        return finished

    async def _nearest(self, scope: Scope) -> str:
        """The same path asked for plainly, where that works; else the index."""
        path = scope["path"]
        if len(path) > LONGEST_ADDRESS:
            return "/"
        key = Key(path, b"", preference("", self.offered), packed=False)
        finished = self.kept.get(key) or await self._ask({**scope, "query_string": b""}, key)
        return quote(path) if finished.status == HTTPStatus.OK else "/"

    def _finish(self, response: Response, *, packed: bool) -> Finished:
        body = bytes(response.body)
        return finish(response.status_code, response.raw_headers, body, modified=self.released, packed=packed)


async def _run(app: ASGIApp, scope: Scope) -> Response:
    """Let an application answer a request without a body, and hold its answer. Raises where it has none."""
    response, parts = Response(), []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def hold(message: Message) -> None:
        if message["type"] == "http.response.start":
            response.status_code = message["status"]
            response.raw_headers = list(message["headers"])
        else:
            parts.append(message.get("body", b""))

    try:
        await app(scope, receive, hold)
    except Exception:
        if response.status_code != HTTPStatus.INTERNAL_SERVER_ERROR:
            raise  # else its handler has logged it and answered; Starlette raises again for servers that log themselves
    response.body = b"".join(parts)
    return response


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
