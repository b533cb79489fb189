"""A database file is checked before it is served, and only read."""

import sqlite3
from contextvars import copy_context
from pathlib import Path
from time import monotonic

import pytest
from alembic.script import ScriptDirectory

from app.database import SCHEMA_VERSION, Database, DatabaseError, OutOfTimeError, Prepared, allow_reading, check
from tests.conftest import Api, Small


def damage(path: Path, statement: str) -> None:
    connection = sqlite3.connect(path)
    connection.execute(statement)
    connection.commit()
    connection.close()


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("UPDATE claim SET text = replace(text, 'a', 'b') WHERE id = 'robots-write'", "the file is damaged"),
        ("UPDATE alembic_version SET version_num = 'old'", "schema old"),
        ("DELETE FROM alembic_version", "schema none"),
        ("DELETE FROM release", "the file is damaged"),
        ("DROP TABLE claim_topic", "not a database of this program"),
    ],
)
def test_a_damaged_file_is_refused(small: Small, statement: str, message: str) -> None:
    damage(small.database, statement)
    with pytest.raises(DatabaseError, match=message) as caught:
        check(small.database)
    assert "make seed" in str(caught.value)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite"
    with pytest.raises(DatabaseError, match="there is no database"):
        check(path)
    path.touch()
    with pytest.raises(DatabaseError, match="empty"):
        check(path)
    path.write_text("not a database, though long enough to be one", encoding="utf-8")
    with pytest.raises(DatabaseError, match="not a database"):
        check(path)


def test_the_newest_migration_is_the_one_that_is_read() -> None:
    folder = Path(__file__).parents[2] / "migrations"
    assert ScriptDirectory(folder).get_current_head() == SCHEMA_VERSION
    assert (folder / "versions" / f"{SCHEMA_VERSION}.py").exists()


def test_one_changed_byte_of_text_is_found(small: Small, tmp_path: Path) -> None:
    whole = small.database.read_bytes()
    changed = tmp_path / "changed.sqlite"
    changed.write_bytes(whole.replace(b"Many letters are the work", b"Many letters are the wort", 1))
    with pytest.raises(DatabaseError):
        check(changed)


def test_a_statement_that_runs_away_is_stopped(database: Path) -> None:
    opened = Database(database)
    endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"

    def run() -> None:
        allow_reading(0.02)
        for _ in range(2):
            begun = monotonic()
            with pytest.raises(OutOfTimeError):
                opened.rows(Prepared(endless, {}))
            assert monotonic() - begun < 5, "the second is not even begun"

    copy_context().run(run)
    assert opened.release()
    opened.close()


def test_the_database_cannot_be_written_through(api: Api, tmp_path: Path) -> None:
    raw = api.app.state.service.database._raw  # noqa: SLF001 - the attack goes below the door
    for statement in (
        "DELETE FROM claim",
        f"ATTACH '{tmp_path}/x' AS x",
        f"VACUUM INTO '{tmp_path}/y'",
        "PRAGMA query_only=0",
        "UPDATE sqlite_master SET type = 'x'",
        "INSERT INTO search_index (search_index) VALUES ('rebuild')",
    ):
        with pytest.raises(sqlite3.DatabaseError):
            raw.execute(statement)
    assert list(tmp_path.iterdir()) == []
