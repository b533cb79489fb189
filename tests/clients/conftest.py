"""The service in earnest, and the tools that others make clients with. They are installed by `make clients` alone."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.conftest import PROJECT
from tests.faults.servers import fetch, serving_own

TOOLS = PROJECT / ".build" / "clients"
NODE, PYTHON = TOOLS / "node_modules" / ".bin", TOOLS / "venv" / "bin"

Run = Callable[..., str]


@pytest.fixture(scope="session", autouse=True)
def _tools() -> None:
    if not (NODE / "tsc").exists() or not (PYTHON / "python").exists():
        pytest.exit("The tools aren't there. Run: make clients", returncode=1)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the project's own release."""
    with serving_own(tmp_path_factory.mktemp("own")) as running:
        yield running.base


@pytest.fixture(scope="session")
def document(site: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The OpenAPI document, as it is served."""
    status, body = fetch(f"{site}/openapi.json")
    assert status == 200
    path = tmp_path_factory.mktemp("openapi") / "openapi.json"
    path.write_bytes(body)
    return path


@pytest.fixture
def run(site: str, document: Path, tmp_path: Path) -> Run:
    """Run a tool in an empty folder beside the document; what it prints. Fails where the tool does."""
    shutil.copy(document, tmp_path)
    (tmp_path / "node_modules").symlink_to(TOOLS / "node_modules")
    shutil.copy(Path(__file__).parent / "package.json", tmp_path)

    def run_it(tool: Path, *arguments: str) -> str:
        environment = os.environ | {"BASE": site, "PATH": f"{PYTHON}:{NODE}:{os.environ['PATH']}", "NO_COLOR": "1"}
        done = subprocess.run(
            [str(tool), *arguments], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{tool.name}: {done.stdout[-3000:]}{done.stderr[-3000:]}"
        return done.stdout

    return run_it
