"""Every declared filter selects exactly what plain Python selects from the records as they are served."""

import math
import operator
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from functools import cache
from itertools import combinations, pairwise
from typing import Any, get_args
from urllib.parse import quote, urlencode

import pytest
from simplemma.strategies import DefaultDictionaryFactory

from app.changes.queries import ChangeQuery
from app.query.filters import Equals, Missing, Range, field_of, has_interval
from app.query.pagination import declared, filters
from app.query.words import SHORTEST_BEGINNING
from app.resources.claims.queries import RelatedQuery
from app.vocabulary import Match
from seed.inflections import CORRECTED
from tests.app.offered import LISTS, Record, Whole, filled
from tests.app.predicates import HAS, lacked
from tests.conftest import Api, Small

pytestmark = pytest.mark.unmeasured

DECLARED = [(path, name) for path, query in LISTS.items() for name in filters(query)]
NOT_COMPARED = re.compile(r"Without `(?P<field>\w+)`, so not compared: (?P<number>\d+) \((?P<address>.*)\)\.")
COMPARE = {"gte": operator.ge, "gt": operator.gt, "lte": operator.le, "lt": operator.lt}

Test = Callable[[list[Any]], bool]
"""Tells by what a record has whether it is to be found."""

Question = tuple[object, Test]
"""What a filter is asked for, and what it should select by."""


