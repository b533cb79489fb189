"""An id, once published, is never lost without a word: it answers 410 or 308, or the release is refused."""

import datetime
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from app.vocabulary import ChangeKind
from seed.__main__ import ROOT
from seed.build import read_checked
from seed.changes import check_promises, ids
from seed.published import read_published
from seed.records import Change, SeedError
from tests.conftest import Api, Small, copied

WITHDRAWN = """
- version: "1.1.0"
  date: 2026-12-01
  change: withdrawn
  record: claim/robots-write
  reason: The letter was read wrongly.
"""
ADDED = """
- version: "1.1.0"
  date: 2026-12-01
  change: added
  record: claim/machines-write
  reason: The letter was read anew.
"""
RENAMED = """
- version: "1.1.0"
  date: 2026-12-01
  change: renamed
  record: claim/robots-write
  successor: claim/machines-write
  reason: The text speaks of machines.
"""
REPLACED = WITHDRAWN.replace("  reason", "  successor: statistic/machine-share\n  reason")


def rename(small: Small, old: str = "robots-write", new: str = "machines-write") -> None:
    path = small.root / "articles" / "letters"
    for file in path.glob("*.yaml"):
        file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    assert small.lock() == 0


def add(small: Small, entries: str) -> None:
    small.announce(entries, "1.1.0", "2026-12-01")


