"""The Dockerfile's steps, run in plain folders: what the image holds, and that it serves. No Docker engine is needed.

What is not seen here: the base image, the user that it runs as, and a root that can't be written to.
"""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import PROJECT
from tests.faults.servers import Running, fetch, free_port, wait_until

ABSOLUTE = re.compile(r"(?<![\w.:/])/(?=(?:srv|venv|build)\b)")
"""A path of the image, wherever it stands in a step."""
IGNORED = shutil.ignore_patterns(".*", "__pycache__", "*.pyc")


class Image:
    """What the steps made so far: a root for each stage, and how the last one is started. One method a kind of step."""

    def __init__(self, folder: Path) -> None:
        self.stages: dict[str, Path] = {}
        self.root = self.folder = folder
        self.within = folder
        self.environment: dict[str, str] = {}
        self.command: list[str] = []
        self.check: list[str] = []

    def moved(self, text: str) -> str:
        """Absolute paths of the image as they are here."""
        return ABSOLUTE.sub(f"{self.root}/", text)

    def from_(self, rest: str) -> None:
        name = rest.partition(" AS ")[2] or "last"
        self.root = self.stages[name] = self.within / name
        self.environment = {}

    def workdir(self, rest: str) -> None:
        self.folder = self.root / rest.lstrip("/")
        self.folder.mkdir(parents=True)

    def copy(self, rest: str) -> None:
        *sources, target = [part for part in rest.split() if not part.startswith("--")]
        stage = re.search(r"--from=(\w+)", rest)
        for source in sources:
            origin = self.stages[stage[1]] / source.lstrip("/") if stage else PROJECT / source
            into = self.root / target.lstrip("/") if target.startswith("/") else self.folder / target
            if origin.is_dir():
                shutil.copytree(origin, into, dirs_exist_ok=True, symlinks=True, ignore=None if stage else IGNORED)
            else:
                shutil.copy2(origin, into)

    def run(self, rest: str) -> None:
        own = os.environ | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
        subprocess.run(self.moved(rest), shell=True, check=True, cwd=self.folder, env=own)  # noqa: S602 - our own

    def env(self, rest: str) -> None:
        self.environment |= dict(pair.split("=", 1) for pair in shlex.split(self.moved(rest)))

    def healthcheck(self, rest: str) -> None:
        self.check = json.loads(self.moved(rest.partition("CMD ")[2]))

    def cmd(self, rest: str) -> None:
        self.command = json.loads(self.moved(rest))

    def user(self, rest: str) -> None:
        assert rest.partition(":")[0] not in {"0", "root"}

    def expose(self, _rest: str) -> None:
        """Says a port, and does nothing."""


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Image:
    built = Image(tmp_path_factory.mktemp("image"))
    for line in (PROJECT / "Dockerfile").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            word, _, rest = line.partition(" ")
            getattr(built, "from_" if word == "FROM" else word.lower())(rest)
    return built


def test_it_holds_what_serving_needs_and_the_licences(image: Image) -> None:
    assert {each.name for each in image.folder.iterdir()} == {"app", "release", "LICENSE", "LICENSE-DATA.md"}
    assert not image.folder.joinpath("release").is_symlink()
    installed = {each.name.partition("-")[0] for each in image.root.glob("venv/lib/*/site-packages/*.dist-info")}
    assert {"fastapi", "uvicorn", "sqlmodel"} <= installed
    assert not {"pip", "setuptools", "alembic", "pyyaml", "PyYAML", "simplemma", "pytest", "httpx"} & installed
    assert not [each.name for each in image.root.glob("venv/bin/*") if re.match("pip|gcc|cc|make|uv$", each.name)]


def test_it_serves_writes_nothing_and_knows_that_it_is_well(image: Image, tmp_path: Path) -> None:
    before = {each: each.stat().st_mtime_ns for each in image.root.rglob("*")}
    port, log = free_port(), tmp_path / "server.log"
    environment = os.environ | image.environment | {"RECORD_HOST": "127.0.0.1", "RECORD_PORT": str(port)}
    with log.open("ab") as sink:
        process = subprocess.Popen(image.command, cwd=image.folder, env=environment, stdout=sink, stderr=sink)
    server = Running(process, port, log)
    try:
        wait_until(lambda: server.get("/readyz")[0] == 200 or process.poll() is not None)
        assert process.poll() is None, server.said()
        status, body = fetch(f"{server.base}/v1/claims?limit=1")
        assert (status, len(json.loads(body)["data"])) == (200, 1)
        assert subprocess.run(image.check, cwd=image.folder, env=environment, check=False).returncode == 0
    finally:
        process.terminate()
        process.wait()
    assert subprocess.run(image.check, cwd=image.folder, env=environment, check=False).returncode == 1
    assert {each: each.stat().st_mtime_ns for each in image.root.rglob("*")} == before
