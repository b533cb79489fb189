"""Bars on terminals, nothing elsewhere."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from seed.progress import ADVANCED_BY, Progress
from tests.conftest import Small


def test_every_item_is_counted_and_passed_on() -> None:
    items = list(range(2 * ADVANCED_BY + 3))
    with Progress() as progress:
        one, other = progress.add_task("one", total=None), progress.add_task("other", total=5)
        passed = [(item, progress.tasks[one].completed) for item in progress.count(one, items)]
        assert passed == [(item, item // ADVANCED_BY * ADVANCED_BY) for item in items]
        assert [*progress.count(other, "ab"), *progress.count(other, "")] == ["a", "b"]
        assert [(task.completed, task.total) for task in progress.tasks] == [(len(items), len(items)), (2, 5)]


def test_no_bar_is_drawn_where_nobody_looks(small: Small, capsys: pytest.CaptureFixture[str]) -> None:
    assert small.build() == 0
    assert capsys.readouterr() == (f"{small.release}: built\n", "")


def test_a_terminal_shows_each_file(small: Small) -> None:
    outer, inner = pty.openpty()
    command = [sys.executable, "-m", "seed", "--root", str(small.root), "build", "--release", str(small.release)]
    environment = os.environ | {"TERM": "xterm", "COLUMNS": "100"}
    with subprocess.Popen(
        command, stderr=inner, stdout=subprocess.DEVNULL, env=environment, cwd=Path(__file__).parents[2]
    ) as building:
        os.close(inner)
        drawn = b""
        while piece := _read(outer):
            drawn += piece
        assert building.wait(60) == 0
    os.close(outer)
    for name in (b"record.sqlite", b"dataset.json", b"dataset.xlsx"):
        assert name in drawn


def _read(descriptor: int) -> bytes:
    """What was drawn; empty once the other side is closed, which Linux tells by an error."""
    try:
        return os.read(descriptor, 65_536)
    except OSError:
        return b""
