"""Builds a release: the database with migrations, rows, sets and digest, then the downloads and all checksums."""

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, StaticPool, create_engine, insert, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import SQLModel

from app import models as m
from app.database import RECORD_FILE, content_digest
from app.dataset.schemas import DatasetCounts, LicenceOut, MethodOut, ReleaseOut
from app.query.schemas import Counted
from app.query.stored import declarations
from app.resources import KINDS, LISTS
from app.resources.sources.schemas import CoverageTotals
from seed.changes import change_rows, check_promises, check_release, ids
from seed.downloads import make_downloads, write_sums
from seed.entries import Values, entry
from seed.faults import refuse
from seed.folder import new_release
from seed.index import index_words
from seed.lock import Lock, read_lock
from seed.progress import Progress
from seed.published import read_published, unannounced
from seed.reading import read_seed
from seed.records import Release, Seed, SeedError
from seed.render import rows_of
from seed.selecting import store

PROJECT = Path(__file__).parent.parent

AT_ONCE = 1000
"""So many rows are inserted by one statement."""
CACHE_KIB = 500_000
"""Ids come in no order: where the indices don't fit into memory, every row costs a few reads of the file."""

Row = tuple[type[SQLModel], Values]
"""A row: its table, and its columns by name."""


def build(root: Path, folder: Path) -> None:
    """Build the data under `root` into the folder of a release; on any error the old one stays as it was."""
    seed, _, records = read_checked(root)
    rows = [*change_rows(seed.changes), *records]
    publish(folder, ((type(row), row.model_dump()) for row in rows), seed.release)


def read_checked(root: Path) -> tuple[Seed, dict[str, Lock], list[SQLModel]]:
    """The data under `root`, its locks and the rows of every record. Raises SeedError where they can't be released."""
    seed = read_seed(root)
    locks = read_locks(root, seed)
    records = list(rows_of(seed, locks))
    check(root, seed, locks, records)
    return seed, locks, records


def check(root: Path, seed: Seed, locks: dict[str, Lock], records: list[SQLModel]) -> None:
    """Refuse a release that breaks what earlier ones promised. Raises SeedError."""
    published, made = read_published(root), ids(records)
    for kind, record in (each for article in seed.articles.values() for each in article.cited()):
        if f"{kind}/{record.id}" not in made:
            raise SeedError(f"{kind}/{record.id}: no row is made of it (in seed/render.py)")
    check_release(seed.changes, seed.release)
    check_promises(seed.changes, published.digests.keys(), made)
    refuse(unannounced(seed, locks, published))


def publish(folder: Path, rows: Iterable[Row], release: Release, *, downloads: bool = True) -> None:
    """Make a release of rows, as many as there are, and put it in the old one's place once it is whole.

    Without `downloads`, the database alone.
    """
    with new_release(folder) as draft, Progress() as progress:
        database = draft / RECORD_FILE
        _migrate(database)
        _fill(database, progress.step(RECORD_FILE).count(rows), release)
        if downloads:
            make_downloads(draft, release, progress)
        write_sums(draft)


def render(root: Path) -> list[SQLModel]:
    """The rows of every record under `root`."""
    seed = read_seed(root)
    return list(rows_of(seed, read_locks(root, seed)))


def read_locks(root: Path, seed: Seed) -> dict[str, Lock]:
    """The lock of every article, by its folder's name."""
    wordings = seed.wordings()
    return {slug: read_lock(root / "articles" / slug, article, wordings) for slug, article in seed.articles.items()}


def _migrate(path: Path) -> None:
    config = Config(toml_file=PROJECT / "pyproject.toml")
    config.attributes["file"] = path
    command.upgrade(config, "head")


def _fill(path: Path, rows: Iterable[Row], release: Release) -> None:
    engine = create_engine(f"sqlite:///{path}", poolclass=StaticPool)
    try:
        with engine.begin() as connection:
            connection.exec_driver_sql(f"PRAGMA cache_size = -{CACHE_KIB}")
            _insert(connection, rows, release)
            index_words(connection)
            store(connection)
            dangling = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
            if dangling is not None:
                raise SeedError(f"{dangling[0]}: row {dangling[1]} refers to a {dangling[2]} that isn't there")
            raw = connection.connection.dbapi_connection
            assert isinstance(raw, sqlite3.Connection)
            connection.execute(update(m.Release).values(content_digest=content_digest(raw)))
        with engine.connect() as connection:
            connection.exec_driver_sql("ANALYZE")
            connection.commit()
    except IntegrityError as error:
        raise SeedError(f"the rows break a rule of the schema: {error.orig}") from None
    finally:
        engine.dispose()


def _insert(connection: Connection, rows: Iterable[Row], release: Release) -> None:
    """The rows, what is found in them by words, how many they are, and the release."""
    waiting: dict[type[SQLModel], list[Values]] = defaultdict(list)
    counts: Counter[str] = Counter()
    coverage: Counter[str] = Counter()

    def add(table: type[SQLModel], values: Values) -> None:
        waiting[table].append(values)
        if len(waiting[table]) == AT_ONCE:
            connection.execute(insert(table), waiting.pop(table))

    for table, values in rows:
        add(table, values)
        counts[str(table.__tablename__)] += 1
        searched = entry(table, values)
        if searched is not None:
            add(m.SearchEntry, searched)
        if table is m.Source:
            coverage.update(json.loads(values["document"])["coverage"])
    for kind, total in sorted(counts.items()):
        add(m.RecordCount, {"record_type": kind, "total": total})
    add(m.Release, _release(release, counts, coverage))
    for table, items in waiting.items():
        connection.execute(insert(table), items)


def _release(release: Release, counts: Counter[str], coverage: Counter[str]) -> Values:
    shown = ReleaseOut(
        title=release.title,
        data_version=release.version,
        released=release.date.isoformat(),
        counts=DatasetCounts(
            **{kind.name: Counted(total=counts[kind.record_type], url=f"/v1/{kind.name}") for kind in KINDS},
            affiliations=Counted(total=counts["affiliation"], url="/v1/researchers"),
            changes=Counted(total=counts["change"], url="/v1/changes"),
        ),
        coverage=CoverageTotals(**{key: coverage[key] for key in CoverageTotals.model_fields}),
        licence=LicenceOut(id=release.licence, url=release.licence_url, note=release.licence_note),
        method=MethodOut(**release.method.model_dump()),
    )
    return {
        "id": 1,
        "data_version": release.version,
        "release_date": release.date.isoformat(),
        "declarations": declarations(LISTS),
        "content_digest": "",
        "document": shown.model_dump_json(),
    }
