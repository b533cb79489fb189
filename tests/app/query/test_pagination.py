"""Pages add up to the whole list in its order, and a cursor is of one list, one order and one release."""

import base64
import hashlib
import json
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from app.query.choices import Sorts
from app.query.pagination import CURSOR_VERSION, declared, fingerprint
from app.resources.claims.queries import ClaimQuery
from app.vocabulary import Certainty, ClaimType
from tests.app.offered import RECORDS
from tests.app.refusals import refused
from tests.conftest import Api

SORTS = [
    (name, sort)
    for name, query in RECORDS.items()
    for sorts in declared(query, Sorts).values()
    for sort in sorts.choices
]


@pytest.mark.parametrize("name", RECORDS)
def test_a_walk_with_limit_one_gives_each_record_once(api: Api, name: str) -> None:
    whole = api.json(f"/v1/{name}?limit=100")
    walked = api.walk(f"/v1/{name}?limit=1")
    ids = [record["id"] for record in walked]
    assert len(ids) == len(set(ids)) == whole["meta"]["total"]
    assert ids[:100] == [record["id"] for record in whole["data"]]
    assert api.json("/v1/dataset")["counts"][name]["total"] == len(ids)


def test_claims_are_walked_one_by_one(api: Api) -> None:
    walked = api.walk("/v1/claims?limit=1&sort=-id")
    ids = [record["id"] for record in walked]
    assert ids == sorted(ids, reverse=True)
    assert len(ids) == api.json("/v1/claims")["meta"]["total"]


def sortable(record: dict[str, Any], key: str) -> Any:
    """What a record is sorted by, as the record itself shows it; its place in the reading order where it doesn't."""
    value = {
        "position": "",
        "claims": record.get("counts", {}).get("claims", {}).get("total"),
        "quote": record.get("quote", {}).get("exact"),
    }.get(key, record.get(key))
    if isinstance(value, dict):
        return value.get("code", value.get("start", value.get("id", value.get("text", value.get("value")))))
    return value


@pytest.mark.parametrize(("name", "sort"), [pair for pair in SORTS if "position" not in pair[1]])
def test_every_sort_orders_and_pages(api: Api, name: str, sort: str) -> None:
    walked = api.walk(f"/v1/{name}?sort={sort}&limit=3")
    ids = [record["id"] for record in walked]
    assert len(set(ids)) == len(ids)
    key, descending = sort.removeprefix("-"), sort.startswith("-")
    values = [sortable(record, key) for record in walked]
    stated = [(value, record_id) for value, record_id in zip(values, ids, strict=True) if value is not None]
    unstated = [record_id for value, record_id in zip(values, ids, strict=True) if value is None]
    assert stated == sorted(stated, reverse=descending)
    assert unstated == sorted(unstated, reverse=descending)
    assert ids == [record_id for _, record_id in stated] + unstated, "nulls come last, either way"


WANTED = st.fixed_dictionaries(
    {},
    optional={
        "claim_type": st.lists(st.sampled_from([item.value for item in ClaimType]), min_size=1, max_size=3),
        "certainty": st.lists(st.sampled_from([item.value for item in Certainty]), min_size=1, max_size=2),
        "topic": st.lists(st.sampled_from(["patents", "education", "companies"]), min_size=1, max_size=2),
        "country": st.lists(st.sampled_from(["CN", "US"]), min_size=1, max_size=2),
        "missing": st.lists(
            st.sampled_from(["certainty", "hedge", "qualifiers", "countries", "statistics"]), min_size=1
        ),
    },
)


def selects(wanted: dict[str, list[str]], claim: dict[str, Any]) -> bool:
    """Whether a claim is in the list that was asked for, in plain Python."""
    has = {
        "claim_type": {claim["claim_type"]},
        "certainty": {claim["certainty"]},
        "topic": {topic["id"] for topic in claim["topics"]},
        "country": {place["code"] for place in claim["countries"]},
    }
    lacks = all(claim[field] in (None, []) for field in wanted.get("missing", []))
    return lacks and all(has[name] & set(values) for name, values in wanted.items() if name != "missing")


def in_order(claims: list[dict[str, Any]], sort: str) -> list[str]:
    """The ids in the order that was asked for, nulls last; `claims` come in reading order."""
    key, descending = sort.removeprefix("-"), sort.startswith("-")
    if key == "position":
        return [claim["id"] for claim in (claims[::-1] if descending else claims)]
    stated = sorted((c for c in claims if c[key] is not None), key=lambda c: (c[key], c["id"]), reverse=descending)
    unstated = sorted((c for c in claims if c[key] is None), key=lambda c: str(c["id"]), reverse=descending)
    return [claim["id"] for claim in stated + unstated]


