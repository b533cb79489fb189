"""The one database file: checked once, opened read-only, read by plain SELECTs on one connection."""

import hashlib
import json
import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache, wraps
from math import inf
from pathlib import Path
from time import thread_time
from types import MappingProxyType
from typing import Any, ParamSpec, cast

from sqlalchemy import Select
from sqlalchemy.dialects.sqlite import dialect as sqlite_dialect
from sqlmodel import SQLModel

from app import models
from app.release import SUMS_FILE, FileChangedError, HeldFile, read_sums

RECORD_FILE = "record.sqlite"
"""The database in the folder of a release."""

_CHECKOUT = (Path(__file__).parents[1] / "seed" / "build.py").exists()
REMEDY = "Make it anew with: make seed" if _CHECKOUT else "Serve a whole release: set RECORD_RELEASE, or a new image."
"""What to do about a release that can't be served, here: an image has nothing to make one with."""

_ALLOWED = {
    sqlite3.SQLITE_SELECT,
    sqlite3.SQLITE_READ,
    sqlite3.SQLITE_FUNCTION,
    sqlite3.SQLITE_RECURSIVE,
    sqlite3.SQLITE_TRANSACTION,
}
_LIMITS = {
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 0,
    sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 100_000,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 200,
}
"""What no statement of ours needs more of."""

_PRAGMAS = ("query_only = 1", "temp_store = memory", "mmap_size = 0")
"""Nothing is written, sorting included; a file that is cut while it is mapped into memory would end the process."""

_ALLOWED_TO_THE_INDEX = {(sqlite3.SQLITE_PRAGMA, "data_version"), (sqlite3.SQLITE_UPDATE, "sqlite_master")}

_DIALECT = sqlite_dialect(paramstyle="named")

COUNTS_KEPT = 1024
"""The counts of at most this many different questions are kept; the least recently asked for goes first."""

_NOTHING: Mapping[str, object] = MappingProxyType({})

_STEPS_BETWEEN_CHECKS = 1_000
"""Steps of SQLite's machine: some tens of microseconds, unless one of them is a search in the full-text index."""


class OutOfTimeError(Exception):
    """A request has read for as long as it may."""


class _Allowance:
    """How much longer a request may read, in seconds of the processor: a busy machine refuses nothing.

    As a context: counts what is read in it. Raises OutOfTimeError where that was too much.
    """

    __slots__ = ("begun", "left")

    def __init__(self, seconds: float) -> None:
        self.left = seconds
        self.begun = 0.0

    def is_used_up(self) -> bool:
        """Whether what is being read takes too long. SQLite asks every now and then."""
        return thread_time() - self.begun > self.left

    def __enter__(self) -> None:
        if self.left <= 0:
            raise OutOfTimeError
        self.begun = thread_time()

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        self.left -= thread_time() - self.begun
        if isinstance(error, sqlite3.OperationalError) and error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
            raise OutOfTimeError from None


_UNLIMITED = _Allowance(inf)
_allowance: ContextVar[_Allowance] = ContextVar("allowance", default=_UNLIMITED)


def allow_reading(seconds: float) -> None:
    """Let this request read for so long from now on, all of its statements together; without this there is no bound."""
    _allowance.set(_Allowance(seconds))


Statement = Select[*tuple[Any, ...]]
Rows = Sequence[tuple[Any, ...]]
Built = ParamSpec("Built")


@dataclass(frozen=True, eq=False)
class Prepared:
    """A statement as SQLite reads it, and the constants in it: all other parameters are bound by name.

    Only this is kept of a statement: what SQLAlchemy builds it from takes a hundred times the memory.
    """

    sql: str
    constants: dict[str, object]


def prepare(statement: Statement) -> Prepared:
    """Compile a statement."""
    compiled = statement.compile(dialect=_DIALECT)
    return Prepared(str(compiled), {name: value for name, value in compiled.params.items() if value is not None})


def prepared(maxsize: int) -> Callable[[Callable[Built, Statement]], Callable[Built, Prepared]]:
    """Let a function that builds statements prepare each once: `maxsize` of them are kept, by its arguments."""

    def decorate(build: Callable[Built, Statement]) -> Callable[Built, Prepared]:
        @lru_cache(maxsize)
        @wraps(build)
        def prepared_once(*arguments: Built.args, **named: Built.kwargs) -> Prepared:
            return prepare(build(*arguments, **named))

        return cast(Callable[Built, Prepared], prepared_once)

    return decorate


class DatabaseError(Exception):
    """The file can't be served; the message is one line that says why and what to run."""


