"""Responses of ours: what every one says of itself, and all that is decided of it before conditions are looked at."""

import asyncio
import binascii
import gzip
import hashlib
from collections.abc import Callable, Iterable, Mapping, MutableMapping
from datetime import datetime
from email.utils import format_datetime
from functools import lru_cache
from http import HTTPStatus
from types import MappingProxyType
from typing import Any, NamedTuple

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from app.http.conditions import is_held
from app.http.problems import MEDIA_TYPE, ProblemOut
from app.http.ranges import content_range, part_asked
from app.http.request import SCOPE_KEY, Fields, Received

RawHeaders = Iterable[tuple[bytes, bytes]]

MARK = "record.response"
"""Where a response of ours makes itself known in the scope, to the middleware that it is sent through."""

HEAD = "record.head"
"""Marks a GET in the scope that was a HEAD: its body is dropped, so it need not be read."""

STORABLE = "record.storable"
"""Marks a response that leaves in pieces and says itself that it may be stored, which the middleware may deny."""

EVERYWHERE = {
    b"access-control-allow-origin": b"*",
    b"access-control-expose-headers": (
        b"Accept-Ranges, Content-Disposition, Content-Range, ETag, Link, Repr-Digest, X-Request-ID, X-Total-Count"
    ),
    b"cross-origin-resource-policy": b"cross-origin",
    b"referrer-policy": b"no-referrer",
    b"x-content-type-options": b"nosniff",
}
"""On every response of ours: anyone may read it, no one may guess at it."""

ON_NOT_MODIFIED = frozenset({b"cache-control", b"content-location", b"etag", b"expires", b"vary", *EVERYWHERE})
"""What a 304 repeats (RFC 9110 §15.4.5): what guides a cache, no metadata of a body that isn't sent."""

HTML = "text/html; charset=utf-8"
SECURITY = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
}
"""On every page for people."""

TEXTS = (b"text/", b"application/", b"image/svg+xml")
"""What the media types begin with that are worth packing, and may have been negotiated."""
CACHEABLE = b"public, max-age=300"
NO_STORE = b"no-store"
SMALLEST_GZIP = 512
MOST_LASTING = 64
"""So many lasting bodies stay compressed: each asset, and the OpenAPI document below each prefix."""
ETAG_HEX_DIGITS = 32

LINKED: Iterable[tuple[str, str]] = (
    ("describedby", "/v1/dataset"),
    ("service-desc", "/openapi.json"),
    ("service-doc", "/docs"),
)
"""Where every response, whatever it is, is explained."""


class Representation(Response):
    """A response of ours. The middleware chooses its coding, names its bytes, answers conditions and may cache it."""

    def __init__(self, body: bytes, headers: Mapping[str, str], status_code: int = HTTPStatus.OK) -> None:
        super().__init__(body, status_code, headers)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it, made known as ours. An answer that starts a task must reach the application each time."""
        if self.background is not None:
            self.headers["cache-control"] = NO_STORE.decode()
        scope[MARK] = self
        await super().__call__(scope, receive, send)

    @staticmethod
    def pack(body: bytes) -> bytes:
        """A body in gzip (RFC 1952), without a time: the same bytes each time."""
        return gzip.compress(body, compresslevel=6, mtime=0)


class LastingRepresentation(Representation):
    """A large one whose body is the same as long as the process runs: packed once, while others are answered."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it, once it is packed for who takes that."""
        asked: Received = scope[SCOPE_KEY]
        if asked.key.gzip:
            await asyncio.to_thread(self.pack, bytes(self.body))
        await super().__call__(scope, receive, send)

    @staticmethod
    @lru_cache(maxsize=MOST_LASTING)
    def pack(body: bytes) -> bytes:
        """The same, remembered."""
        return Representation.pack(body)


