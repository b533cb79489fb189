"""The log: a JSON object a line, for machines; on terminals, plain lines. An access log, if it is asked for."""

import json
import logging
import re
import secrets
import sys
import time
from contextvars import ContextVar
from datetime import UTC, datetime
from http import HTTPStatus

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.settings import AccessLog

REQUEST_ID = b"x-request-id"
_ID = re.compile(rb"[A-Za-z0-9._-]{1,64}")
LONGEST_LOGGED = 2_000
"""Bytes of an address that are logged."""

request_id: ContextVar[str | None] = ContextVar("request_id", default=None)
access = logging.getLogger("record.access")


class JsonLines(logging.Formatter):
    """A record as one line, whatever it says: JSON escapes line ends."""

    def format(self, record: logging.LogRecord) -> str:
        """Time (UTC), level, logger, message; the request's id, an error's traceback, and what the record adds."""
        time_of = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line: dict[str, object] = {"time": time_of, "level": record.levelname.lower(), "logger": record.name}
        line |= {"message": record.getMessage(), "request_id": request_id.get()}
        line |= getattr(record, "fields", {})
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps({name: value for name, value in line.items() if value is not None}, ensure_ascii=False)


def start_log(*, plain: bool) -> None:
    """Log to standard error from now on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(levelname)s %(name)s %(message)s") if plain else JsonLines())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)


def logs_access(setting: AccessLog, *, terminal: bool) -> bool:
    """Whether requests are logged."""
    return not terminal if setting == "auto" else setting != "off"


class AccessLogger:
    """Pure-ASGI middleware: a line for each request, and its id, which the answer and every other line carry, too.

    The id is what a proxy sent as `X-Request-ID`, else a new one. The client's address is logged only if asked for.
    """

    def __init__(self, app: ASGIApp, *, clients: bool) -> None:
        """`clients`: whether to log addresses of clients."""
        self.app = app
        self.clients = clients

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, and log what was answered."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        own = _id_of(scope)
        request_id.set(own)
        begun, status, sent = time.perf_counter(), int(HTTPStatus.INTERNAL_SERVER_ERROR), 0

        async def counted(message: Message) -> None:
            nonlocal status, sent
            if message["type"] == "http.response.start":
                status = message["status"]
                message = {**message, "headers": [*message["headers"], (REQUEST_ID, own.encode())]}
            else:
                sent += len(message.get("body", b""))
            await send(message)

        try:
            await self.app(scope, receive, counted)
        finally:
            fields = {
                "method": scope["method"],
                "address": _address(scope),
                "status": status,
                "bytes": sent,
                "ms": round((time.perf_counter() - begun) * 1000, 2),
                "client": (scope.get("client") or (None,))[0] if self.clients else None,
            }
            access.info("%s %s %d", scope["method"], fields["address"], status, extra={"fields": fields})


def _id_of(scope: Scope) -> str:
    given = next((value for name, value in scope["headers"] if name == REQUEST_ID), b"")
    return given.decode() if _ID.fullmatch(given) else secrets.token_hex(8)


def _address(scope: Scope) -> str:
    path: bytes = scope.get("raw_path") or scope["path"].encode("utf-8", "replace")
    query: bytes = scope["query_string"]
    address = b"?".join([path, query] if query else [path])
    return address[:LONGEST_LOGGED].decode("ascii", "backslashreplace")
