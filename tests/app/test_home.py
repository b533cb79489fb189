"""The page for people, as it comes over HTTP: what it shows before any script runs, and what it may not do."""

import html
import re

import pytest

from app.site.figures import number
from app.site.ranges import promise, written
from tests.conftest import FIRST_ID, Api

BROWSER = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


@pytest.fixture(scope="module")
def page(api: Api) -> str:
    return page_of(api, FIRST_ID)


def page_of(api: Api, source: str) -> str:
    answer = api.get(f"/articles/{source}", BROWSER)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/html")
    return answer.text


def sources(api: Api) -> list[str]:
    return [each["id"] for each in api.walk("/v1/sources")]


def test_the_home_page_is_that_of_the_first_article_and_leads_to_the_others(api: Api) -> None:
    first, *others = sources(api)
    home = api.get("/", BROWSER).text
    assert home == page_of(api, first)
    assert others
    for other in others:
        assert f'href="/articles/{other}"' in home
    assert api.get("/articles/no-such-article").status_code == 404


def test_each_figure_stands_there_with_its_proof(api: Api) -> None:
    for source in sources(api):
        check_figures(api, source)


def check_figures(api: Api, source: str) -> None:
    page = page_of(api, source)
    figures = api.walk(f"/v1/statistics?source={source}&limit=100")
    assert figures
    for figure in figures:
        proof = f"/v1/citations/{figure['citation']['id']}?format=html"
        links = re.findall(rf'<a[^>]*href="{re.escape(proof)}"[^>]*>(.*?)</a>', page, re.DOTALL)
        shown = "".join(html.unescape(re.sub("<[^>]+>", "", link)) for link in links)
        in_words = figure["unit"] == "ratio" or figure["value"] is None or figure["bounds_basis"] == "rounding"
        assert (figure["value_text"] if in_words else written(figure["value"], figure)) in shown, figure["id"]
        assert html.escape(figure["value_text"]) in page
        assert api.get(proof).status_code == 200


def test_a_hedge_stands_beside_its_number_and_a_missing_point_is_named(page: str) -> None:
    assert ">almost 40%</a>" in page
    assert "less than 40%. How far below is not said." in page
    assert "China, 2010: not stated" in page


def test_a_torn_figure_says_what_it_lacks(page: str) -> None:
    torn = page[page.index('<article class="figure torn"') :].split("</article>", maxsplit=1)[0]
    assert "27%" in torn
    assert torn.count('class="absent"') == 5


def test_each_passage_is_in_the_strip(api: Api, page: str) -> None:
    passages = api.walk(f"/v1/passages?source={FIRST_ID}&limit=100")
    assert re.findall(r'data-id="([^"]+)"', page) == [each["id"] for each in passages]
    assert page.count('class="left-out" data-id') == sum(each["coverage"] == "left_out" for each in passages)


def test_the_first_claims_are_there_without_scripts(api: Api, page: str) -> None:
    section = page[page.index('id="claims-list"') :].split("</section>", maxsplit=1)[0]
    first = api.json(f"/v1/claims?source={FIRST_ID}&limit=10&sort=position")["data"]
    assert re.findall(r"<h3>(.*?)</h3>", section) == [html.escape(each["text"]) for each in first]
    for each in first:
        assert f"<q>{html.escape(each['citation']['quote']['exact'])}</q>" in section
        assert f'href="/v1/citations/{each["citation"]["id"]}?format=html"' in section


def test_researchers_and_institutions_are_there(api: Api, page: str) -> None:
    for kind in ("researcher", "institution"):
        for record in api.walk(f"/v1/{kind}s?source={FIRST_ID}&limit=100"):
            assert f'id="{kind}-{record["id"]}"' in page
            assert html.escape(record["name"]) in page


def test_whom_two_articles_name_is_cited_from_the_one_that_is_shown(api: Api) -> None:
    for source in sources(api):
        people = page_of(api, source).split('<section id="people"')[1].split("</section>")[0]
        proofs = set(re.findall(r'href="(/v1/citations/[^"?]+)\?format=html"', people))
        assert proofs
        assert {api.json(proof)["source"]["id"] for proof in proofs} == {source}


def test_whom_claims_are_about_leads_to_them(api: Api, page: str) -> None:
    for kind in ("researcher", "institution"):
        for record in api.walk(f"/v1/{kind}s?source={FIRST_ID}&limit=100"):
            total = api.json(f"/v1/claims?source={FIRST_ID}&{kind}={record['id']}")["meta"]["total"]
            label = f"{total} claim{'' if total == 1 else 's'} about {html.escape(record['name'])}"
            assert (f'<a href="#claims?{kind}={record["id"]}" aria-label="{label}">' in page) == bool(total)


