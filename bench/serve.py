"""What `python -m app` is compared with, each in a process of its own: python -m bench.serve KIND PORT [ANSWERS].

`forgetful` is the same application without its memory of what questions found. `bare` and `constant` send the answers
that were captured from it, the very same bytes and headers: `bare` from an ASGI callable that does nothing else,
`constant` from a FastAPI route that does nothing else. All have one worker, uvloop, httptools and no access log.
"""

import asyncio
import gc
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypedDict

import uvicorn
from fastapi import FastAPI, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.main import create_app
from app.settings import read_settings


class Captured(TypedDict):
    """An answer of ours as it was sent; text is Latin-1, so that it holds any bytes."""

    address: str
    headers: list[tuple[str, str]]
    body: str


def bare(answers: list[Captured]) -> ASGIApp:
    """Sends the one answer, whatever is asked; of several the one for the address."""
    ready = {answer["address"].encode(): _messages(answer) for answer in answers}
    start, body = next(iter(ready.values()))

    async def one(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send(start)
        await send(body)

    async def several(scope: Scope, _receive: Receive, send: Send) -> None:
        query = scope["query_string"]
        found = ready[scope["raw_path"] + b"?" + query if query else scope["raw_path"]]
        await send(found[0])
        await send(found[1])

    return one if len(ready) == 1 else several


def _messages(answer: Captured) -> tuple[Message, Message]:
    headers = [(name.encode(), value.encode("latin-1")) for name, value in answer["headers"]]
    start = {"type": "http.response.start", "status": 200, "headers": headers}
    return start, {"type": "http.response.body", "body": answer["body"].encode("latin-1")}


def constant(answers: list[Captured]) -> ASGIApp:
    """A FastAPI application whose one route returns the same body and headers."""
    app = FastAPI(openapi_url=None)
    (answer,) = answers
    headers, body = dict(answer["headers"]), answer["body"].encode("latin-1")

    @app.get(answer["address"].partition("?")[0])
    async def route() -> Response:
        return Response(body, headers=headers)

    return app


REFERENCES: dict[str, Callable[[list[Captured]], ASGIApp]] = {"bare": bare, "constant": constant}


def main() -> None:
    """Serve until stopped."""
    kind, port, *rest = sys.argv[1:]
    if kind == "forgetful":
        served = create_app(read_settings())
        service = served.state.service
        for reader, name in ((service.database, "counted"), (service.sets, "found")):
            setattr(reader, name, getattr(reader, name).__wrapped__)
        app: ASGIApp = served
    else:
        app = REFERENCES[kind](json.loads(Path(rest[0]).read_text(encoding="utf-8")))
    gc.collect()
    gc.freeze()
    config = uvicorn.Config(
        app,
        port=int(port),
        loop="uvloop",
        http="httptools",
        ws="none",
        lifespan="off",
        access_log=False,
        server_header=False,
        log_level="warning",
    )
    with asyncio.Runner(loop_factory=config.get_loop_factory()) as runner:
        runner.run(uvicorn.Server(config).serve())


if __name__ == "__main__":
    main()
