"""What is answered to a request, before it is finished for the wire."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import NamedTuple

from app.http.problems import MEDIA_TYPE, Problem, shown


class Answer(NamedTuple):
    """A body and what is said of it; `finish` adds what every answer has. `headers` have lower-case names."""

    body: bytes
    headers: Mapping[str, str]
    status: int = HTTPStatus.OK


def refusing(problem: Problem, path: str, base: str) -> Answer:
    """A problem as an answer to a request at `path`. Problems are never cached."""
    headers = {"content-type": MEDIA_TYPE, "cache-control": "no-store", **problem.headers}
    if "location" in headers:
        headers["location"] = base + headers["location"]
    return Answer(shown(problem, path, base).model_dump_json().encode(), headers, problem.status)
