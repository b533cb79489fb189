"""How an endpoint is found and called: with what it names of its path parameters, its query and a reader.

FastAPI makes OpenAPI of the signature. Its own way to call it, field by field, through layers that this application has
no use for, takes longer than all the rest of a page.
"""

import inspect
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from fastapi import FastAPI, Response
from fastapi.routing import APIRoute

from app.kit.kept import Asked
from app.kit.pagination import Query
from app.kit.reading import Reading
from app.kit.refusing import Examination
from app.problems import NotFound, nearest, not_found


class ReadRoute(APIRoute):
    """A route whose endpoint may take its path parameters, `query` (a `Query`) and `read` (a `Reading`)."""

    def __init__(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:
        """Operations are named by their functions."""
        super().__init__(path, endpoint, **(options | {"operation_id": endpoint.__name__}))
        self.takes = tuple(inspect.signature(endpoint).parameters)
        declared = self.dependant.query_params
        self.model: Any = declared[0].field_info.annotation if declared else Query

    async def answer(self, app: FastAPI, asked: Asked, named: dict[str, str]) -> Response:
        """What the endpoint answers; `named` are the path's parameters. Raises the problem of a request it refuses."""
        read = Reading(app, asked)
        pairs = read.write.parameters
        if pairs or _needs_an_answer(self.model):
            query = Examination(self.model, read.database).query(read.path, pairs)
        else:
            query = _unasked(self.model)
        given = {**named, "query": query, "read": read}
        answer: Response = await self.endpoint(**{name: given[name] for name in self.takes})
        return answer


class Table:
    """Which route answers at which path."""

    def __init__(self, routes: Sequence[ReadRoute]) -> None:
        self.fixed = {route.path: route for route in routes if "{" not in route.path}
        self.named = [(route.path.partition("{")[0], route) for route in routes if "{" in route.path]
        self.offered = [path for path, route in self.fixed.items() if route.include_in_schema]

    def find(self, path: str) -> tuple[ReadRoute, dict[str, str]]:
        """The route, and the path's parameters. Raises NotFound where there is none."""
        fixed = self.fixed.get(path)
        if fixed is not None:
            return fixed, {}
        for prefix, route in self.named:
            found = route.path_regex.match(path) if path.startswith(prefix) else None
            if found is not None:
                return route, found.groupdict()
        raise self._nothing(path)

    def _nothing(self, path: str) -> NotFound:
        guess = nearest(path, self.offered)
        return not_found(f"There is nothing at {path[:200]}.", guess, example=guess or "/")


@lru_cache(maxsize=64)
def _unasked(model: type[Query]) -> Query:
    """The query of a request that asks nothing; the same each time, so that what is derived from it is kept."""
    return model()


@lru_cache(maxsize=64)
def _needs_an_answer(model: type[Query]) -> bool:
    return any(info.is_required() for info in model.model_fields.values())
