"""The examples run against a server, and say the same."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import PROJECT, Api
from tests.faults.servers import serving

NODE = shutil.which("node")


@pytest.fixture(scope="module")
def site(release: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(release, tmp_path_factory.mktemp("served")) as running:
        yield running.base


@pytest.mark.parametrize(
    "command",
    [
        pytest.param([sys.executable, "examples/client.py"], id="python"),
        pytest.param(
            [str(NODE), "examples/client.mjs"],
            id="node",
            marks=pytest.mark.skipif(NODE is None, reason="Node is not installed; the same client runs in Python"),
        ),
    ],
)
def test_an_example_pages_holds_and_explains(api: Api, site: str, command: list[str]) -> None:
    said = subprocess.run([*command, site], cwd=PROJECT, capture_output=True, text=True, check=True).stdout.splitlines()
    claims = api.walk("/v1/claims?limit=100")
    hedged = [claim for claim in claims if claim["hedge"]]
    pages = -(-len(claims) // 100)
    assert said == [
        f"{len(hedged)} claims are hedged, the first with “{hedged[0]['hedge']}”: {hedged[0]['text']}",
        f"Asked again, {pages} pages were held.",
        "There is no parameter `topc` here. Did you mean topic? Try /v1/claims?topic=patents",
    ]
