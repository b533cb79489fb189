"""Which route answers at a path, and what its endpoint may take."""

from collections.abc import Callable
from typing import Any

import pytest
from fastapi import APIRouter

from app.query.answer import Answer
from app.query.routes import ReadRoute


async def of_a_name(name: str) -> Answer:
    return Answer(name.encode(), {})


async def of_a_limit(name: str, limit: int = 20) -> Answer:
    return Answer((name * limit).encode(), {})


@pytest.mark.parametrize(
    ("path", "endpoint", "unknown"),
    [("/things", of_a_name, "name"), ("/things/{nome}", of_a_name, "name"), ("/things/{name}", of_a_limit, "limit")],
)
def test_an_endpoint_that_takes_what_nothing_gives_is_refused_at_once(
    path: str, endpoint: Callable[..., Any], unknown: str
) -> None:
    with pytest.raises(TypeError, match=rf"{endpoint.__name__} takes \['{unknown}'\]"):
        APIRouter(route_class=ReadRoute).get(path)(endpoint)


def test_an_endpoint_may_take_what_its_path_names() -> None:
    router = APIRouter(route_class=ReadRoute)
    router.get("/things/{name}")(of_a_name)
    (route,) = router.routes
    assert isinstance(route, ReadRoute)
    assert route.takes == ("name",)