@settings(max_examples=60, deadline=None)
@given(wanted=WANTED, sort=st.sampled_from(declared(ClaimQuery, Sorts)["sort"].choices), limit=st.integers(1, 100))
def test_pages_add_up_to_what_plain_python_selects_in_its_order(
    api: Api, wanted: dict[str, list[str]], sort: str, limit: int
) -> None:
    lacked = wanted.get("missing", [])
    assume(not ("certainty" in lacked and "certainty" in wanted))  # refused: nothing has a value and lacks it
    assume(not ("countries" in lacked and "country" in wanted))
    pairs = [(name, value) for name, values in wanted.items() for value in values]
    address = "/v1/claims?" + urlencode([*pairs, ("sort", sort), ("limit", limit)])
    everything = api.walk("/v1/claims?limit=100")
    expected = in_order([claim for claim in everything if selects(wanted, claim)], sort)
    assert [record["id"] for record in api.walk(address)] == expected
    assert api.json(address)["meta"]["total"] == len(expected)


def test_links_agree_with_the_header_and_keep_the_filters(api: Api) -> None:
    answer = api.get("/v1/claims?topic=patents&limit=2")
    links = answer.json()["links"]
    assert links["self"] == links["first"] == "/v1/claims?topic=patents&limit=2"
    assert links["next"].startswith("/v1/claims?topic=patents&limit=2&cursor=")
    own = ", ".join(f'<{links[name]}>; rel="{name}"' for name in ("self", "first", "next"))
    assert answer.headers["link"].startswith(own + ", ")
    second = api.json(links["next"])
    assert second["links"]["self"] == links["next"]
    assert second["links"]["first"] == links["first"]


def cursor(api: Api, path: str) -> str:
    return str(api.json(path)["links"]["next"]).split("cursor=")[1]


def test_a_changed_cursor_is_invalid(api: Api) -> None:
    good = cursor(api, "/v1/claims?limit=2")
    for bad in (good[:-1], good[1:], "A" + good[1:], "abc", "!", "bnVsbA", ""):
        body = refused(api.get(f"/v1/claims?limit=2&cursor={bad}"), 422, "cursor_invalid")
        assert body["example"] == "/v1/claims?limit=2"


@pytest.mark.parametrize("value", [[1], {}, None, 2**63, "\ud800"])
def test_a_forged_cursor_never_reaches_the_database(api: Api, value: object) -> None:
    query = ClaimQuery()
    payload = [
        CURSOR_VERSION,
        api.app.state.service.release.content_digest[:16],
        fingerprint(query, "/v1/claims"),
        value,
        "x",
    ]
    text = json.dumps(payload, separators=(",", ":"), ensure_ascii=False).encode(errors="surrogatepass")
    check = hashlib.blake2b(text, digest_size=9).hexdigest()
    forged = base64.urlsafe_b64encode(json.dumps([check, *payload]).encode()).decode().rstrip("=")
    refused(api.get(f"/v1/claims?cursor={forged}"), 422, "cursor_invalid")


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_no_mutation_of_a_cursor_passes(api: Api, data: st.DataObject) -> None:
    good = cursor(api, "/v1/claims?limit=2")
    at = data.draw(st.integers(0, len(good) - 1))
    other = data.draw(st.sampled_from("ABCxyz019-_").filter(lambda letter: letter != good[at]))
    answer = api.get(f"/v1/claims?limit=2&cursor={good[:at]}{other}{good[at + 1 :]}")
    if answer.status_code == 200:  # the last letter's unused bits carry nothing
        assert at == len(good) - 1
    else:
        refused(answer, 422, "cursor_invalid")


def test_a_cursor_of_another_list_is_foreign(api: Api) -> None:
    good = cursor(api, "/v1/claims?limit=2")
    for path in ("/v1/claims?topic=patents", "/v1/claims?sort=-id", "/v1/passages?limit=2"):
        refused(api.get(f"{path}&cursor={good}"), 422, "cursor_foreign")
    assert api.get(f"/v1/claims?limit=50&cursor={good}").status_code == 200


def test_a_cursor_of_another_release_has_expired(make_api: Any) -> None:
    api = make_api()
    good = cursor(api, "/v1/claims?limit=2")
    api.app.state.service.stamp = "f" * 16
    body = refused(api.get(f"/v1/claims?limit=2&cursor={good}"), 422, "cursor_expired")
    assert api.get(body["example"]).status_code == 200


def test_an_example_never_carries_a_cursor_that_was_made_for_something_else(api: Api) -> None:
    good = cursor(api, "/v1/claims?limit=2")
    for asked in (f"limit=2&topc=patents&cursor={good}", f"limit=2&curser={good}", "cursr=x"):
        body = refused(api.get(f"/v1/claims?{asked}"), 422, "unknown_parameter")
        assert api.get(body["example"]).status_code == 200
