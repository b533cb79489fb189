"""A finished answer: everything is decided but the client's conditions, and every ASGI message is built."""

import binascii
import gzip
import hashlib
from collections.abc import Mapping
from datetime import datetime
from email.utils import format_datetime
from functools import lru_cache
from http import HTTPStatus
from typing import NamedTuple

from starlette.types import Message, Send

from app.http.conditions import is_held
from app.query.answer import Answer

EVERYWHERE = {
    b"access-control-allow-origin": b"*",
    b"access-control-expose-headers": b"ETag, Link, Repr-Digest, X-Total-Count",
    b"cross-origin-resource-policy": b"cross-origin",
    b"referrer-policy": b"no-referrer",
    b"x-content-type-options": b"nosniff",
}
"""On every answer: anyone may read it, no one may guess at it."""

ON_NOT_MODIFIED = frozenset({b"cache-control", b"content-location", b"etag", b"expires", b"vary", *EVERYWHERE})
"""What a 304 repeats (RFC 9110 §15.4.5): what guides a cache, no metadata of a body that isn't sent."""

ARCHIVES = {b"application/zip", b"application/vnd.sqlite3"}
CACHED = b"public, max-age=300"
SMALLEST_GZIP = 512
ETAG_HEX_DIGITS = 32

NO_BODY: Message = {"type": "http.response.body", "body": b""}


class Finished(NamedTuple):
    """An answer and the messages that send it, built once and sent as often as it is asked for."""

    status: int
    start: Message
    body: Message
    etag: str | None
    """Of a representation that a client may hold and ask about; null where no condition applies."""
    download: bool
    """A file to be stored by the client: large, and seldom asked for twice."""
    modified: datetime

    async def send(self, send: Send, conditions: Mapping[bytes, str], *, head: bool) -> int:
        """Send it, or that the client holds it; the status that was sent. `conditions` are request fields by name."""
        if self.etag is not None and is_held(
            self.etag, self.modified, conditions.get(b"if-none-match"), conditions.get(b"if-modified-since")
        ):
            await send(self._not_modified())
            await send(NO_BODY)
            return HTTPStatus.NOT_MODIFIED
        await send(self.start)
        await send(NO_BODY if head else self.body)
        return self.status

    def _not_modified(self) -> Message:
        headers = [field for field in self.start["headers"] if field[0] in ON_NOT_MODIFIED]
        return {"type": "http.response.start", "status": int(HTTPStatus.NOT_MODIFIED), "headers": headers}


def finish(
    answer: Answer,
    *,
    modified: datetime,
    packed: bool,
    links: bytes = b"",
) -> Finished:
    """Finish an answer: choose its coding, name its bytes, say how long it may be kept.

    `packed`: the client takes gzip. `modified` is in UTC. `links` follow the answer's own. A download is sent as it is,
    so that its digest is the one that is listed.
    """
    body, fields, status = answer
    headers = EVERYWHERE | {name.encode(): value.encode("latin-1") for name, value in fields.items()}
    if links:
        own = headers.get(b"link")
        headers[b"link"] = own + b", " + links if own else links
    download = headers.get(b"content-disposition", b"").startswith(b"attachment")
    if _is_text(headers.get(b"content-type", b"")) and not download:
        headers[b"vary"] = b"Accept, Accept-Encoding"
        if packed and len(body) >= SMALLEST_GZIP:
            body = gzip.compress(body, compresslevel=6, mtime=0)
            headers[b"content-encoding"] = b"gzip"
    etag = None
    if status == HTTPStatus.OK:
        digest = hashlib.sha256(body).digest()
        headers[b"repr-digest"] = b"sha-256=:%s:" % binascii.b2a_base64(digest, newline=False)
        if headers.setdefault(b"cache-control", CACHED) != b"no-store":
            etag = f'"{digest.hex()[:ETAG_HEX_DIGITS]}"'
            headers[b"etag"] = etag.encode()
            headers[b"last-modified"] = _date(modified)
    if status != HTTPStatus.NO_CONTENT:
        headers[b"content-length"] = b"%d" % len(body)
    return Finished(
        status=status,
        # A tuple, so that no server or layer outside can change what the next client is sent.
        start={"type": "http.response.start", "status": int(status), "headers": tuple(headers.items())},
        body={"type": "http.response.body", "body": body},
        etag=etag,
        download=download,
        modified=modified,
    )


@lru_cache(maxsize=16)
def _date(moment: datetime) -> bytes:
    """An HTTP-date (RFC 9110 §5.6.7)."""
    return format_datetime(moment, usegmt=True).encode()


def _is_text(media_type: bytes) -> bool:
    """Whether it is worth packing, and may have been negotiated. Pictures and archives are neither."""
    return media_type.startswith((b"text/", b"application/", b"image/svg+xml")) and media_type not in ARCHIVES
