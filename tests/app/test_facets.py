"""Facets count what plain Python counts, and every bucket's address gives as many records, that of null included."""

from collections import Counter
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl

import pytest
from annotated_types import MinLen

from app.query.choices import Facets
from app.query.filters import Equals, Missing
from app.query.pagination import ListQuery, declared
from app.resources.claims.queries import ClaimQuery
from app.search.queries import SearchQuery
from seed import records
from tests.app.offered import LISTS, Record, Whole, filled, read_whole
from tests.app.predicates import HAS
from tests.conftest import Api, Small

FACETS = [
    (path, name)
    for path, query in LISTS.items()
    for item in declared(query, Facets).values()
    for name in item.choices
    if query is not SearchQuery
]
ALWAYS_THERE = {(ClaimQuery, "topic"): records.Claim.model_fields["topics"]}
"""Link tables in which every record stands, by the rule of the seed that says so."""


def null_of(query: type[ListQuery], name: str) -> str | None:
    """What `missing=` calls a facet's null; None where every record has a value."""
    where = declared(query, Equals)[name]
    linked = (query, name) not in ALWAYS_THERE and name != "source"  # each record has a citation
    can_be_null = where.column.nullable if where.of is None else linked
    return (where.missing or name) if can_be_null else None


def test_links_that_every_record_has_are_required_of_the_seed() -> None:
    for field in ALWAYS_THERE.values():
        assert MinLen(1) in field.metadata


@pytest.mark.parametrize(("path", "name"), FACETS)
def test_a_facet_that_can_be_null_has_its_null_among_what_can_be_missing(path: str, name: str) -> None:
    query = LISTS[path]
    null = null_of(query, name)
    choices = [choice for item in declared(query, Missing).values() for choice in item.choices]
    told = f"{query.__name__}: `{name}` can be null: name the null in Missing(…), or give Equals(…, missing=…) one of {choices}"
    assert null is None or null in choices, told


def agrees(api: Api, whole: Whole, path: str, name: str, asked: str, among: list[Record]) -> Counter[Any]:
    """Compare a facet with the counts over records, and each bucket with the list at its address; the counts."""
    query = LISTS[path]
    has = [set(HAS[query][name](record, whole)) or {None} for record in among]
    expected = Counter(None if value is None else str(value) for own in has for value in own)
    facet = api.json(f"{filled(path)}?facets={name}{asked}")["facets"][name]
    assert {bucket["value"]: bucket["count"] for bucket in facet["values"]} == expected
    assert [bucket["count"] for bucket in facet["values"]] == sorted(expected.values(), reverse=True)
    assert facet["omitted"] == 0
    for bucket in facet["values"]:
        page = api.json(f"{bucket['url']}{'&' if '?' in bucket['url'] else '?'}limit=100")
        assert page["meta"]["total"] == bucket["count"]
        given = parse_qsl(page["links"]["self"].partition("?")[2])
        assert {(name, str(bucket["value"])), ("missing", null_of(query, name))} & {*given}
    return expected


@pytest.mark.parametrize(("path", "name"), FACETS)
def test_a_facet_counts_what_plain_python_counts(api: Api, whole: Whole, path: str, name: str) -> None:
    everything = api.walk(f"{filled(path)}?limit=100")
    counts = agrees(api, whole, path, name, "", everything)
    query = LISTS[path]
    others = [one for of, one in FACETS if of == path and one != name]
    for other in (
        others[:2] if "{" in path else others
    ):  # under a record's address the same statements, with one more term
        for value, _ in Counter(v for record in everything for v in HAS[query][other](record, whole)).most_common(1):
            among = [record for record in everything if value in HAS[query][other](record, whole)]
            agrees(api, whole, path, name, f"&{other}={value}", among)
    for value in list(filter(None, counts))[:1]:
        agrees(api, whole, path, name, f"&{name}={value}", everything)  # its own filter counts for nothing
    if None in counts:
        agrees(api, whole, path, name, f"&missing={null_of(query, name)}", everything)


def test_a_researcher_without_an_affiliation_is_counted_and_found(small: Small, make_api: Callable[..., Api]) -> None:
    """In the texts everyone has one; the rules of the seed do without."""
    tie = "- {id: ada-penn-letterlab, institution: letterlab, role: head, role_as_written: who leads it, status: current, "
    tie += "citation: {passages: p02, quote: who leads it}}"
    small.edit("articles/letters/researchers.yaml", f"affiliations:\n    {tie}", "affiliations: []")
    assert small.lock() == 0
    assert small.build() == 0
    api = make_api(small.release)
    counts = agrees(api, whole := read_whole(api), "/v1/researchers", "institution", "", whole["researchers"])
    assert counts == {None: 1}
