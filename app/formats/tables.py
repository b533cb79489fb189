"""The dataset as tables that refer to each other: what the zip, the SQLite database and the workbook are made of."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args, get_origin

from pydantic import BaseModel

from app.formats.documents import Document
from app.formats.table import Column, Scalar, bare, columns, is_model, values

Row = Sequence[Scalar]

KEPT_OF_REFERENCES = (("type",), ("id",), ("label",), ("quote", "exact"), ("formatted",))
"""What a table keeps of another record, citations included: the rest stands in that record's own table."""


@dataclass(frozen=True)
class Field:
    """A column of a table. `refers_to`: the table and column whose values it has. `type` is that of a Table Schema."""

    name: str
    type: str
    description: str
    required: bool = False
    refers_to: tuple[str, str] | None = None


@dataclass(frozen=True)
class Table:
    """A table: its columns, those that are its key, how many rows it has, and what reads them, anew each time."""

    name: str
    description: str
    fields: Sequence[Field]
    key: Sequence[str]
    total: int
    read: Callable[[], Iterable[Row]]

    @property
    def names(self) -> list[str]:
        """The columns' names."""
        return [field.name for field in self.fields]

    def rows(self) -> Iterator[Row]:
        """Its rows, in reading order."""
        return iter(self.read())


def record_columns(model: type[BaseModel], references: Mapping[str, tuple[str, str]]) -> list[tuple[Column, Field]]:
    """The columns of a table of records, each with where its value stands in a record's document.

    They are those of the CSV format, without what is the same in every row, and of other records without what their own
    tables have. `references` are the columns that refer to another table, by name; `x_code` may be named `x`.
    """
    embedded = set(_embedded(model))
    kept = []
    for column in columns(model):
        target = references.get(column.name) or references.get(column.name.removesuffix("_code"))
        parent = next((path for path in embedded if column.path[: len(path)] == path), None)
        referring = parent is not None and "_".join((*parent, "id")) in references
        within = column.path[len(parent) :] if parent is not None else None
        if within is not None and (within not in KEPT_OF_REFERENCES or (referring and within == ("type",))):
            continue
        if _is_constant(model, column.path) or (len(column.path) > 1 and column.path[-1] == "url"):
            continue
        kept.append((column, Field(column.name, column.type, column.description, column.required, target)))
    return kept


def record_rows(documents: Iterable[Document], shown: Sequence[Column]) -> Iterator[Row]:
    """The rows of records, from their documents."""
    return (values(document, shown) for document in documents)


def described_by(fields: Iterable[Field], model: type[BaseModel]) -> list[Field]:
    """Fields with the descriptions that a model has for columns of their names."""
    known = {column.name: column.description for column in columns(model)}
    return [replace(field, description=known.get(field.name) or field.description) for field in fields]


def _embedded(model: type[BaseModel], path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The paths of other records within a record, the outermost of each."""
    for name, field in model.model_fields.items():
        shape = bare(field.annotation)
        if is_model(shape):
            if {"type", "id"} <= set(shape.model_fields):
                yield (*path, name)
            else:
                yield from _embedded(shape, (*path, name))


def _is_constant(model: type[BaseModel], path: tuple[str, ...]) -> bool:
    """Whether the field at a path can have one value only."""
    shape: object = model
    for name in path:
        assert is_model(shape)
        shape = bare(shape.model_fields[name].annotation)
    return get_origin(shape) is Literal and len(get_args(shape)) == 1