def test_the_head_leads_to_what_it_counts_and_one_link_says_that_it_is_json(api: Api, page: str) -> None:
    holds = page.split("<dt>Holds</dt>")[1].split("</div>", maxsplit=1)[0]
    for address, text in re.findall(r'<a href="([^"]+)">(.*?)</a>', holds):
        if address.startswith("#"):
            assert f'id="{address[1:]}"' in page
        else:
            answer = api.get(html.unescape(address), BROWSER)
            assert (answer.headers["content-type"] == "application/json") == (text == "JSON")


def test_it_says_how_far_the_text_may_be_another_than_the_original(api: Api) -> None:
    for source in api.walk("/v1/sources"):
        republication = source["republication"]
        caveat = f"<dt>Bear in mind</dt><dd>{html.escape(republication['note'])}</dd>" if republication else ""
        page = page_of(api, source["id"])
        assert caveat in page
        assert ("Bear in mind" in page) == bool(republication)


def test_a_page_that_is_shared_says_what_it_is_of(api: Api) -> None:
    for source in api.walk("/v1/sources"):
        page = page_of(api, source["id"])
        assert f'<meta property="og:title" content="{html.escape(source["label"])}">' in page
        assert f", as data: {source['counts']['statistics']['total']} statistics, " in page


def test_what_is_hedged_leads_to_conditional_claims_too(page: str) -> None:
    asked = '<a href="#claims?certainty=hedged&amp;certainty=conditional">'
    assert page.count(asked) == 2
    assert '<a href="#claims?certainty=hedged">' not in page


def test_a_chart_does_not_say_what_was_between_its_points(page: str) -> None:
    slopes = page.count('<article class="figure slope"')
    assert slopes == page.count("The dashes only join the points: what was between isn’t said.") > 0


def test_nothing_may_be_sent_elsewhere(api: Api, page: str) -> None:
    parts = api.get("/", BROWSER).headers["content-security-policy"].split(";")
    policy = dict(part.strip().partition(" ")[::2] for part in parts)
    assert policy["default-src"] == "'none'"
    assert policy["connect-src"] == "'self'"
    assert policy["form-action"] in {"'none'", "'self'"}
    assert "unsafe" not in str(policy)
    assert "style=" not in page
    assert "<script>" not in page
    loaded = re.findall(r'<(?:script|link|img)[^>]* (?:src|href)="([^"]+)"', page)
    assert all(address.startswith("/") for address in loaded)


def test_every_script_of_the_page_is_served_and_names_no_other_host(api: Api, page: str) -> None:
    waiting, seen = re.findall(r'<script[^>]* src="([^"]+)"', page), set[str]()
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        script = api.get(address)
        assert script.status_code == 200
        assert script.headers["content-type"].startswith("text/javascript")
        assert not re.search(r"https?://", script.text)
        waiting += [f"/assets/page/{name}" for name in re.findall(r'(?:from |import\()"\./([\w.]+)"', script.text)]
    assert len(seen) > 10


def test_a_tenth_of_a_megabyte_is_enough(page: str) -> None:
    assert len(page.encode()) < 100_000


def test_programs_still_get_the_index(api: Api) -> None:
    for accept in ("application/json", "*/*"):
        answer = api.get("/", {"accept": accept})
        assert answer.headers["content-type"] == "application/json"
        assert "claims" in answer.json()["links"]


def test_a_problem_is_explained_on_a_page(api: Api) -> None:
    answer = api.get("/problems/not_found", BROWSER)
    assert answer.headers["content-type"].startswith("text/html")
    assert 'href="/assets/site.css"' in answer.text


FIGURE = {
    "value": 1250000,
    "value_text": "1,250,000",
    "unit": "item",
    "unit_label": None,
    "currency": None,
    "modifier": "unmodified",
    "lower": None,
    "upper": None,
    "lower_inclusive": None,
    "upper_inclusive": None,
    "bounds_basis": "stated",
}


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        ({"unit_label": "teachers"}, "1,250,000 teachers"),
        ({"value": 1, "unit": "month"}, "1 month"),
        ({"value": 2, "unit": "year", "modifier": "at_least"}, "at least 2 years"),
        ({"value": 4.5, "unit": "percentage_point"}, "4.5 points"),
        ({"value": 3, "unit": "rank"}, "No. 3"),
        ({"value": 1.3e9, "unit": "currency", "currency": "USD"}, "USD 1,300,000,000"),
        ({"value": None, "modifier": "between", "value_text": "three to five"}, "three to five"),
        ({"value": 20, "unit": "year", "bounds_basis": "rounding", "value_text": "two decades"}, "two decades"),
    ],
)
def test_numbers_are_written_with_their_unit(values: dict[str, object], shown: str) -> None:
    assert number(FIGURE | values) == shown


def test_a_range_says_both_ends() -> None:
    values = {"unit": "year", "lower": 15, "upper": 25, "lower_inclusive": True, "upper_inclusive": False}
    told = FIGURE | values | {"value_text": "two decades"}
    assert promise(told) == "“two decades” promises at least 15 years and less than 25 years."
    assert "is a round number: we take it for at least 15" in promise(told | {"bounds_basis": "rounding"})