class PreparedResponse(NamedTuple):
    """A response of which everything is decided but the client's conditions."""

    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes
    etag: str | None
    """Of a representation that a client may hold and ask about; None where no condition applies."""
    modified: datetime
    route: str = ""
    """The template of the route that gave it, for those who count."""
    matched: Mapping[str, Any] = MappingProxyType({})
    """What routing wrote into the scope, which middleware outside may read of a cached response, too."""
    reads_query: bool = True
    """Whether it may be another for another query."""

    async def send(self, send: Send, fields: Fields, *, head: bool) -> int:
        """Send it, a part of it, or that the client holds it; the status that was sent.

        The headers are a fresh list each time: a layer outside may add to them. Raises PreconditionFailed or
        RangeNotSatisfiable before anything is sent.
        """
        status, headers, body = self.status, list(self.headers), b"" if head else self.body
        if self.etag is None:
            pass
        elif is_held(self.etag, self.modified, fields):
            status, body = HTTPStatus.NOT_MODIFIED, b""
            headers = [field for field in headers if field[0] in ON_NOT_MODIFIED]
        elif (part := part_asked(fields, self.etag, len(self.body))) is not None:
            status, body = HTTPStatus.PARTIAL_CONTENT, body[part.start : part.end]
            headers = [field for field in headers if field[0] != b"content-length"]
            headers.append((b"content-length", b"%d" % len(body)))
            headers.append((b"content-range", content_range(part, len(self.body)).encode()))
        await send({"type": "http.response.start", "status": int(status), "headers": headers})
        await send({"type": "http.response.body", "body": body})
        return status


def prepare(
    status: int,
    headers: RawHeaders,
    body: bytes,
    *,
    modified: datetime,
    accepts_gzip: bool,
    pack: Callable[[bytes], bytes] = Representation.pack,
    explained: bytes = b"",
) -> PreparedResponse:
    """Choose the coding of a response, name its bytes, say how long it may be cached.

    `modified` is in UTC. `pack` makes gzip of a body. `explained` follows the response's own links.
    """
    fields = {**EVERYWHERE, **dict(headers)}
    if explained:
        own = fields.get(b"link")
        fields[b"link"] = own + b", " + explained if own else explained
    if fields.get(b"content-type", b"").startswith(TEXTS):
        fields[b"vary"] = b"Accept, Accept-Encoding"
        if accepts_gzip and len(body) >= SMALLEST_GZIP:
            body = pack(body)
            fields[b"content-encoding"] = b"gzip"
    etag = _name(fields, body, modified) if status == HTTPStatus.OK else None
    if status == HTTPStatus.NO_CONTENT:
        fields.pop(b"content-length", None)
    else:
        fields[b"content-length"] = b"%d" % len(body)
    return PreparedResponse(status, list(fields.items()), body, etag, modified)


def _name(fields: MutableMapping[bytes, bytes], body: bytes, modified: datetime) -> str | None:
    """Add the digest (RFC 9530) of a whole body, and what a client needs to ask for it again: its ETag and date."""
    digest = hashlib.sha256(body).digest()
    fields[b"repr-digest"] = b"sha-256=:%s:" % binascii.b2a_base64(digest, newline=False)
    if fields.setdefault(b"cache-control", CACHEABLE) == NO_STORE:
        return None
    etag = f'"{digest.hex()[:ETAG_HEX_DIGITS]}"'
    fields[b"etag"] = etag.encode()
    fields[b"accept-ranges"] = b"bytes"
    fields[b"last-modified"] = http_date(modified)
    return etag


def problem_response(
    problem: ProblemOut, headers: Mapping[str, str] | None = None, page: str | None = None
) -> Representation:
    """A problem as a response, or the `page` that says the same to people. Problems are never cached."""
    fields = {"content-type": MEDIA_TYPE, "cache-control": "no-store", **(headers or {})}
    if page is None:
        return Representation(problem.model_dump_json().encode(), fields, problem.status)
    return Representation(page.encode(), fields | {"content-type": HTML, **SECURITY}, problem.status)


def link_header(relations: Iterable[tuple[str, str]], base: str) -> str:
    """A Link header (RFC 8288): relations and root-relative addresses, `base` before each."""
    return ", ".join([f'<{base}{address}>; rel="{name}"' for name, address in relations])


@lru_cache(maxsize=16)
def explained(base: str, licence_url: str) -> bytes:
    """The links that every response has: where it is explained, and its licence."""
    return f'{link_header(LINKED, base)}, <{licence_url}>; rel="license"'.encode()


@lru_cache(maxsize=16)
def http_date(moment: datetime) -> bytes:
    """An HTTP-date (RFC 9110 §5.6.7)."""
    return format_datetime(moment, usegmt=True).encode()
