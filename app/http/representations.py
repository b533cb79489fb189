"""The one layer before the wire: kept answers, conditions, HEAD, OPTIONS, coding, CORS, and what is refused at once.

RFC 9110, 9111, 9530. Every request passes here, and nothing else of the application sees it as it was sent: a
handler is told the path, the query and the client's preference among our media types. So an answer can depend on
nothing else, and no header of one client can reach another through a kept answer.
"""

import logging
from collections.abc import Awaitable, Callable, Iterable
from datetime import UTC, datetime
from http import HTTPStatus
from urllib.parse import quote, unquote

from starlette.types import Receive, Scope, Send

from app.http.cache import AnswerCache, Asked
from app.http.negotiation import preference, takes_gzip
from app.http.problems import AddressTooLong, HeadersTooLarge, MethodNotAllowed, Problem, Unexpected
from app.http.responses import Finished, finish
from app.query.answer import Answer, refusing
from app.query.parser import as_sent

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
HOME = "/"
TRIES = 4
"""How many refusals of examples are followed to their own examples."""

READ = frozenset({b"accept", b"accept-encoding", b"if-none-match", b"if-modified-since"})
"""The request fields that are read; all others change nothing."""

Ask = Callable[[Asked], Awaitable[Answer]]
"""An application: answers what is asked, or raises a problem."""

_log = logging.getLogger(__name__)


class Representations:
    """Finishes every answer of an application, and keeps those that can be sent again."""

    def __init__(
        self,
        ask: Ask,
        *,
        released: datetime,
        base: str,
        offered: tuple[str, ...],
        cache: AnswerCache,
        explained: str = "",
    ) -> None:
        """`released`: when every answer was last modified. `offered`: the media types that answers can be had in.

        `explained`: what stands in the Link header of every answer.
        """
        self.ask = ask
        self.released = released.replace(tzinfo=UTC)
        self.base = base
        self.offered = offered
        self.cache = cache
        self.explained = explained.encode()
        self.sent = dict.fromkeys(range(1, 6), 0)
        """Answers by the first digit of their status."""

    async def __call__(self, scope: Scope, _receive: Receive, send: Send) -> None:
        """Answer one HTTP request."""
        fields, size = _read(scope["headers"])
        accept = preference(fields.get(b"accept", ""), self.offered)
        asked = Asked(scope["path"], scope["query_string"], accept, packed=takes_gzip(fields.get(b"accept-encoding")))
        if (refusal := _refusal(scope, size)) is not None:
            finished = self._finish(await self._answer(asked, refusal), asked)
        elif scope["method"] == "OPTIONS":
            finished = self._finish(Answer(b"", PREFLIGHT, HTTPStatus.NO_CONTENT), asked)
        else:
            finished = self.cache.get(asked) or self._keep(asked, self._finish(await self._answer(asked), asked))
        status = await finished.send(send, fields, head=scope["method"] == "HEAD")
        self.sent[status // 100] += 1

    def _keep(self, asked: Asked, finished: Finished) -> Finished:
        self.cache.keep(asked, finished)
        return finished

    def _finish(self, answer: Answer, asked: Asked) -> Finished:
        return finish(answer, modified=self.released, packed=asked.packed, links=self.explained)

    async def _answer(self, asked: Asked, refusal: Problem | None = None) -> Answer:
        """What the application answers, or why not, where nothing has been refused before. Never raises."""
        try:
            if refusal is None:
                return await self.ask(asked)
        except Problem as problem:
            refusal = problem
        except Exception:  # noqa: BLE001 - whatever it was, the client is owed an answer
            return self._unexpected(asked)
        try:
            refusal.example = await self._proven(refusal.example, as_sent(asked.query))
        except Exception:  # noqa: BLE001 - as above
            return self._unexpected(asked)
        return refusing(refusal, asked.path, self.base)

    def _unexpected(self, asked: Asked) -> Answer:
        _log.exception("unexpected error at %s", asked.path)
        detail = "Something went wrong on our side; it has been logged."
        return refusing(Unexpected(detail, example="/healthz"), asked.path, self.base)

    async def _proven(self, example: str | None, query: str) -> str:
        """The example of a refusal, once it has been asked and answered; else what its own refusal offers, and so on.

        An example without a query is first tried with the `query` that was asked.
        """
        for _ in range(TRIES):
            path, _, own = (example or HOME).partition("?")
            query = own or query
            address = f"{path}?{query}" if query and len(path) + len(query) < LONGEST_ADDRESS else path
            refusal = await self._refusal(address)
            if refusal is not None and not own:
                address = path
                refusal = await self._refusal(address)
            if refusal is None:
                return address
            example = refusal.example
        return HOME

    async def _refusal(self, address: str) -> Problem | None:
        """What is wrong with an address of ours; None where it is answered."""
        path, _, query = address.partition("?")
        try:
            await self.ask(Asked(unquote(path), query.encode(), preference("", self.offered), packed=False))
        except Problem as problem:
            return problem
        return None


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
        short = len(scope["path"]) * 3 <= LONGEST_ADDRESS  # escaped, a letter may take three
        example = quote(scope["path"]) if short else HOME
        return AddressTooLong(f"The address is longer than {LONGEST_ADDRESS:,} bytes.", example=example)
    if size > LARGEST_HEADERS:
        detail = f"The headers are together larger than {LARGEST_HEADERS:,} bytes."
        return HeadersTooLarge(detail, example=quote(scope["path"]))
    if scope["method"] not in ANSWERED:
        detail = f"{scope['method'][:20]} is not answered here; GET is."
        problem = MethodNotAllowed(detail, example=quote(scope["path"]))
        problem.headers = {"allow": METHODS}
        return problem
    return None
