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

from starlette.types import Receive, Scope, Send

from app.http.problems import Unavailable
from app.http.ranges import ByteRange, content_range, part_asked
from app.http.request import SCOPE_KEY, Received
from app.http.responses import ETAG_HEX_DIGITS, HEAD
from app.http.streams import PiecewiseResponse
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


class FileResponse(PiecewiseResponse):
    """A stored file, whole or a range of it; its packed form (gzip), if it has one, for who takes that.

    A range is always one of the file as it is. Raises, before anything is sent, RangeNotSatisfiable, Unavailable where
    it is still being checked, and FileChangedError. What changes on the way ends the connection, by the error that is
    raised: too little was sent by then, which the client sees.
    """

    def __init__(
        self, file: StoredFile, headers: Mapping[str, str], modified: datetime, packed: StoredFile | None = None
    ) -> None:
        """`headers` has media type, disposition and links. `modified` is in UTC."""
        super().__init__(headers, modified)
        self.file = file
        self.packed = packed
        self.headers["accept-ranges"] = "bytes"
        if packed is not None:
            self.headers["vary"] = "Accept-Encoding"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        asked: Received = scope[SCOPE_KEY]
        file = self.packed if self.packed and asked.key.gzip else self.file
        await _check(file)
        if not self.is_held(file.etag, scope):
            part = part_asked(asked.fields, file.etag, file.size)
            if part:
                self.status_code = HTTPStatus.PARTIAL_CONTENT
                self.headers["content-range"] = content_range(part, file.size)
            whole = part or ByteRange(0, file.size)
            self.headers.update({"content-length": str(whole.end - whole.start), "repr-digest": file.digest})
            if file is self.packed:
                self.headers["content-encoding"] = "gzip"
            if not scope.get(HEAD):
                self.body_iterator = _pieces(file, await _read(file, whole), whole)
            file.require_unchanged()
        await super().__call__(scope, receive, send)


async def _check(file: StoredFile) -> None:
    try:
        right = await file.right()
    except OSError:
        right = False
    if right is None:
        detail = f"{file.name} is being checked before it is first sent."
        raise Unavailable(detail, headers={"retry-after": str(RETRY_AFTER_S)})
    if not right:
        raise FileChangedError(file.name)


async def _read(file: StoredFile, part: ByteRange) -> bytes:
    """The first piece of a part."""
    try:
        return await asyncio.to_thread(file.read, part.start, min(PIECE, part.end - part.start))
    except OSError:
        raise FileChangedError(file.name) from None


async def _pieces(file: StoredFile, first: bytes, part: ByteRange) -> AsyncIterator[bytes]:
    """A part of a file, of which the `first` piece is read."""
    yield first
    position = part.start + len(first)
    while position < part.end:
        piece = await asyncio.to_thread(file.read, position, min(PIECE, part.end - position))
        position += len(piece)
        yield piece
