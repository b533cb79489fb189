"""One database, built as the product builds it, and a client that speaks HTTP to the application."""

import asyncio
import gc
import json
import re
import shutil
import sqlite3
import sys
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from app.database import RECORD_FILE
from app.main import create_app
from app.settings import Settings
from seed.__main__ import ROOT, main
from seed.build import build

PROJECT = Path(__file__).parent.parent
SMALL, SECOND = Path(__file__).parent / "small", Path(__file__).parent / "second"
FIRST_ID, SECOND_ID = "scmp-ai-talent-2025", "harbour-schools-2024"

Headers = dict[str, str] | dict[bytes, bytes]


class Api:
    """A synchronous client of an application in this process."""

    def __init__(self, app: FastAPI) -> None:
        self.app = app
        transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
        self.loop = asyncio.new_event_loop()
        self.client = httpx.AsyncClient(transport=transport, base_url="http://api.test")

    def request(self, method: str, path: str, headers: Headers | None = None) -> httpx.Response:
        return self.loop.run_until_complete(self.client.request(method, path, headers=headers))

    def get(self, path: str, headers: Headers | None = None) -> httpx.Response:
        return self.request("GET", path, headers)

    def json(self, path: str) -> Any:
        answer = self.get(path)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def walk(self, path: str) -> list[dict[str, Any]]:
        """Every record of a list, by following `links.next`."""
        found: list[dict[str, Any]] = []
        onward: str | None = path
        while onward:
            page = self.json(onward)
            found += page["data"]
            onward = page["links"]["next"]
        return found

    def statements(self) -> list[str]:
        """A list that fills with the statements that the application runs from now on; not with those inside them."""
        seen: list[str] = []
        raw = self.app.state.service.database._raw  # noqa: SLF001 - where every statement passes
        raw.set_trace_callback(lambda text: None if text.startswith("--") else seen.append(text))
        return seen

    def close(self) -> None:
        self.loop.run_until_complete(self.client.aclose())
        self.loop.close()
        self.app.state.service.database.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Ask unmeasured what asks hundreds of cases: each would take thrice as long, on lines that examples reach too.

    pytest-cov has a marker for this, `no_cover`, which in a worker of pytest-xdist does nothing.
    """
    is_property = getattr(getattr(item, "obj", None), "is_hypothesis_test", False)
    tracer = sys.gettrace()
    if is_property or item.get_closest_marker("unmeasured"):
        sys.settrace(None)
    try:
        return (yield)
    finally:
        sys.settrace(tracer)


@pytest.fixture(scope="session", autouse=True)
def tests_are_no_garbage() -> None:
    """Thousands of tests, searched for garbage amid a request, would take the time that the request may read."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def no_hurry() -> Iterator[None]:
    """Measured for coverage on a busy machine, reading takes longer; that it is bounded has tests of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("app.query.parser.READING_SECONDS", 2.0)
        patch.setattr("app.query.reader.READING_SECONDS", 2.0)
        yield


@pytest.fixture(scope="session")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What people wrote, with a second text: what goes for one must go for both."""
    folder = tmp_path_factory.mktemp("written") / "seed"
    shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    shutil.copytree(SECOND / "articles", folder / "articles", dirs_exist_ok=True)
    for more in SECOND.glob("*.yaml"):
        with (folder / more.name).open("a", encoding="utf-8") as file:
            file.write(more.read_text(encoding="utf-8"))
    assert main(["--root", str(folder), "lock", "--text", str(SECOND / "harbour.txt"), "--article", SECOND_ID]) == 0
    return folder


@pytest.fixture(scope="session")
def release(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("release")
    build(root, folder)
    return folder


@pytest.fixture(scope="session")
def database(release: Path) -> Path:
    return release / RECORD_FILE


@pytest.fixture(scope="session")
def api(release: Path) -> Iterator[Api]:
    client = Api(create_app(Settings(release=release)))
    gc.freeze()
    yield client
    client.close()


@pytest.fixture
def make_api(release: Path) -> Iterator[Callable[..., Api]]:
    made: list[Api] = []

    def make(folder: Path = release, **settings: Any) -> Api:
        made.append(Api(create_app(Settings(release=folder, **settings))))
        return made[-1]

    yield make
    for client in made:
        client.close()


def unlined(error: str) -> str:
    """A message without the line numbers that stand after the names of files."""
    return re.sub(r"(\.yaml):\d+:", r"\1:", error)


class Small:
    """A small article of ours in a folder of its own, to lock, build, prove and damage."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "small"
        self.text = self.root / "letters.txt"
        self.release = folder / "release"
        self.database = self.release / RECORD_FILE

    def run(self, *arguments: object) -> int:
        return main(["--root", str(self.root), *map(str, arguments)])

    def lock(self) -> int:
        return self.run("lock", "--text", self.text)

    def build(self) -> int:
        return self.run("build", "--release", self.release)

    def verify(self, *more: str) -> int:
        return self.run("verify", "--text", self.text, "--release", self.release, *more)

    def edit(self, name: str, old: str, new: str) -> None:
        path = self.root / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def announce(self, entries: str, version: str, day: str) -> None:
        """Say what is changed by the release of a version and a day."""
        path = self.root / "changes.yaml"
        path.write_text(path.read_text(encoding="utf-8") + entries, encoding="utf-8")
        self.edit("release.yaml", 'version: "0.1.0"', f'version: "{version}"')
        self.edit("release.yaml", "date: 2020-01-02", f"date: {day}")

    def plant(self, table: str, record: str, path: Sequence[str | int], value: object) -> None:
        """Put a value into a document of the database, where verify is to find it."""
        with closing(sqlite3.connect(self.database)) as connection, connection:
            (text,) = connection.execute(f"SELECT document FROM {table} WHERE id = ?", [record]).fetchone()  # noqa: S608
            document = place = json.loads(text)
            for key in path[:-1]:
                place = place[key]
            place[path[-1]] = value
            connection.execute(f"UPDATE {table} SET document = ? WHERE id = ?", [json.dumps(document), record])  # noqa: S608


@pytest.fixture(scope="session")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pristine")
    article = Small(folder)
    shutil.copytree(SMALL, article.root)
    assert article.lock() == 0
    assert article.build() == 0
    return folder


def copied(article: Path, folder: Path) -> Small:
    """The small article of a folder, with its release, to change in another."""
    shutil.copytree(article, folder, symlinks=True, dirs_exist_ok=True)
    return Small(folder)


@pytest.fixture
def small(pristine: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Small:
    made = copied(pristine, tmp_path)
    capsys.readouterr()
    return made
