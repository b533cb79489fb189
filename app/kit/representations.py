"""The last layer before the wire: ETag, 304, HEAD, OPTIONS, gzip, CORS and the headers of every answer.

RFC 9110 and 9111. One ASGI layer around the application; handlers know nothing of it.
"""

import gzip
import hashlib
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from http import HTTPStatus

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.kit.negotiation import etag_matches, takes_gzip
from app.problems import AddressTooLong, HeadersTooLarge, MethodNotAllowed, Problem, answer

LONGEST_ADDRESS = 8_192
LARGEST_HEADERS = 32_768
SMALLEST_GZIP = 512
METHODS = "GET, HEAD, OPTIONS"
EVERYWHERE = {
    "access-control-allow-origin": "*",
    "access-control-expose-headers": "ETag, Link",
    "cross-origin-resource-policy": "cross-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}
PREFLIGHT = {
    "allow": METHODS,
    "access-control-allow-methods": METHODS,
    "access-control-allow-headers": "Accept, If-None-Match, If-Modified-Since",
    "access-control-max-age": "86400",
}
COMPRESSIBLE = ("application/json", "application/problem+json", "text/")
CACHED = "public, max-age=300"


class Representations:
    """Finishes every answer of an application."""

    def __init__(self, app: ASGIApp, released: datetime, base: str) -> None:
        """`released`: the day of the data's release, which is when every answer of it was last modified."""
        self.app = app
        self.released = released.replace(tzinfo=UTC)
        self.base = base

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refusal = _refusal(scope)
        if refusal is not None:
            response = answer(refusal, scope["path"][:200], self.base)
        elif scope["method"] == "OPTIONS":
            response = Response(status_code=204, headers=PREFLIGHT)
        else:
            response = await self._run({**scope, "method": "GET"}, receive)
        self._finish(response, headers)
        if scope["method"] == "HEAD":
            response.body = b""
        await response(scope, receive, send)

    async def _run(self, scope: Scope, receive: Receive) -> Response:
        """Let the application answer, and hold its answer."""
        response, parts = Response(), []

        async def hold(message: Message) -> None:
            if message["type"] == "http.response.start":
                response.status_code = message["status"]
                response.raw_headers = list(message["headers"])
            else:
                parts.append(message.get("body", b""))

        await self.app(scope, receive, hold)
        response.body = b"".join(parts)
        return response

    def _finish(self, response: Response, request: Headers) -> None:
        headers = MutableHeaders(raw=response.raw_headers)
        for name, value in EVERYWHERE.items():
            headers.setdefault(name, value)
        kind = headers.get("content-type", "")
        if kind.startswith(COMPRESSIBLE):
            headers["vary"] = "Accept, Accept-Encoding"
            if len(response.body) >= SMALLEST_GZIP and takes_gzip(request.get("accept-encoding")):
                response.body = gzip.compress(response.body, compresslevel=6, mtime=0)
                headers["content-encoding"] = "gzip"
        if response.status_code == HTTPStatus.OK:
            self._condition(response, headers, request)
        if response.status_code not in {HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED}:
            headers["content-length"] = str(len(response.body))
        response.raw_headers = headers.raw

    def _condition(self, response: Response, headers: MutableHeaders, request: Headers) -> None:
        """Name the representation by the hash of its bytes, and don't send what the client holds."""
        etag = f'"{hashlib.blake2b(response.body, digest_size=16).hexdigest()}"'
        headers["etag"] = etag
        headers["last-modified"] = format_datetime(self.released, usegmt=True)
        headers.setdefault("cache-control", CACHED)
        if_none_match = request.get("if-none-match")
        held = etag_matches(if_none_match, etag) if if_none_match else self._unchanged(request.get("if-modified-since"))
        if held:
            response.status_code, response.body = HTTPStatus.NOT_MODIFIED, b""
            for name in ("content-length", "content-type", "content-encoding"):
                del headers[name]

    def _unchanged(self, since: str | None) -> bool:
        """Whether nothing changed since that moment; a date that can't be read is ignored (RFC 9110 §13.1.3)."""
        if not since:
            return False
        try:
            return parsedate_to_datetime(since).astimezone(UTC) >= self.released
        except (ValueError, OverflowError):
            return False


def _refusal(scope: Scope) -> Problem | None:
    """What is refused before any routing."""
    if len(scope.get("raw_path", b"")) + len(scope["query_string"]) > LONGEST_ADDRESS:
        return AddressTooLong(f"The address is longer than {LONGEST_ADDRESS:,} bytes.")
    if sum(len(name) + len(value) for name, value in scope["headers"]) > LARGEST_HEADERS:
        return HeadersTooLarge(f"The headers are together larger than {LARGEST_HEADERS:,} bytes.")
    if scope["method"] not in METHODS.split(", "):
        problem = MethodNotAllowed(f"{scope['method'][:20]} is not answered here; GET is.", example=scope["path"])
        problem.headers = {"allow": METHODS}
        return problem
    return None
