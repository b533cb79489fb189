"""The files of a release, as they are sent."""

import asyncio
import base64
import datetime
import gzip
import hashlib
import json
import os
import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from starlette.background import BackgroundTask
from starlette.types import Message, Scope

from app.database import DatabaseError
from app.formats.registry import DOWNLOADS
from app.http import files
from app.http.files import FileResponse, StoredFile
from app.http.request import SCOPE_KEY, Received, RequestKey
from app.http.responses import HEAD
from app.release import FileChangedError
from seed.downloads import write_sums
from tests.app.offered import RECORDS as LISTS
from tests.app.refusals import refused
from tests.conftest import Api

ZIP = "/v1/dataset.zip"
JSON = "/v1/dataset.json"


def as_digest(sha256: str) -> str:
    return f"sha-256=:{base64.b64encode(bytes.fromhex(sha256)).decode()}:"


@pytest.mark.parametrize("extension", DOWNLOADS)
def test_the_dataset_is_had_in_one_file(api: Api, release: Path, extension: str) -> None:
    listed = {file["url"]: file for file in api.json("/v1/dataset")["downloads"]}
    file = listed[f"/v1/dataset.{extension}"]
    answer = api.get(file["url"], {"accept-encoding": "identity"})
    assert answer.content == (release / f"dataset.{extension}").read_bytes()
    assert (len(answer.content), answer.headers["content-type"]) == (file["bytes"], file["media_type"])
    assert answer.headers["content-length"] == str(file["bytes"])
    assert hashlib.sha256(answer.content).hexdigest() == file["sha256"]
    assert answer.headers["repr-digest"] == as_digest(file["sha256"])
    assert answer.headers["content-disposition"] == f'attachment; filename="the-ai-talent-record-1.0.0.{extension}"'
    assert '</v1/dataset>; rel="collection"' in answer.headers["link"]
    assert f'<{file["url"]}>; rel="item"' in api.get("/v1/dataset").headers["link"]
    for held in ({"if-none-match": answer.headers["etag"]}, {"if-modified-since": answer.headers["last-modified"]}):
        again = api.get(file["url"], {"accept-encoding": "identity"} | held)
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == answer.headers["etag"]
        assert "content-length" not in again.headers


@pytest.mark.parametrize("extension", [each.extension for each in DOWNLOADS.values() if each.packed])
def test_who_takes_gzip_gets_the_packed_file(api: Api, extension: str) -> None:
    address = f"/v1/dataset.{extension}"
    plain, packed = (api.get(address, {"accept-encoding": coding}) for coding in ("identity", "gzip"))
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.headers["vary"] == plain.headers["vary"] == "Accept-Encoding"
    assert packed.content == plain.content, "the client unpacks it"
    (listed,) = [file for file in api.json("/v1/dataset")["downloads"] if file["url"] == address]
    assert int(packed.headers["content-length"]) == listed["packed_bytes"] < listed["bytes"] / 2
    assert packed.headers["etag"] != plain.headers["etag"]
    sent = (api.app.state.settings.release / f"dataset.{extension}.gz").read_bytes()
    assert packed.headers["repr-digest"] == as_digest(hashlib.sha256(sent).hexdigest())
    assert sent[3:10] == b"\0\0\0\0\0\0\xff" or sent[4:8] == b"\0\0\0\0", "no name and no time"
    assert gzip.decompress(sent) == plain.content
    assert api.get(address, {"accept-encoding": "gzip;q=0"}).headers["etag"] == plain.headers["etag"]


def test_what_is_packed_already_is_sent_as_it_is(api: Api) -> None:
    answer = api.get(ZIP, {"accept-encoding": "gzip, br"})
    assert "content-encoding" not in answer.headers
    assert "vary" not in answer.headers


def test_a_download_is_resumed(api: Api) -> None:
    whole = api.get(ZIP)
    cut = len(whole.content) // 3
    rest = api.get(ZIP, {"range": f"bytes={cut}-", "if-range": whole.headers["etag"]})
    assert rest.status_code == 206
    assert whole.content[:cut] + rest.content == whole.content
    assert rest.headers["content-range"] == f"bytes {cut}-{len(whole.content) - 1}/{len(whole.content)}"
    assert rest.headers["content-length"] == str(len(rest.content))
    for name in ("etag", "repr-digest", "last-modified", "content-type", "content-disposition", "accept-ranges"):
        assert rest.headers[name] == whole.headers[name]
    assert api.get(ZIP, {"range": "bytes=-4"}).content == whole.content[-4:]
    for headers in (
        {"range": "bytes=0-3", "if-range": '"other"'},
        {"range": "bytes=0-3", "if-range": whole.headers["last-modified"]},
        {"range": "bytes=0-1,4-5"},
        {"range": "lines=1-2"},
    ):
        other = api.get(ZIP, headers)
        assert (other.status_code, other.content) == (200, whole.content)
    assert api.get(ZIP, {"range": "bytes=0-3", "if-none-match": whole.headers["etag"]}).status_code == 304


