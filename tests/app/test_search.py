"""Search: all kinds of record by their words, whatever is typed."""

import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from simplemma.strategies import DefaultDictionaryFactory

from app.http.problems import ProblemOut
from app.query.schemas import list_url
from app.query.words import fold, indexed
from app.resources import SEARCHED
from app.search.hits import field_found
from app.search.queries import SearchQuery
from app.vocabulary import SearchedType
from tests.app.offered import LISTS
from tests.app.predicates import at
from tests.app.refusals import refused
from tests.conftest import FIRST_ID, Api, Small

pytestmark = pytest.mark.unmeasured

SEARCHABLE = [
    path for path, query in LISTS.items() if query is not SearchQuery and "q" in query.model_fields and "{" not in path
]


def test_a_word_is_found_in_all_kinds_of_record(api: Api) -> None:
    page = api.json("/v1/search?q=patents&facets=type&limit=100")
    kinds = {hit["type"] for hit in page["data"]}
    assert {"statistic", "claim", "topic", "series"} <= kinds
    counts = {value["value"]: value["count"] for value in page["facets"]["type"]["values"]}
    assert sum(counts.values()) == page["meta"]["total"] == len(page["data"])
    for value in page["facets"]["type"]["values"]:
        assert api.json(value["url"])["meta"]["total"] == value["count"]


def test_each_hit_leads_to_its_record_and_its_highlights_fit(api: Api) -> None:
    for hit in api.walk("/v1/search?q=china&limit=100"):
        record = api.json(hit["url"])
        assert record["id"] == hit["id"]
        for found in hit["found_in"]:
            own: Any = record
            for name in found["field"].split("."):
                own = own[name]
            assert own == found["text"]
            assert [found["text"][run["start"] : run["end"]].casefold() for run in found["highlights"]]
            assert all(found["text"][run["start"] : run["end"]].casefold() == "china" for run in found["highlights"])


@pytest.mark.parametrize("kind", SearchedType)
def test_a_type_filter_keeps_one_kind(api: Api, kind: str) -> None:
    hits = api.walk(f"/v1/search?q=ai*&type={kind}&limit=7")
    assert hits
    assert {hit["type"] for hit in hits} == {kind}
    assert len({hit["id"] for hit in hits}) == len(hits)


def test_pages_of_hits_add_up_in_the_same_order(api: Api) -> None:
    whole = api.json("/v1/search?q=ai&limit=100")
    walked = api.walk("/v1/search?q=ai&limit=3")
    assert [hit["url"] for hit in walked][:100] == [hit["url"] for hit in whole["data"]]
    assert len(walked) == whole["meta"]["total"]


