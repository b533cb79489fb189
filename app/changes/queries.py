"""What a list of changes can be asked."""

from typing import Annotated

from pydantic import Field

from app import models as m
from app.changes.schemas import ChangeOut
from app.formats.registry import RECORD_FORMATS
from app.query.choices import Formats, MultiValue, Sorts
from app.query.filters import Equals, Version
from app.query.pagination import ListQuery, RecordQuery
from app.vocabulary import ChangeKind


class ChangeParts(RecordQuery):
    """What one change can be asked, and each in a list."""

    table = m.Change
    model = ChangeOut

    format: Annotated[
        str | None,
        Formats(*[RECORD_FORMATS[name] for name in ("json", "csv", "ndjson")]),
        Field(examples=["csv"]),
    ] = None


class ChangeQuery(ChangeParts, ListQuery):
    """Changes of the data, the newest first."""

    change: Annotated[
        MultiValue[ChangeKind], Equals(m.Change.kind), Field(description="What was done.", examples=[["added"]])
    ] = ()
    version: Annotated[
        MultiValue[Version],
        Equals(m.Change.version),
        Field(description="A version of the data.", examples=[["1.0.0"]]),
    ] = ()
    sort: Annotated[str, Sorts(), Field(examples=["-position"])] = "-position"
