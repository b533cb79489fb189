"""The direction of imports: the application, its features, their mechanisms, the ground."""

import ast
import re
from pathlib import Path

import pytest
from sqlalchemy import create_engine
from sqlmodel import SQLModel

from app import models as models  # noqa: PLC0414 - declares the tables

ROOT = Path(__file__).parent.parent
GROUND = {"vocabulary", "problems", "settings"}
BELOW_FEATURES = GROUND | {"models", "db", "kit", "formats"}
ALLOWED = {
    "vocabulary": set(),
    "problems": set(),
    "settings": set(),
    "models": {"vocabulary"},
    "db": {"models"},
    "kit": GROUND | {"models", "db", "formats"},
    "formats": set(),
}
MODULES = sorted((ROOT / "app").rglob("*.py"))


def imported(path: Path) -> list[str]:
    found: list[str] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found += [f"{node.module}.{alias.name}" for alias in node.names]
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_downwards(path: Path) -> None:
    room = path.relative_to(ROOT / "app").with_suffix("").parts[0]
    for name in imported(path):
        assert not name.startswith(("seed", "tests")), "the application knows nothing of how its data is made"
        if not name.startswith("app."):
            continue
        other, *rest = name.split(".")[1:]
        if room in {"main", "__main__"} or other == room:
            continue
        if room in ALLOWED:
            assert other in ALLOWED[room], f"{room} imports {other}"
        elif other not in BELOW_FEATURES:
            assert rest[0] in {"schemas", "queries", "includes"}, f"{room} imports {name}"


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
    assert "app.claims.schemas" in uses["app.researchers.includes"]
    assert circle(uses) == set()
    assert circle({"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": set()}) == {"b", "c"}


USED_OF_OTHERS = {
    "schemas": {"schemas"},
    "includes": {"schemas"},
    "queries": {"schemas"},
    "router": {"schemas", "queries", "includes"},
}


@pytest.mark.parametrize("path", [path for path in MODULES if path.stem in USED_OF_OTHERS], ids=module)
def test_a_feature_uses_of_another_what_lies_below(path: Path) -> None:
    room = path.parent.name
    for _, other, *rest in (name.split(".") for name in imported(path) if name.startswith("app.")):
        if other not in {room, *BELOW_FEATURES}:
            assert rest[0] in USED_OF_OTHERS[path.stem], f"{module(path)} uses {other}.{rest[0]}"


def test_the_seed_uses_tables_schemas_what_lists_declare_and_the_digest_only() -> None:
    for path in (ROOT / "seed").rglob("*.py"):
        for name in imported(path):
            if name.startswith("app."):
                assert name.split(".")[1] in {"models", "vocabulary", "db", "kit"} or name.split(".")[2] in {
                    "schemas",
                    "queries",
                }, name


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
