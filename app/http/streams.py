"""Responses that leave in pieces, so that others are answered in between: what they share, and long lists."""

import asyncio
import zlib
from collections.abc import AsyncIterator, Iterable, Mapping
from datetime import datetime
from http import HTTPStatus

from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from app.http.conditions import is_held
from app.http.request import SCOPE_KEY, Received
from app.http.responses import CACHEABLE, EVERYWHERE, HEAD, ON_NOT_MODIFIED, STORABLE, http_date

GZIP_CONTAINER = 31
"""What tells zlib to write gzip (RFC 1952), with the largest window."""


class PiecewiseResponse(StreamingResponse):
    """A response of ours that leaves in pieces: the middleware lets it pass, so it answers conditions itself."""

    def __init__(self, headers: Mapping[str, str], modified: datetime) -> None:
        """`modified` is in UTC."""
        everywhere = {name.decode(): value.decode() for name, value in EVERYWHERE.items()}
        dated = {"cache-control": CACHEABLE.decode(), "last-modified": http_date(modified).decode()}
        super().__init__(_in_turns(()), headers=everywhere | dated | dict(headers))
        self.modified = modified

    def is_held(self, etag: str, scope: Scope) -> bool:
        """Name the bytes that are about to be sent. Where the client holds them, only that is sent."""
        asked: Received = scope[SCOPE_KEY]
        scope[STORABLE] = True
        self.headers["etag"] = etag
        if not is_held(etag, self.modified, asked.fields):
            return False
        self.status_code = HTTPStatus.NOT_MODIFIED
        self.raw_headers = [field for field in self.raw_headers if field[0] in ON_NOT_MODIFIED]
        return True


class StreamedResponse(PiecewiseResponse):
    """A response that is made while it is sent: it has neither a length nor a digest, and no part can be asked for."""

    def __init__(self, pieces: Iterable[bytes], headers: Mapping[str, str], tag: str, modified: datetime) -> None:
        """`tag` tells its bytes from all others, `modified` is in UTC."""
        super().__init__({**headers, "vary": "Accept, Accept-Encoding"}, modified)
        self.pieces = pieces
        self.tag = tag

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        asked: Received = scope[SCOPE_KEY]
        packed = asked.key.gzip
        if not self.is_held(f'"{self.tag}{"-gzip" if packed else ""}"', scope):
            if packed:
                self.headers["content-encoding"] = "gzip"
            if not scope.get(HEAD):
                self.body_iterator = _in_turns(_packed(self.pieces) if packed else self.pieces)
        await super().__call__(scope, receive, send)


async def _in_turns(pieces: Iterable[bytes]) -> AsyncIterator[bytes]:
    """Pieces, each made on the event loop, with a turn for others behind it."""
    for piece in pieces:
        yield piece
        await asyncio.sleep(0)


def _packed(pieces: Iterable[bytes]) -> Iterable[bytes]:
    """Pieces in gzip, each of which can be unpacked when it arrives."""
    packer = zlib.compressobj(wbits=GZIP_CONTAINER)
    for piece in pieces:
        yield packer.compress(piece) + packer.flush(zlib.Z_SYNC_FLUSH)
    yield packer.flush()
