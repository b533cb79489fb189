"""What every operation documents beside its own answer: how it can be had, why it can be refused, what values mean."""

from typing import Any

from pydantic import BaseModel

from app.formats.registry import Format
from app.formats.table import GUARD, REFERENCES, columns
from app.http.problems import (
    KINDS,
    MEDIA_TYPE,
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
    Problem,
    Renamed,
    RepeatedParameter,
    Unexpected,
    UnknownParameter,
    UnknownValue,
    Withdrawn,
)
from app.openapi.specimens import SPECIMENS
from app.query.choices import Formats
from app.query.filters import Where
from app.query.pagination import ListQuery, Query, RecordQuery, declared
from app.vocabulary import Vocabulary

Responses = dict[int | str, dict[str, object]]

NOT_MODIFIED: Responses = {304: {"description": "What you hold (`If-None-Match`) is still right. No body."}}

_ANYWHERE = (MethodNotAllowed, AddressTooLong, HeadersTooLarge, UnknownParameter, Unexpected)

ABSENT = (Renamed, NotFound, Withdrawn)
"""At the address of a record, or of what belongs to one."""


def answers(query: type[Query], *more: type[Problem]) -> Responses:
    """Of an operation that can be asked `query`, and that can be refused for `more` than for what that declares."""
    written = _written(query) if issubclass(query, RecordQuery) else {}
    return NOT_MODIFIED | refusals(*_ANYWHERE, NotAcceptable, *_of(query), *more) | written


def refusals(*kinds: type[Problem]) -> Responses:
    """The documented answers of a route that can raise `kinds`: one entry a status, an example a kind."""
    raised = [kind for kind in KINDS.values() if kind in kinds]
    return {
        status: {
            "description": ". ".join(kind.title for kind in raised if kind.status == status) + ".",
            "content": {
                MEDIA_TYPE: {
                    "schema": {"$ref": "#/components/schemas/ProblemOut"},
                    "examples": {kind.code: _example(kind) for kind in raised if kind.status == status},
                }
            },
        }
        for status in sorted({kind.status for kind in raised})
    }


def _example(kind: type[Problem]) -> dict[str, object]:
    return {"summary": kind.title, "value": SPECIMENS[kind.code].model_dump()}


def _of(query: type[BaseModel]) -> list[type[Problem]]:
    """What can be wrong with a request for what a query declares."""
    fields = query.model_fields.values()
    found: list[type[Problem]] = [RepeatedParameter, InvalidValue] if fields else []
    if any(field.is_required() for field in fields):
        found.append(MissingParameter)
    if any(where.known for where in declared(query, Where).values()):
        found.append(UnknownValue)
    return [*found, InvalidCursor, ForeignCursor, ExpiredCursor] if issubclass(query, ListQuery) else found


PAGE: Responses = NOT_MODIFIED | refusals(*_ANYWHERE, NotFound)
"""A page for people."""

LIVE: Responses = refusals(*_ANYWHERE)
"""What is true only now: never held, and in one form."""

DOWNLOAD: Responses = PAGE
"""A file."""


def _written(query: type[RecordQuery]) -> Responses:
    """The formats that records can be had in, beside JSON; with the columns, where there are columns."""
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
