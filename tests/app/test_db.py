"""A database file is checked before it is served, and only read."""

import sqlite3
from contextvars import copy_context
from pathlib import Path
from time import monotonic

import pytest

from app.database import (
    RECORD_FILE,
    Database,
    DatabaseError,
    OutOfTimeError,
    Prepared,
    allow_reading,
    check,
)
from app.release import SUMS_FILE
from seed.downloads import write_sums
from tests.conftest import Api, Small

PAGE = 4096


def damage(path: Path, statement: str) -> None:
    connection = sqlite3.connect(path)
    connection.execute(statement)
    connection.commit()
    connection.close()


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("ALTER TABLE source ADD COLUMN more TEXT", "other columns in `source`"),
        ("ALTER TABLE source DROP COLUMN extent", "other columns in `source`"),
        ("DELETE FROM alembic_version", "not a database of this program"),
        ("DROP TABLE alembic_version", "not a database of this program"),
        ("DROP TABLE source", "not a database of this program"),
        ("DELETE FROM release", "not a database of this program"),
    ],
)
def test_a_changed_file_is_refused_and_so_is_one_of_another_program(small: Small, statement: str, message: str) -> None:
    damage(small.database, statement)
    with pytest.raises(DatabaseError, match="the file is damaged"):
        check(small.database)
    write_sums(small.release)
    with pytest.raises(DatabaseError, match=message) as caught:
        check(small.database)
    assert "make seed" in str(caught.value)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / RECORD_FILE
    with pytest.raises(DatabaseError, match="there is no database"):
        check(path)
    path.touch()
    with pytest.raises(DatabaseError, match="empty"):
        check(path)
    path.write_text("not a database, though long enough to be one", encoding="utf-8")
    with pytest.raises(DatabaseError, match=r"SHA256SUMS: can't be read \(No such file"):
        check(path)
    write_sums(tmp_path)
    with pytest.raises(DatabaseError, match="not a database"):
        check(path)
    path.unlink()
    path.mkdir()
    with pytest.raises(DatabaseError, match="no plain file"):
        check(path)


@pytest.mark.parametrize("sums", [b"", b"\xff", b"no list", b"0" * 64 + b"  other.sqlite\n"])
def test_checksums_that_do_not_name_the_file_are_refused(small: Small, sums: bytes) -> None:
    (small.release / SUMS_FILE).write_bytes(sums)
    with pytest.raises(DatabaseError, match=r"SHA256SUMS|not a database"):
        check(small.database)


def test_one_flipped_bit_is_found_in_every_page_and_so_is_a_cut_between_any_two(small: Small) -> None:
    """Rows, indices and search tables alike."""
    whole = small.database.read_bytes()
    for start in range(0, len(whole), PAGE):
        at = start + start // PAGE % PAGE
        flipped = whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]
        for spoilt in (flipped, whole[:start]):
            small.database.write_bytes(spoilt)
            with pytest.raises(DatabaseError):
                check(small.database)
    small.database.write_bytes(whole)
    check(small.database)


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
