"""How an endpoint is called: with what it names of its path parameters, its query and a reader of the database.

FastAPI makes OpenAPI of the signature. Its own way to call it, field by field and with a thread for each class that is
depended on, takes longer than all the rest of a page.
"""

import inspect
from collections.abc import Callable, Coroutine
from functools import lru_cache
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute
from starlette.routing import Match, request_response
from starlette.types import Scope

from app.kit.pagination import Query
from app.kit.reading import Reading
from app.kit.refusing import Examination


class ReadRoute(APIRoute):
    """A route whose endpoint may take its path parameters, `query` (a `Query`), `read` (a `Reading`) and `request`."""

    def __init__(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:
        """Operations are named by their functions."""
        super().__init__(path, endpoint, **(options | {"operation_id": endpoint.__name__}))
        # Starlette's own way to run a handler: FastAPI's opens two stacks for dependencies that have to be closed.
        self.app = request_response(self.get_route_handler())

        self.prefix = path.partition("{")[0]

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Starlette's hook: most routes are ruled out by how the path begins, with no pattern."""
        return super().matches(scope) if scope["path"].startswith(self.prefix) else (Match.NONE, {})

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """FastAPI's hook: what turns a request into an answer."""
        endpoint, names = self.endpoint, tuple(inspect.signature(self.endpoint).parameters)
        declared = self.dependant.query_params
        model: Any = declared[0].field_info.annotation if declared else Query

        async def handle(request: Request) -> Response:
            read = Reading(request)
            pairs = read.write.parameters
            if pairs or _needs_an_answer(model):
                query = Examination(model, read.database).query(read.path, pairs)
            else:
                query = _unasked(model)
            given = {**request.path_params, "query": query, "request": request, "read": read}
            answer: Response = await endpoint(**{name: given[name] for name in names})
            return answer

        return handle


@lru_cache(maxsize=64)
def _unasked(model: type[Query]) -> Query:
    """The query of a request that asks nothing; the same each time, so that what is derived from it is kept."""
    return model()


@lru_cache(maxsize=64)
def _needs_an_answer(model: type[Query]) -> bool:
    return any(info.is_required() for info in model.model_fields.values())
