"""What a parameter that there is not was meant to be: another service's name for ours, a field's name, or misspelt."""

import re

from pydantic import BaseModel

from app.http.nearness import nearest
from app.query.filters import Equals, Missing, field_of
from app.query.pagination import Query, declared, filters

SYNONYMS = {
    other: ours
    for ours, others in {
        "q": ("query", "search", "text", "term", "keyword", "keywords"),
        "cursor": ("page", "offset", "after", "start", "skip"),
        "limit": ("count", "size", "pagesize", "perpage", "rows", "top", "first"),
        "sort": ("order", "orderby", "sortby"),
        "include": ("embed", "expand"),
        "facets": ("aggregate", "aggregations", "groupby", "facet"),
        "period": ("year", "date"),
        "modifier": ("hedge", "hedged", "certainty"),
    }.items()
    for other in others
}
"""What other services call our parameters, in small letters alone, so that `$top`, `per-page`, `orderBy` are met."""

WHOLE = {"fields", "select", "columns", "attributes"}
"""What other services call a choice of fields, which there is none of."""

PARAMETER_CUTOFF = 0.75
"""How alike a parameter must be spelt to be offered: they are short, and some are alike that mean other things."""

NEGATIONS = ("!", "~", "-")
"""What stands before a name or a value that is to be excluded, elsewhere."""

_NEGATED = re.compile(
    rf"[{''.join(NEGATIONS)}].+|.+!|(not|no|exclude)_.+|.+__(ne|neq|not|nin|not_in|exclude)|.+\[(ne|neq|not|nin)\]",
    re.IGNORECASE,
)
"""What asks for all but a value, elsewhere: `topic!=`, `-topic=`, `not_topic=`, `topic__ne=`."""

_COMPARED = re.compile(r"(\w+?)(?:_+|\[)?([<>]|[a-z]+)\]?", re.IGNORECASE)
WAYS = {
    way: ours
    for ours, ways in {
        "__gte": (">", "gte", "ge", "min", "from", "since"),
        "__gt": ("gt", "above", "after"),
        "__lte": ("<", "lte", "le", "max", "to", "until"),
        "__lt": ("lt", "below", "before"),
        "": ("eq", "is", "in", "exact"),
    }.items()
    for way in ways
}
"""How other services write ranges and equality, at the end of a name; a sign stands there without its equals sign."""


def meant_parameter(name: str, model: type[Query]) -> str | None:
    """The parameter that was meant: by another name, by the name of the record's field, or misspelt."""
    fields = model.model_fields
    if chooses_fields(name) or negates(name):
        return None
    by_field = {field: known for known in filters(model) if (field := lacked(known, model))}
    by_end = {known.rpartition("_")[2]: known for known in filters(model) if "__" not in known}
    for meant in (SYNONYMS.get(_letters(name)), by_field.get(name), _compared(name), by_end.get(name)):
        if meant in fields:
            return meant
    base, way, _ = name.partition("__")
    if way and any(known.startswith(base) for known in fields):
        return None
    return nearest(name, fields, cutoff=PARAMETER_CUTOFF)


def _compared(name: str) -> str | None:
    """A range as other services write it: `period>=`, `period[gte]=`, `period_gte=`."""
    found = _COMPARED.fullmatch(name)
    way = WAYS.get(found[2].lower()) if found else None
    return None if found is None or way is None else found[1].rstrip("_") + way


def negates(name: str) -> bool:
    """Whether a parameter asks for what lacks a value, as other services let it."""
    return _NEGATED.fullmatch(name) is not None


def chooses_fields(name: str) -> bool:
    """Whether a parameter of other services chooses fields: here a record is always sent whole."""
    return _letters(name) in WHOLE


def _letters(name: str) -> str:
    return re.sub("[^a-z]", "", name.lower())


def lacked(name: str, model: type[BaseModel]) -> str | None:
    """What `missing=` calls the field that a filter looks at, where a record can lack it."""
    where = filters(model).get(name)
    field = field_of(name, where) if isinstance(where, Equals) else name
    return next((field for item in declared(model, Missing).values() if field in item.choices), None)
