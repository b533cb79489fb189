"""Files as responses: opened once, checked before they are first sent, read in pieces beside the event loop.

What is sent is what was there when the file was opened, whatever becomes of its name. A file that was overwritten in
place is refused, never sent as junk. Ranges, conditions and digests: RFC 9110 §13 and §14, RFC 9530.
"""

import asyncio
import binascii
from collections.abc import AsyncIterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime
from http import HTTPStatus
from pathlib import Path

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from app.http.negotiation import takes_gzip
from app.http.problems import Unavailable, out_of_range
from app.http.ranges import ByteRange, UnsatisfiableRangeError, byte_range, content_range, range_applies
from app.http.responses import ETAG_HEX_DIGITS, HEAD, STORABLE
from app.http.streams import RequestFields, send_not_modified, watched, with_common
from app.release import FileChangedError, HeldFile

PIECE = 262_144
"""Bytes that are read and sent at once."""
PATIENCE_S = 2.0
"""So long a request waits for the check of a file; then it is told to come again."""
RETRY_AFTER_S = 5

_CHECKS = ThreadPoolExecutor(max_workers=1, thread_name_prefix="check-file")


class StoredFile(HeldFile):
    """A file of a release, and the SHA-256 that it must have, in hexadecimal digits."""

    def __init__(self, path: Path, sha256: str) -> None:
        """Open the file. Raises OSError."""
        super().__init__(path)
        self.listed_sha256 = sha256
        self._checked: Future[bool] | None = None

    @property
    def etag(self) -> str:
        """The entity tag of its bytes."""
        return f'"{self.listed_sha256[:ETAG_HEX_DIGITS]}"'

    @property
    def digest(self) -> str:
        """The Repr-Digest field of its bytes, sent whole or in part (RFC 9530 §3)."""
        return f"sha-256=:{binascii.b2a_base64(bytes.fromhex(self.listed_sha256), newline=False).decode()}:"

    async def right(self, patience_s: float = PATIENCE_S) -> bool | None:
        """Whether it has its SHA-256, by a check of all its bytes the first time; None: not known yet."""
        if self._checked is None:
            self._checked = _CHECKS.submit(lambda: self.sha256() == self.listed_sha256)
        with suppress(TimeoutError):
            return await asyncio.wait_for(asyncio.shield(asyncio.wrap_future(self._checked)), patience_s)
        return None


class FileResponse(Response):
    """A stored file, whole or a range of it; its packed form (gzip), if it has one, for who takes that.

    A range is always one of the file as it is. Raises, before anything is sent, RangeNotSatisfiable, Unavailable where
    it is still being checked, and FileChangedError.
    """

    def __init__(
        self, file: StoredFile, headers: Mapping[str, str], modified: datetime, packed: StoredFile | None = None
    ) -> None:
        """`headers` has media type, disposition and links. `modified` is in UTC."""
        super().__init__(headers=with_common(headers, modified))
        self.file = file
        self.packed = packed
        self.modified = modified
        self.headers["accept-ranges"] = "bytes"
        if packed is not None:
            self.headers["vary"] = "Accept-Encoding"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        asked = RequestFields(scope)
        file = self.packed if self.packed and takes_gzip(asked["accept-encoding"]) and not asked["range"] else self.file
        await _check(file)
        scope[STORABLE] = True
        self.headers["etag"] = file.etag
        if asked.hold(file.etag, self.modified):
            await send_not_modified(send, self.raw_headers)
            return
        part = self._part(asked, file)
        whole = part or ByteRange(0, file.size)
        length = 0 if scope.get(HEAD) else whole.end - whole.start
        first = await _read(file, whole.start, length) if length else b""
        self.headers.update({"content-length": str(whole.end - whole.start), "repr-digest": file.digest})
        if part:
            self.headers["content-range"] = content_range(part, file.size)
        if file is self.packed:
            self.headers["content-encoding"] = "gzip"
        status = HTTPStatus.PARTIAL_CONTENT if part else HTTPStatus.OK
        file.require_unchanged()
        await send({"type": "http.response.start", "status": int(status), "headers": self.raw_headers})
        await _send_pieces(file, first, whole.start, length, receive, send)
        if self.background is not None:
            await self.background()

    def _part(self, asked: RequestFields, file: StoredFile) -> ByteRange | None:
        """The range to send; None: the whole."""
        if not range_applies(asked["if-range"], file.etag, self.modified):
            return None
        try:
            return byte_range(asked["range"], file.size)
        except UnsatisfiableRangeError:
            raise out_of_range(file.size) from None


async def _check(file: StoredFile) -> None:
    try:
        right = await file.right()
    except OSError:
        right = False
    if right is None:
        problem = Unavailable(f"{file.name} is being checked before it is first sent.")
        problem.headers = {"retry-after": str(RETRY_AFTER_S)}
        raise problem
    if not right:
        raise FileChangedError(file.name)


async def _read(file: StoredFile, start: int, length: int) -> bytes:
    try:
        return await asyncio.to_thread(file.read, start, min(PIECE, length))
    except OSError:
        raise FileChangedError(file.name) from None


async def _pieces(file: StoredFile, position: int, end: int) -> AsyncIterator[bytes]:
    while position < end:
        piece = await asyncio.to_thread(file.read, position, min(PIECE, end - position))
        position += len(piece)
        yield piece


async def _send_pieces(file: StoredFile, first: bytes, start: int, length: int, receive: Receive, send: Send) -> None:
    """Send `length` bytes, of which the `first` are read; stop where the client has gone.

    What changes on the way ends the connection, by the error that is raised: too little was sent by then, which the
    client sees.
    """
    async with watched(receive) as gone:
        left = length - len(first)
        await send({"type": "http.response.body", "body": first, "more_body": left > 0})
        async for piece in _pieces(file, start + len(first), start + length):
            if gone.done():
                return
            left -= len(piece)
            await send({"type": "http.response.body", "body": piece, "more_body": left > 0})
