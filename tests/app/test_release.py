"""What becomes of answers when the file is renamed over, deleted, overwritten or cut while it is served."""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from app.database import RECORD_FILE
from app.main import create_app
from app.release import FileChangedError, HeldFile
from app.settings import Settings
from tests.app.offered import OPERATIONS, filled
from tests.conftest import Api

LISTS = [path for path in OPERATIONS if path.startswith("/v1/") and "{" not in path and path != "/v1/search"]


@pytest.fixture
def served(release: Path, tmp_path: Path) -> Iterator[Api]:
    """A release of its own, which may be spoilt while it is served."""
    shutil.copytree(release, tmp_path / "served")
    api = Api(create_app(Settings(release=tmp_path / "served", cache_bytes=0)))
    yield api
    api.close()


def file_of(api: Api) -> Path:
    path: Path = api.app.state.settings.release / RECORD_FILE
    return path


def rename_over(path: Path) -> None:
    other = path.with_name("other")
    other.write_bytes(b"another release" * 1000)
    other.replace(path)


@pytest.mark.parametrize("spoil", [rename_over, Path.unlink, lambda path: shutil.rmtree(path.parent)])
def test_a_file_that_lost_its_name_is_served_on(served: Api, api: Api, spoil: Callable[[Path], None]) -> None:
    spoil(file_of(served))
    for path in (*LISTS, "/v1/dataset.sqlite"):
        assert served.get(path).content == api.get(path).content, path
    assert served.get("/readyz").status_code == 200


SPOILING: dict[str, Callable[[Path], object]] = {
    "junk": lambda path: path.write_bytes(b"junk" * (path.stat().st_size // 4)),
    "empty": lambda path: path.write_bytes(b""),
    "cut": lambda path: os.truncate(path, 4096),
    "longer": lambda path: os.truncate(path, path.stat().st_size + 4096),
    "another release": lambda path: path.write_bytes(path.read_bytes().replace(b"patents", b"patent5")),
}


@pytest.mark.parametrize("how", SPOILING)
def test_a_file_that_was_overwritten_is_a_503_that_says_so(served: Api, how: str) -> None:
    ids = {path: filled(path) for path in OPERATIONS if path.startswith("/v1/") and "dataset" not in path}
    SPOILING[how](file_of(served))
    os.utime(file_of(served), (1, 1))  # the clock of some file systems is coarse
    for path, address in ids.items():
        answer = served.get(address if path != "/v1/search" else f"{path}?q=patents")
        refused(answer)
    refused(served.get("/readyz"))
    assert served.get("/healthz").status_code == 200
    assert served.get("/metrics").status_code == 200


def refused(answer: httpx.Response) -> None:
    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (503, "unavailable"), answer.url
    assert "record.sqlite was changed after" in problem["detail"]
    assert answer.headers["cache-control"] == "no-store"


def test_it_is_not_trusted_again_when_it_is_put_back(served: Api) -> None:
    times = file_of(served).stat()
    os.utime(file_of(served), (1, 1))
    refused(served.get("/readyz"))
    os.utime(file_of(served), ns=(times.st_atime_ns, times.st_mtime_ns))
    refused(served.get("/readyz"))


def test_cached_answers_go_on(release: Path, tmp_path: Path) -> None:
    shutil.copytree(release, tmp_path / "served")
    kept = Api(create_app(Settings(release=tmp_path / "served")))
    before = kept.get("/v1/claims").content
    os.utime(file_of(kept), (1, 1))
    assert kept.get("/v1/claims").content == before
    refused(kept.get("/v1/claims?limit=1"))
    kept.close()


def test_a_database_that_cannot_be_read_is_not_ready(served: Api) -> None:
    def deny(*_: object) -> int:
        return sqlite3.SQLITE_DENY

    served.app.state.service.database._raw.set_authorizer(deny)  # noqa: SLF001 - as good as a broken disk
    answer = served.get("/readyz")
    assert answer.status_code == 503
    assert "can't be read" in answer.json()["detail"]


def test_only_a_plain_file_is_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "pipe"):
        with pytest.raises(OSError, match="no plain file"):
            HeldFile(path)


def test_what_is_read_of_a_changed_file_is_never_handed_out(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"as it was")
    held = HeldFile(path)
    assert held.read(3, 2) == b"it"
    path.write_bytes(b"as it is not")
    for read in (lambda: held.read(0, 9), held.sha256, held.require_unchanged):
        with pytest.raises(FileChangedError, match="file"):
            read()