def test_too_many_hits_to_rank_come_in_reading_order(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    ranked = [hit["url"] for hit in api.walk("/v1/search?q=ai&limit=100")]
    monkeypatch.setattr("app.search.hits.RANKED", 3)
    read = [hit["url"] for hit in api.walk("/v1/search?q=ai&limit=5")]
    assert sorted(read) == sorted(ranked)
    claims = [url.rsplit("/", 1)[1] for url in read if url.startswith("/v1/claims/")]
    everything = [claim["id"] for claim in api.walk("/v1/claims?limit=100")]
    assert claims == sorted(claims, key=everything.index)


def test_phrases_prefixes_case_and_diacritics(api: Api) -> None:
    def total(question: str) -> int:
        return int(api.json(f"/v1/search?q={quote(question)}")["meta"]["total"])

    assert total("PATENTS") == total("patents") == total("pátents") == total("“patents”") > 0
    assert total("pat*") >= total("patent*") >= total("patents") > total("pat") == 0
    assert total('"ai patents"') > 0
    assert total('"patents ai"') == 0 < total("patents ai")
    assert total('patents "OR" qqqq') == 0, "in quotes, every word is a word"


@pytest.mark.parametrize(
    "question",
    [
        "china -ai",
        "patents OR visa",
        "*pat",
        "pat*nts",
        "a*",
        "patents 2*",
        "a b c d e f g h i j k l m n o p q",
        "patents\x00",
        "%FF",
        "...",
        '""',
    ],
)
def test_nothing_that_is_typed_is_passed_over_in_silence(api: Api, question: str) -> None:
    for path in ("/v1/search", "/v1/claims"):
        answer = api.get(f"{path}?q={question if question == '%FF' else quote(question)}")
        assert (answer.status_code, answer.json()["code"]) == (422, "invalid_value"), question
        assert answer.json()["errors"][0]["parameter"] == "q"
        assert api.get(answer.json()["example"]).status_code == 200


def test_words_that_do_not_occur_are_respelt(api: Api) -> None:
    for address in ("/v1/search?q=pattents", "/v1/claims?q=pattents&topic=patents"):
        meta = api.json(address)["meta"]
        assert (meta["total"], meta["did_you_mean"]["q"]) == (0, "patents")
        assert api.json(meta["did_you_mean"]["url"])["meta"]["total"] > 0
    assert api.json("/v1/search?q=qqqqqqqqqq")["meta"]["did_you_mean"] is None
    assert api.json("/v1/search?q=patents")["meta"]["did_you_mean"] is None


def test_only_a_respelling_that_finds_something_is_offered(api: Api) -> None:
    assert api.json('/v1/search?q="patents ai"')["meta"]["did_you_mean"]["q"] == "patents ai"
    for address in (
        "/v1/claims?q=pattents&topic=future-of-ai",
        "/v1/search?q=h-1b",
        "/v1/search?q=pattents&type=topic",
    ):
        found = api.json(address)["meta"]["did_you_mean"]
        assert found is None or api.json(found["url"])["meta"]["total"] > 0
    assert api.json("/v1/claims?q=pattents&topic=future-of-ai")["meta"]["did_you_mean"] is None


@pytest.mark.parametrize(
    "spellings",
    [
        [
            "universities",
            "university",
            "UNIVERSITY",
            "university's",
            "university\u2019s",
            "universities'",
            "(University)",
        ],
        ["going", "go", "goes", "went"],
        ["patent", "patents", "patented"],
        ["led", "lead", "leading"],
        ["OpenAI", "Open AI", "open-ai", "\uff2f\uff50\uff45\uff4e\uff21\uff29", "open\u00adai", "open\u200bai"],
        ["DeepSeek", "Deep Seek", "deep-seek", "deepseek's"],
        ["startup", "startups", "start-up", "start-ups", "start ups"],
        ["Songchun", "Song-Chun", "Song Chun"],
        ["Zhu Songchun", "Song-Chun Zhu"],
        ["United States", "U.S.", "US", "USA", "united states", "u.s.", "usa", "USA,", "US's"],
        ["China", "CN", "PRC", "China's", "prc"],
        ["Nanjing University", "Nanjing universities"],
    ],
)
def test_one_thing_is_found_however_it_is_spelt(api: Api, spellings: list[str]) -> None:
    found = [{hit["url"] for hit in api.walk(f"/v1/search?q={quote(each)}&limit=100")} for each in spellings]
    assert found[0]
    assert found == [found[0]] * len(spellings)


def test_what_only_looks_alike_is_not_found(api: Api) -> None:
    def urls(question: str) -> set[str]:
        return {hit["url"] for hit in api.walk(f"/v1/search?q={quote(question)}&limit=100")}

    assert urls("generative")
    assert urls("general")
    assert urls("generative") & urls("general") == urls("generative general")
    assert not urls("us")
    assert urls('"patent"') < urls("patent"), "in quotes, a word is as it is written"
    assert not urls("universit")
    assert urls("universit*")


def test_the_form_that_was_found_is_highlighted(api: Api) -> None:
    (field,) = [
        field
        for hit in api.walk("/v1/search?q=universities&type=institution")
        if hit["id"] == "nanjing-university"
        for field in hit["found_in"]
        if field["field"] == "name"
    ]
    marked = [field["text"][run["start"] : run["end"]] for run in field["highlights"]]
    assert marked == ["University"]


@pytest.mark.parametrize(
    "question", ["What the Ports Learned from Machines", "ports machine", "Ana Mar", "Wave", "harbor"]
)
def test_a_source_is_found_by_its_title_and_authors(api: Api, question: str) -> None:
    page = api.json(f"/v1/sources?q={quote(question)}")
    if question == "harbor":
        page = api.json(page["meta"]["did_you_mean"]["url"])
    assert [source["id"] for source in page["data"]] == ["harbour-schools-2024"]


@pytest.mark.parametrize(
    ("address", "offered"),
    [
        ("/v1/claims?q=U.S. pattents", "U.S. patents"),
        ("/v1/claims?q=US-China", "US China"),
        ("/v1/claims?q=shares pattents", "shares patents"),
        ("/v1/claims?q=deep seek modles", "deep seek models"),
        ('/v1/claims?q="visa" pattents', None),
        ("/v1/institutions?q=universities shenzen", "universities shenzhen"),
        ("/v1/researchers?q=univrsity", "university"),
        ("/v1/claims?q=uncertainity over vissas reserchers cautous", "uncertainty over visas researchers cautious"),
        ("/v1/claims?q=uncertainity over vissas reserchers cautous madde", None),
    ],
)
def test_what_is_right_in_a_question_stays_as_it_is_typed(api: Api, address: str, offered: str | None) -> None:
    meta = api.json(address)["meta"]
    assert meta["total"] == 0
    assert (meta["did_you_mean"] or {}).get("q") == offered


def test_what_stands_in_a_text_in_other_letters_is_found_and_marked_as_it_is(
    small: Small, make_api: Callable[..., Api]
) -> None:
    written = "A \uff26\uff55\uff4c\uff4c la\u00adbo\u200bra\u00adtory of \ufb01rst \u00bd rank."
    small.edit("articles/letters/institutions.yaml", "A laboratory.", f'"{written}"')
    assert (small.lock(), small.build()) == (0, 0)
    api = make_api(small.release)
    for question in ("laboratories", "full", '"full laboratory of first"', "labora*", "\uff46ull", "la\u00adboratory"):
        (hit,) = api.json(f"/v1/search?q={quote(question)}&type=institution")["data"]
        (found,) = [found for found in hit["found_in"] if found["field"] == "description"]
        assert found["text"] == written
        marked = " ".join(written[run["start"] : run["end"]] for run in found["highlights"])
        assert fold(indexed(marked)) in {"laboratory", "full", "full laboratory of first"}
        assert marked in written


def test_a_list_offers_only_words_that_it_has(api: Api) -> None:
    for far in ("patents", "patent"):
        assert api.json(f"/v1/institutions?q={far}")["meta"]["did_you_mean"] is None, "talent is another word"
    assert api.json("/v1/institutions?q=univrsity")["meta"]["did_you_mean"]["q"] == "university"
    for path in SEARCHABLE:
        for word in ("pattents", "univrsity", "chnia"):
            offered = api.json(f"{path}?q={word}")["meta"]["did_you_mean"]
            assert offered is None or api.json(offered["url"])["meta"]["total"]


def words_of(api: Api, path: str) -> set[str]:
    """The words of the records of a list, in small letters."""
    fields = SEARCHED[str(LISTS[path].table.__tablename__)]
    texts = [text for record in api.walk(f"{path}?limit=100") for text in at(*filter(None, fields))(record, {})]
    return {word.lower() for text in texts for word in re.findall("[A-Za-z]{3,}", text)}


def plural(word: str, base_of: Mapping[str, str]) -> str | None:
    """The plural of a word, or its third person; None where the dictionary knows neither."""
    if word not in base_of:
        return None if word.endswith("s") else f"{word}s"
    regular = (f"{word}s", f"{word}es", f"{word[:-1]}ies")
    return next((form for form in regular if base_of.get(form) == base_of[word]), None)


@pytest.mark.parametrize("question", ["40 percent", "40 per cent", "40%", "forty percent"])
def test_a_figure_is_found_as_people_write_it(api: Api, question: str) -> None:
    found = api.json(f"/v1/statistics?q={quote(question)}&source={FIRST_ID}")["data"]
    assert [each["value_text"] for each in found] == ["almost forty percent"]


@pytest.mark.parametrize("path", SEARCHABLE)
def test_singular_and_plural_find_the_same_in_every_list(api: Api, path: str) -> None:
    base_of = DefaultDictionaryFactory().get_dictionary("en")
    own = words_of(api, path)
    others = sorted(set[str]().union(*(words_of(api, other) for other in SEARCHABLE)) - own)
    pairs = {word: plural(word, base_of) for word in [*own, *others[::10]] if word not in {"per", "cent"}}  # percent
    tried = 0
    for word, other in pairs.items():
        if other:
            tried += word in own
            totals = {each: api.json(f"{path}?q={each}&limit=1")["meta"]["total"] for each in (word, other)}
            assert len(set(totals.values())) == 1, totals
            assert bool(totals[word]) or word not in own
    assert tried > len(own) / 3


def test_words_narrow_a_list(api: Api) -> None:
    everything = api.walk("/v1/claims?limit=100")
    found = api.walk("/v1/claims?q=patents&limit=2&sort=-position")
    expected = [claim["id"] for claim in everything if re.search(r"\bpatent(s|ed)?\b", claim["text"], re.IGNORECASE)]
    assert [claim["id"] for claim in found] == expected[::-1]


@settings(max_examples=150, deadline=None)
@given(question=st.text(max_size=80))
def test_anything_may_be_typed(api: Api, question: str) -> None:
    encoded = quote(question.encode("utf-8", "surrogatepass"))
    for address in (f"/v1/search?q={encoded}", f"/v1/claims?q={encoded}"):
        answer = api.get(address)
        assert answer.status_code in {200, 422}, (question, answer.text)
        if answer.status_code == 422:
            ProblemOut.model_validate(answer.json())
            assert api.get(answer.json()["example"]).status_code == 200


@pytest.mark.parametrize(
    "question",
    ['"', '""', '"a', 'a"b', "a*", "*", "NEAR(a b)", "a NOT b", "title:a", "a^2", "-a", "(a", "{a}", "a + b", "a;--", "\x00a", "é", "\uff21"],
)  # fmt: skip
def test_syntax_is_only_text(api: Api, question: str) -> None:
    assert api.get(f"/v1/search?q={quote(question)}").status_code in {200, 422}


def test_highlights_count_code_points_of_the_clean_text() -> None:
    found = field_found("text", "🙂 \x02née\x03 and \x02two\x03")
    assert found.text == "🙂 née and two"
    assert [found.text[run.start : run.end] for run in found.highlights] == ["née", "two"]


def test_every_kind_says_which_fields_are_searched(api: Api) -> None:
    assert set(SEARCHED) == set(SearchedType)
    for kind, fields in SEARCHED.items():
        record = api.json(f"{list_url(kind)}?limit=1")["data"][0]
        for field in filter(None, fields):
            assert field.split(".")[0] in record


@pytest.mark.parametrize(
    "question", ["patents !china", "patents \u2013china", "patents | china", '"patents china', "patents *"]
)
def test_what_means_something_elsewhere_is_not_passed_over(api: Api, question: str) -> None:
    body = refused(api.get(f"/v1/search?q={quote(question)}"), 422, "invalid_value")
    better = body["errors"][0]["did_you_mean"]
    assert api.json(f"/v1/search?q={quote(better)}")["meta"]["total"]


def test_a_code_in_small_letters_is_offered_in_capitals(api: Api) -> None:
    assert api.json("/v1/search?q=the+us")["meta"]["did_you_mean"]["q"] == "the US"
    assert api.json("/v1/search?q=2021")["meta"]["did_you_mean"] is None, "a number is not misspelt"
