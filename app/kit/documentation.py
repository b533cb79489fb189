"""What every operation documents beside its own answer."""

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
    RepeatedParameter,
    Unexpected,
    UnknownParameter,
    UnknownValue,
    refusals,
)

Responses = dict[int | str, dict[str, object]]

NOT_MODIFIED: Responses = {304: {"description": "What you hold (`If-None-Match`) is still right. No body."}}

_ANYWHERE = (MethodNotAllowed, NotAcceptable, AddressTooLong, HeadersTooLarge, UnknownParameter, RepeatedParameter)

PLAIN: Responses = NOT_MODIFIED | refusals(*_ANYWHERE, Unexpected)
"""An address that is asked nothing."""

ONE: Responses = NOT_MODIFIED | refusals(NotFound, *_ANYWHERE, InvalidValue, Unexpected)
"""One record by its id."""

LIST: Responses = NOT_MODIFIED | refusals(
    *_ANYWHERE, InvalidValue, UnknownValue, InvalidCursor, ForeignCursor, ExpiredCursor, Unexpected
)
"""A list."""

SEARCH: Responses = LIST | refusals(
    *_ANYWHERE, MissingParameter, InvalidValue, InvalidCursor, ForeignCursor, ExpiredCursor, Unexpected
)
"""A list that can't do without a parameter."""

LIST_OF_ONE: Responses = LIST | refusals(NotFound)
"""A list that belongs to one record."""
