"""What the application offers, read off its routes, and everything that it serves."""

from typing import Any, TypeAlias

from fastapi.routing import APIRoute

from app.main import ROUTERS
from app.query.pagination import ListQuery, Query
from app.query.parser import QueryDependency
from app.query.schemas import list_url
from app.vocabulary import RecordType
from tests.conftest import Api

Record: TypeAlias = dict[str, Any]
Whole: TypeAlias = dict[str, list[Record]]

ROUTES = {route.path: route for router in ROUTERS for route in router.routes if isinstance(route, APIRoute)}

OPERATIONS = {path: route for path, route in ROUTES.items() if route.include_in_schema}
"""What OpenAPI documents, by address."""


def asked(route: APIRoute) -> type[Query] | None:
    """What an endpoint can be asked, where it has a query."""
    calls = [dependency.call for dependency in route.dependant.dependencies]
    return next((call.model for call in calls if isinstance(call, QueryDependency)), None)


QUERIES = {path: query for path, route in ROUTES.items() if (query := asked(route))}

LISTS: dict[str, type[ListQuery]] = {path: query for path, query in QUERIES.items() if issubclass(query, ListQuery)}
"""Every list, by its address, and what it can be asked."""

RECORDS = {path.removeprefix("/v1/"): query for path, query in LISTS.items() if path in map(list_url, RecordType)}
"""Of these the lists of all records of a kind, by name."""


def filled(path: str) -> str:
    """An address with the documented examples in the place of its parameters."""
    named = {field.name: (field.field_info.examples or [None])[0] for field in ROUTES[path].dependant.path_params}
    return path.format(**named)


def resolved(document: Record) -> Record:
    """An OpenAPI document with its shared parameters, responses, headers and examples where they are named."""
    components = document["components"]

    def put(part: Any) -> Any:
        if isinstance(part, list):
            return [put(item) for item in part]
        if not isinstance(part, dict):
            return part
        section, _, name = part.get("$ref", "").removeprefix("#/components/").partition("/")
        if section and section != "schemas":
            return put(components[section][name])
        return {name: put(value) for name, value in part.items()}

    paths: Record = put(document["paths"])
    return document | {"paths": paths}


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
