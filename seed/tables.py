"""The tables of the downloads, read off the database: records by their schemas, what links them by the tables' keys."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from functools import partial

from pydantic import BaseModel
from sqlalchemy import Column as SqlColumn
from sqlalchemy import LargeBinary
from sqlalchemy import Table as SqlTable
from sqlmodel import SQLModel

from app import models as m
from app.changes.schemas import ChangeOut
from app.formats.tables import Field, Row, Table, described_by, record_columns, record_rows
from app.query.renderer import absolute
from app.query.schemas import Place, PopulationOut
from app.resources import KINDS
from app.resources.claims.schemas import BondOut
from app.resources.researchers.schemas import AffiliationOut
from app.vocabulary import Vocabulary

RECORDS: dict[str, tuple[type[SQLModel], type[BaseModel]]] = {
    **{kind.name: (kind.table, kind.schema) for kind in KINDS},
    "changes": (m.Change, ChangeOut),
}
"""Every kind of record, and what was changed in them, by the name of the list."""

EXPLAINED_BY: dict[str, type[BaseModel]] = {
    "affiliation": AffiliationOut,
    "claim_bond": BondOut,
    "country": Place,
    "population": PopulationOut,
}
"""Schemas that explain columns of tables that are no lists of records."""

OF_THE_ENGINE = {"position", "document"}
"""Columns that serve the API alone."""

TYPES = {int: "integer", float: "number", bool: "boolean"}


class RecordTables:
    """Reads the tables and documents of one database."""

    def __init__(self, connection: sqlite3.Connection, base: str) -> None:
        """`base` stands before each address of ours; empty: they are root-relative."""
        self.connection = connection
        self.base = base
        tables = SQLModel.metadata.tables
        self.documented = {str(table.__tablename__): name for name, (table, _) in RECORDS.items()}
        targets = {key.column.table.name for table in tables.values() for key in table.foreign_keys}
        self.looked_up = {name: _plural(name) for name in tables if name in targets - set(self.documented)}
        self.linking = {
            name: _plural(name)
            for name, table in tables.items()
            if table.foreign_keys and "document" not in table.columns and name not in self.looked_up
        }

    def tables(self) -> list[Table]:
        """Records in reading order, what links them, what they look up, and what their coded values mean."""
        links = [self._plain(name) for name in self.linking]
        return [*map(self._records, RECORDS), *links, *(self._plain(name) for name in self.looked_up), _codes()]

    def texts(self, name: str) -> Iterator[str]:
        """The documents of a list in reading order, as JSON without blanks."""
        table = str(RECORDS[name][0].__tablename__)
        for (text,) in self.connection.execute(f'SELECT document FROM "{table}" ORDER BY position'):  # noqa: S608 - names of ours
            yield absolute(text.encode(), self.base).decode() if self.base else text

    def documents(self, name: str) -> Iterator[dict[str, object]]:
        """The same, parsed."""
        return map(json.loads, self.texts(name))

    def total(self, name: str) -> int:
        """How many rows a table of the database has."""
        (total,) = self.connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()  # noqa: S608 - names of ours
        return int(total)

    def _records(self, name: str) -> Table:
        table, model = RECORDS[name]
        own = SQLModel.metadata.tables[str(table.__tablename__)]
        references = {column.name: target for column in own.columns if (target := self._target(column))}
        shown = record_columns(model, references)
        fields = [field for _, field in shown]
        return Table(
            name,
            _summary(own.name),
            fields,
            ("id",),
            self.total(own.name),
            lambda: record_rows(self.documents(name), [column for column, _ in shown]),
        )

    def _plain(self, name: str) -> Table:
        """A table that has no documents, as it stands in the database."""
        own = SQLModel.metadata.tables[name]
        key = _key(own)
        shown = [
            column
            for column in own.columns
            if column.name not in OF_THE_ENGINE and not isinstance(column.type, LargeBinary)
        ]
        shown.sort(key=lambda column: key.index(column.name) if column.name in key else len(key))
        fields = [self._field(column) for column in shown]
        if name in EXPLAINED_BY:
            fields = described_by(fields, EXPLAINED_BY[name])
        plural = self.linking.get(name) or self.looked_up[name]
        return Table(plural, _summary(name), fields, key, self.total(name), partial(self._rows, own, shown))

    def _rows(self, table: SqlTable, shown: Sequence["SqlColumn[object]"]) -> Iterator[Row]:
        names = ", ".join(f'"{column.name}"' for column in shown)
        order = ", ".join(column.name for column in table.primary_key) if "position" in table.primary_key else "rowid"
        return iter(self.connection.execute(f'SELECT {names} FROM "{table.name}" ORDER BY {order}'))  # noqa: S608 - names of ours

    def _field(self, column: "SqlColumn[object]") -> Field:
        target = self._target(column)
        text = f"The `{target[1]}` of one of the {target[0]}." if target else column.name.replace("_", " ").capitalize()
        return Field(column.name, TYPES.get(column.type.python_type, "string"), text, not column.nullable, target)

    def _target(self, column: "SqlColumn[object]") -> tuple[str, str] | None:
        """The table and column of the downloads that a column refers to."""
        for key in column.foreign_keys:
            table = key.column.table.name
            name = self.documented.get(table) or self.looked_up.get(table)
            if name and key.column.name not in OF_THE_ENGINE:
                return name, key.column.name
        return None


def _key(table: SqlTable) -> tuple[str, ...]:
    """The columns that tell rows apart. Where a position does, the `id` of the same record does, too."""
    if "id" in table.columns:
        return ("id",)
    keys = []
    for column in table.primary_key:
        tables = {key.column.table for key in column.foreign_keys}
        same = (each for each in table.columns if {key.column.table for key in each.foreign_keys} == tables)
        named = [each.name for each in same if each.name not in OF_THE_ENGINE]
        keys.append(named[0] if column.name in OF_THE_ENGINE else column.name)
    return tuple(keys)


def _plural(name: str) -> str:
    return f"{name[:-1]}ies" if name.endswith("y") else f"{name}s"


def _summary(name: str) -> str:
    """What a table holds: the first paragraph of its class."""
    tables = (table for table in vars(m).values() if isinstance(table, type) and issubclass(table, SQLModel))
    text = next(table.__doc__ or "" for table in tables if getattr(table, "__tablename__", None) == name)
    return " ".join(text.split("\n\n")[0].split())


def _codes() -> Table:
    """What every coded value means."""
    rows = [(kind.__name__, each.value, each.definition) for kind in Vocabulary.__subclasses__() for each in kind]
    fields = [
        Field("vocabulary", "string", "The vocabulary, the same as in the OpenAPI document.", required=True),
        Field("value", "string", "The value, as columns have it.", required=True),
        Field("definition", "string", "When it is used.", required=True),
    ]
    return Table("codes", "What every coded value means.", fields, ("vocabulary", "value"), len(rows), lambda: rows)
