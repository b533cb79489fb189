"""Two releases in a row, and the table of what was seen."""

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from seed.build import build
from tests.faults.servers import NGINX

SEEN = Path(".build/faults.json")

Report = Callable[..., None]


@pytest.fixture(scope="session")
def later(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The release after `release`: the same records, under a raised version."""
    folder = tmp_path_factory.mktemp("later")
    written = {name: (root / name).read_text(encoding="utf-8") for name in ("release.yaml", "changes.yaml")}
    entry = '- version: "1.1.0"\n  date: 2026-11-25\n  change: added\n  reason: The second release.\n'
    try:
        (root / "release.yaml").write_text(written["release.yaml"].replace('version: "1.0.0"', 'version: "1.1.0"'))
        (root / "changes.yaml").write_text(written["changes.yaml"] + entry)
        build(root, folder)
    finally:
        for name, text in written.items():
            (root / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def figures() -> Iterator[dict[str, object]]:
    seen: dict[str, object] = {}
    yield seen
    SEEN.parent.mkdir(exist_ok=True)
    SEEN.write_text(json.dumps(seen, indent=2), encoding="utf-8")


@pytest.fixture
def report(request: pytest.FixtureRequest, figures: dict[str, object]) -> Report:
    """Write down what was seen of a fault, by the name of the test."""

    def write(**seen: object) -> None:
        figures.setdefault(request.node.name, {}).update(seen)  # type: ignore[attr-defined]

    return write


@pytest.fixture(scope="session", autouse=True)
def _tools() -> None:
    if not os.access(NGINX, os.X_OK):
        pytest.exit("nginx is not installed. On Debian: apt-get install nginx-light", returncode=1)
