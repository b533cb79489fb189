"""The analysts' database (SQLite): the tables with their keys, and views that join them. No table of any engine.

Columns and tables are described by comments in the schema, which `.schema` prints.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from app.formats.tables import Field, Table

TYPES = {"string": "TEXT", "integer": "INTEGER", "number": "REAL", "boolean": "INTEGER"}


@dataclass(frozen=True)
class Join:
    """A table that a view adds, where its column `own` has the value of `other`, and what its columns begin with.

    An empty `prefix` adds none of its columns.
    """

    table: str
    own: str
    other: str
    prefix: str = ""


@dataclass(frozen=True)
class View:
    """Tables joined, beginning with `base`, whose rows are all there."""

    name: str
    description: str
    base: str
    joins: tuple[Join, ...]


VIEWS = (
    View(
        "claims_in_full",
        "A row for each claim and figure that it rests on, with the claim's citation; empty where there is no figure.",
        "claims",
        (
            Join("citations", "id", "claims.citation_id", "citation_"),
            Join("claim_statistics", "claim_id", "claims.id"),
            Join("statistics", "id", "claim_statistics.statistic_id", "statistic_"),
        ),
    ),
    View(
        "researchers_in_full",
        "A row for each researcher and tie to an institution, with the citation of that tie.",
        "researchers",
        (
            Join("affiliations", "researcher_id", "researchers.id", "affiliation_"),
            Join("institutions", "id", "affiliations.institution_id", "institution_"),
            Join("citations", "id", "affiliations.citation_id", "affiliation_citation_"),
        ),
    ),
)


def analysis_database(path: Path, tables: Sequence[Table], views: Sequence[View] = VIEWS) -> None:
    """Write the database; equal tables give equal bytes on one version of SQLite.

    Raises sqlite3.IntegrityError where a key is repeated, a required value missing or a reference dangling.
    """
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
        for table in tables:
            connection.execute(_created(table))
            marks = ", ".join("?" for _ in table.fields)
            connection.executemany(f'INSERT INTO "{table.name}" VALUES ({marks})', table.rows())  # noqa: S608 - names of ours
        for statement in (*_indices(tables), *(_viewed(view, tables) for view in views)):
            connection.execute(statement)
        dangling = connection.execute("PRAGMA foreign_key_check").fetchone()
        if dangling is not None:
            raise sqlite3.IntegrityError(f"{dangling[0]}: row {dangling[1]} refers to no row of {dangling[2]}")
        connection.commit()


def _created(table: Table) -> str:
    """The statement that makes a table, its columns explained."""
    lines = [f"  {_column(field)}, -- {_comment(field.description)}" for field in table.fields]
    key = ", ".join(f'"{name}"' for name in table.key)
    return "\n".join(
        [f'CREATE TABLE "{table.name}" ( -- {_comment(table.description)}', *lines, f"  PRIMARY KEY ({key})", ")"]
    )


def _column(field: Field) -> str:
    parts = [f'"{field.name}" {TYPES[field.type]}']
    if field.required:
        parts.append("NOT NULL")
    if field.type == "boolean":
        parts.append(f'CHECK ("{field.name}" IN (0, 1))')
    if field.refers_to:
        parts.append('REFERENCES "{}" ("{}")'.format(*field.refers_to))
    return " ".join(parts)


def _comment(text: str) -> str:
    return " ".join(text.split())


def _indices(tables: Sequence[Table]) -> Iterator[str]:
    """An index for each reference that no key begins with: what joins go along."""
    for table in tables:
        for field in table.fields:
            if field.refers_to and table.key[0] != field.name:
                yield f'CREATE INDEX "{table.name}_{field.name}" ON "{table.name}" ("{field.name}")'


def _viewed(view: View, tables: Sequence[Table]) -> str:
    """The statement that makes a view; a column that the base has already is not added again."""
    named = {table.name: table.names for table in tables}
    shown = {name: f'"{view.base}"."{name}"' for name in named[view.base]}
    joined = []
    for join in view.joins:
        joined.append(f'LEFT JOIN "{join.table}" ON "{join.table}"."{join.own}" = {_dotted(join.other)}')
        for name in named[join.table] if join.prefix else ():
            shown.setdefault(f"{join.prefix}{name}", f'"{join.table}"."{name}"')
    columns = ",\n  ".join(f'{source} AS "{name}"' for name, source in shown.items())
    head = f'CREATE VIEW "{view.name}" AS -- {_comment(view.description)}'
    return f'{head}\nSELECT\n  {columns}\nFROM "{view.base}"\n' + "\n".join(joined)


def _dotted(name: str) -> str:
    return ".".join(f'"{part}"' for part in name.split("."))
