"""Exception handlers: every failure that reaches the application is answered by a problem (RFC 9457).

A refusal carries an example: the nearest request that works. It has been tried before it is sent.
"""

import asyncio
import json
import logging
import re
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from http import HTTPStatus
from typing import Any
from urllib.parse import quote, unquote

from fastapi import FastAPI
from fastapi.encoders import jsonable_encoder
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute, iter_route_contexts
from fastapi.utils import is_body_allowed_for_status_code
from pydantic import ValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Scope

from app.database import OutOfTimeError, allow_reading
from app.http.addresses import HOME, nothing_at
from app.http.costs import TRIAL_SECONDS, too_long_to_read
from app.http.log import request_id
from app.http.pages import problem_page, wants_page
from app.http.problems import (
    CONDITIONAL,
    FieldError,
    InvalidValue,
    MethodNotAllowed,
    MissingParameter,
    NotAcceptable,
    Problem,
    ProblemOut,
    TooCostly,
    Unavailable,
    Unexpected,
    shown,
)
from app.http.request import (
    LONGEST_ADDRESS,
    READ,
    SCOPE_KEY,
    Received,
    as_sent,
    received,
    route_path,
    takes_key_alone,
)
from app.http.responses import EVERYWHERE, HEAD, Representation, problem_response
from app.release import FileChangedError

HEALTH = "/healthz"
TRIES = 4
"""How many refusals of examples are followed to their own examples."""

ANSWERED_BESIDE_GET = ("HEAD", "OPTIONS")

TITLES = {413: "Content Too Large", 414: "URI Too Long", 416: "Range Not Satisfiable", 422: "Unprocessable Content"}
"""What Python's versions name in different words (RFC 9110 §15.5)."""

log = logging.getLogger(__name__)


async def on_problem(request: Request, problem: Exception) -> Response:
    """A refusal of ours."""
    assert isinstance(problem, Problem)
    return await refuse(problem, received(request))


async def on_out_of_time(request: Request, _: Exception) -> Response:
    """What takes longer to read than others should wait."""
    asked = received(request)
    return await refuse(too_long_to_read(asked.key.path, asked.key.query), asked)


async def on_changed_file(request: Request, error: Exception) -> Response:
    """What can't be sent any more, since its file was changed after the release was made."""
    detail = f"{error} was changed after the release was made; the service must be started again with a whole release."
    return await refuse(Unavailable(detail, example=HEALTH), received(request))


async def on_http_exception(request: Request, error: Exception) -> Response:
    """What FastAPI or an endpoint refuses by a status: no such address, no such method, or whatever it says."""
    assert isinstance(error, HTTPException)
    asked = received(request)
    if error.status_code == HTTPStatus.NOT_FOUND and "endpoint" not in request.scope:
        return await refuse(nothing_at(request.app, asked.key.path, as_sent(asked.key.query)), asked)
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        return await refuse(_other_method(request.method, error.headers or {}, asked.key.path), asked)
    headers = dict(error.headers or {})
    if not is_body_allowed_for_status_code(error.status_code):
        return Response(status_code=error.status_code, headers=headers)
    return _answered(_described(error, asked), asked, headers)


async def on_invalid_request(request: Request, error: Exception) -> Response:
    """What FastAPI itself can't read into the parameters of an endpoint that doesn't leave that to us."""
    assert isinstance(error, RequestValidationError)
    field_errors = [_field_error(each) for each in error.errors()]
    kind = MissingParameter if all(each.code == MissingParameter.code for each in field_errors) else InvalidValue
    detail = " ".join(dict.fromkeys(field_error.detail for field_error in field_errors))
    return await refuse(kind(detail, *field_errors, example=HOME), received(request))


async def on_error(request: Request, error: Exception) -> Response:
    """An error of ours. It is answered outside every middleware, and raised on for the server to log."""
    asked: Received | None = request.scope.get(SCOPE_KEY)
    log.error("unexpected error at %s: %s", request.url.path, type(error).__name__)
    known = request_id.get()
    logged = f"it has been logged as {known}" if known else "it has been logged"
    problem = Unexpected(f"Something went wrong on our side; {logged}.", example=HEALTH)
    base = request.scope.get("root_path", "") if asked is None else asked.base
    told = shown(problem, route_path(request.scope), base)
    response = problem_response(told) if asked is None else _answered(told, asked)
    response.raw_headers.extend(EVERYWHERE.items())
    return response


async def refuse(problem: Problem, asked: Received) -> Representation:
    """A refusal as a response; its example is the nearest request that was tried and answered."""
    if asked.app is not None:
        if problem.example is None and isinstance(problem, CONDITIONAL):
            # The nearest request that works is the same without them.
            problem.example = quote(asked.key.path) + (f"?{as_sent(asked.key.query)}" if asked.key.query else "")
        repeated = b"" if isinstance(problem, TooCostly) else asked.key.query
        accepted = "" if isinstance(problem, NotAcceptable) else asked.key.accept
        for accept in dict.fromkeys((accepted, "")):
            found = await _tried(problem.example, asked, as_sent(repeated), accept)
            if found != HOME:
                break
        problem.example = found
        problem.field_errors = tuple(_as_tried(each, found) for each in problem.field_errors)
    headers = dict(problem.headers)
    if "location" in headers:
        headers["location"] = asked.base + headers["location"]
    return _answered(shown(problem, asked.key.path, asked.base), asked, headers)


def _answered(told: ProblemOut, asked: Received, headers: Mapping[str, str] | None = None) -> Representation:
    """A problem as a response: as a page for people where the client, that is no trial, likes that better."""
    as_page = asked.app is not None and wants_page(asked.key.accept)
    return problem_response(told, headers, problem_page(told, asked.prefix) if as_page else None)


