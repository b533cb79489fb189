"""What a parameter that there is not was meant to be: another service's name for ours, a field's name, or misspelt."""

import re

from pydantic import BaseModel

from app.http.problems import nearest
from app.query.filters import Equals, Missing
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
    }.items()
    for other in others
}
"""What other services call our parameters, in small letters alone, so that `$top`, `per-page`, `orderBy` are met."""

WHOLE = {"fields", "select", "columns", "attributes"}
"""What other services call a choice of fields, which there is none of."""

PARAMETER_CUTOFF = 0.65
"""How alike a parameter must be spelt to be offered: they are short, and some are alike that mean other things."""


def meant_parameter(name: str, model: type[Query]) -> str | None:
    """The parameter that was meant: by another name, by the name of the record's field, or misspelt."""
    fields = model.model_fields
    by_field = {field: known for known in filters(model) if (field := lacked(known, model))}
    base, _, _ = name.partition("__")
    if chooses_fields(name):
        return None
    for meant in (SYNONYMS.get(_letters(name)), by_field.get(name), base):
        if meant in fields and not name.startswith(f"{meant}__g") and not name.startswith(f"{meant}__l"):
            return meant
    return nearest(name, fields, cutoff=PARAMETER_CUTOFF)


def chooses_fields(name: str) -> bool:
    """Whether a parameter of other services chooses fields: here a record is always sent whole."""
    return _letters(name) in WHOLE


def _letters(name: str) -> str:
    return re.sub("[^a-z]", "", name.lower())


def lacked(name: str, model: type[BaseModel]) -> str | None:
    """What `missing=` calls the field that a filter looks at, where a record can lack it."""
    where = filters(model).get(name)
    field = (where.missing if isinstance(where, Equals) else None) or name
    return next((field for item in declared(model, Missing).values() if field in item.choices), None)
