"""The middleware of the record: cached responses, conditions, HEAD, OPTIONS, coding, and what is refused at once.

RFC 9110, 9111, 9530. It stands inside every middleware that is added later, so these see cached responses, too. It
finishes responses of ours (`Representation`) and lets all others pass as they are.
"""

import re
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from http import HTTPStatus
from time import perf_counter
from typing import Any, NamedTuple
from urllib.parse import quote

from fastapi import FastAPI
from fastapi.routing import APIRoute, iter_route_contexts
from prometheus_client import Histogram
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.http.cache import ResponseStore
from app.http.handlers import refuse
from app.http.metrics import Answered
from app.http.negotiation import preference, takes_gzip
from app.http.problems import AddressTooLong, HeadersTooLarge, Problem
from app.http.request import (
    LONGEST_ADDRESS,
    SCOPE_KEY,
    Fields,
    Received,
    RequestKey,
    read_fields,
    reads_query,
    route_path,
    takes_key_alone,
    untracked,
)
from app.http.responses import (
    HEAD,
    MARK,
    NO_STORE,
    STORABLE,
    PreparedResponse,
    RawHeaders,
    Representation,
    explained,
    prepare,
)

LARGEST_HEADERS = 32_768
METHODS = "GET, HEAD, OPTIONS"
ANY_FIELD = "*, Authorization"
"""Without credentials, the star means every field but this one (Fetch standard, CORS protocol)."""
PREFLIGHT = {
    b"allow": METHODS.encode(),
    b"access-control-allow-methods": METHODS.encode(),
    b"access-control-allow-headers": ANY_FIELD.encode(),
    b"access-control-max-age": b"86400",
}

OTHER, UNMATCHED = "other", "unmatched"
"""What answers are counted under that no route of FastAPI's gave, and those to addresses that no route has."""

MATCHED = ("route", "endpoint", "path_params")
"""What routing writes into a request's scope."""


class KnownRoute(NamedTuple):
    """A route as it is included somewhere."""

    pattern: re.Pattern[str]
    template: str
    takes_key_alone: bool
    reads_query: bool


class Exchange(NamedTuple):
    """A request, what is read of it, and the way back."""

    scope: Scope
    key: RequestKey
    fields: Fields
    send: Send
    head: bool


class ResponseCache:
    """Pure-ASGI middleware: finishes every response of ours, and caches those that can be sent again.

    A response is cached where it follows from the request's key alone: where its route, and everything around it,
    takes nothing but path, query and dependencies of ours (`FromKey`). Every other one is marked `no-store`.
    Where nothing that the route takes follows from the query, one response is cached for all queries.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        store: ResponseStore,
        sent: Counter[Answered],
        durations: Histogram,
        released: datetime,
        offered: tuple[str, ...],
        public_url: str | None,
        licence_url: str,
    ) -> None:
        """`sent` counts responses, `durations` the time to make them. `released`: when all were last modified.

        `offered`: the media types that responses can be had in.
        """
        self.app = app
        self.store = store
        self.sent = sent
        self.durations = durations
        self.released = released
        self.negotiated = lru_cache(maxsize=512)(
            lambda accept, codings: (preference(accept or "", offered), takes_gzip(codings))
        )
        self.public_url = public_url
        self.licence_url = licence_url
        self._routes: list[BaseRoute] = []
        self._known: dict[int, list[KnownRoute]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from the cache, or let the application answer."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        method = scope["method"]
        fields, size = read_fields(method, scope["headers"])
        accept, gzip = self.negotiated(fields.get(b"accept"), fields.get(b"accept-encoding"))
        gzip = gzip and b"range" not in fields  # a part is one of the plain text
        key = RequestKey(scope.get("root_path", ""), route_path(scope), untracked(scope["query_string"]), accept, gzip)
        if method in {"HEAD", "OPTIONS"} and _first_match(scope) is Match.FULL:
            method = "other"  # a route takes it itself
        exchange = Exchange(scope, key, fields, send, method == "HEAD")
        if (refusal := _refusal(scope, size)) is not None:
            return await self._refuse(refusal, exchange)
        if method == "OPTIONS":
            return await self._send(self._prepare(HTTPStatus.NO_CONTENT, PREFLIGHT.items(), b"", key), exchange)
        if (method == "GET" or exchange.head) and (cached := self._cached(scope["app"], key)) is not None:
            scope.update(cached.matched)
            return await self._send(cached, exchange)
        if not exchange.head:
            return await self._ask(exchange, receive)
        asked = {**scope, "method": "GET", HEAD: True}
        await self._ask(exchange._replace(scope=asked), receive)
        return scope.update(_matched(asked))

    async def _ask(self, exchange: Exchange, receive: Receive) -> None:
        """Let the application answer, and finish its response if it is one of ours."""
        scope, key, _, send, head = exchange
        ours: list[tuple[Message, Representation]] = []
        began = perf_counter()

        async def finish(message: Message) -> None:
            if message["type"] == "http.response.start":
                if (representation := scope.pop(MARK, None)) is not None:
                    ours.append((message, representation))
                    return
                known = self._route(scope, key)
                template = _template(scope, known)
                self.sent[template, message["status"] // 100] += 1
                self.durations.labels(template).observe(perf_counter() - began)
                if scope.pop(STORABLE, False) and not _follows(scope["app"], known):
                    message = {**message, "headers": _not_stored(message["headers"])}
            elif ours:
                (start, representation), known = ours[0], self._route(scope, key)
                headers = _marked(start, scope["app"], known)
                prepared = self._prepare(start["status"], headers, message["body"], key, representation.pack)
                prepared = prepared._replace(
                    route=_template(scope, known),
                    matched=_matched(scope),
                    reads_query=known is None or known.reads_query,
                )
                self.durations.labels(prepared.route).observe(perf_counter() - began)
                self.store.keep(key, prepared)
                await self._send(prepared, exchange)
                return
            elif head:
                message = {**message, "body": b""}
            await send(message)

        scope[SCOPE_KEY] = self._received(exchange)
        try:
            await self.app(scope, receive, finish)
        except Exception:
            self.sent[_template(scope, self._route(scope, key)), 5] += 1
            raise

    def _received(self, exchange: Exchange) -> Received:
        scope, key, fields, _, _ = exchange
        return Received(key, self._base(key), dict(scope), self.app, fields)

    def _base(self, key: RequestKey) -> str:
        return key.root_path if self.public_url is None else self.public_url

    def _prepare(
        self,
        status: int,
        headers: RawHeaders,
        body: bytes,
        key: RequestKey,
        pack: Callable[[bytes], bytes] = Representation.pack,
    ) -> PreparedResponse:
        return prepare(
            status,
            headers,
            body,
            modified=self.released,
            accepts_gzip=key.gzip,
            pack=pack,
            explained=explained(self._base(key), self.licence_url),
        )

    async def _send(self, response: PreparedResponse, exchange: Exchange) -> None:
        try:
            status = await response.send(exchange.send, exchange.fields, head=exchange.head)
        except Problem as problem:
            await self._refuse(problem, exchange)
        else:
            self.sent[response.route or UNMATCHED, status // 100] += 1

    async def _refuse(self, problem: Problem, exchange: Exchange) -> None:
        response = await refuse(problem, self._received(exchange))
        prepared = self._prepare(response.status_code, response.raw_headers, bytes(response.body), exchange.key)
        await self._send(prepared, exchange)

    def _cached(self, app: FastAPI, key: RequestKey) -> PreparedResponse | None:
        """What is cached for a key, unless the routes or their dependencies are no longer those that it was made by."""
        if self._routes != app.routes:
            self._routes = list(app.routes)
            self._known = _known(app)
            self.store.clear()
        return None if app.dependency_overrides else self.store.get(key)

    def _route(self, scope: Scope, key: RequestKey) -> KnownRoute | None:
        """The route of FastAPI's that answered, by the way that it was included."""
        routes = self._known.get(id(scope.get("route")), ())
        return next((known for known in routes if known.pattern.match(key.path)), None)


