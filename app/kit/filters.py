"""Filters are declared, one annotated field each: FastAPI reads the field for OpenAPI, this file reads it for SQL.

A filter given several times means any of its values; different filters must all hold.
"""

from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BeforeValidator, Field
from sqlalchemy import BindParameter, ColumnElement, bindparam, select
from sqlalchemy.orm import InstrumentedAttribute

Attribute = InstrumentedAttribute[Any]

MAX_DIGITS = 9


@dataclass(frozen=True)
class Where:
    """The records whose `column` has one of the values given.

    `of`: where the column is a link table's, its column that names the record.
    `known`: where the values are ids of other records, their column, so that a misspelt id is refused.
    """

    column: Attribute
    of: Attribute | None = None
    known: Attribute | None = None

    def condition(self, name: str, identity: Attribute) -> ColumnElement[bool]:
        """The SQL condition, with the values bound under `name`."""
        values: BindParameter[object] = bindparam(name, expanding=True)
        if self.of is not None:
            return identity.in_(select(self.of).where(self.column.in_(values)))
        return self.column.in_(values)


def whole_number(value: object) -> object:
    """Only digits: pydantic alone would read `1_0` as 10 and `5.0` as 5."""
    if isinstance(value, str) and not (value.isascii() and value.isdigit() and len(value) <= MAX_DIGITS):
        raise ValueError(f"a whole number, in at most {MAX_DIGITS} digits")
    return value


WholeNumber = Annotated[int, Field(ge=0, lt=10**MAX_DIGITS), BeforeValidator(whole_number)]
Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=120)]
CountryCode = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