def test_a_range_is_cut_from_the_file_as_it_is(api: Api) -> None:
    plain = api.get(JSON, {"accept-encoding": "identity"})
    packed = api.get(JSON, {"accept-encoding": "gzip"})
    part = api.get(JSON, {"accept-encoding": "gzip", "range": "bytes=0-99"})
    assert (part.status_code, part.content) == (206, plain.content[:100])
    assert "content-encoding" not in part.headers
    mixed = api.get(JSON, {"accept-encoding": "gzip", "range": "bytes=0-99", "if-range": packed.headers["etag"]})
    assert (mixed.status_code, mixed.content) == (200, plain.content)


def test_a_range_beyond_the_end_is_refused_with_the_size(api: Api) -> None:
    size = len(api.get(ZIP).content)
    answer = api.get(ZIP, {"range": f"bytes={size}-"})
    refused(answer, 416, "range_not_satisfiable")
    assert answer.headers["content-range"] == f"bytes */{size}"


@pytest.mark.parametrize("address", [ZIP, JSON])
def test_a_head_says_what_a_get_of_the_whole_would_and_reads_nothing(
    api: Api, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    """RFC 9110 §14.2: only GET has a range."""
    expected = api.get(address)
    monkeypatch.setattr(os, "pread", None)
    for headers in ({}, {"range": "bytes=5-9"}, {"range": "bytes=999999999-"}):
        answer = api.request("HEAD", address, headers)
        assert (answer.status_code, answer.content) == (200, b"")
        assert answer.headers == expected.headers


def test_nothing_is_built_or_cached_in_a_request(api: Api) -> None:
    statements, stored = api.statements(), api.app.state.service
    api.get(ZIP)
    assert statements == []
    assert stored is api.app.state.service
    assert api.get(ZIP).headers["cache-control"] == "public, max-age=300"


def test_the_files_hold_every_record(api: Api) -> None:
    whole = api.json(JSON)
    lines = [json.loads(line) for line in api.get("/v1/dataset.ndjson").text.splitlines()]
    counts = api.json("/v1/dataset")["counts"]
    for name in (*LISTS, "changes"):
        assert len(whole[name]) == counts[name]["total"]
        stored = [
            {key: value for key, value in record.items() if key != "included"}
            for record in api.walk(f"/v1/{name}?sort=position&limit=100")
        ]
        assert whole[name] == stored
    first, *records = lines
    assert records == [record for name in whole if isinstance(whole[name], list) for record in whole[name]]
    assert first == {name: value for name, value in whole.items() if not isinstance(value, list)}
    assert (first["type"], first["data_version"]) == ("dataset", api.json("/v1/dataset")["data_version"])
    assert (first["licence"], first["method"]) == tuple(api.json("/v1/dataset")[name] for name in ("licence", "method"))


def test_a_file_that_is_not_there_is_refused_with_those_that_are(
    api: Api, make_api: Callable[..., Api], database: Path, tmp_path: Path
) -> None:
    body = refused(api.get("/v1/dataset.xls"), 404, "not_found")
    assert body["errors"][0]["allowed"] == ["json", "ndjson", "zip", "sqlite", "xlsx"]
    assert body["errors"][0]["did_you_mean"] == "xlsx"
    assert api.get(body["example"]).status_code == 200
    shutil.copy(database, tmp_path)
    write_sums(tmp_path)
    alone = make_api(tmp_path)
    assert alone.json("/v1/dataset")["downloads"] == []
    refused(alone.get(ZIP), 404, "not_found")


@pytest.fixture
def copied(release: Path, tmp_path: Path) -> Path:
    shutil.copytree(release, tmp_path, dirs_exist_ok=True)
    return tmp_path


def test_what_was_deleted_or_renamed_over_is_still_sent(make_api: Callable[..., Api], copied: Path) -> None:
    api = make_api(copied)
    expected = {path.name: path.read_bytes() for path in copied.iterdir()}
    (copied / "dataset.zip").unlink()
    (copied / "other").write_bytes(b"of another release")
    (copied / "other").replace(copied / "dataset.xlsx")
    assert api.get(ZIP).content == expected["dataset.zip"]
    assert api.get("/v1/dataset.xlsx").content == expected["dataset.xlsx"]


def test_a_release_that_lacks_a_listed_file_is_refused_at_the_start(make_api: Callable[..., Api], copied: Path) -> None:
    (copied / "dataset.zip").unlink()
    with pytest.raises(DatabaseError, match=r"dataset\.zip: can't be opened \(No such file or directory\)\. Make it"):
        make_api(copied)


def overwrite(path: Path, content: bytes) -> None:
    with path.open("r+b") as file:
        file.write(content)


@pytest.mark.parametrize("asked", [False, True])
def test_what_was_overwritten_in_place_is_unavailable(
    make_api: Callable[..., Api], copied: Path, *, asked: bool
) -> None:
    """Before it is first checked or after."""
    api = make_api(copied)
    if asked:
        assert api.get(ZIP).status_code == 200
    overwrite(copied / "dataset.zip", b"junk")
    for _ in range(2):
        refused(api.get(ZIP), 503, "unavailable")
    assert api.request("HEAD", ZIP).status_code == 503
    refused(api.get(ZIP, {"range": "bytes=9-"}), 503, "unavailable")
    assert api.get(JSON).status_code == 200
    os.truncate(copied / "dataset.json.gz", 5)
    refused(api.get(JSON, {"accept-encoding": "gzip"}), 503, "unavailable")
    assert api.get(JSON, {"accept-encoding": "identity"}).status_code == 200


def test_what_was_damaged_before_the_start_is_never_sent(make_api: Callable[..., Api], copied: Path) -> None:
    overwrite(copied / "dataset.zip", b"junk")
    refused(make_api(copied).get(ZIP), 503, "unavailable")


def test_a_file_is_unavailable_until_it_is_checked(
    make_api: Callable[..., Api], monkeypatch: pytest.MonkeyPatch
) -> None:
    api, may_go = make_api(), threading.Event()
    sha256 = StoredFile.sha256

    def slow(self: StoredFile) -> str:
        may_go.wait(10)
        return sha256(self)

    monkeypatch.setattr(StoredFile, "sha256", slow)
    monkeypatch.setattr(StoredFile.right, "__defaults__", (0.01,))
    answer = api.get(ZIP)
    refused(answer, 503, "unavailable")
    assert answer.headers["retry-after"] == str(files.RETRY_AFTER_S)
    may_go.set()
    monkeypatch.setattr(StoredFile.right, "__defaults__", (10.0,))
    assert api.get(ZIP).status_code == 200


RECEIVED = Received(RequestKey("", "/file", b"", "", gzip=False), base="", scope={})


class Wire:
    """Sends one response, a step at a time: what is called after each message, and when the client goes."""

    def __init__(self, **scope: Any) -> None:
        self.scope: Scope = {"type": "http", SCOPE_KEY: RECEIVED, **scope}
        self.messages: list[Message] = []
        self.after: Callable[[int], None] = lambda _: None
        self.gone = asyncio.Event()

    async def receive(self) -> Message:
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Message) -> None:
        self.messages.append(message)
        self.after(len(self.messages))
        await asyncio.sleep(0)

    def run(self, response: FileResponse) -> bytes:
        asyncio.run(response(self.scope, self.receive, self.send))
        return b"".join(message.get("body", b"") for message in self.messages)


