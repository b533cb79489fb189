"""What every refusal looks like."""

from typing import Any

import httpx

from app.http.problems import MEDIA_TYPE, PROBLEMS, ProblemOut


def refused(answer: httpx.Response, status: int, code: str) -> dict[str, Any]:
    assert (answer.status_code, answer.headers["content-type"]) == (status, MEDIA_TYPE), answer.text
    body: dict[str, Any] = answer.json()
    ProblemOut.model_validate(body)
    assert (body["status"], body["code"]) == (status, code)
    assert body["type"] == f"/problems/{code}"
    assert body["title"] == PROBLEMS[code].title
    assert answer.headers["cache-control"] == "no-store"
    assert "etag" not in answer.headers
    return body
