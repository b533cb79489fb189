"""What every operation documents beside its own answer, and what coded values mean wherever they are met."""

from typing import Any

from app.formats.registry import Format
from app.formats.table import GUARD, REFERENCES, columns
from app.kit.choices import Formats
from app.kit.pagination import RecordQuery, declared
from app.problems import (
    AddressTooLong,
    ExpiredCursor,
    ForeignCursor,
    HeadersTooLarge,
    InvalidCursor,
    InvalidValue,
    MethodNotAllowed,
    MissingParameter,
    NotAcceptable,
    NotFound,
    Renamed,
    RepeatedParameter,
    Unexpected,
    UnknownParameter,
    UnknownValue,
    Withdrawn,
    refusals,
)
from app.vocabulary import Vocabulary

Responses = dict[int | str, dict[str, object]]

NOT_MODIFIED: Responses = {304: {"description": "What you hold (`If-None-Match`) is still right. No body."}}

_ANYWHERE = (MethodNotAllowed, NotAcceptable, AddressTooLong, HeadersTooLarge, UnknownParameter, RepeatedParameter)

ABSENT = (Renamed, NotFound, Withdrawn)

PLAIN: Responses = NOT_MODIFIED | refusals(*_ANYWHERE, Unexpected)
"""An address that is asked nothing."""

PAGE: Responses = NOT_MODIFIED | refusals(
    NotFound, MethodNotAllowed, AddressTooLong, HeadersTooLarge, UnknownParameter, Unexpected
)
"""A page for people."""

LIVE: Responses = refusals(MethodNotAllowed, AddressTooLong, HeadersTooLarge, UnknownParameter, Unexpected)
"""What is true only now: never held, and in one form."""

DOWNLOAD: Responses = PAGE
"""A file."""

ONE: Responses = NOT_MODIFIED | refusals(*ABSENT, *_ANYWHERE, InvalidValue, Unexpected)
"""One record by its id."""

LIST: Responses = NOT_MODIFIED | refusals(
    *_ANYWHERE, InvalidValue, UnknownValue, InvalidCursor, ForeignCursor, ExpiredCursor, Unexpected
)
"""A list."""

SEARCH: Responses = LIST | refusals(
    *_ANYWHERE, MissingParameter, InvalidValue, InvalidCursor, ForeignCursor, ExpiredCursor, Unexpected
)
"""A list that can't do without a parameter."""

LIST_OF_ONE: Responses = LIST | refusals(*ABSENT)
"""A list that belongs to one record."""


def written(query: type[RecordQuery]) -> Responses:
    """The formats that the records of a query can be had in, beside JSON; with the columns, where it has columns."""
    formats = declared(query, Formats)["format"].formats
    content = {each.media_type: {"schema": _schema(each, query)} for each in formats if each.name != "json"}
    return {200: {"description": "Successful Response", "content": content}}


def _schema(each: Format, query: type[RecordQuery]) -> dict[str, object]:
    names = ", ".join(column.name for column in columns(query.model))
    more = f" {REFERENCES} {GUARD} Columns, in this order: {names}." if each.name == "csv" else ""
    if each.media_type.endswith("json") and each.name != "ndjson":
        return {"description": f"{each.label}.{more}"}
    return {"type": "string", "description": f"{each.label}.{more}"}


MEANINGS = {f"#/components/schemas/{each.__name__}": each.meanings() for each in Vocabulary.__subclasses__()}


def explain_values(document: dict[str, Any]) -> None:
    """Add the meanings of coded values to each parameter and field that has them.

    A field's own description hides that of the vocabulary which it refers to, and so does a parameter's.
    """
    operations = [operation for path in document["paths"].values() for operation in path.values()]
    for operation in operations:
        for parameter in operation.get("parameters", []):
            _explain(parameter, parameter["schema"])
    for schema in document["components"]["schemas"].values():
        for field in schema.get("properties", {}).values():
            _explain(field, field)


def _explain(described: dict[str, Any], schema: dict[str, Any]) -> None:
    for shape in (schema, schema.get("items", {}), *schema.get("anyOf", ())):
        meanings = MEANINGS.get(shape.get("$ref", ""))
        if meanings and "description" in described:
            described["description"] += f"\n\n{meanings}"
