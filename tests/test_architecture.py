"""The direction of imports: the application, its features, their mechanisms, the ground."""

import ast
import re
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine
from sqlmodel import SQLModel

from app import models as models  # noqa: PLC0414 - declares the tables

ROOT = Path(__file__).parent.parent
GROUND = {"database", "models", "vocabulary", "settings", "release", "program"}
FEATURES = {"resources", "search", "dataset", "changes", "site"}
ALLOWED = {
    "vocabulary": set(),
    "settings": set(),
    "models": {"vocabulary"},
    "server": set(),
    "healthcheck": set(),
    "release": set(),
    "program": set(),
    "database": {"models", "release"},
    "http": GROUND | {"formats"},
    "formats": {"vocabulary"},
    "query": GROUND | {"http", "formats"},
    "openapi": GROUND | {"http", "formats", "query"},
    **dict.fromkeys(FEATURES, GROUND | {"http", "formats", "query", "openapi"}),
}
"""What each room of the application may import beside itself; features, of one another, what `USED_OF_OTHERS` says."""

MODULES = sorted((ROOT / "app").rglob("*.py"))


def imported(path: Path) -> list[str]:
    found: list[str] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found += [f"{node.module}.{alias.name}" for alias in node.names]
    return found


def room_of(path: Path) -> str:
    return path.relative_to(ROOT / "app").with_suffix("").parts[0]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_downwards(path: Path) -> None:
    room = room_of(path)
    for name in imported(path):
        assert not name.startswith(("seed", "tests")), "the application knows nothing of how its data is made"
        if name.startswith("app.") and room not in {"main", "__main__", "__init__"}:
            other = name.split(".")[1]
            assert other == room or other in ALLOWED[room] or {room, other} <= FEATURES, f"{room} imports {other}"


def module(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


def circle(uses: dict[str, set[str]]) -> set[str]:
    """What is left once everything that uses nothing of the rest, or that nothing of the rest uses, is taken away."""
    left = set(uses)
    while free := {name for name in left if not uses[name] & left or all(name not in uses[other] for other in left)}:
        left -= free
    return left


def test_modules_import_each_other_never_in_a_circle() -> None:
    """A claim brings researchers along and a researcher claims: so each looks at the other's schemas, which need neither."""
    uses = {module(path): set(imported(path)) for path in MODULES}
    uses = {name: {part for other in used for part in (other, other.rpartition(".")[0])} for name, used in uses.items()}
    assert "app.resources.claims.schemas" in uses["app.resources.researchers.includes"]
    assert circle(uses) == set()
    assert circle({"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": set()}) == {"b", "c"}


USED_OF_OTHERS = {
    "schemas": {"schemas"},
    "includes": {"schemas"},
    "queries": {"schemas"},
    "router": {"schemas", "queries", "includes"},
}


def feature(name: str) -> str | None:
    """The feature that a module belongs to: a resource, or one of the others; None below them."""
    _, room, *rest = name.split(".")
    return None if room not in FEATURES else rest[0] if room == "resources" and rest else room


@pytest.mark.parametrize("path", [path for path in MODULES if path.stem in USED_OF_OTHERS], ids=module)
def test_a_feature_uses_of_another_what_lies_below(path: Path) -> None:
    own = feature(module(path))
    for name in (name for name in imported(path) if name.startswith("app.") and own):
        if name.rpartition(".")[0] == "app.resources":
            assert room_of(path) != "resources", "the list of kinds is made of what stands below it"
        elif feature(name) not in {own, None}:
            used = name.split(".")[3 if name.startswith("app.resources.") else 2]
            assert used in USED_OF_OTHERS[path.stem], f"{module(path)} imports {name}"


def test_the_seed_uses_tables_schemas_formats_what_lists_declare_and_the_digest_only() -> None:
    for path in (ROOT / "seed").rglob("*.py"):
        for name in imported(path):
            if name.startswith("app."):
                allowed = {"models", "vocabulary", "database", "query", "formats", "release"}
                parts = name.split(".")
                assert (
                    parts[1] in allowed or "schemas" in parts or (parts[:2] == ["app", "resources"] and len(parts) == 3)
                ), name


def test_migrations_and_tables_agree(database: Path) -> None:
    """Also on CHECK constraints, which Alembic's own comparison passes over."""
    made, declared = create_engine(f"sqlite:///{database}"), create_engine("sqlite://")
    SQLModel.metadata.create_all(declared)
    query = "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name != 'alembic_version' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'search_index%'"
    schemas = []
    for engine in (made, declared):
        with engine.connect() as connection:
            rows = connection.exec_driver_sql(query).all()
        engine.dispose()
        schemas.append(
            {name: sorted(re.sub(r"[\s()]", "", sql.replace("WITHOUT", ", WITHOUT")).split(",")) for name, sql in rows}
        )
    assert schemas[0] == schemas[1]


@pytest.mark.parametrize("file", ["new", "of a release"])
def test_alembic_works_by_hand(database: Path, tmp_path: Path, file: str) -> None:
    config = Config(toml_file=ROOT / "pyproject.toml")
    config.attributes["file"] = tmp_path / "tried.sqlite"
    if file == "of a release":
        (tmp_path / "tried.sqlite").write_bytes(database.read_bytes())
    for _ in range(2):
        command.upgrade(config, "head")
    command.current(config)
    command.check(config)
