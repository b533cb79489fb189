"""A Postman collection made from the document, a proxy that validates every answer by it, and tables by address."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.clients.conftest import NODE, PYTHON, Run
from tests.faults.servers import fetch, free_port, wait_until
from tests.seed.test_tables import block

KINDS = ("researchers", "institutions", "statistics", "claims", "sources", "passages", "citations", "topics", "series")
LISTS = [f"/v1/{kind}" for kind in (*KINDS, "changes")]
IMPORTS = "import os, sqlite3, zipfile, duckdb, frictionless, pandas, polars"
SHARES = """
import os, io, pandas, polars, duckdb
B = os.environ["BASE"]
address = B + "/v1/statistics?series=ai-patent-share&format="
print(sorted(pandas.read_csv(address + "csv").value))
print(sorted(pandas.read_json(address + "ndjson", lines=True).value))
print(sorted(polars.read_csv(address + "csv")["value"]))
print(sorted(polars.read_ndjson(io.BytesIO(__import__("urllib.request").request.urlopen(address + "ndjson").read()))["value"]))
"""


def with_an_example(api: Any, path: str, name: str) -> bool:
    """Whether a parameter has an example, or is needed."""
    for operation in api["paths"][path].values():
        for each in operation.get("parameters", ()):
            known = api["components"]["parameters"][each["$ref"].rsplit("/", 1)[1]] if "$ref" in each else each
            if known["name"] == name:
                return bool(known["required"] or "example" in known)
    return False


def requests_of(items: list[Any]) -> Iterator[Any]:
    for item in items:
        yield from requests_of(item["item"]) if "item" in item else [item["request"]]


def test_no_request_of_a_postman_collection_is_refused(run: Run, document: Path, site: str, tmp_path: Path) -> None:
    """Optional parameters without an example left out."""
    options = "folderStrategy=Tags,parametersResolution=Example"
    run(NODE / "openapi2postmanv2", "-s", "openapi.json", "-o", "all.json", "-O", options)
    collection, api = json.loads((tmp_path / "all.json").read_text()), json.loads(document.read_text())
    asked = list(requests_of(collection["item"]))
    for request in asked:
        parts = [f"{{{part[1:]}}}" if part.startswith(":") else part for part in request["url"]["path"]]
        path = f"/{'/'.join(parts)}"
        request["url"]["query"] = [
            each for each in request["url"].get("query", []) if with_an_example(api, path, each["key"])
        ]
    (tmp_path / "asked.json").write_text(json.dumps(collection))
    run(
        NODE / "newman",
        "run",
        "asked.json",
        "--env-var",
        f"baseUrl={site}",
        "-r",
        "json",
        "--reporter-json-export",
        "r.json",
    )
    answered = json.loads((tmp_path / "r.json").read_text())["run"]["executions"]
    assert [each["item"]["name"] for each in answered if each["response"]["code"] != 200] == []
    assert len(answered) == len(asked) > 30


@pytest.fixture
def proxy(site: str, document: Path) -> Iterator[str]:
    port = free_port()
    command = [str(NODE / "prism"), "proxy", str(document), site, "-p", str(port), "--errors"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        wait_until(lambda: fetch(f"http://127.0.0.1:{port}/healthz")[0] == 200)
        yield f"http://127.0.0.1:{port}"
        process.terminate()


def test_a_validating_proxy_passes_every_answer(proxy: str, site: str) -> None:
    ids = {path: json.loads(fetch(f"{site}{path}?limit=1")[1])["data"][0]["id"] for path in LISTS}
    varied = (
        "",
        "?limit=2",
        "?format=csv",
        "?format=ndjson",
        "?sort=-position",
        "?limit=x",
        "?nonsense=1",
        "/nothing-there",
    )
    addresses = [f"{path}{more}" for path in LISTS for more in (*varied, f"/{ids[path]}")]
    addresses += ["/v1/claims?include=about&include=related&limit=5", "/v1/statistics?value__gte=40&match=possible"]
    addresses += ["/v1/claims?facets=topic", "/v1/search?q=patents", "/v1/search?q=pattents", "/v1/dataset", "/readyz"]
    assert len(addresses) > 80
    wrong = [
        (address, body[:200]) for address in addresses for status, body in [fetch(proxy + address)] if status >= 500
    ]
    assert wrong == []


def test_tables_are_read_by_address(run: Run, tmp_path: Path) -> None:
    (tmp_path / "shares.py").write_text(SHARES)
    assert run(PYTHON / "python", "shares.py") == "[20.9, 54.1, 61.1]\n" * 4


@pytest.mark.parametrize("line", block()[1])
def test_every_tool_reads_the_downloads(line: str, run: Run, release: Path, tmp_path: Path) -> None:
    """By the lines that are documented."""
    begun = [IMPORTS, f"os.chdir({str(release)!r})", *block()[0]]
    (tmp_path / "shares.py").write_text("\n".join([*begun, f"print(sorted(map(float, {line}))[-3:])"]))
    assert run(PYTHON / "python", "shares.py").splitlines()[-1] == "[20.9, 54.1, 61.1]"


def test_datasette_reads_the_analysts_database(run: Run, release: Path) -> None:
    shares = "/dataset.json?_shape=arrayfirst&sql=select+value+from+statistics+where+series_id='ai-patent-share'"
    assert sorted(json.loads(run(PYTHON / "datasette", str(release / "dataset.sqlite"), "--get", shares))) == [
        20.9,
        54.1,
        61.1,
    ]
