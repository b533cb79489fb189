"""What an answer may depend on: the key of a request, and what the middleware knows of the request that it let in."""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple, Self
from urllib.parse import quote, urlsplit

from fastapi.dependencies.models import Dependant
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Scope

LONGEST_ADDRESS = 8_192
"""Bytes of a path and its query that are taken."""

SCOPE_KEY = "record"
"""Where the middleware leaves a `Received` in the scope."""

CONDITIONS = (b"if-match", b"if-unmodified-since", b"if-none-match", b"if-modified-since", b"if-range")
READ = frozenset({b"accept", b"accept-encoding", b"range", *CONDITIONS})
"""The request fields that are read; no other changes a response of ours."""

Fields = Mapping[bytes, str]
"""Request fields by name."""


class RequestKey(NamedTuple):
    """All of a request that an answer of ours depends on."""

    root_path: str
    """The prefix below which the application is served, from the ASGI scope."""
    path: str
    """Below the prefix, decoded, as the router reads it; so spellings of one path are one key."""
    query: bytes
    """As it was sent, but for what platforms add to links that people share."""
    accept: str
    """In the canonical form of `negotiation.preference`."""
    gzip: bool
    """Whether the client takes gzip."""


class Received(NamedTuple):
    """A request that the middleware let in."""

    key: RequestKey
    base: str
    """What stands before every address of ours: the public address, else the prefix."""
    scope: Mapping[str, Any]
    """The ASGI scope as it was before routing."""
    app: ASGIApp | None = None
    """The application inside the middleware, to try the example of a refusal on; None: this is such a trial."""
    fields: Fields = MappingProxyType({})
    """The request fields that are read; a trial has none."""

    @property
    def prefix(self) -> str:
        """The path below which the application is served, for what a page loads from its own host."""
        return self.base if self.base == self.key.root_path else urlsplit(self.base).path

    def without_query(self) -> Self:
        """The same request as if its address had no query."""
        return self._replace(key=self.key._replace(query=b""))


class FromKey:
    """A dependency whose value follows from the request's key alone: an answer that takes no other may be cached."""

    reads_query: bool = True
    """Whether it follows from the query, too: answers that take no such thing are the same for every query."""


def received(request: HTTPConnection) -> Received:
    """What the middleware knows of a request."""
    found = request.scope[SCOPE_KEY]
    assert isinstance(found, Received)
    return found


def read_fields(method: str, headers: Iterable[tuple[bytes, bytes]]) -> tuple[Fields, int]:
    """The request fields that are read, a repeated one joined (RFC 9110 §5.3), and the size of all fields in bytes.

    Only GET has a range (§14.2).
    """
    fields: dict[bytes, str] = {}
    size = 0
    for name, value in headers:
        size += len(name) + len(value)
        if name in READ:
            text = value.decode("latin-1")
            fields[name] = f"{fields[name]}, {text}" if name in fields else text
    if method != "GET":
        fields.pop(b"range", None)
    return fields, size


def route_path(scope: Scope) -> str:
    """The path below `root_path`: ASGI's `path` contains it, but for servers behind a proxy that has cut it off."""
    path, root = str(scope["path"]), str(scope.get("root_path", ""))
    below = path.removeprefix(root) if root else path
    return below if below.startswith("/") else path if below else "/"


def takes_key_alone(dependant: Dependant) -> bool:
    """Whether an endpoint is given nothing but what follows from the request's key."""
    other = (
        dependant.header_params,
        dependant.cookie_params,
        dependant.body_params,
        dependant.request_param_name,
        dependant.http_connection_param_name,
        dependant.response_param_name,
        dependant.background_tasks_param_name,
        dependant.security_scopes_param_name,
    )
    return not any(other) and all(_from_key(each) for each in dependant.dependencies)


def _from_key(dependency: Dependant) -> bool:
    return isinstance(dependency.call, FromKey) and all(_from_key(each) for each in dependency.dependencies)


def reads_query(dependant: Dependant) -> bool:
    """Whether an endpoint, or a dependency of it, is given anything that follows from the query."""
    return (
        bool(dependant.query_params)
        or (isinstance(dependant.call, FromKey) and dependant.call.reads_query)
        or any(reads_query(each) for each in dependant.dependencies)
    )


_TRACKING = re.compile(
    rb"utm_\w+|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|ttclid|twclid|yclid|igshid|srsltid|li_fat_id"
    rb"|mc_[ce]id|mkt_tok|_ga|_gl|_hsenc|_hsmi"
)
_MAYBE_TRACKED = re.compile(rb"(?:^|&)(?:" + _TRACKING.pattern + rb")(?:[=&]|$)")


def untracked(query: bytes) -> bytes:
    """A query without the names by which platforms track clicks: they decorate every link that people share."""
    if _MAYBE_TRACKED.search(query) is None:
        return query
    return b"&".join([part for part in query.split(b"&") if not _TRACKING.fullmatch(part.partition(b"=")[0])])


def as_sent(query: bytes) -> str:
    """A query as it stands in an address: escaped, but for what is escaped already (RFC 3986 §3.4)."""
    return quote(query, safe="%!$&'()*+,;=:@/?-._~")
