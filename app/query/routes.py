"""How an endpoint is found and called: with what it names of its path parameters, its query and a reader.

FastAPI makes OpenAPI of the signature. Its own way to call it, field by field, through layers that this application has
no use for, takes longer than all the rest of a page.
"""

import inspect
from collections.abc import Awaitable, Callable, Iterator, Sequence
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from fastapi import FastAPI
from fastapi.routing import APIRoute

from app.http.cache import Asked
from app.http.problems import nearest, not_found
from app.query.answer import Answer
from app.query.pagination import Query
from app.query.parser import Examination
from app.query.reader import Reading


class ReadRoute(APIRoute):
    """A route whose endpoint may take its path parameters, `query` (a `Query`) and `read` (a `Reading`); no more."""

    def __init__(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:
        """Operations are named by their functions. Without a `response_model` they have none.

        FastAPI would make one of what the function is declared to return: of an `Answer`, that means nothing.
        """
        model = options.get("response_model") or None
        super().__init__(path, endpoint, **(options | {"operation_id": endpoint.__name__, "response_model": model}))
        self.takes = tuple(inspect.signature(endpoint).parameters)
        unknown = set(self.takes) - self.param_convertors.keys() - {"query", "read"}
        if unknown:
            raise TypeError(f"{endpoint.__name__} takes {sorted(unknown)}, which nothing at {path} gives")
        declared = self.dependant.query_params
        self.model: Any = declared[0].field_info.annotation if declared else Query

    def answer(self, app: FastAPI, asked: Asked, named: dict[str, str]) -> Awaitable[Answer]:
        """What the endpoint answers; `named` are the path's parameters. Raises the problem of a request it refuses."""
        read = Reading(app, asked)
        pairs = read.write.parameters
        if pairs or _needs_an_answer(self.model):
            query = Examination(self.model, read.database).query(read.path, pairs)
        else:
            query = _unasked(self.model)
        given = {**named, "query": query, "read": read}
        answer: Awaitable[Answer] = self.endpoint(**{name: given[name] for name in self.takes})
        return answer


LONGEST_PATH = 300
"""No address of ours is longer."""


class Table:
    """Which route answers at which path."""

    def __init__(self, routes: Sequence[ReadRoute]) -> None:
        self.fixed = {route.path: route for route in routes if "{" not in route.path}
        self.named = [(route.path.partition("{")[0], route) for route in routes if "{" in route.path]
        self.offered = [path for path, route in self.fixed.items() if route.include_in_schema]

    def find(self, path: str) -> tuple[ReadRoute, dict[str, str]]:
        """The route, and the path's parameters. Raises NotFound where there is none."""
        found = self._at(path)
        if found is None:
            guess = next((near for near in self._near(path) if self._at(near)), None)
            raise not_found(f"There is nothing at {path[:200]}.", guess, example=quote(guess or "/"))
        return found

    def _at(self, path: str) -> tuple[ReadRoute, dict[str, str]] | None:
        fixed = self.fixed.get(path)
        if fixed is not None:
            return fixed, {}
        for prefix, route in self.named:
            found = route.path_regex.match(path) if path.startswith(prefix) else None
            if found is not None:
                return route, found.groupdict()
        return None

    def _near(self, path: str) -> Iterator[str]:
        """What may have been meant: the same tidied, its list respelt, the nearest address, what it would be in."""
        tidy = path[:LONGEST_PATH].rstrip("/").lower()
        parts = tidy.split("/")
        listing = nearest("/".join(parts[:3]), self.offered)
        yield tidy
        if listing:
            yield "/".join([listing, *parts[3:]])
        for length in range(len(parts) - 1, 3, -1):
            yield "/".join(parts[:length])
        yield listing or ""


@lru_cache(maxsize=64)
def _unasked(model: type[Query]) -> Query:
    """The query of a request that asks nothing; the same each time, so that what is derived from it is kept."""
    return model()


@lru_cache(maxsize=64)
def _needs_an_answer(model: type[Query]) -> bool:
    return any(info.is_required() for info in model.model_fields.values())
