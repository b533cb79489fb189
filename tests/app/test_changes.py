"""An id, once published, is never lost without a word: it answers 410 or 308, or the release is refused."""

from collections.abc import Callable

import pytest

from tests.conftest import Api, Small

WITHDRAWN = """
- version: "1.1.0"
  date: 2026-12-01
  change: withdrawn
  record: claim/robots-write
  reason: The letter was read wrongly.
"""
RENAMED = """
- version: "1.1.0"
  date: 2026-12-01
  change: renamed
  record: claim/robots-write
  successor: claim/machines-write
  reason: The text speaks of machines.
"""


def rename(small: Small) -> None:
    path = small.root / "articles" / "letters"
    for file in path.glob("*.yaml"):
        file.write_text(file.read_text(encoding="utf-8").replace("robots-write", "machines-write"), encoding="utf-8")
    assert small.lock() == 0


def add(small: Small, entry: str) -> None:
    path = small.root / "changes.yaml"
    path.write_text(path.read_text(encoding="utf-8") + entry, encoding="utf-8")


def test_the_first_release_is_a_change(api: Api) -> None:
    (change,) = api.json("/v1/changes")["data"]
    assert (change["change"], change["version"], change["record"]) == ("added", "1.0.0", None)
    assert api.json("/v1/changes?change=added&version=1.0.0")["meta"]["total"] == 1
    assert api.json("/v1/changes?change=withdrawn")["meta"]["total"] == 0


def test_a_release_that_loses_an_id_is_refused(small: Small, capsys: pytest.CaptureFixture[str]) -> None:
    assert small.run("publish") == 0
    assert "new ids" in capsys.readouterr().out
    assert small.build() == 0
    rename(small)
    assert small.build() == 1
    assert "claim/robots-write was published and is gone" in capsys.readouterr().err
    add(small, WITHDRAWN)
    assert small.build() == 0


def test_a_withdrawn_id_is_gone_with_its_reason(small: Small, make_api: Callable[..., Api]) -> None:
    small.run("publish")
    rename(small)
    add(small, WITHDRAWN)
    assert small.build() == 0
    api = make_api(small.database)
    for address in ("/v1/claims/robots-write", "/v1/claims/robots-write/related", "/v1/citations/claim-robots-write"):
        answer = api.get(address)
        assert (answer.status_code, answer.json()["code"]) == (410, "withdrawn"), address
        assert "read wrongly" in answer.json()["detail"]
        assert api.get(answer.json()["example"]).status_code == 200
    newest = api.json("/v1/changes")["data"][0]
    assert newest["record"] == {"type": "claim", "id": "robots-write", "url": "/v1/claims/robots-write"}


def test_a_renamed_id_leads_to_its_new_name(small: Small, make_api: Callable[..., Api]) -> None:
    small.run("publish")
    rename(small)
    add(small, RENAMED)
    assert small.build() == 0
    api = make_api(small.database, public_url="https://data.example")
    for more in ("", "/related", "/citation"):
        answer = api.get(f"/v1/claims/robots-write{more}")
        assert (answer.status_code, answer.json()["code"]) == (308, "renamed")
        assert answer.headers["location"] == f"https://data.example/v1/claims/machines-write{more}"
        assert api.get(f"/v1/claims/machines-write{more}").status_code == 200
    assert api.get("/v1/citations/claim-robots-write").status_code == 410


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        (WITHDRAWN, "is withdrawn, but it is still there"),
        (RENAMED.replace("claim/robots-write", "claim/never-there"), "there is no claim/machines-write"),
        (WITHDRAWN.replace("withdrawn", "corrected").replace("robots-write", "never-there"), "there is no claim/never"),
        (RENAMED.replace("  successor: claim/machines-write\n", ""), "renamed: from which record"),
        (WITHDRAWN.replace("  record: claim/robots-write\n", ""), "withdrawn: which record"),
        (WITHDRAWN.replace("claim/robots-write", "robots-write"), "record"),
    ],
)
def test_a_change_that_says_what_is_not_so_is_refused(
    small: Small, entry: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    add(small, entry)
    assert small.build() == 1
    assert told in capsys.readouterr().err


def test_the_ids_of_this_release_are_published() -> None:
    from seed.__main__ import ROOT  # noqa: PLC0415 - only here
    from seed.build import render  # noqa: PLC0415
    from seed.changes import ids, read_published  # noqa: PLC0415

    assert ids(render(ROOT)) <= read_published(ROOT), "run: python -m seed publish"
