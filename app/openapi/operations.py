"""What a route documents of itself: its parameters, how it can be refused, and the formats of its answer."""

from copy import deepcopy
from typing import Any

from pydantic import BaseModel

from app.formats.registry import Format
from app.formats.table import GUARD, LISTS, row_columns
from app.http.problems import (
    CONDITIONAL,
    MEDIA_TYPE,
    PROBLEMS,
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
    TooCostly,
    Unavailable,
    Unexpected,
    UnknownParameter,
    UnknownValue,
    Withdrawn,
)
from app.query.choices import Formats
from app.query.filters import Equals
from app.query.pagination import ListQuery, Query, RecordQuery, declared

Responses = dict[int | str, dict[str, Any]]

SCHEMAS = "#/components/schemas/"
EXAMPLES = "#/components/examples/"

NOT_MODIFIED: Responses = {304: {"description": "What you hold (`If-None-Match`) is still right. No body."}}

_ANYWHERE = (MethodNotAllowed, AddressTooLong, HeadersTooLarge, Unexpected)

SHAPES: dict[str, dict[str, object]] = {
    "jsonld": {"type": "object", "properties": {"@context": {"type": "object"}}, "required": ["@context"]},
    "csl": {"type": "array", "items": {"type": "object"}},
}
"""What formats other than ours are in JSON; all others are text."""

ABSENT = (Renamed, NotFound, Withdrawn)
"""At the address of a record, or of what belongs to one."""


def described(
    query: type[Query], *more: type[Problem], answer: Responses | None = None, reads: bool = True
) -> dict[str, Any]:
    """The documentation of a route that can be asked `query`, and refused for `more` than for what that declares.

    Options of the route's decorator. `answer`: what is to be said of its 200. `reads`: whether it reads the database.
    """
    written = _written(query) if issubclass(query, RecordQuery) else {}
    reading = [Unavailable] if reads else []
    refused = refusals(*_ANYWHERE, TooCostly, NotAcceptable, *CONDITIONAL, *_of(query), *reading, *more)
    return {
        "responses": NOT_MODIFIED | refused | written | (answer or {}),
        "openapi_extra": {"parameters": parameters(query)},
    }


def refusals(*kinds: type[Problem]) -> Responses:
    """The documented answers of a route that can raise `kinds`: one entry a status, an example a kind."""
    raised = [kind for kind in PROBLEMS.values() if kind in kinds]
    return {
        status: {
            "description": ". ".join(kind.title for kind in raised if kind.status == status) + ".",
            "content": {
                MEDIA_TYPE: {
                    "schema": {"$ref": f"{SCHEMAS}ProblemOut"},
                    "examples": {
                        kind.code: {"$ref": f"{EXAMPLES}{kind.code}"} for kind in raised if kind.status == status
                    },
                }
            },
        }
        for status in sorted({kind.status for kind in raised})
    }


PAGE: Responses = NOT_MODIFIED | refusals(*_ANYWHERE, NotFound, *CONDITIONAL)
"""A page for people, or a small file."""

FILE: Responses = PAGE | refusals(Unavailable, UnknownParameter, TooCostly)
"""A file of the release."""

LIVE: Responses = refusals(*_ANYWHERE)
"""What is true only now: never held, and in one form."""

READY: Responses = LIVE | refusals(Unavailable)
"""Whether requests should be sent here."""


def parameters(query: type[Query]) -> list[dict[str, Any]]:
    """The query parameters that a model declares, as OpenAPI has them."""
    schema = query.model_json_schema(ref_template=f"{SCHEMAS}{{model}}")
    needed = schema.get("required", ())
    made = [_parameter(name, shape, needed=name in needed) for name, shape in schema.get("properties", {}).items()]
    for parameter in made:
        if parameter["name"] == "format" and issubclass(query, RecordQuery):
            parameter["description"] += _columns(query)
    return made


def _parameter(name: str, shape: dict[str, Any], *, needed: bool) -> dict[str, Any]:
    """A parameter that isn't given has no value: that its field is then null is our affair."""
    schema = deepcopy(shape)
    description = schema.pop("description")
    schema.pop("title", None)
    if schema.get("default", ()) in (None, []):
        del schema["default"]
    if "anyOf" in schema:
        (given,) = [each for each in schema.pop("anyOf") if each != {"type": "null"}]
        schema |= given
    if schema.get("examples") == [None]:
        del schema["examples"]
    return {"name": name, "in": "query", "required": needed, "description": description, "schema": schema}


def _of(query: type[BaseModel]) -> list[type[Problem]]:
    """What can be wrong with a request for what a query declares."""
    fields = query.model_fields.values()
    found: list[type[Problem]] = [RepeatedParameter, InvalidValue] if fields else []
    if query.model_config.get("extra") == "forbid":
        found.append(UnknownParameter)
    if any(field.is_required() for field in fields):
        found.append(MissingParameter)
    if any(where.refers_to for where in declared(query, Equals).values()):
        found.append(UnknownValue)
    return [*found, InvalidCursor, ForeignCursor, ExpiredCursor] if issubclass(query, ListQuery) else found


def _written(query: type[RecordQuery]) -> Responses:
    """The formats that records can be had in, beside JSON."""
    formats = declared(query, Formats)["format"].formats
    content = {each.media_type: {"schema": _schema(each)} for each in formats if each.name != "json"}
    return {200: {"description": "Successful Response", "content": content}}


def _schema(each: Format) -> dict[str, object]:
    more = " Its columns stand at the parameter `format`." if each.in_columns else ""
    return {**SHAPES.get(each.name, {"type": "string"}), "description": f"{each.label}.{more}"}


def _columns(query: type[RecordQuery]) -> str:
    """What a table of the records holds, where there is one: said at the parameter, which is documented only once."""
    tables = [each.label for each in declared(query, Formats)["format"].formats if each.in_columns]
    names = ", ".join(column.name for column in row_columns(query.model))
    return "".join(f"\n\n{label}: {LISTS} {GUARD} Columns, in this order: {names}." for label in tables)
