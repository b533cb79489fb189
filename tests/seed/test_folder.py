"""A release is a folder beside the link that leads to it."""

import subprocess
import threading
from pathlib import Path

import pytest

from app.database import RECORD_FILE
from app.release import SUMS_FILE
from seed.folder import new_release
from seed.records import SeedError


def make(link: Path, content: str) -> Path:
    with new_release(link) as draft:
        (draft / RECORD_FILE).write_text(content)
    return draft


def test_the_link_leads_to_the_newest_and_the_one_before_is_kept(tmp_path: Path) -> None:
    link = tmp_path / "below" / "release"
    made = [make(link, str(number)) for number in range(4)]
    assert link.is_symlink()
    assert link.resolve() == made[-1]
    assert (link / RECORD_FILE).read_text() == "3"
    assert sorted(link.parent.iterdir()) == sorted([link, *made[-2:]])
    assert made[-1].stat().st_mode & 0o777 == 0o755, "whoever serves it is another user"


def test_a_failure_leaves_everything_as_it_was(tmp_path: Path) -> None:
    link = tmp_path / "release"
    make(link, "old")
    before = sorted(tmp_path.iterdir())
    with pytest.raises(TypeError, match="data must be str"):
        make(link, 5)  # type: ignore[arg-type]
    assert sorted(tmp_path.iterdir()) == before
    assert (link / RECORD_FILE).read_text() == "old"


def test_a_folder_in_its_place_is_put_aside_if_it_is_a_release(tmp_path: Path) -> None:
    link = tmp_path / "release"
    link.mkdir()
    make(link, "first, in place of an empty folder")
    link.unlink()
    link.mkdir()
    (link / RECORD_FILE).write_text("copied here")
    made = make(link, "next")
    assert link.resolve() == made
    kept = [path for path in tmp_path.iterdir() if path not in {link, made}]
    assert [(path / RECORD_FILE).read_text() for path in kept] == ["copied here"]


@pytest.mark.parametrize("kind", ["file", "folder"])
def test_what_is_no_release_is_never_replaced(tmp_path: Path, kind: str) -> None:
    place = tmp_path / "release"
    if kind == "folder":
        place.mkdir()
    (place / "thesis" if kind == "folder" else place).write_text("precious")
    with pytest.raises(SeedError, match="something else than a release"):
        make(place, "new")
    assert [path.name for path in tmp_path.iterdir()] == ["release"]


def test_a_neighbour_is_left_alone(tmp_path: Path) -> None:
    for name in ("release-notes", ".releases", "other"):
        (tmp_path / name).mkdir()
    for _ in range(3):
        make(tmp_path / "release", "x")
    assert {"release-notes", ".releases", "other"} <= {path.name for path in tmp_path.iterdir()}


def test_two_builds_wait_for_each_other(tmp_path: Path) -> None:
    link, inside = tmp_path / "release", threading.Event()
    second = threading.Thread(target=lambda: (inside.wait(5), make(link, "second")))
    second.start()
    with new_release(link) as draft:
        inside.set()
        second.join(0.1)
        assert second.is_alive()
        (draft / RECORD_FILE).write_text("first")
    second.join(5)
    assert (link / RECORD_FILE).read_text() == "second"


def test_the_checksums_hold(release: Path) -> None:
    told = subprocess.run(
        ["/usr/bin/env", "sha256sum", "-c", SUMS_FILE], cwd=release, capture_output=True, text=True, check=True
    )
    listed = {line.removesuffix(": OK") for line in told.stdout.splitlines()}
    assert listed == {path.name for path in release.iterdir()} - {SUMS_FILE}