@pytest.fixture
def large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, bytes]:
    monkeypatch.setattr(files, "PIECE", 1000)
    content = os.urandom(10_500)
    (tmp_path / "large").write_bytes(content)
    return tmp_path / "large", content


def response(path: Path) -> FileResponse:
    stored = StoredFile(path, hashlib.sha256(path.read_bytes()).hexdigest())
    return FileResponse(stored, {"content-type": "x/y"}, datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC))


def test_a_file_is_sent_in_pieces(large: tuple[Path, bytes]) -> None:
    path, content = large
    wire = Wire()
    assert wire.run(response(path)) == content
    start, *pieces = wire.messages
    assert [len(piece["body"]) for piece in pieces] == [1000] * 10 + [500, 0]
    assert [piece["more_body"] for piece in pieces] == [True] * 11 + [False]
    assert dict(start["headers"])[b"content-length"] == b"10500"
    assert Wire(**{HEAD: True}).run(response(path)) == b""


def test_what_changes_while_it_is_sent_ends_the_connection_and_no_junk_is_sent(large: tuple[Path, bytes]) -> None:
    path, content = large
    wire = Wire()
    wire.after = lambda number: overwrite(path, b"junk" * 2625) if number == 4 else None
    with pytest.raises(FileChangedError):
        wire.run(response(path))
    sent = b"".join(message.get("body", b"") for message in wire.messages)
    assert content.startswith(sent)
    assert 0 < len(sent) < len(content)
    assert wire.messages[-1]["more_body"]


def test_a_task_is_run_after_the_file(large: tuple[Path, bytes]) -> None:
    path, content = large
    wire, sent = Wire(), response(path)
    done: list[int] = []

    async def task() -> None:
        done.append(len(wire.messages))

    sent.background = BackgroundTask(task)
    assert wire.run(sent) == content
    assert done == [len(wire.messages)]


def test_a_client_that_has_gone_is_sent_no_more(large: tuple[Path, bytes]) -> None:
    path, content = large
    wire = Wire()
    wire.after = lambda number: wire.gone.set() if number == 3 else None
    assert len(wire.run(response(path))) < len(content)


def test_an_empty_file_and_one_that_fails_to_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "empty"
    path.write_bytes(b"")
    assert Wire().run(response(path)) == b""
    path.write_bytes(b"full")
    failing = response(path)

    async def checked() -> None:
        assert await failing.file.right()
        monkeypatch.setattr(os, "pread", lambda *_: b"")
        await failing({"type": "http", SCOPE_KEY: RECEIVED}, Wire().receive, Wire().send)

    with pytest.raises(FileChangedError):
        asyncio.run(checked())


def test_a_descriptor_is_closed_once_nothing_refers_to_the_file(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"x")
    stored = StoredFile(path, "0" * 64)
    descriptor = stored._descriptor  # noqa: SLF001 - is it closed?
    os.fstat(descriptor)
    del stored
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(descriptor)
