"""In a format that is a file a list is whole; a long one leaves in pieces, which others are answered between."""

import asyncio
import csv
import gzip
import io
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fastapi import Depends

from app.formats.registry import CITATION_FORMATS, RECORD_FORMATS
from app.main import create_app
from app.program import PROGRAM, digest
from app.settings import Settings
from tests.conftest import PROJECT, Api

FILES = [
    *(("claims", name) for name, each in RECORD_FORMATS.items() if each.joint),
    *(("citations", name) for name, each in CITATION_FORMATS.items() if each.joint),
]


@pytest.fixture
def in_pieces(make_api: Callable[..., Api], monkeypatch: pytest.MonkeyPatch) -> Api:
    monkeypatch.setattr("app.query.reader.AT_ONCE", 10)
    monkeypatch.setattr("app.query.reader.PIECE", 7)
    return make_api()


@pytest.mark.parametrize(
    "address", ["/v1/claims", "/v1/claims?sort=-text", "/v1/topics/patents/claims", "/v1/citations"]
)
def test_a_list_in_a_file_is_whole_unless_a_limit_is_given(api: Api, address: str) -> None:
    onward = "&" if "?" in address else "?"
    answer = api.get(f"{address}{onward}format=csv")
    ids = [row["id"] for row in csv.DictReader(io.StringIO(answer.text))]
    assert ids == [record["id"] for record in api.walk(f"{address}{onward}limit=100")]
    assert answer.headers["x-total-count"] == str(len(ids))
    assert 'rel="next"' not in answer.headers["link"]
    for limited in (f"{address}{onward}format=csv&limit=2", f"{address}{onward}limit=2&format=ndjson"):
        assert 'rel="next"' in api.get(limited).headers["link"]
    assert len(api.json(address)["data"]) <= 20


def test_a_page_for_people_is_a_page(api: Api) -> None:
    assert 'rel="next"' in api.get("/v1/citations?format=html").headers["link"]


@pytest.mark.parametrize(("name", "each"), FILES)
def test_a_long_list_leaves_in_pieces_that_make_the_same_file(api: Api, in_pieces: Api, name: str, each: str) -> None:
    address = f"/v1/{name}?format={each}"
    expected, answer = api.get(address), in_pieces.get(address)
    assert answer.content == expected.content
    for field in (
        "content-type",
        "content-disposition",
        "x-total-count",
        "link",
        "cache-control",
        "vary",
        "last-modified",
    ):
        assert answer.headers[field] == expected.headers[field]
    assert not {"repr-digest", "accept-ranges", "content-length"} & set(answer.headers)
    plain, packed = (in_pieces.get(address, {"accept-encoding": coding}) for coding in ("identity", "gzip"))
    assert plain.content == packed.content == expected.content
    assert packed.headers["content-encoding"] == "gzip"
    assert plain.headers["etag"] != packed.headers["etag"]
    assert in_pieces.get(address, {"range": "bytes=0-0"}).content == expected.content


def test_a_long_list_is_held_by_its_tag(in_pieces: Api) -> None:
    address = "/v1/claims?format=csv"
    first = in_pieces.get(address, {"accept-encoding": "identity"})
    held = {"if-none-match": first.headers["etag"], "accept-encoding": "identity"}
    again = in_pieces.get(address, held)
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
    assert in_pieces.get(f"{address}&sort=text", held).status_code == 200
    assert in_pieces.get("/v1/claims?format=ndjson", held).status_code == 200
    head = in_pieces.request("HEAD", address, {"accept-encoding": "identity"})
    assert (head.status_code, head.content, head.headers["etag"]) == (200, b"", first.headers["etag"])


def test_another_program_gives_another_tag(in_pieces: Api, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Wherever it stands, the same program is the same; one whose encoder differs is another."""
    one, other = (
        shutil.copytree(PROJECT / "app", tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
        for name in ("one", "other")
    )
    (other / "formats" / "lines.py").write_text("another", encoding="utf-8")
    assert digest(one) == PROGRAM != digest(other)
    address = "/v1/claims?format=csv"
    here = in_pieces.get(address).headers["etag"]
    monkeypatch.setattr("app.query.renderer.PROGRAM", digest(other))
    assert in_pieces.get(address).headers["etag"] != here


def test_what_is_too_long_for_a_file_says_where_it_goes_on(in_pieces: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.query.pagination.MOST_IN_A_FILE", 40)
    address, ids = "/v1/claims?format=csv&sort=text", []
    while address:
        answer = in_pieces.get(address)
        ids += [row["id"] for row in csv.DictReader(io.StringIO(answer.text))]
        address = answer.links.get("next", {}).get("url", "")
    assert ids == [claim["id"] for claim in in_pieces.walk("/v1/claims?sort=text&limit=100")]
    assert answer.headers["x-total-count"] == str(len(ids))


def test_others_are_answered_between_pieces_and_a_client_that_has_gone_is_sent_no_more(in_pieces: Api) -> None:
    async def run(until: int, encoding: bytes) -> list[bytes]:
        gone, messages = asyncio.Event(), []
        turns = 0

        async def receive() -> dict[str, Any]:
            await gone.wait()
            return {"type": "http.disconnect"}

        async def send(message: Any) -> None:
            messages.append(message.get("body", b""))
            if len(messages) == until:
                gone.set()

        async def other() -> None:
            nonlocal turns
            while True:
                turns += 1
                await asyncio.sleep(0)

        scope = {
            "type": "http",
            "method": "GET",
            "path": "/v1/claims",
            "raw_path": b"/v1/claims",
            "query_string": b"format=csv",
            "headers": [(b"accept-encoding", encoding)],
            "root_path": "",
        }
        meanwhile = asyncio.create_task(other())
        await in_pieces.app(scope, receive, send)
        meanwhile.cancel()
        assert turns >= min(until, len(messages)) - 2
        return messages

    whole = in_pieces.get("/v1/claims?format=csv").content
    sent = asyncio.run(run(10**6, b"identity"))
    assert len(sent) > 10
    assert b"".join(sent) == whole
    assert gzip.decompress(b"".join(asyncio.run(run(10**6, b"gzip")))) == whole
    assert len(b"".join(asyncio.run(run(3, b"identity")))) < len(whole) / 2


@pytest.mark.parametrize("address", ["/v1/claims?format=csv", "/v1/dataset.zip"])
def test_what_needs_a_key_may_not_be_stored(release: Any, monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setattr("app.query.reader.AT_ONCE", 10)

    async def key() -> None:
        pass

    api = Api(create_app(Settings(release=release), dependencies=[Depends(key)]))
    answer = api.get(address)
    assert answer.status_code == 200
    assert answer.headers.get_list("cache-control") == ["no-store"]
    api.close()
