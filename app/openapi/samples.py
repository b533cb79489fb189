"""A refusal and a record of each kind, as they are really sent: OpenAPI shows these."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import get_ident
from typing import Any, NamedTuple

from fastapi import FastAPI
from starlette.types import Scope

from app.http import handlers
from app.http.costs import MOST_PARAMETERS
from app.http.problems import PROBLEMS, stopping
from app.query.pagination import ListQuery, Position, encode_cursor
from app.query.reader import READER
from app.query.schemas import record_url
from app.vocabulary import ChangeKind, RecordType

TOO_LONG = "a" * 9_000
TOO_LARGE = "a" * 40_000
LIST = "/v1/claims"
FILE = "/v1/dataset.zip"
READY = "/readyz"

Body = dict[str, Any]


class Samples(NamedTuple):
    """Bodies of problems by code, and the first record of lists by their address, as far as a release has any."""

    problems: dict[str, Body]
    records: dict[str, Body]


def samples(app: FastAPI, lists: Sequence[str]) -> Samples:
    """One of each kind that a release can be made to answer.

    `app` is one that nobody else uses. It is asked in a thread with an event loop of its own, whatever runs here.
    """
    with ThreadPoolExecutor(max_workers=1) as aside:
        return aside.submit(lambda: asyncio.run(_ask_for_all(app, lists))).result()


async def _ask_for_all(app: FastAPI, lists: Sequence[str]) -> Samples:
    refused = {body["code"]: body async for body in _refused(app)}
    pages = {address: await _ask(app, f"{address}?limit=1") for address in lists}
    return Samples(
        {code: refused[code] for code in PROBLEMS if code in refused},
        {address: page["data"][0] for address, page in pages.items() if page.get("data")},
    )


async def _refused(app: FastAPI) -> AsyncIterator[Body]:
    stamp = app.state.service.stamp
    expired = encode_cursor(ListQuery(), LIST, Position(1, "x"), "an earlier release")
    foreign = encode_cursor(ListQuery(), "/v1/topics", Position(1, "x"), stamp)
    yield await _ask(app, FILE, header=("range", f"bytes={10**15}-"))
    yield await _ask(app, LIST, header=("if-match", '"of-an-earlier-release"'))
    yield await _ask(app, "/v1/topics?srt=label")
    yield await _ask(app, f"{LIST}?limit=1&limit=2")
    yield await _ask(app, "/v1/search")
    yield await _ask(app, f"{LIST}?certainty=hedgd")
    for source in (await _ask(app, "/v1/sources?limit=1"))["data"]:
        misspelt = source["id"][:-1]
        yield await _ask(app, f"{LIST}?source={misspelt}")
        yield await _ask(app, f"/v1/sources/{misspelt}")
    yield await _ask(app, f"{LIST}?topic=patents{'&topic=patents' * MOST_PARAMETERS}")
    yield await _ask(app, f"{LIST}?limit=5&cursor=abc")
    yield await _ask(app, f"{LIST}?limit=5&cursor={foreign}")
    yield await _ask(app, f"{LIST}?limit=5&cursor={expired}")
    for kind in (ChangeKind.renamed, ChangeKind.withdrawn):
        for change in (await _ask(app, f"/v1/changes?change={kind}&limit=1"))["data"]:
            yield await _ask(app, record_url(RecordType(change["record"]["type"]), change["record"]["id"]))
    yield await _ask(app, LIST, method="POST")
    yield await _ask(app, LIST, header=("accept", "image/png"))
    yield await _ask(app, f"{LIST}?q={TOO_LONG}")
    yield await _ask(app, LIST, header=("x-large", TOO_LARGE))
    yield await _failing(app, READY, stopping())
    yield await _failing(app, LIST, ZeroDivisionError())


async def _failing(app: FastAPI, address: str, error: Exception) -> Body:
    """What an error on the way to an answer is answered by; of this one, nothing is logged."""
    here = get_ident()

    def elsewhere(record: logging.LogRecord) -> bool:
        return record.thread != here

    async def fail() -> None:
        raise error

    app.dependency_overrides[READER] = fail
    handlers.log.addFilter(elsewhere)
    try:
        return await _ask(app, address)
    finally:
        handlers.log.removeFilter(elsewhere)
        app.dependency_overrides.clear()


async def _ask(app: FastAPI, address: str, *, method: str = "GET", header: tuple[str, str] | None = None) -> Body:
    path, _, query = address.partition("?")
    scope: Scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "headers": [] if header is None else [(header[0].encode(), header[1].encode())],
    }
    _, answer = await handlers.ask(app, scope)
    body: Body = json.loads(answer)
    return body
