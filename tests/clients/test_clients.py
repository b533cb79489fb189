"""What is generated from the OpenAPI document compiles unedited, and one call of each is answered."""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.clients.conftest import NODE, PYTHON, Run
from tests.faults.servers import fetch

CALLS = Path(__file__).parent / "calls"
STRICT = {
    "compilerOptions": {
        "strict": True,
        "target": "es2022",
        "module": "esnext",
        "moduleResolution": "bundler",
        "lib": ["es2022", "dom", "dom.iterable"],
        "noEmit": True,
        "types": [],
    },
    "include": ["call.ts", "process.d.ts", "made/**/*.ts"],
}
PROCESS = "declare const process: { env: Record<string, string | undefined> };\n"
GENERATOR = ("generate", "-i", "openapi.json", "-o", "made", "-g")


@dataclass(frozen=True)
class Tool:
    """A generator: the program, its arguments, which write into `made`, and the file that makes a call with it."""

    program: Path
    arguments: tuple[str, ...]
    call: str


TOOLS = [
    Tool(NODE / "openapi-typescript", ("openapi.json", "-o", "made/schema.d.ts"), "openapi-fetch.ts"),
    Tool(NODE / "openapi-ts", ("-i", "openapi.json", "-o", "made"), "hey-api.ts"),
    Tool(NODE / "orval", ("--config", "orval.config.cjs"), "orval.ts"),
    Tool(PYTHON / "openapi-generator-cli", (*GENERATOR, "typescript-fetch"), "typescript-fetch.ts"),
    Tool(
        PYTHON / "openapi-python-client",
        ("generate", "--path", "openapi.json", "--output-path", "made", "--meta", "none"),
        "openapi-python-client.py",
    ),
    Tool(
        PYTHON / "datamodel-codegen",
        (
            "--input",
            "openapi.json",
            "--input-file-type=openapi",
            "--output=made.py",
            "--output-model-type=pydantic_v2.BaseModel",
        ),
        "datamodel-code-generator.py",
    ),
    Tool(PYTHON / "openapi-generator-cli", (*GENERATOR, "python"), "openapi-generator-python.py"),
]


@pytest.fixture(scope="module")
def answer(site: str) -> str:
    """What every call prints: how many claims there are on patents, and the first one's quote."""
    _, body = fetch(f"{site}/v1/claims?topic=patents&limit=1")
    page = json.loads(body)
    return f"{page['meta']['total']} {page['data'][0]['citation']['quote']['exact']}\n"


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: Path(tool.call).stem)
def test_a_generated_client_compiles_and_calls(tool: Tool, run: Run, site: str, answer: str, tmp_path: Path) -> None:
    output = {"mode": "split", "target": "./made/api.ts", "schemas": "./made/model", "client": "fetch", "baseUrl": site}
    config = {"record": {"input": "./openapi.json", "output": output}}
    (tmp_path / "orval.config.cjs").write_text(f"module.exports = {json.dumps(config)};\n")
    run(tool.program, *tool.arguments)
    call = tmp_path / f"call{Path(tool.call).suffix}"
    shutil.copy(CALLS / tool.call, call)
    if call.suffix == ".ts":
        (tmp_path / "tsconfig.json").write_text(json.dumps(STRICT))
        (tmp_path / "process.d.ts").write_text(PROCESS)
        run(NODE / "tsc", "-p", ".")
        assert run(NODE / "tsx", "call.ts") == answer
    else:
        assert run(PYTHON / "python", "call.py") == answer


def test_redocly_finds_nothing(run: Run) -> None:
    run(NODE / "redocly", "lint", "openapi.json", "--extends", "recommended", "--max-problems", "1000")


def test_spectral_finds_nothing(run: Run, tmp_path: Path) -> None:
    """But that a problem has a member `example`, which it takes for OpenAPI's."""
    rules = {"extends": ["spectral:oas"], "rules": {"oas3-valid-schema-example": "off"}}
    (tmp_path / ".spectral.json").write_text(json.dumps(rules))
    run(NODE / "spectral", "lint", "openapi.json", "--ruleset", ".spectral.json", "--fail-severity", "hint")
