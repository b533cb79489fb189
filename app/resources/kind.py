"""One declaration for each kind of record."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, get_args

from fastapi import APIRouter
from pydantic import BaseModel

from app.formats.documents import LinkedType
from app.formats.terms import CONTEXT
from app.models import Record
from app.query.filters import Missing
from app.query.pagination import ListQuery, filters
from app.query.schemas import list_url
from app.vocabulary import CitedType, Match, RecordType, SearchedType, Vocabulary

HEAD = ("type", "id", "url")
"""What the document of every kind begins with."""


class KindError(Exception):
    """Something of a kind of record was forgotten or contradicts the rest; the message names it."""


@dataclass(frozen=True)
class Kind:
    """All that the rest of the house needs to know of a kind of record. Raises KindError where something is forgotten.

    `queries` are its list's, which names its table and schema, then those of lists with a table of their own below it.
    `searched` are the fields whose words are searched: one that weighs more, where there is one, and one that weighs
    less. `about` is its part of the documentation: what it is, and two questions with their requests; what stands in
    quotation marks there is part of the answer.
    """

    record_type: RecordType
    queries: tuple[type[ListQuery], ...]
    router: APIRouter
    linked: LinkedType
    about: str
    searched: tuple[str | None, str] | None = None

    def __post_init__(self) -> None:
        for forgotten in self._forgotten():
            raise KindError(f"{self.name}: {forgotten}")

    @property
    def name(self) -> str:
        """What its list is called, as in `/v1/claims`."""
        return list_url(self.record_type).removeprefix("/v1/")

    @property
    def table(self) -> type[Record]:
        """What holds its records."""
        return self.queries[0].table

    @property
    def schema(self) -> type[BaseModel]:
        """What its records are sent as."""
        return self.queries[0].model

    def _forgotten(self) -> Iterator[str]:
        columns, fields = self.table.model_fields, self.schema.model_fields
        if "document" not in columns:
            yield f"{self.table.__name__} has no column `document`"
        yield from (f"{self.schema.__name__} has no field `{name}`" for name in HEAD if name not in fields)
        yield from (f"{path} has a default, so that it could be forgotten" for path in _optional(self.schema))
        if self.table.__tablename__ != self.record_type:
            yield f"the table is called `{self.table.__tablename__}`, the type `{self.record_type}`"
        yield from self._missing(CitedType, f"a field `citation` in {self.schema.__name__}", given="citation" in fields)
        yield from self._missing(
            CitedType, f"a column `citation_id` in {self.table.__name__}", given="citation_id" in columns
        )
        yield from self._missing(SearchedType, "`searched`", given=self.searched is not None)
        yield from (f"{self.schema.__name__} has no field `{name}`" for name in self._searched() if name not in fields)
        if self.linked.name not in CONTEXT:
            yield f"linked data has no term `{self.linked.name}` (in app/formats/terms.py)"
        yield from (wrong for query in self.queries for wrong in _unjoined(query))
        if self.router.prefix != list_url(self.record_type) or self.router.tags != [self.name]:
            yield f"the router has not the prefix `{list_url(self.record_type)}` and the tag `{self.name}`"

    def _missing(self, vocabulary: type[Vocabulary], what: str, *, given: bool) -> Iterator[str]:
        """What a member of a vocabulary calls for, and the other way round."""
        told = self.record_type in {str(member) for member in vocabulary}
        if told != given:
            member = f"`{self.record_type}` in {vocabulary.__name__}"
            yield f"there is {member}, but not {what}" if told else f"there is {what}, but not {member}"

    def _searched(self) -> list[str]:
        return [field.partition(".")[0] for field in self.searched or () if field]


def _unjoined(query: type[ListQuery]) -> Iterator[str]:
    """The filters that would compare each record with every row of another table."""
    for name, item in filters(query).items():
        if not isinstance(item, Missing) and len(item.positions(query.table, Match.stated).get_final_froms()) > 1:
            yield f"`{name}` of {query.__name__} compares a column of a table that nothing joins"


def _optional(schema: type[BaseModel], seen: frozenset[type] = frozenset()) -> Iterator[str]:
    """The fields of a schema, and of those within it, that need not be given."""
    for name, field in schema.model_fields.items():
        if not field.is_required():
            yield f"{schema.__name__}.{name}"
        for part in schemas_in(field.annotation):
            if part not in seen:
                yield from _optional(part, seen | {schema, part})


def schemas_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """The schemas that a field's annotation names."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from schemas_in(part)
