"""What a request may cost is bounded: what would hold others up is refused in words, with a request that works."""

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from app.http.costs import MOST_PARAMETERS
from app.http.problems import MEDIA_TYPE, ProblemOut
from app.query.parser import REPORTED
from bench.hostile import attacks
from tests.app.refusals import refused
from tests.conftest import Api

pytestmark = pytest.mark.unmeasured


def test_whatever_is_asked_is_answered_or_refused(api: Api, database: Path) -> None:
    asked = attacks(database)
    assert len({attack.name for attack in asked}) == len(asked)
    for attack in asked:
        answer = api.get(attack.address, dict(attack.headers))
        assert answer.status_code < 500, attack.name
        if answer.status_code >= 400:
            assert answer.headers["content-type"] == MEDIA_TYPE
            problem = ProblemOut.model_validate(answer.json())
            assert len(problem.errors) <= REPORTED
            assert problem.example
            assert api.get(problem.example).status_code == 200, attack.name


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr("app.query.parser.READING_SECONDS", 0.0)
    yield
    monkeypatch.undo()


@pytest.mark.parametrize(
    ("asked", "parameters", "example"),
    [
        ("/v1/claims?topic=patents&facets=topic&include=about", ["facets", "include"], "/v1/claims?topic=patents"),
        ("/v1/claims?q=visa&limit=100", ["q", "limit"], "/v1/claims"),
        ("/v1/search?q=visa", ["q"], "/v1/search?q=patents"),
        ("/v1/claims?topic=patents", [], "/v1/claims"),
    ],
)
@pytest.mark.usefixtures("hurried")
def test_what_takes_too_long_to_read_is_refused_with_what_takes_less(
    make_api: Callable[..., Api], asked: str, parameters: list[str], example: str
) -> None:
    body = refused(make_api(cache_bytes=0).get(asked), 422, "too_costly")
    assert [fault["parameter"] for fault in body["errors"]] == parameters
    assert "of processor time" in body["detail"]
    assert body["example"] == example


def test_beginnings_of_too_many_words_are_refused(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.query.parser.MOST_ENTRIES", 5)
    body = refused(api.get("/v1/claims?q=visa+in*+th*&topic=patents"), 422, "too_costly")
    assert "`in*`, `th*` occur" in body["detail"]
    assert "more of their letters" in body["detail"]
    assert body["errors"][0]["did_you_mean"] == "visa"
    refused(api.get("/v1/search?q=in*"), 422, "too_costly")
    assert api.json("/v1/claims?q=patents")["data"], "words that are written out are not counted"


@pytest.mark.parametrize(
    ("question", "better"),
    [("pat*nts", "pat*"), ("visa a*", "visa"), (" ".join("abcdefghijklmnopqr"), None)],
)
def test_a_question_that_can_not_be_read_comes_with_one_that_can(api: Api, question: str, better: str | None) -> None:
    (fault,) = refused(api.get(f"/v1/search?q={quote(question)}"), 422, "invalid_value")["errors"]
    assert fault["did_you_mean"]
    assert better in {None, fault["did_you_mean"]}
    assert api.get(f"/v1/search?q={quote(fault['did_you_mean'])}").status_code == 200


def test_too_many_parameters_are_not_looked_at(api: Api) -> None:
    body = refused(api.get("/v1/claims?" + "&" * MOST_PARAMETERS), 422, "too_costly")
    assert f"{MOST_PARAMETERS + 1} parameters; at most {MOST_PARAMETERS}" in body["detail"]
    assert body["example"] == "/v1/claims"
    assert api.get("/v1/claims?" + "&topic=patents" * (MOST_PARAMETERS - 1)).status_code == 200


@pytest.mark.parametrize(
    ("faulty", "code"),
    [("x{}=1", "unknown_parameter"), ("certainty=x{}", "invalid_value"), ("topic=a{}", "unknown_value")],
)
def test_of_many_faults_the_first_are_told_and_the_others_counted(api: Api, faulty: str, code: str) -> None:
    asked = "&".join(faulty.format(number) for number in range(REPORTED + 30))
    body = refused(api.get(f"/v1/claims?{asked}"), 422, code)
    assert len(body["errors"]) == REPORTED
    assert body["detail"].endswith("And 30 more errors.")


def test_a_value_that_is_repeated_is_asked_for_once(api: Api) -> None:
    once = api.json("/v1/claims?include=about&topic=patents")
    often = api.json("/v1/claims?include=about&topic=patents" + "&include=about&topic=patents" * 20)
    assert often["data"] == once["data"]