@pytest.fixture(scope="module")
def renewed(pristine: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Makes the release after the one that had `robots-write`, once for each text of what became of it."""

    @cache
    def made(entries: str) -> Path:
        small = copied(pristine, tmp_path_factory.mktemp("renewed"))
        assert small.run("publish") == 0
        rename(small)
        add(small, entries)
        assert small.build() == 0
        return small.release

    return made


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
    add(small, ADDED + WITHDRAWN)
    assert small.build() == 0


def test_a_withdrawn_id_is_gone_with_its_reason(renewed: Callable[[str], Path], make_api: Callable[..., Api]) -> None:
    api = make_api(renewed(ADDED + WITHDRAWN))
    for address in ("/v1/claims/robots-write", "/v1/claims/robots-write/related", "/v1/citations/claim-robots-write"):
        answer = api.get(address)
        assert (answer.status_code, answer.json()["code"]) == (410, "withdrawn"), address
        assert "read wrongly" in answer.json()["detail"]
        assert api.get(answer.json()["example"]).status_code == 200
    newest = api.json("/v1/changes")["data"][0]
    assert newest["record"] == {"type": "claim", "id": "robots-write", "url": "/v1/claims/robots-write"}


@pytest.mark.parametrize("address", ["/v1/claims/robots-write", "/v1/citations/claim-robots-write-further-1"])
def test_what_took_its_place_is_named_even_where_it_is_of_another_kind(
    renewed: Callable[[str], Path], make_api: Callable[..., Api], address: str
) -> None:
    api = make_api(renewed(ADDED + REPLACED))
    problem = api.get(address).json()
    assert problem["status"] == 410
    assert "the statistic machine-share, /v1/statistics/machine-share." in problem["detail"]
    assert api.get(problem["example"]).json()["id"] == "machine-share"
    assert api.json("/v1/changes")["data"][0]["successor"]["url"] == problem["example"]


@pytest.mark.parametrize(
    ("address", "successor"),
    [
        ("/v1/claims/robots-write", "/v1/claims/machines-write"),
        ("/v1/claims/robots-write?format=csv", "/v1/claims/machines-write?format=csv"),
        (
            "/v1/claims/robots-write/related?relation=contrasts&limit=1",
            "/v1/claims/machines-write/related?relation=contrasts&limit=1",
        ),
        ("/v1/claims/robots-write/citation?format=ris", "/v1/claims/machines-write/citation?format=ris"),
        ("/v1/citations/claim-robots-write", "/v1/citations/claim-machines-write"),
        ("/v1/citations/claim-robots-write-further-1", "/v1/citations/claim-machines-write-further-1"),
        ("/v1/citations/claim-robots-write?format=%61pa", "/v1/citations/claim-machines-write?format=%61pa"),
    ],
)
def test_a_renamed_id_and_its_citations_lead_to_the_new_name(
    renewed: Callable[[str], Path], make_api: Callable[..., Api], address: str, successor: str
) -> None:
    api = make_api(renewed(RENAMED), public_url="https://data.example")
    answer = api.get(address)
    assert (answer.status_code, answer.json()["code"]) == (308, "renamed")
    assert answer.headers["location"] == answer.json()["example"] == f"https://data.example{successor}"
    assert api.get(successor).status_code == 200


def test_a_filter_by_an_old_name_is_refused_with_the_new_one(
    renewed: Callable[[str], Path], make_api: Callable[..., Api]
) -> None:
    answer = make_api(renewed(RENAMED)).get("/v1/passages?record=robots-write")
    assert answer.json()["errors"][0]["did_you_mean"] == "machines-write"
    assert answer.json()["example"] == "/v1/passages?record=machines-write"


@pytest.mark.parametrize(
    ("old", "new", "record", "successor", "address", "answered"),
    [
        (
            *("ada-penn-letterlab", "ada-penn-lab", "affiliation/ada-penn-letterlab", "affiliation/ada-penn-lab"),
            *("/v1/citations/affiliation-ada-penn-letterlab", "/v1/citations/affiliation-ada-penn-lab"),
        ),
        (
            *("p06", "p07", "passage/letters-p06", "passage/letters-p07"),
            *("/v1/passages/letters-p06", "/v1/passages/letters-p07"),
        ),
    ],
)
def test_affiliations_and_passages_can_be_renamed(
    small: Small,
    make_api: Callable[..., Api],
    old: str,
    new: str,
    record: str,
    successor: str,
    address: str,
    answered: str,
) -> None:
    small.run("publish")
    rename(small, old, new)
    assert small.build() == 1
    add(small, RENAMED.replace("claim/robots-write", record).replace("claim/machines-write", successor))
    assert small.build() == 0
    api = make_api(small.release)
    assert api.get(address).headers["location"] == answered
    assert api.get(answered).status_code == 200
    shown = api.json("/v1/changes")["data"][0]["successor"]
    assert f"{shown['type']}/{shown['id']}" == successor
    assert shown["url"] is None or api.get(shown["url"]).status_code == 200


def test_a_citation_can_be_withdrawn(
    small: Small, make_api: Callable[..., Api], capsys: pytest.CaptureFixture[str]
) -> None:
    small.run("publish")
    small.edit("articles/letters/claims.yaml", "  further_citations: [{passages: [p01, p02], quote: a machine}]\n", "")
    assert small.lock() == 0
    assert small.build() == 1
    assert "citation/claim-robots-write-further-1 was published and is gone" in capsys.readouterr().err
    add(small, WITHDRAWN.replace("claim/robots-write", "citation/claim-robots-write-further-1"))
    assert small.build() == 0
    api = make_api(small.release)
    assert "read wrongly" in api.get("/v1/citations/claim-robots-write-further-1").json()["detail"]
    assert api.get("/v1/citations/claim-robots-write").status_code == 200


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        (WITHDRAWN, "is withdrawn, but it is still there"),
        (RENAMED.replace("claim/robots-write", "claim/never-there"), "there is no claim/machines-write"),
        (WITHDRAWN.replace("withdrawn", "corrected").replace("robots-write", "never-there"), "there is no claim/never"),
        (RENAMED.replace("  successor: claim/machines-write\n", ""), "renamed: from which record"),
        (RENAMED.replace("claim/machines", "statistic/machines"), "are of two kinds"),
        (WITHDRAWN.replace("  record: claim/robots-write\n", ""), "withdrawn: which record"),
        (WITHDRAWN.replace("claim/robots-write", "robots-write"), "record"),
        (WITHDRAWN.replace("claim/robots-write", "change/robots-write"), "record"),
        (WITHDRAWN.replace("1.1.0", "1.0.9"), "newest entry is of version 1.0.9: say what 1.1.0 did"),
        (WITHDRAWN.replace("2026-12-01", "2026-12-02"), "2026-12-02 is later than the release, which is of 2026-12-01"),
        (WITHDRAWN.replace("1.1.0", "1.10.0") + WITHDRAWN, "from the oldest to the newest"),
        (WITHDRAWN + WITHDRAWN.replace("2026-12-01", "2020-01-01"), "from the oldest to the newest"),
    ],
)
def test_a_change_that_says_what_is_not_so_is_refused(
    small: Small, entry: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    add(small, entry)
    assert small.build() == 1
    assert told in capsys.readouterr().err


def test_a_release_of_which_nothing_is_said_is_refused(small: Small, capsys: pytest.CaptureFixture[str]) -> None:
    small.announce("", "0.2.0", "2020-01-03")
    assert small.build() == 1
    assert "newest entry is of version 0.1.0: say what 0.2.0 did" in capsys.readouterr().err
    (small.root / "changes.yaml").write_text("[]", encoding="utf-8")
    assert small.build() == 1
    assert "version none" in capsys.readouterr().err


def test_a_list_of_published_ids_that_is_missing_is_no_empty_list(
    small: Small, capsys: pytest.CaptureFixture[str]
) -> None:
    (small.root / "published.txt").unlink()
    assert small.build() == 1
    assert "published.txt: no such file" in capsys.readouterr().err


def test_one_id_does_not_excuse_another_that_begins_with_it() -> None:
    withdrawn = Change(
        version="1.0.0",
        date=datetime.date(2026, 1, 1),
        change=ChangeKind.withdrawn,
        record="institution/ucla",
        reason="Gone.",
    )
    own = {"institution/ucla", "citation/institution-ucla", "citation/institution-ucla-further-12"}
    check_promises([withdrawn], own, set())
    for other in ("citation/institution-ucla-center", "citation/institution-ucla-center-further-1"):
        with pytest.raises(SeedError, match=f"{other} was published and is gone"):
            check_promises([withdrawn], own | {other}, set())


def test_changes_are_numbered_within_their_version(
    renewed: Callable[[str], Path], make_api: Callable[..., Api]
) -> None:
    shown = [change["id"] for change in make_api(renewed(ADDED + WITHDRAWN)).json("/v1/changes?sort=position")["data"]]
    assert shown == ["v0-1-0-01", "v1-1-0-01", "v1-1-0-02"]


def test_what_is_written_down_as_published_are_ids_of_records() -> None:
    published = read_published(ROOT)
    if published.version:
        assert published.digests.keys() & ids(read_checked(ROOT)[2])


def test_a_change_has_an_address(api: Api) -> None:
    for change in api.walk("/v1/changes"):
        assert api.json(change["url"]) == change