def _as_tried(field_error: FieldError, example: str) -> FieldError:
    """An error whose guess, where that is an address, is one that was answered."""
    guess = field_error.did_you_mean
    if guess is None or not guess.startswith("/") or example.startswith(guess):
        return field_error
    return field_error.model_copy(update={"did_you_mean": None if example == HOME else example})


async def _tried(example: str | None, asked: Received, query: str, accept: str) -> str:
    """The example, once it has been asked and answered; else what its own refusal offers, and so on.

    An example without a query is first tried with `query`. `accept` is what the client takes, or nothing. What may do
    more than answer is not asked in the client's name: it is offered untried.
    """
    allow_reading(TRIAL_SECONDS)
    for _ in range(TRIES):
        if example is None or example == HOME:
            break
        path, _, own = example.partition("?")
        if not _only_answers(asked.scope["app"], unquote(path)):
            return example
        query = own or query
        address = f"{path}?{query}" if query and len(path) + len(query) < LONGEST_ADDRESS else path
        answered, offered = await _trial(address, asked, accept)
        if not answered and not own:
            address = path
            answered, offered = await _trial(address, asked, accept)
        if answered:
            return address
        example = offered
    return HOME


def _only_answers(app: FastAPI, path: str) -> bool:
    """Whether a GET of an address runs nothing but an endpoint and dependencies that take the request's key alone."""
    for context in iter_route_contexts(app.routes):
        pattern, methods = getattr(context, "path_regex", None), getattr(context, "methods", None)
        if pattern is not None and pattern.match(path) and "GET" in (methods or ("GET",)):
            ours = isinstance(context.original_route, APIRoute) and takes_key_alone(context.dependant)
            return ours and not app.dependency_overrides
    return False


async def _trial(address: str, asked: Received, accept: str) -> tuple[bool, str | None]:
    """Whether an address of ours is answered, and the example in its refusal where it isn't."""
    assert asked.app is not None
    path, _, query = address.partition("?")
    key = asked.key._replace(path=unquote(path), query=query.encode(), accept=accept)
    scope: Scope = {
        **asked.scope,
        "method": "GET",
        "path": key.root_path + key.path,
        "raw_path": (quote(key.root_path) + path).encode(),
        "query_string": key.query,
        "headers": [field for field in asked.scope["headers"] if field[0] not in READ],
        HEAD: True,
        SCOPE_KEY: Received(key, base="", scope={}),
    }
    status, body = await ask(asked.app, scope)
    return (True, None) if status < HTTPStatus.MULTIPLE_CHOICES else (False, _offered(body))


async def ask(app: ASGIApp, scope: Scope) -> tuple[int, bytes]:
    """Ask an application in this process, without a body: the status and the body of its answer; 500 where it fails."""
    messages: list[Message] = []
    unread: list[Message] = [{"type": "http.request", "body": b"", "more_body": False}]
    status = 500

    async def receive() -> Message:
        return unread.pop() if unread else await asyncio.Future()  # nothing more comes, and the client stays

    async def send(message: Message) -> None:
        messages.append(message)

    with suppress(Exception):
        await app(scope, receive, send)
        status = messages[0]["status"]
    return status, b"".join([message.get("body", b"") for message in messages])


def _offered(body: bytes) -> str | None:
    """The example in a refusal; None where it is none of ours."""
    try:
        example: str | None = ProblemOut.model_validate_json(body).example
    except ValidationError:
        return None
    return example


def _other_method(method: str, headers: Mapping[str, str], path: str) -> Problem:
    """Where a route has the path, but not for this method."""
    taken = [name.strip() for name in headers.get("allow", headers.get("Allow", "GET")).split(",")]
    allow = ", ".join([*taken, *(ANSWERED_BESIDE_GET if "GET" in taken else ())])
    detail = f"{method[:20]} is not answered here; {' and '.join(taken)} is."
    return MethodNotAllowed(detail, example=quote(path), headers={"allow": allow})


def _described(error: HTTPException, asked: Received) -> ProblemOut:
    """A status that is no kind of problem of ours, as RFC 9457 §4.2.1 has it: `about:blank`, the status by its name."""
    title = TITLES.get(error.status_code) or _phrase(error.status_code)
    detail = error.detail if isinstance(error.detail, str) else json.dumps(jsonable_encoder(error.detail))
    return ProblemOut(
        type="about:blank",
        title=title,
        status=error.status_code,
        detail=detail,
        instance=asked.base + quote(asked.key.path),
        code="_".join(re.findall("[a-z]+", title.lower().replace("'", ""))),
        errors=[],
        example=None,
    )


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Other status"


def _field_error(error: Mapping[str, Any]) -> FieldError:
    """What FastAPI found wrong with a parameter; of a body, the way into it."""
    place = [str(part) for part in error["loc"]]
    name = ".".join(place if place[0] == "body" else place[1:] or place)[:100]
    kind = MissingParameter if error["type"] == "missing" else InvalidValue
    return kind.error(name, f"`{name}`: {error['msg']}.")


HANDLERS: dict[Any, Callable[[Request, Exception], Awaitable[Response]]] = {
    Problem: on_problem,
    FileChangedError: on_changed_file,
    OutOfTimeError: on_out_of_time,
    HTTPException: on_http_exception,
    RequestValidationError: on_invalid_request,
    Exception: on_error,
}
"""Every failure is answered by a problem; by exception, or by status as FastAPI takes it."""
