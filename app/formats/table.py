"""Records as a table (RFC 4180), with columns that are read off the model which also describes the JSON.

Nested objects become columns of their own, `parent_child`; a list is one cell, as `LISTS` says. What belongs to the
record's own citations comes last.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache
from itertools import chain
from types import UnionType
from typing import Annotated, Literal, TypeGuard, Union, get_args, get_origin

from pydantic import BaseModel

from app.formats.documents import Context, Document, at, compact, parts

Scalar = str | int | float | bool | None
"""What a cell holds."""

SEPARATOR = "; "
LISTS = (
    f"A list is one cell, its items joined by `{SEPARATOR}`: a record as `type/id`, with the relation before it where "
    "there is one (`supports claim/…`), an affiliation by status, role and institution, a country by its code, a text "
    "as it stands, with a backslash before a semicolon or a backslash of its own."
)
GUARD = (
    "A text that a spreadsheet would take for a formula has an apostrophe before it, and so has a text that begins "
    "with an apostrophe: take one away, and the text is as it was."
)
CITATIONS = ("citation", "further_citations")
LEFT_OUT = "included"  # what a client adds by asking for it would make the columns depend on the question
# What spreadsheets take for the beginning of a formula, the wide forms included; and the apostrophe, to be undone.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠", "'")  # noqa: RUF001 - wide on purpose


@dataclass(frozen=True)
class Column:
    """A column: its name, the path to its value in the document, and its type in a Table Schema.

    `required`: it is never empty. `listed`: its cells are lists.
    """

    name: str
    path: tuple[str, ...]
    description: str
    type: str
    required: bool = False
    listed: bool = False


@lru_cache
def columns(model: type[BaseModel]) -> tuple[Column, ...]:
    """The columns of a model's records, in the order of its fields, citations last.

    Raises TypeError for a field of a shape that no rule covers.
    """
    return tuple(sorted(_columns(model), key=lambda column: column.path[0] in CITATIONS))


def _columns(
    model: type[BaseModel], path: tuple[str, ...] = (), above: str = "", *, required: bool = True
) -> Iterator[Column]:
    for name, field in model.model_fields.items():
        if name == LEFT_OUT:
            continue
        here = (*path, name)
        about = f"{above} {field.description or name.replace('_', ' ').capitalize() + ':'}".strip()
        shape, always = bare(field.annotation), required and not may_be_null(field.annotation)
        if is_model(shape):
            yield from _columns(shape, here, about, required=always)
        else:
            listed = get_origin(shape) is list
            yield Column("_".join(here), here, about, _type(shape), always and not listed, listed)


def bare(annotation: object) -> object:
    """The annotation without `Annotated` and without null; of several numbers, the widest."""
    if get_origin(annotation) is Annotated:
        return bare(get_args(annotation)[0])
    if get_origin(annotation) not in {Union, UnionType}:
        return annotation
    kinds = [bare(kind) for kind in get_args(annotation) if kind is not type(None)]
    return float if set(kinds) == {int, float} else kinds[0]


def may_be_null(annotation: object) -> bool:
    """Whether an annotation, below `Annotated`, allows null."""
    if get_origin(annotation) is Annotated:
        return may_be_null(get_args(annotation)[0])
    return get_origin(annotation) in {Union, UnionType} and type(None) in get_args(annotation)


def is_model(shape: object) -> TypeGuard[type[BaseModel]]:
    """Whether a bare annotation is a model, whose fields are columns."""
    return isinstance(shape, type) and issubclass(shape, BaseModel)


def _type(shape: object) -> str:
    if get_origin(shape) is list or _is_coded(shape) or (isinstance(shape, type) and issubclass(shape, str)):
        return "string"
    for kind, name in ((bool, "boolean"), (int, "integer"), (float, "number")):
        if shape is kind:
            return name
    raise TypeError(f"There is no rule for a column of {shape}.")


def _is_coded(shape: object) -> bool:
    return get_origin(shape) is Literal or (isinstance(shape, type) and issubclass(shape, Enum))


@lru_cache
def row_columns(model: type[BaseModel]) -> tuple[Column, ...]:
    """The columns of a model's rows: one row a record, or one an item of the list that its `rows` names.

    Such a row has the record's own fields, too, each with the record's type before its name.
    """
    listed: str | None = getattr(model, "rows", None)
    if listed is None:
        return columns(model)
    (item,) = get_args(bare(model.model_fields[listed].annotation))
    (kind,) = get_args(bare(model.model_fields["type"].annotation))
    own = [column for column in columns(model) if column.path[0] not in {listed, "type"}]
    found = [replace(column, path=(listed, *column.path)) for column in columns(item)]
    found += [replace(column, name=f"{kind.value}_{column.name}") for column in own]
    return tuple(sorted(found, key=lambda column: not set(CITATIONS).isdisjoint(column.path)))


def table_rows(documents: Iterable[Document], model: type[BaseModel]) -> Iterator[list[Scalar]]:
    """The values of each row in the model's columns: a row a record, or an item of the list that its `rows` names."""
    shown, listed = row_columns(model), getattr(model, "rows", None)
    for document in documents:
        for row in [document] if listed is None else ({**document, listed: item} for item in parts(document, listed)):
            yield values(row, shown)


def table(documents: Iterable[Document], model: type[BaseModel]) -> str:
    """A header row and the records' rows, each ended by CRLF; null is the empty cell."""
    return "".join(csv_lines([column.name for column in row_columns(model)], table_rows(documents, model)))


def values(document: Document, shown: Sequence[Column]) -> list[Scalar]:
    """A document's values in columns, lists joined."""
    return [_scalar(at(document, *column.path)) for column in shown]


def csv_lines(names: Sequence[str], rows: Iterable[Sequence[Scalar]]) -> Iterator[str]:
    """A table line by line, the header first."""
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet, lineterminator="\r\n")
    for cells in chain([names], (map(_cell, row) for row in rows)):
        writer.writerow(cells)
        yield sheet.getvalue()
        sheet.seek(0)
        sheet.truncate()


def _scalar(value: object) -> Scalar:
    if isinstance(value, list):
        return SEPARATOR.join(map(_item, value)) or None
    assert value is None or isinstance(value, str | int | float)
    return value


def _item(item: object) -> str:
    """An item of a list by what identifies it: see `LISTS`. What nothing identifies is its values, joined by commas."""
    if not isinstance(item, Mapping):
        return (item if isinstance(item, str) else compact(item)).replace("\\", "\\\\").replace(";", "\\;")
    if "id" in item and "type" in item:
        return f"{item['type']}/{item['id']}"
    if "code" in item:
        return str(item["code"])
    before: list[str] = []
    for name, value in item.items():
        if name == "id":
            continue
        if isinstance(value, Mapping) and "id" in value:
            return " ".join([*before, _item(value)])
        if value is not None and not isinstance(value, Mapping | list):
            before.append(_item(value))
    return str(item["id"]) if "id" in item else ", ".join(before)


def _cell(value: object) -> str:
    if isinstance(value, str):
        return guard(value)
    return "" if value is None else compact(value)


def guard(text: str) -> str:
    """The text, with an apostrophe before it where a spreadsheet would take it for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def restore(cell: str) -> str:
    """The text that `guard` was given."""
    return cell.removeprefix("'")


def csv_text(documents: Sequence[Document], context: Context) -> str:
    """The records as `table` shows them."""
    return table(documents, context.model)
