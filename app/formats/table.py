"""Records as a table (RFC 4180), with columns that are read off the model which also describes the JSON.

Nested objects become columns of their own, `parent_child`; references become `type/id`, and richer lists JSON.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from types import UnionType
from typing import Annotated, Literal, TypeGuard, Union, get_args, get_origin

from pydantic import BaseModel

from app.formats.documents import Context, Document, at, compact

REFERENCE = {"type", "id", "label", "url"}
SEPARATOR = "; "
REFERENCES = f"A list of references is written as `type/id`, joined by `{SEPARATOR}`."
GUARD = (
    "A text that a spreadsheet would take for a formula has an apostrophe before it, and so has a text that begins "
    "with an apostrophe: take one away, and the text is as it was."
)
LEFT_OUT = "included"  # what a client adds by asking for it would make the columns depend on the question
# What spreadsheets take for the beginning of a formula, the wide forms included; and the apostrophe, to be undone.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠", "'")  # noqa: RUF001 - wide on purpose


@dataclass(frozen=True)
class Column:
    """A column: its name, the path to its value in the document, and its type in a Table Schema."""

    name: str
    path: tuple[str, ...]
    description: str
    type: str


@lru_cache
def columns(model: type[BaseModel]) -> tuple[Column, ...]:
    """The columns of a model's records, in the order of its fields.

    Raises TypeError for a field of a shape that no rule covers.
    """
    return tuple(_columns(model, (), ""))


def _columns(model: type[BaseModel], path: tuple[str, ...], above: str) -> Iterator[Column]:
    for name, field in model.model_fields.items():
        if name == LEFT_OUT:
            continue
        here, about = (*path, name), f"{above} {field.description or ''}".strip()
        shape = _bare(field.annotation)
        if _is_model(shape):
            yield from _columns(shape, here, about)
        else:
            yield Column("_".join(here), here, about, _type(shape))


def _bare(annotation: object) -> object:
    """The annotation without `Annotated` and without null; of several numbers, the widest."""
    if get_origin(annotation) is Annotated:
        return _bare(get_args(annotation)[0])
    if get_origin(annotation) not in {Union, UnionType}:
        return annotation
    kinds = [_bare(kind) for kind in get_args(annotation) if kind is not type(None)]
    return float if set(kinds) == {int, float} else kinds[0]


def _is_model(shape: object) -> TypeGuard[type[BaseModel]]:
    return isinstance(shape, type) and issubclass(shape, BaseModel)


def _type(shape: object) -> str:
    if get_origin(shape) is list:
        return "string" if _is_plain(_bare(get_args(shape)[0])) else "array"
    if _values(shape) or (isinstance(shape, type) and issubclass(shape, str)):
        return "string"
    for kind, name in ((bool, "boolean"), (int, "integer"), (float, "number")):
        if shape is kind:
            return name
    raise TypeError(f"There is no rule for a column of {shape}.")


def _is_plain(item: object) -> bool:
    """Whether items can be joined: references, or closed values of which none contains the separator."""
    if _is_model(item):
        return set(item.model_fields) == REFERENCE
    values = _values(item)
    return bool(values) and not any(SEPARATOR in value for value in values)


def _values(shape: object) -> list[str]:
    """The closed vocabulary that a shape allows; empty where it is none."""
    if get_origin(shape) is Literal:
        return [str(value) for value in get_args(shape)]
    return [str(member.value) for member in shape] if isinstance(shape, type) and issubclass(shape, Enum) else []


def table(documents: Sequence[Document], model: type[BaseModel]) -> str:
    """A header row and one row a document, each ended by CRLF; null is the empty cell."""
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet, lineterminator="\r\n")
    shown = columns(model)
    writer.writerow(column.name for column in shown)
    for document in documents:
        writer.writerow(_cell(column, at(document, *column.path)) for column in shown)
    return sheet.getvalue()


def _cell(column: Column, value: object) -> str:
    if value is None:
        return ""
    if column.type in {"boolean", "integer", "number", "array"}:
        return compact(value)
    if isinstance(value, list):
        return guard(SEPARATOR.join(map(_item, value)))
    return guard(str(value))


def _item(item: object) -> str:
    return f"{item['type']}/{item['id']}" if isinstance(item, Mapping) else str(item)


def guard(text: str) -> str:
    """The text, with an apostrophe before it where a spreadsheet would take it for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def restore(cell: str) -> str:
    """The text that `guard` was given."""
    return cell.removeprefix("'")


def csv_text(documents: Sequence[Document], context: Context) -> str:
    """The records as `table` shows them."""
    return table(documents, context.model)