class Listed:
    """A list as it is served whole."""

    def __init__(self, api: Api, whole: Whole, path: str, address: str) -> None:
        self.api, self.whole, self.address, self.query = api, whole, address, LISTS[path]
        self.records = api.walk(f"{address}?limit=100")

    def selects(self, expected: list[Record], *pairs: tuple[str, object]) -> None:
        asked = f"{self.address}?{urlencode([*pairs, ('limit', 100)], quote_via=quote)}"
        assert self.api.walk(asked) == expected, asked
        assert self.api.json(asked)["meta"]["total"] == len(expected), asked

    def has(self, name: str) -> list[list[Any]]:
        """What each record has that a filter looks at."""
        return [HAS[self.query][name](record, self.whole) for record in self.records]

    def where(self, name: str, test: Test) -> list[Record]:
        return [record for record, own in zip(self.records, self.has(name), strict=True) if test(own)]

    def occurring(self, name: str) -> list[Any]:
        """The values that some record has, the most frequent first."""
        return [value for value, _ in Counter(value for own in self.has(name) for value in own).most_common()]

    def questions(self, name: str) -> list[Question]:
        """All that tells a right filter from a wrong one."""
        item = filters(self.query)[name]
        if isinstance(item, Equals):
            return [(value, having(value)) for value in dict.fromkeys([*self.occurring(name), *self._allowed(name)])]
        if isinstance(item, Range):
            limits = dict.fromkeys(limit for value in self.occurring(name) for limit in around(name, value))
            return [(limit, compared(name, limit)) for limit in limits]
        return [*self._words(name)]

    def _allowed(self, name: str) -> list[Any]:
        """Values that a filter takes, whether a record of the list has them or not."""
        (item,) = get_args(self.query.model_fields[name].annotation)[:1]
        if isinstance(item, type) and issubclass(item, StrEnum):
            return list(item)
        others = {"parent": "institutions", "owner": "institutions", "series": "series"}.get(name, f"{name}s")
        return [other["id"] for other in self.whole.get(others, [])]

    def _words(self, name: str) -> Iterator[Question]:
        """Words, beginnings, two anywhere, and two side by side; of a long list a sample."""
        texts = [words(text) for own in self.has(name) for text in own]
        occurring = sorted({word for text in texts for word in text})
        pairs = sorted({pair for text in texts for pair in pairwise(text)})
        for word in occurring[:: 1 + len(occurring) // 30]:
            yield word, with_words(word)
            yield f'"{word}"', written(word)
            if len(word) >= SHORTEST_BEGINNING:
                yield f"{word[:3]}*", with_beginning(word[:3])
            yield f"{word} {occurring[0]}", with_words(word, occurring[0])
        for pair in pairs[:: 1 + len(pairs) // 20]:
            yield f'"{" ".join(pair)}"', side_by_side(pair)
        yield "zzzzzzzz", written("zzzzzzzz")


def having(*wanted: object) -> Test:
    return lambda own: bool(set(wanted) & set(own))


def around(name: str, value: float) -> tuple[float, float, float]:
    """A limit that some record is at, and the nearest ones below and above."""
    if name.startswith("value"):
        return math.nextafter(value, -math.inf), value, math.nextafter(value, math.inf)
    return value - 1, value, value + 1


def compared(name: str, limit: float) -> Test:
    compare = COMPARE[name.partition("__")[2]]
    return lambda own: any(compare(value, limit) for value in own)


def words(text: str) -> list[str]:
    """A text's words, without case and diacritics."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return re.findall(r"[^\W_]+", "".join(letter for letter in plain if not unicodedata.combining(letter)))


@cache
def dictionary() -> Mapping[str, str]:
    """The base form of each form, by the dictionary that the database was built with."""
    return DefaultDictionaryFactory().get_dictionary("en")


@cache
def bases(word: str) -> set[str]:
    """The base forms of a word, as it is or with a capital; of a short one only itself."""
    spelt = (word, word.capitalize(), word.upper()) if len(word) > 2 else ()
    return {word, CORRECTED.get(word, word)} | {dictionary()[each].casefold() for each in spelt if each in dictionary()}


NUMBERS = {
    "two": "2",
    "three": "3",
    "four": "4",
    "five": "5",
    "ten": "10",
    "twelve": "12",
    "twenty": "20",
    "forty": "40",
}
PERCENT = ("per", "cent")


def alike(asked: str, word: str) -> bool:
    """Whether two words are forms of one another."""
    if bases(asked) & bases(word) or NUMBERS.get(word) == asked or (word == "percent" and asked in PERCENT):
        return True
    shorter, longer = sorted((asked, word), key=len)
    other = shorter if word == longer else longer
    return longer == f"{shorter}s" and not any(each in dictionary() for each in (other, other.capitalize()))


def with_words(*wanted: str) -> Test:
    """All words occur, in whatever form; a compound is one word, too, and so are two neighbours in a name."""

    def occurring(texts: list[Any]) -> set[str]:
        compounds = {"".join(words(each)) for text in texts for each in re.findall(r"[^\W_]+(?:-[^\W_]+)+", text)}
        named = {
            "".join(words(" ".join(pair)))
            for text in texts
            for pair in pairwise(re.findall(r"[^\W_]+", text))
            if all(map(str.istitle, pair))
        }
        split = {"percent" for text in texts if PERCENT in pairwise(words(text))}
        return compounds | named | split | {word for text in texts for word in words(text)}

    return lambda own: all(any(alike(each, word) for word in occurring(own)) for each in wanted)


def written(wanted: str) -> Test:
    return lambda own: any(wanted in words(text) for text in own)


def with_beginning(beginning: str) -> Test:
    return lambda own: any(word.startswith(beginning) for text in own for word in words(text))


def side_by_side(pair: tuple[str, str]) -> Test:
    return lambda own: any(pair in pairwise(words(text)) for text in own)


def listed(api: Api, whole: Whole, path: str) -> Iterator[Listed]:
    """The list at a path; for the relations of a claim, that of every claim that bears on another."""
    related = LISTS[path] is RelatedQuery
    addresses = [f"{claim['url']}/related" for claim in whole["claims"] if claim["related"]] if related else []
    return (Listed(api, whole, path, address) for address in addresses or [filled(path)])


def agrees(part: Listed, *names: str) -> None:
    for name in names:
        for asked, test in part.questions(name):
            part.selects(part.where(name, test), (name, asked))


def test_no_declared_filter_lacks_its_predicate() -> None:
    offered = {query.__name__: set(filters(query)) - {"missing"} for query in LISTS.values()}
    for query in LISTS.values():
        lacking = set(filters(query)) - {"missing"} - set(HAS.get(query, ()))
        assert not lacking, f"{query.__name__}: {lacking} need a predicate: a line in HAS, tests/app/predicates.py"
    assert offered == {query.__name__: set(told) for query, told in HAS.items()}


@pytest.mark.parametrize(("path", "name"), [pair for pair in DECLARED if pair[1] != "missing"])
def test_a_filter_selects_what_plain_python_selects(api: Api, whole: Whole, path: str, name: str) -> None:
    found = 0
    for part in listed(api, whole, path):
        agrees(part, name)
        found += len(part.occurring(name))
    assert found or "{" in path, "some record has a value"


@pytest.mark.parametrize(
    ("path", "name"), [pair for pair in DECLARED if isinstance(filters(LISTS[pair[0]])[pair[1]], Equals)]
)
def test_a_filter_asked_for_several_values_selects_any_of_them(api: Api, whole: Whole, path: str, name: str) -> None:
    for part in listed(api, whole, path):
        occurring = part.occurring(name)
        both = (*occurring[:1], *occurring[-1:])
        if both:
            part.selects(part.where(name, having(*both)), *[(name, value) for value in both])


@pytest.mark.parametrize("path", [path for path, query in LISTS.items() if declared(query, Missing)])
def test_missing_selects_the_records_that_lack_all_the_fields(api: Api, whole: Whole, path: str) -> None:
    fields = declared(LISTS[path], Missing)["missing"].choices
    (part,) = listed(api, whole, path)
    for asked in [*((field,) for field in fields), *combinations(fields, 2)]:
        lacks = [lacked(part.query, field) for field in asked]
        expected = [record for record in part.records if all(lack(record, whole) for lack in lacks)]
        part.selects(expected, *[("missing", field) for field in asked])


def not_compared(page: Record) -> list[re.Match[str]]:
    return [told for note in page["meta"]["notes"] if (told := NOT_COMPARED.fullmatch(note))]


@pytest.mark.parametrize("path", [path for path, query in LISTS.items() if declared(query, Missing)])
def test_what_lacks_a_field_that_is_asked_about_is_counted_and_listed(api: Api, whole: Whole, path: str) -> None:
    (part,) = listed(api, whole, path)
    for name, item in filters(part.query).items():
        for asked, _ in part.questions(name)[:2] if name != "missing" else ():
            found = not_compared(api.json(f"{part.address}?{urlencode({name: asked})}"))
            field = field_of(name, item)
            known = field in declared(part.query, Missing)["missing"].choices and not has_interval(item)
            number = sum(lacked(part.query, field)(record, whole) for record in part.records) if known else 0
            assert [(match["field"], int(match["number"])) for match in found] == [(field, number)] * bool(number)
            assert [api.json(match["address"])["meta"]["total"] for match in found] == [number] * bool(number)


@pytest.mark.parametrize("match", Match)
def test_a_range_compares_what_has_bounds_in_the_place_of_a_number(api: Api, match: Match) -> None:
    asked = f"/v1/statistics?unit=month&value__gte=1&match={match}"
    page, lacking = api.json(asked), api.json(f"{asked}&missing=value")
    assert page["data"], "a figure without a single number"
    assert not_compared(page) == []
    assert lacking["data"] == page["data"], "which is found by what it lacks, too"


def test_a_note_of_what_is_not_compared_leads_somewhere_beside_a_range(api: Api) -> None:
    (told,) = not_compared(api.json("/v1/statistics?value=40&value__lt=50&match=possible"))
    assert "match" not in told["address"], "there is no range in it"
    assert api.json(told["address"])["meta"]["total"] == int(told["number"]) > 0


@pytest.mark.parametrize(
    "path", [path for path, told in LISTS.items() if len(HAS.get(told, ())) > 1 and "{" not in path]
)
def test_two_filters_must_both_hold(api: Api, whole: Whole, path: str) -> None:
    (part,) = listed(api, whole, path)
    narrowed = 0
    for one, other in combinations(HAS[part.query], 2):
        for (first, test), (second, too) in zip(part.questions(one)[:2], part.questions(other)[:2], strict=False):
            here, there = part.where(one, test), part.where(other, too)
            kept = {record["url"] for record in there}
            both = [record for record in here if record["url"] in kept]
            narrowed += len(both) < min(len(here), len(there))
            if both or "__" not in other:  # a range in which nothing can lie is refused
                part.selects(both, (one, first), (other, second))
    assert narrowed or len(part.records) < 10, "for some two, each leaves out records that the other keeps"


def test_a_run_of_years_begins_and_ends_where_it_says(small: Small, make_api: Callable[..., Api]) -> None:
    """In the article every period is one year."""
    small.edit("articles/letters/statistics.yaml", "start: 2020, end: 2020", "start: 2018, end: 2020")
    assert small.build() == 0
    part = Listed(make_api(small.release), {}, "/v1/statistics", "/v1/statistics")
    agrees(part, "period", *(f"period__{how}" for how in COMPARE))


def test_changes_are_told_apart(small: Small, make_api: Callable[..., Api]) -> None:
    """One release has but one change; so here are several."""
    entry = '- {{version: "{}", date: 2020-01-01, change: {}, record: claim/robots-write, reason: Reread.}}\n'
    more = entry.format("0.0.1", "corrected") + entry.format("0.0.2", "added")
    small.edit("changes.yaml", "- version", f"{more}- version")
    assert small.build() == 0
    part = Listed(make_api(small.release), {}, "/v1/changes", "/v1/changes")
    assert len(part.occurring("version")) > len(part.occurring("change")) > 1
    agrees(part, *HAS[ChangeQuery])
