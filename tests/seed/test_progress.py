"""Bars on terminals, nothing elsewhere."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from seed.progress import ADVANCED_BY, Progress, Step
from tests.conftest import Small


def test_every_item_is_counted_and_passed_on() -> None:
    told: list[int] = []
    items = list(range(2 * ADVANCED_BY + 3))
    assert list(Step(told.append, told.append).count(items)) == items
    assert told == [ADVANCED_BY, ADVANCED_BY, 3, len(items)]
    with Progress() as progress:
        assert list(progress.step("one").count("ab")) == ["a", "b"]
        assert list(progress.step("other", 0).count("")) == []


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
