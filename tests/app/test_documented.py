"""What each operation documents as a refusal is what it can be made to refuse, no more and no less."""

import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

import httpx
import pytest
from fastapi import Depends
from fastapi.routing import APIRoute
from sqlalchemy import create_engine

from app.database import RECORD_FILE, Database
from app.http.costs import MOST_PARAMETERS
from app.http.files import StoredFile
from app.http.problems import MEDIA_TYPE, PROBLEMS, ProblemOut
from app.main import assemble, create_app
from app.query.filters import Equals
from app.query.pagination import ListQuery, Position, Query, declared, encode_cursor, repeatable
from app.query.sets import RecordSets
from app.settings import Settings
from app.vocabulary import RecordType
from seed.selecting import store
from tests.app.offered import LISTS, OPERATIONS, QUERIES, filled
from tests.conftest import Api


class Attempt:
    """An operation, and how to ask it for anything."""

    def __init__(self, api: Api, route: APIRoute) -> None:
        self.api, self.route = api, route
        self.query = QUERIES.get(route.path, Query)
        self.fields = self.query.model_fields
        self.address = filled(route.path)
        self.needed = {
            name: str((info.examples or [""])[0]) for name, info in self.fields.items() if info.is_required()
        }

    def ask(self, *pairs: tuple[str, str], address: str | None = None) -> httpx.Response:
        asked = urlencode([*self.needed.items(), *pairs])
        return self.api.get(f"{address or self.address}?{asked}".rstrip("?"))

    def elsewhere(self, record_id: str) -> httpx.Response | None:
        """The same of a record with this id; of a citation, of what proves such a claim."""
        named = [field.name for field in self.route.dependant.path_params]
        whose = "claim-" * (named == ["citation_id"])
        address = self.route.path.format(**dict.fromkeys(named, whose + record_id))
        return self.ask(address=address) if named else None

    def cursor(self, path: str, stamp: str) -> httpx.Response | None:
        if not issubclass(self.query, ListQuery):
            return None
        query = self.query(**self.needed)
        return self.ask(("cursor", encode_cursor(query, path, Position(1, "x"), stamp)))

    def send(self, headers: dict[str, str]) -> httpx.Response:
        """Ask what is answered, with headers."""
        return self.api.get(f"{self.address}?{urlencode(self.needed)}".rstrip("?"), headers)

    def stamp(self) -> str:
        return str(self.api.app.state.service.release.content_digest[:16])


def repeat(attempt: Attempt) -> httpx.Response | None:
    single = next((name for name in attempt.fields if name not in repeatable(attempt.query)), None)
    return attempt.ask((single, "1"), (single, "1")) if single else None


def misuse(attempt: Attempt) -> httpx.Response | None:
    name = next((name for name in ("limit", "format") if name in attempt.fields), None)
    return attempt.ask((name, "none")) if name else None


def misname(attempt: Attempt) -> httpx.Response | None:
    targets = {name: where.refers_to for name, where in declared(attempt.query, Equals).items() if where.refers_to}
    by_id = [name for name, target in targets.items() if target.id.key == "id"]
    return attempt.ask((by_id[0], "nothing-there")) if by_id else None


async def broken() -> None:
    raise ZeroDivisionError


def fail(attempt: Attempt) -> httpx.Response:
    state = attempt.api.app.state
    failing = Api(assemble(state.settings, state.service, state.downloads, dependencies=[Depends(broken)]))
    answer = Attempt(failing, attempt.route).ask()
    failing.loop.close()
    return answer


def overwrite(attempt: Attempt) -> httpx.Response:
    """Ask an application whose files were overwritten in place."""
    state = attempt.api.app.state
    with TemporaryDirectory() as folder:
        path = Path(folder) / RECORD_FILE
        shutil.copy(state.service.database.path, path)
        spoilt = copy(state.downloads)
        spoilt.files = {name: StoredFile(state.settings.release / name, "0" * 64) for name in spoilt.files}
        service = replace(state.service, database=Database(path))
        refusing = Api(assemble(state.settings, service, spoilt))
        os.utime(path, (0, 0))
        as_page = [("format", "html")] if attempt.route.path == "/" else []  # the index alone reads nothing
        answer = Attempt(refusing, attempt.route).ask(*as_page)
        refusing.close()
    return answer


