"""Choices among declared names: what lists are sorted by, counted by, and what comes along with a record.

Like filters, they are declared once, in the annotation of a query's field: pydantic takes the names from there, and so
do OpenAPI, the refusal's `allowed` and SQL.
"""

from dataclasses import dataclass
from typing import Any, ClassVar, TypeAlias, TypeVar, get_origin

from pydantic import BaseModel, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema
from sqlalchemy import ColumnElement

from app.formats.registry import Format
from app.models import Record
from app.query.references import Attribute

FULL, SHORT = "full", "short"
KEPT_OF_CITATIONS = ("id", "url", "quote", "formatted")
CITATION = "How much of each citation is sent: `short` keeps its id, address, quote and line."

Value = TypeVar("Value")
MultiValue: TypeAlias = tuple[Value, ...]
"""The values of a parameter that may be repeated. Not a list: pydantic would copy each default of each request."""


class WithDescription:
    """An annotation that says what its field is for, in OpenAPI."""

    description: ClassVar[str]

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Pydantic's hook: the field's own words, where it has any, come later and win."""
        return handler(core) | {"description": self.description}


class Choice(WithDescription):
    """One of the names in `choices`, or a list of them where the field is annotated as `MultiValue`."""

    choices: tuple[str, ...]

    def __get_pydantic_core_schema__(self, source: object, _: GetCoreSchemaHandler) -> CoreSchema:
        """Pydantic's hook: the names as a closed list."""
        one = core_schema.literal_schema(list(self.choices))
        return core_schema.tuple_variable_schema(one) if get_origin(source) is tuple else one


class Formats(Choice):
    """Ways to write the answer down; the first is the one that nobody needs to ask for."""

    description = (
        "How the answer is written down; wins over the Accept header. `included` and `facets` are JSON's alone."
    )

    def __init__(self, *formats: Format) -> None:
        self.choices = tuple(each.name for each in formats)
        self.formats = formats
        self.media_types = tuple(each.media_type for each in formats)
        self.known: dict[str, Format] = {known: each for each in formats for known in (each.name, each.media_type)}
        """The formats by name and by media type."""


class Sorts(Choice):
    """Orders: `Sorts("name", period=Statistic.period_start)`; `position` and `id` go without saying.

    A name is a column of the list's table unless one is given. A minus sign turns the order round.
    """

    description = (
        "Order, ties by id, texts by code point; `position` is the reading order. A minus sign turns the order round, "
        "ties too; nulls come last either way."
    )

    def __init__(self, *names: str, **columns: Attribute) -> None:
        keys = (*names, *columns, "position", "id")
        self.choices = tuple(sign + key for key in keys for sign in ("", "-"))
        self.columns = columns


class Facets(Choice):
    """Filters whose values can be counted: `Facets("topic", "certainty")`."""

    description = "Count the values of this filter among the records that the other filters select."

    def __init__(self, *filters: str) -> None:
        self.choices = filters


class Includes(Choice):
    """What can come along with a record: the fields of `parts`, each declared by one or more `Relationship`."""

    description = "Bring these records along, in `included`."

    def __init__(self, parts: type[BaseModel]) -> None:
        self.choices = tuple(parts.model_fields)
        self.relationships = {
            name: tuple(item for item in info.metadata if isinstance(item, Relationship))
            for name, info in parts.model_fields.items()
        }


@dataclass(frozen=True)
class Relationship:
    """The records of `table` whose id is in `to`, tied to the record that `of` names.

    `of` and `to` are columns of one link table, or of `table` itself; `only` is a further condition on it.
    """

    of: Attribute
    to: ColumnElement[str] | Attribute
    table: type[Record]
    only: ColumnElement[bool] | None = None
