"""What the application offers, read off its routes, and everything that it serves."""

from typing import Any, TypeAlias

from app.main import RESOURCES
from app.query.pagination import ListQuery
from app.query.routes import ReadRoute
from app.query.schemas import list_url
from app.site.router import hidden, router
from app.vocabulary import RecordType
from tests.conftest import Api

Record: TypeAlias = dict[str, Any]
Whole: TypeAlias = dict[str, list[Record]]

ROUTES = [route for each in (*RESOURCES, router, hidden) for route in each.routes if isinstance(route, ReadRoute)]

OPERATIONS = {route.path: route for route in ROUTES if route.include_in_schema}
"""What OpenAPI documents, by address."""

LISTS: dict[str, type[ListQuery]] = {route.path: route.model for route in ROUTES if issubclass(route.model, ListQuery)}
"""Every list, by its address, and what it can be asked."""

RECORDS = {path.removeprefix("/v1/"): query for path, query in LISTS.items() if path in map(list_url, RecordType)}
"""Of these the lists of all records of a kind, by name."""


def filled(path: str) -> str:
    """An address with the documented examples in the place of its parameters."""
    route = next(route for route in ROUTES if route.path == path)
    named = {field.name: (field.field_info.examples or [None])[0] for field in route.dependant.path_params}
    return path.format(**named)


def values(part: Any, path: str) -> list[Any]:
    """What stands in a record at a path, whose dots go into it; null is no value, and a list is each of its items."""
    if isinstance(part, list):
        return [value for item in part for value in values(item, path)]
    if part is None or not path:
        return [] if part is None else [part]
    name, _, rest = path.partition(".")
    return values(part[name], rest)


def read_whole(api: Api) -> Whole:
    """Every record of every kind in reading order, by the name of its list."""
    return {
        path.removeprefix("/v1/"): api.walk(f"{path}?sort=position&limit=100")
        for path, query in LISTS.items()
        if "{" not in path and "q" not in [name for name, info in query.model_fields.items() if info.is_required()]
    }
