"""JSON Schemas of the YAML files, by which editors complete fields and values and underline what is wrong."""

import json
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from seed.reading import ARTICLE, SHARED

FOLDER = "schemas"
COMMENT = "# yaml-language-server: $schema="
"""With a path after it, the line at the head of a YAML file by which editors find its schema."""


def head(name: str, *, of_article: bool) -> str:
    """The line for the head of a file, without `.yaml`; those of an article lie two folders deeper."""
    return f"{COMMENT}{'../../' if of_article else ''}{FOLDER}/{name}.schema.json\n"


def schema(shape: Any) -> str:
    """The JSON Schema of a file, as text."""
    made = TypeAdapter(shape).json_schema(mode="validation")
    return json.dumps({"$schema": "https://json-schema.org/draft/2020-12/schema", **made}, indent=1, ensure_ascii=False)


def write_schemas(root: Path) -> list[Path]:
    """Write the schema of each file into a folder under `root`, and its line at the head of each YAML that lacks it."""
    (root / FOLDER).mkdir(parents=True, exist_ok=True)
    written = []
    for name, shape in {**SHARED, **ARTICLE}.items():
        path = root / FOLDER / f"{name}.schema.json"
        path.write_text(schema(shape) + "\n", encoding="utf-8")
        written.append(path)
    for name in SHARED:
        _mark(root / f"{name}.yaml", head(name, of_article=False))
    for folder in sorted((root / "articles").glob("*/")):
        for name in ARTICLE:
            _mark(folder / f"{name}.yaml", head(name, of_article=True))
    return written


def _mark(path: Path, line: str) -> None:
    if path.is_file():
        text = path.read_text(encoding="utf-8")
        if not text.startswith(COMMENT):
            path.write_text(line + text, encoding="utf-8")
