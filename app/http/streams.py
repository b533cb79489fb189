"""Responses that leave in pieces, so that others are answered in between: what they share, and long lists."""

import asyncio
import zlib
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from app.http.conditions import is_held
from app.http.negotiation import takes_gzip
from app.http.responses import CACHEABLE, EVERYWHERE, HEAD, ON_NOT_MODIFIED, STORABLE, RawHeaders, http_date

GZIP_CONTAINER = 31
"""What tells zlib to write gzip (RFC 1952), with the largest window."""


class RequestFields:
    """The fields of a request by name, repeated ones joined (RFC 9110 §5.3)."""

    def __init__(self, scope: Scope) -> None:
        self.headers = Headers(scope=scope)

    def __getitem__(self, name: str) -> str | None:
        values = self.headers.getlist(name)
        return ", ".join(values) if values else None

    def hold(self, etag: str, modified: datetime) -> bool:
        """Whether the client says that it holds a representation."""
        return is_held(etag, modified, self["if-none-match"], self["if-modified-since"])


class StreamedResponse(Response):
    """A response that is made while it is sent: it has neither a length nor a digest, and no part can be asked for."""

    def __init__(self, pieces: Iterable[bytes], headers: Mapping[str, str], tag: str, modified: datetime) -> None:
        """`tag` tells its bytes from all others, `modified` is in UTC."""
        super().__init__(headers=with_common(headers, modified) | {"vary": "Accept, Accept-Encoding"})
        del self.headers["content-length"]
        self.pieces = pieces
        self.tag = tag
        self.modified = modified

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        asked = RequestFields(scope)
        packed = takes_gzip(asked["accept-encoding"])
        etag = f'"{self.tag}{"-gzip" if packed else ""}"'
        self.headers["etag"] = etag
        scope[STORABLE] = True
        if asked.hold(etag, self.modified):
            await send_not_modified(send, self.raw_headers)
            return
        if packed:
            self.headers["content-encoding"] = "gzip"
        await send({"type": "http.response.start", "status": int(HTTPStatus.OK), "headers": self.raw_headers})
        async with watched(receive) as gone:
            for piece in () if scope.get(HEAD) else _packed(self.pieces) if packed else self.pieces:
                if gone.done():
                    return
                await send({"type": "http.response.body", "body": piece, "more_body": True})
                await asyncio.sleep(0)
        await send({"type": "http.response.body", "body": b""})
        if self.background is not None:
            await self.background()


def with_common(headers: Mapping[str, str], modified: datetime) -> dict[str, str]:
    """Headers of a response that leaves in pieces, with what every one has."""
    everywhere = {name.decode(): value.decode() for name, value in EVERYWHERE.items()}
    dated = {"cache-control": CACHEABLE.decode(), "last-modified": http_date(modified).decode()}
    return everywhere | dated | dict(headers)


async def send_not_modified(send: Send, headers: RawHeaders) -> None:
    """Say that the client holds it, with what a 304 repeats of the headers."""
    repeated = [field for field in headers if field[0] in ON_NOT_MODIFIED]
    await send({"type": "http.response.start", "status": int(HTTPStatus.NOT_MODIFIED), "headers": repeated})
    await send({"type": "http.response.body", "body": b""})


def _packed(pieces: Iterable[bytes]) -> Iterable[bytes]:
    """Pieces in gzip, each of which can be unpacked when it arrives."""
    packer = zlib.compressobj(wbits=GZIP_CONTAINER)
    for piece in pieces:
        yield packer.compress(piece) + packer.flush(zlib.Z_SYNC_FLUSH)
    yield packer.flush()


@asynccontextmanager
async def watched(receive: Receive) -> AsyncIterator["asyncio.Task[None]"]:
    """A task that is done once the client has gone."""
    gone = asyncio.create_task(_gone(receive))
    try:
        yield gone
    finally:
        gone.cancel()


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