PROVOKE: dict[str, Callable[[Attempt], httpx.Response | None]] = {
    "unknown_parameter": lambda attempt: attempt.ask(("nonsense", "1")),
    "repeated_parameter": repeat,
    "missing_parameter": lambda attempt: attempt.api.get(attempt.address),
    "invalid_value": misuse,
    "unknown_value": misname,
    "too_costly": lambda attempt: attempt.ask(*[("x", "1")] * (MOST_PARAMETERS + 1)),
    "cursor_invalid": lambda attempt: attempt.ask(("cursor", "abc")),
    "cursor_foreign": lambda attempt: attempt.cursor("/v1/elsewhere", attempt.stamp()),
    "cursor_expired": lambda attempt: attempt.cursor(attempt.address, "of old"),
    "not_found": lambda attempt: attempt.elsewhere("nothing-there"),
    "renamed": lambda attempt: attempt.elsewhere("called-otherwise"),
    "withdrawn": lambda attempt: attempt.elsewhere("read-wrongly"),
    "method_not_allowed": lambda attempt: attempt.api.request("POST", attempt.address),
    "not_acceptable": lambda attempt: attempt.send({"accept": "image/png"}),
    "uri_too_long": lambda attempt: attempt.ask(("long", "a" * 9000)),
    "precondition_failed": lambda attempt: attempt.send({"if-match": '"another"'}),
    "range_not_satisfiable": lambda attempt: attempt.send({"range": f"bytes={10**15}-"}),
    "headers_too_large": lambda attempt: attempt.api.get(attempt.address, {"x-large": "a" * 40_000}),
    "internal_error": fail,
    "unavailable": overwrite,
}


@pytest.fixture(scope="module")
def changed(release: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """The application over a database that says of each kind of record that one was renamed and one withdrawn."""
    path = tmp_path_factory.mktemp("changed") / RECORD_FILE
    shutil.copytree(release, path.parent, dirs_exist_ok=True)
    api = Api(create_app(Settings(release=path.parent, cache_bytes=0)))
    api.app.state.service.database.close()
    rows: list[tuple[str | None, ...]] = []
    for kind in RecordType:
        address = next(filled(path) for path in OPERATIONS if path.endswith(f"/{{{kind}_id}}"))
        heir, why = address.rsplit("/", 1)[1], "The passage was read wrongly."
        rows.append(("renamed", kind, "called-otherwise", kind, heir, why))
        rows.append(("withdrawn", kind, "read-wrongly", None, None, why))
    with sqlite3.connect(path) as connection:
        ((count,),) = connection.execute("SELECT count(*) FROM change").fetchall()
        for number, row in enumerate(rows, start=count + 1):
            connection.execute(
                "INSERT INTO change VALUES (?, ?, '1.1.0', ?, ?, ?, ?, ?, ?, ?)",
                (number, f"v{number}", *row, json.dumps({"record": {"type": row[1], "id": row[2]}})),
            )
        connection.execute("UPDATE record_count SET total = ? WHERE record_type = 'change'", (count + len(rows),))
        connection.execute("DELETE FROM value_set")
        connection.execute("DELETE FROM order_block")
    connection.close()
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as transaction:
        store(transaction)
    engine.dispose()
    service = api.app.state.service
    service.database = Database(path)
    service.sets = RecordSets(service.database)
    yield api
    api.close()


def documented(route: APIRoute) -> set[str]:
    contents = [answer.get("content", {}).get(MEDIA_TYPE, {}) for answer in route.responses.values()]
    return {code for content in contents for code in content.get("examples", {})}


def test_every_kind_of_problem_can_be_provoked_and_is_documented_somewhere() -> None:
    assert set(PROBLEMS) == set(PROVOKE) == set.union(*map(documented, OPERATIONS.values()))


@pytest.mark.parametrize("path", OPERATIONS)
def test_an_operation_documents_the_problems_that_can_be_provoked(changed: Api, path: str) -> None:
    route = OPERATIONS[path]
    provoked = set()
    for code, provoke in PROVOKE.items():
        answer = provoke(Attempt(changed, route))
        if answer is not None and answer.status_code >= 300 and answer.json()["code"] == code:
            assert answer.status_code == PROBLEMS[code].status
            provoked.add(code)
    assert provoked == documented(route)


def test_every_example_of_a_problem_leads_on(api: Api, changed: Api) -> None:
    """Two kinds can't be shown before a record was renamed or withdrawn."""
    of_old = {"renamed", "withdrawn"}
    for served, lacking in ((api, of_old), (changed, set())):
        examples = served.json("/openapi.json")["components"]["examples"]
        assert set(PROBLEMS) - set(examples) == lacking
        for code, example in examples.items():
            problem = ProblemOut.model_validate(example["value"])
            assert (problem.code, problem.status) == (code, PROBLEMS[code].status)
            assert problem.example is not None
            assert served.get(problem.example).status_code == 200


def test_the_example_of_a_problem_is_what_is_really_sent(api: Api) -> None:
    examples = api.json("/openapi.json")["components"]["examples"]
    for code, asked in {
        "unknown_parameter": "/v1/topics?srt=label",
        "repeated_parameter": "/v1/claims?limit=1&limit=2",
        "missing_parameter": "/v1/search",
        "invalid_value": "/v1/claims?certainty=hedgd",
        "cursor_invalid": "/v1/claims?limit=5&cursor=abc",
    }.items():
        assert api.get(asked).json() == examples[code]["value"]


@pytest.mark.parametrize("path", [path for path in LISTS if "{" not in path and path != "/v1/search"])
def test_the_example_of_a_record_is_one_that_is_served(api: Api, path: str) -> None:
    schemas = api.json("/openapi.json")["components"]["schemas"].values()
    (record, *_) = api.json(path)["data"]
    assert [record] in [schema.get("examples") for schema in schemas]