def _marked(start: Message, app: FastAPI, known: KnownRoute | None) -> RawHeaders:
    """The headers of a response of ours, with `no-store` where it depends on more than the key."""
    headers: RawHeaders = start["headers"]
    return headers if start["status"] != HTTPStatus.OK or _follows(app, known) else _not_stored(headers)


def _follows(app: FastAPI, known: KnownRoute | None) -> bool:
    """Whether what a route answers follows from the request's key alone."""
    return known is not None and known.takes_key_alone and not app.dependency_overrides


def _not_stored(headers: RawHeaders) -> RawHeaders:
    return [*(field for field in headers if field[0] != b"cache-control"), (b"cache-control", NO_STORE)]


def _template(scope: Scope, known: KnownRoute | None) -> str:
    """The path of the route that answered, with the names of its parameters."""
    return known.template if known else OTHER if "route" in scope else UNMATCHED


def _known(app: FastAPI) -> dict[int, list[KnownRoute]]:
    """By the identity of a route: how it is known, once for each inclusion."""
    found: dict[int, list[KnownRoute]] = {}
    for context in iter_route_contexts(app.routes):
        if isinstance(context.original_route, APIRoute):
            taken = context.dependant
            known = KnownRoute(context.path_regex, str(context.path), takes_key_alone(taken), reads_query(taken))
            found.setdefault(id(context.original_route), []).append(known)
    return found


def _matched(scope: Scope) -> dict[str, Any]:
    return {name: scope[name] for name in MATCHED if name in scope}


def _first_match(scope: Scope) -> Match:
    """How the first route that has the path takes the method: FULL where it does, PARTIAL where not."""
    app: FastAPI = scope["app"]
    matches = (route.matches(scope)[0] for route in app.routes)
    return next((match for match in matches if match is not Match.NONE), Match.NONE)


def _refusal(scope: Scope, size: int) -> Problem | None:
    """What is refused before any routing; `size` is that of the request's fields."""
    if len(scope.get("raw_path") or scope["path"]) + len(scope["query_string"]) > LONGEST_ADDRESS:
        short = len(scope["path"]) * 3 <= LONGEST_ADDRESS  # escaped, a letter may take three
        example = quote(route_path(scope)) if short else "/"
        return AddressTooLong(f"The address is longer than {LONGEST_ADDRESS:,} bytes.", example=example)
    if size > LARGEST_HEADERS:
        detail = f"The headers are together larger than {LARGEST_HEADERS:,} bytes."
        return HeadersTooLarge(detail, example=quote(route_path(scope)))
    return None
