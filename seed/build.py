"""Builds the database: migrations, rows, counts, release and digest in one file, published by one rename."""

import json
import sqlite3
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, StaticPool, create_engine, insert, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import SQLModel

from app import models as m
from app.dataset.schemas import DatasetCounts, LicenceOut, MethodOut, ReleaseOut
from app.db import content_digest
from app.kit.schemas import Counted
from app.sources.schemas import CoverageTotals
from seed.changes import change_rows, check_promises, ids, read_published
from seed.entries import entries
from seed.lock import read_lock
from seed.records import Release, SeedError, read_seed
from seed.render import Renderer

PROJECT = Path(__file__).parent.parent


def build(root: Path, database: Path) -> None:
    """Build the data under `root` into `database`; on any error the old file stays as it was."""
    seed, records = read_seed(root), render(root)
    check_promises(seed.changes, read_published(root), ids(records))
    rows = [*change_rows(seed.changes), *records]
    database.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=database.parent, prefix=".build-") as folder:
        draft = Path(folder) / database.name
        _migrate(draft)
        _fill(draft, rows, seed.release)
        draft.replace(database)


def render(root: Path) -> list[SQLModel]:
    """The rows of every record under `root`."""
    seed = read_seed(root)
    locks = {slug: read_lock(root / "articles" / slug, article) for slug, article in seed.articles.items()}
    return list(Renderer(seed, locks).rows())


def _migrate(path: Path) -> None:
    config = Config(toml_file=PROJECT / "pyproject.toml")
    config.set_main_option("sqlalchemy.url", f"sqlite:///{path}")
    command.upgrade(config, "head")


def _fill(path: Path, rows: list[SQLModel], release: Release) -> None:
    tables: dict[type[SQLModel], list[dict[str, object]]] = defaultdict(list)
    for row in rows:
        tables[type(row)].append(row.model_dump())
    counts = Counter({str(table.__tablename__): len(items) for table, items in tables.items()})
    shown = _release(release, rows, counts)
    tables[m.SearchEntry] = list(entries(rows))
    tables[m.RecordCount] = [{"record_type": kind, "total": total} for kind, total in sorted(counts.items())]
    tables[m.Release] = [
        {
            "id": 1,
            "data_version": release.version,
            "release_date": release.date.isoformat(),
            "content_digest": "",
            "document": shown.model_dump_json(),
        }
    ]
    engine = create_engine(f"sqlite:///{path}", poolclass=StaticPool)
    try:
        with engine.begin() as connection:
            for table, items in tables.items():
                connection.execute(insert(table), items)
            _index_words(connection)
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


def _index_words(connection: Connection) -> None:
    """Fill the full-text index from the entries, and the list of its words from the index."""
    connection.exec_driver_sql("INSERT INTO search_index (search_index) VALUES ('rebuild')")
    connection.exec_driver_sql("CREATE VIRTUAL TABLE temp.word USING fts5vocab ('main', 'search_index', 'row')")
    connection.exec_driver_sql("INSERT INTO search_word (word, entries) SELECT term, doc FROM temp.word")
    connection.exec_driver_sql("DROP TABLE temp.word")


def _release(release: Release, rows: list[SQLModel], counts: Counter[str]) -> ReleaseOut:
    sources = [json.loads(row.document)["coverage"] for row in rows if isinstance(row, m.Source)]
    return ReleaseOut(
        title=release.title,
        data_version=release.version,
        released=release.date.isoformat(),
        counts=DatasetCounts(
            **{
                kind: Counted(
                    total=counts[kind if kind == "series" else kind.removesuffix("s")],
                    url=f"/v1/{'researchers' if kind == 'affiliations' else kind}",
                )
                for kind in DatasetCounts.model_fields
            }
        ),
        coverage=CoverageTotals(**{key: sum(s[key] for s in sources) for key in CoverageTotals.model_fields}),
        licence=LicenceOut(id=release.licence, url=release.licence_url, note=release.licence_note),
        method=MethodOut(**release.method.model_dump()),
    )
