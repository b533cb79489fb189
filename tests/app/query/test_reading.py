"""What a request costs in statements and memory, and that every address in its answer can be absolute."""

import gc
import json
import tracemalloc
from collections.abc import Callable
from itertools import combinations
from typing import Any

import pytest

from tests.app.offered import RECORDS
from tests.conftest import Api


@pytest.mark.parametrize("name", RECORDS)
def test_a_list_takes_the_same_few_statements_whatever_the_limit(make_api: Any, name: str) -> None:
    api = make_api()
    seen, numbers = api.statements(), []
    for limit in (1, 100):
        seen.clear()
        api.json(f"/v1/{name}?limit={limit}")
        numbers.append(len(seen))
    page = 1 if RECORDS[name]().order == "position" else 2
    assert numbers == [page + 1, page], "the order, the records, and their total, which is kept for other pages"


@pytest.mark.parametrize(
    ("address", "statements"),
    [
        ("/v1/claims?include=statistics&include=about&include=related", 5),
        ("/v1/claims?facets=topic&facets=certainty", 5),
        ("/v1/passages?include=records", 3),
        ("/v1/institutions/deepseek/claims", 4),
        ("/v1/search?q=china", 4),
        ("/v1/search?q=chnia", 7),
    ],
)
def test_what_comes_along_takes_a_statement_each(make_api: Any, address: str, statements: int) -> None:
    for limit in (1, 100):
        api = make_api()
        api.get("/v1/search?q=nothing")  # opening the index asks for its configuration, once
        seen = api.statements()
        api.json(f"{address}{'&' if '?' in address else '?'}limit={limit}")
        assert len(seen) == statements, seen


def test_questions_of_any_shape_leave_little_behind(make_api: Callable[..., Api]) -> None:
    api = make_api()
    names = ["country=CN", "certainty=hedged", "topic=patents", "checkable=full", "primary_source=not_named"]
    shapes = ["&".join(part) for size in (1, 2, 3, 4) for part in combinations(names, size)]
    asked = [f"/v1/claims?{shape}&facets=claim_type&facets=researcher&limit=1" for shape in shapes]
    api.json(asked.pop())
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        for address in asked:
            api.json(address)
        gc.collect()
        grown = tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()
    assert grown / len(asked) < 60_000, "kept answers, statements and counts, a question"


def test_public_url_makes_every_link_absolute(make_api: Any) -> None:
    api = make_api(public_url="https://data.example")
    answer = api.get("/v1/claims?limit=1")
    for address in json.dumps(answer.json()).split('"'):
        assert not address.startswith("/v1")
    assert answer.json()["links"]["next"].startswith("https://data.example/v1/claims?")
    assert answer.headers["link"].startswith("<https://data.example/v1/claims")
    assert api.get("/v1/x").json()["type"] == "https://data.example/problems/not_found"