class Database:
    """A read-only connection for one event loop.

    What takes longer than the request may read (`allow_reading`) is stopped: OutOfTimeError. Once the file was
    overwritten in place, nothing is read: FileChangedError.
    """

    def __init__(self, path: Path) -> None:
        """Open `path`, wherever links lead, and hold it. Raises DatabaseError."""
        self.counted = lru_cache(COUNTS_KEPT)(self._counted)
        self.path = path
        self.real_path = Path(os.path.realpath(path))
        """Where the file lies, though the link that led there may lead elsewhere by now."""
        self.file = _held(path, self.real_path)
        self._raw = _open(self.real_path)
        if not self.file.is_at(self.real_path):
            raise DatabaseError(f"{path}: replaced while it was being opened. Start again.")
        for limit, most in _LIMITS.items():
            self._raw.setlimit(limit, most)
        self._raw.set_progress_handler(lambda: _allowance.get().is_used_up(), _STEPS_BETWEEN_CHECKS)
        # Only now: opening asks for pragmas. `mode=ro` and `query_only` alone would still let ATTACH create a file.
        self._raw.set_authorizer(_authorize)

    def rows(self, statement: Prepared, parameters: Mapping[str, object] = _NOTHING) -> Rows:
        """Run one SELECT and fetch all of its rows."""
        try:
            with _allowance.get():
                return self._raw.execute(statement.sql, {**statement.constants, **parameters}).fetchall()
        finally:
            self.file.require_unchanged()  # what was read, or an error, may come of what the file has become

    def each(self, statement: Prepared, parameters: Mapping[str, object]) -> Iterator[tuple[Any, ...]]:
        """The rows of one SELECT, each fetched when it is asked for: of many, the first ones may do."""
        try:
            with _allowance.get():
                for row in self._raw.execute(statement.sql, {**statement.constants, **parameters}):
                    self.file.require_unchanged()
                    yield row
        except sqlite3.Error:
            self.file.require_unchanged()
            raise

    def _counted(self, statement: Prepared, **parameters: object) -> Rows:
        """Run a statement that counts, once: the file never changes, so a count is kept and shared by all pages."""
        return self.rows(statement, parameters)

    def release(self) -> models.Release:
        """The release that the file holds."""
        table = SQLModel.metadata.tables["release"]
        (row,) = self.rows(prepare(table.select()))
        return models.Release(**dict(zip(table.columns.keys(), row, strict=True)))

    def schema_version(self) -> str:
        """The newest migration that made the file."""
        ((version,),) = self._raw.execute("SELECT version_num FROM alembic_version").fetchall()
        return str(version)

    def read_record(self) -> None:
        """Read the release and a record, to see that both can be read. Raises FileChangedError and sqlite3.Error."""
        self.release()
        self.rows(_A_RECORD)

    def check(self) -> None:
        """Refuse a file that is empty, damaged or of another schema. Raises DatabaseError."""
        if self.file.size == 0:
            raise DatabaseError(f"{self.path}: the file is empty. {REMEDY}")
        try:
            if read_sums(self.real_path.parent).get(self.real_path.name) != self.file.sha256():
                raise DatabaseError(f"{self.path}: not what {SUMS_FILE} says: the file is damaged. {REMEDY}")
            for name, table in SQLModel.metadata.tables.items():
                found = self._raw.execute(f'SELECT * FROM "{name}" LIMIT 0').description  # noqa: S608 - names of ours
                if {column[0] for column in found} != set(table.columns.keys()):
                    raise DatabaseError(f"{self.path}: other columns in `{name}` than this program reads. {REMEDY}")
            self.schema_version()
            self.read_record()
        except OSError as error:
            raise DatabaseError(f"{error.filename or self.path}: can't be read ({error.strerror}). {REMEDY}") from None
        except (FileChangedError, ValueError, sqlite3.Error) as error:
            raise DatabaseError(f"{self.path}: not a database of this program ({error}). {REMEDY}") from None

    def close(self) -> None:
        """Close the connection."""
        self._raw.close()


def _authorize(action: int, first: str | None, *_: object) -> int:
    """SELECT and what belongs to it, and what the full-text index asks for when it is opened: neither can write."""
    return sqlite3.SQLITE_OK if action in _ALLOWED or (action, first) in _ALLOWED_TO_THE_INDEX else sqlite3.SQLITE_DENY


def content_digest(connection: sqlite3.Connection) -> str:
    """SHA-256 over the canonical rows of every table, the digest's own column left out.

    A row is a JSON array of its columns in the order of the tables' definition, bytes in hexadecimal digits; rows go by
    primary key, tables by name.
    The same on every SQLite version.
    """
    total = hashlib.sha256()
    for name, table in sorted(SQLModel.metadata.tables.items()):
        columns = ", ".join(f'"{column.name}"' for column in table.columns if column.name != "content_digest")
        order = ", ".join(f'"{column.name}"' for column in table.primary_key)
        total.update(name.encode())
        for row in connection.execute(f'SELECT {columns} FROM "{name}" ORDER BY {order}'):  # noqa: S608 - names of ours
            total.update(json.dumps(row, ensure_ascii=False, separators=(",", ":"), default=bytes.hex).encode())
    return total.hexdigest()


def check(path: Path) -> None:
    """Refuse a file that is missing, empty, damaged or of another schema. Raises DatabaseError."""
    with closing(Database(path)) as database:
        database.check()


def _held(path: Path, real: Path) -> HeldFile:
    try:
        return HeldFile(real)
    except FileNotFoundError:
        raise DatabaseError(f"{path}: there is no database. {REMEDY}") from None
    except OSError as error:
        raise DatabaseError(f"{path}: can't be opened ({error.strerror}). {REMEDY}") from None


def _open(path: Path) -> sqlite3.Connection:
    try:
        connection = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
    except sqlite3.Error as error:
        raise DatabaseError(f"{path}: can't be opened ({error}). {REMEDY}") from None
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    return connection


_A_RECORD = prepare(SQLModel.metadata.tables["source"].select().limit(1))
