"""Every section of the home page, each by mouse and by keyboard alone."""

import re
import urllib.parse

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Choose, Visitor
from tests.browser.visits import Visit
from tests.faults.servers import fetch

STYLES = {"APA": "(2025)", "MLA": "2025,", "Chicago": "2025.", "BibTeX": "@", "RIS": "TY  - "}
REQUESTS = r"curl 'http|await fetch\(|pd\.read_csv\("


def test_a_number_leads_to_its_proof(home: Visit, choose: Choose) -> None:
    figure = home.page.locator(".figure.range").first
    words = figure.locator("q").first.inner_text()
    choose(home, figure.locator(".number a"))
    home.page.wait_for_url("**/v1/citations/*?format=html")
    expect(home.page.locator("blockquote")).to_contain_text(words)


def test_a_point_of_a_series_leads_to_its_proof_from_the_drawing_and_from_the_table(
    home: Visit, choose: Choose
) -> None:
    slope = home.page.locator(".figure.slope").first
    proofs = [slope.locator(f"{part} a").first.get_attribute("href") for part in ("svg", "td")]
    assert proofs[0] == proofs[1]
    for part in ("svg a text", "td a") if choose.by_mouse else ("td a",):  # to the keyboard the table is enough
        choose(home, slope.locator(part).first)
        home.page.wait_for_url("**/v1/citations/*?format=html")
        home.page.go_back()


def test_a_passage_shows_the_records_that_rest_on_it(home: Visit, choose: Choose) -> None:
    page = home.page
    strip = page.locator("#strip a")
    if choose.by_mouse:
        strip.nth(2).locator(".box").first.click()
    else:
        home.tab_to(strip.first)
        for key in ("ArrowRight", "ArrowDown", "ArrowDown", "ArrowLeft"):  # the first arrow chooses where one stands
            page.keyboard.press(key)
        expect(strip.nth(1)).to_be_focused()
        for key, place in (("End", strip.last), ("Home", strip.first)):
            page.keyboard.press(key)
            expect(place).to_be_focused()
        for _ in range(2):
            page.keyboard.press("ArrowRight")
    expect(page.locator("#strip a[aria-current]")).to_have_count(1)
    check_passage(home, str(strip.nth(2).get_attribute("data-id")))
    choose(home, page.get_by_role("button", name="Next"))
    check_passage(home, str(strip.nth(3).get_attribute("data-id")))
    choose(home, page.get_by_role("button", name="Before"))
    check_passage(home, str(strip.nth(2).get_attribute("data-id")))


def check_passage(home: Visit, passage_id: str) -> None:
    """The panel shows what the API says of a passage, and the address names it."""
    passage = home.get(f"/v1/passages/{passage_id}")
    panel = home.page.locator("#passage")
    expect(panel.locator("h3")).to_have_text(passage["label"])
    expect(panel.locator("a[data-record]")).to_have_text([record["label"] for record in passage["records"]])
    expect(home.page).to_have_url(re.compile(re.escape(f"#article?passage={passage_id}") + "$"))


def test_there_is_one_stop_in_the_strip(home: Visit) -> None:
    home.tab_to(home.page.locator("#strip a").first)
    home.page.keyboard.press("Tab")
    expect(home.page.locator("#strip a:focus")).to_have_count(0)


def test_a_record_of_a_passage_leads_to_where_the_page_shows_it(home: Visit, choose: Choose) -> None:
    page = home.page
    for kind, target in (("claim", ".claim.chosen h3"), ("researcher", ".person:target h3")):
        record = next(
            each for each in home.get("/v1/passages?limit=100")["data"] if f"/v1/{kind}s/" in str(each["records"])
        )
        page.goto(f"/#article?passage={record['id']}")
        link = page.locator(f'#passage li:has(.tag:text-is("{kind}")) a').first
        label = link.inner_text()
        choose(home, link)
        expect(page.locator(target)).to_have_text(label)
        expect(page.locator(target)).to_be_in_viewport()


def test_claims_are_searched_with_what_was_found_marked(home: Visit, choose: Choose) -> None:
    page = home.page
    choose(home, page.get_by_label("Search the claims"))
    page.keyboard.type("patents")
    total = home.get("/v1/claims?q=patents")["meta"]["total"]
    expect(page.locator("#claims-count")).to_contain_text(f"{total} claims found")
    expect(page.locator("#claims-list mark").first).to_have_text(re.compile("patent", re.IGNORECASE))
    expect(page).to_have_url(re.compile(re.escape("#claims?q=patents") + "$"))
    choose(home, page.get_by_role("link", name="Show all", exact=True))
    expect(page.locator("#claims-list mark")).to_have_count(0)
    expect(page.get_by_label("Search the claims")).to_have_value("")


def test_what_nothing_is_found_for_is_said_with_what_was_probably_meant(home: Visit, choose: Choose) -> None:
    page = home.page
    page.get_by_label("Search the claims").fill("pattents")
    expect(page.locator("#claims-count")).to_contain_text("0 claims found")
    choose(home, page.locator("#claims-count").get_by_role("link", name="patents"))
    expect(page.locator("#claims-list .claim").first).to_be_visible()


@pytest.mark.parametrize(
    "asked", ["researcher=zhu-songchun", "statistic=china-ai-patent-share-2022", "country=US&checkable=none"]
)
def test_whatever_the_api_can_be_asked_can_stand_in_the_address(visitor: Visitor, site: str, asked: str) -> None:
    page = (visit := visitor(site, f"/#claims?{asked}")).page
    found = [each["text"] for each in visit.get(f"/v1/claims?{asked}&limit=10")["data"]]
    expect(page.locator("#claims-list h3")).to_have_text(found)
    filters = page.locator("#claims-filters a")
    expect(filters).to_have_count(len(asked.split("&")))
    page.locator("summary", has_text="Topic").click()
    page.locator('[data-facet="topic"] input').first.check()  # what the form doesn't show is still asked
    expect(filters).to_have_count(len(asked.split("&")) + 1)
    assert all(each in page.evaluate("location.hash") for each in asked.split("&"))


def test_a_filter_is_taken_back(home: Visit, choose: Choose) -> None:
    page = home.page
    choose(home, page.get_by_role("link", name=re.compile(r"^\d+ claims about Zhu Songchun$")))
    expect(page.locator("#claims-title")).to_be_in_viewport()
    page.locator("#q").fill("peking")
    words, person = (
        page.get_by_role("link", name=f"Take back {each}") for each in ("Words: peking", "About: Zhu Songchun")
    )
    choose(home, words)
    expect(words).to_have_count(0)
    expect(person).to_be_focused()
    expect(page.locator("#q")).to_have_value("")
    choose(home, person)
    expect(person).to_have_count(0)
    expect(page.locator("#claims-count")).to_contain_text("104 claims, of which 10 are shown.")


def test_a_parameter_that_is_refused_says_so_and_offers_another(visitor: Visitor, site: str, choose: Choose) -> None:
    visit = visitor(site)
    page = visit.page
    visit.settle()
    page.evaluate("location.hash = 'claims?topc=patents'")
    refusal = page.locator("#claims-count")
    expect(refusal).to_contain_text("There is no parameter topc here.")
    expect(refusal.locator("code")).to_have_text("topc")
    expect(page.locator("#facets .many").first).to_have_text("")
    expect(page.locator("#claims-list .claim")).to_have_count(0)
    choose(visit, refusal.get_by_role("link", name="Topic: AI patents"))
    total = visit.get("/v1/claims?topic=patents")["meta"]["total"]
    expect(refusal).to_contain_text(f"{total} claims found")
    expect(page.get_by_role("link", name="Take back Topic: AI patents")).to_be_visible()
    expect(page.locator("#facets .many").first).not_to_have_text("")
    visit.forget("console: Failed to load resource: the server responded with a status of 422")


def test_a_search_that_is_refused_says_why(visitor: Visitor, site: str) -> None:
    visit = visitor(site)
    visit.page.get_by_label("Search the claims").fill("a" * 1000)
    expect(visit.page.locator("#claims-count")).to_contain_text("Show all claims")
    visit.forget("console: Failed to load resource: the server responded with a status of 422")


def test_facets_narrow_the_claims(home: Visit, choose: Choose) -> None:
    page = home.page
    hedged = page.get_by_role("checkbox", name=re.compile("^hedged", re.IGNORECASE))
    choose(home, hedged, "Space")
    total = home.get("/v1/claims?certainty=hedged")["meta"]["total"]
    expect(page.locator("#claims-count")).to_contain_text(f"{total} claims found")
    expect(hedged).to_be_checked()
    expect(hedged).to_be_focused()
    expect(page.locator("#claims-list .claim .hedge q").first).to_be_visible()
    choose(home, page.locator("summary", has_text="Topic"))
    first = page.locator('[data-facet="topic"] input').first
    choose(home, first, "Space")
    both = home.get(f"/v1/claims?certainty=hedged&topic={first.get_attribute('value')}")["meta"]["total"]
    expect(page.locator("#claims-count")).to_contain_text(f"{both} claim")
    page.go_back()
    expect(page.locator("#claims-count")).to_contain_text(f"{total} claims found")


def test_more_claims_are_shown_on_demand(home: Visit, choose: Choose) -> None:
    cards = home.page.locator("#claims-list .claim")
    expect(cards).to_have_count(10)
    choose(home, home.page.get_by_role("button", name="Show more"))
    expect(cards).to_have_count(20)
    expect(cards.nth(10).locator("a").first).to_be_focused()


def test_whoever_opens_a_claim_far_down_stays_there(home: Visit, choose: Choose) -> None:
    cards = home.page.locator("#claims-list .claim")
    choose(home, home.page.get_by_role("button", name="Show more"))
    expect(cards).to_have_count(20)
    text = cards.nth(15).locator("h3").inner_text()
    choose(home, cards.nth(15).locator("h3 a"))
    expect(cards.nth(15)).to_have_class(re.compile("chosen"))
    expect(cards).to_have_count(20)
    home.page.go_back()
    expect(home.page.locator(".claim.chosen")).to_have_count(0)
    expect(cards.nth(15).locator("h3")).to_have_text(text)
    expect(cards).to_have_count(20)


def test_a_filter_that_finds_nothing_stays_to_be_taken_back(home: Visit, choose: Choose) -> None:
    page = home.page
    page.goto("/#claims?certainty=hedged")
    hedged = page.get_by_role("checkbox", name=re.compile("^hedged", re.IGNORECASE))
    expect(hedged).to_be_checked()
    page.locator("#q").fill("patent*")
    expect(page.locator("#claims-count")).to_contain_text("0 claims found")
    expect(hedged).to_be_checked()
    choose(home, hedged, "Space")
    expect(page.locator("#claims-count")).not_to_contain_text("0 claims found")


def test_a_claims_card_shows_its_proof_and_its_relations(home: Visit, choose: Choose) -> None:
    page = home.page
    related = next(each for each in home.get("/v1/claims?limit=100")["data"] if each["related"])
    page.goto(f"/#claims?claim={related['id']}")
    opened = page.locator(".claim.chosen")
    expect(opened.locator("h3")).to_have_text(related["text"])
    expect(opened.locator("blockquote")).to_have_text(related["citation"]["quote"]["exact"])
    expect(opened.locator("code", has_text=related["citation"]["span"]["sha256"])).to_be_visible()
    bond = opened.locator(".map a").first
    text = bond.inner_text()
    choose(home, bond)
    expect(opened.locator("h3")).to_have_text(text)


def test_a_citation_is_copied_in_every_style(home: Visit, choose: Choose) -> None:
    page = home.page
    choose(home, page.locator("#claims-list .claim h3 a").first)
    opened = page.locator(".claim.chosen")
    copy = opened.get_by_role("button", name=re.compile("Copy this citation|Copied"))
    for style, sign in STYLES.items():
        choose(home, opened.get_by_role("button", name=style))
        expect(opened.get_by_role("button", name=style)).to_have_attribute("aria-pressed", "true")
        expect(opened.locator("pre")).to_contain_text(sign)
        choose(home, copy)
        expect(copy).to_have_text("Copied")
        assert clipboard(page) == opened.locator("pre").inner_text()


def clipboard(page: Page) -> str:
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_people_lead_to_their_institutions_and_back(home: Visit, choose: Choose) -> None:
    page = home.page
    person = page.locator(".person").first
    tie = person.locator(".ties a[href^='#institution-']").first
    label = tie.inner_text()
    choose(home, tie)
    institution = page.locator(".institution:target")
    expect(institution.locator("strong")).to_have_text(label)
    expect(institution).to_be_in_viewport()
    choose(home, institution.locator("a[href^='#researcher-']").first)
    expect(page.locator(".person:target")).to_be_in_viewport()


def test_the_request_behind_the_view_is_told_in_three_languages_and_works(home: Visit, choose: Choose) -> None:
    page = home.page
    shown = page.locator("#snippets pre")
    page.goto("/#claims?certainty=hedged&q=could")
    for language in ("curl", "fetch", "pandas"):
        choose(home, page.get_by_role("button", name=language))
        expect(page.get_by_role("button", name=language)).to_have_attribute("aria-pressed", "true")
        expect(shown).to_have_text(re.compile(REQUESTS))
        address = re.findall(r"https?://[^'\"]+", shown.inner_text())[0]
        asked = urllib.parse.parse_qs(urllib.parse.urlsplit(address).query)
        assert (asked["certainty"], asked["q"]) == (["hedged"], ["could"])
        assert fetch(address)[0] == 200
    choose(home, page.get_by_role("button", name="Copy this request"))
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert clipboard(page) == shown.inner_text()


def test_the_downloads_tell_size_and_hash(home: Visit, choose: Choose) -> None:
    files = home.get("/v1/dataset")["downloads"]
    rows = home.page.locator("#downloads li")
    expect(rows).to_have_count(len(files))
    for file in files:
        expect(rows.filter(has_text=file["sha256"]).locator("a")).to_have_attribute("href", file["url"])
    expect(rows.first).to_contain_text("Workbook")
    with home.page.expect_download() as download:
        choose(home, rows.filter(has_text="CSV").locator("a"))
    assert download.value.suggested_filename.endswith(".zip")


def test_a_shared_address_shows_the_same_view(visitor: Visitor, site: str) -> None:
    visit = visitor(site)
    visit.page.get_by_label("Search the claims").fill("talent")
    visit.page.get_by_role("checkbox", name=re.compile("^asserted", re.IGNORECASE)).check()
    visit.page.locator("#claims-list .claim h3 a").nth(3).click()
    expect(visit.page.locator(".claim.chosen .map, .claim.chosen pre").first).to_be_visible()
    visit.settle()
    again = visitor(site, visit.page.url.removeprefix(site))
    again.settle()
    for part in ("#claims-count", "#claims-list", "#facets", "#snippets"):
        assert again.page.locator(part).inner_text() == visit.page.locator(part).inner_text()
    expect(again.page.get_by_label("Search the claims")).to_have_value("talent")
    assert again.page.title() == visit.page.title() != visitor(site).page.title()
    expect(again.page.locator(".claim.chosen")).to_be_in_viewport()


def test_a_claim_that_is_chosen_while_others_are_sought_keeps_the_search(visitor: Visitor, site: str) -> None:
    visit = visitor(site)
    visit.settle()
    visit.page.evaluate("""() => {
        document.querySelector("#facet-certainty-hedged").click();
        document.querySelector("#claims-list .claim h3 a").click();  // of the list before
    }""")
    expect(visit.page.locator(".claim.chosen")).to_be_visible()
    expect(visit.page).to_have_url(re.compile(r"#claims\?certainty=hedged&claim="))


def test_back_leads_to_the_page_as_it_was(visitor: Visitor, site: str) -> None:
    visit = visitor(site)
    visit.settle()
    whole = visit.page.locator("#claims-count").inner_text()
    visit.page.get_by_role("checkbox", name=re.compile("^hedged", re.IGNORECASE)).check()
    expect(visit.page.locator("#claims-count")).to_contain_text("found")
    visit.page.go_back()
    expect(visit.page.locator("#claims-count")).to_have_text(whole)
    expect(visit.page.get_by_role("checkbox", name=re.compile("^hedged", re.IGNORECASE))).not_to_be_checked()


def test_a_phrase_is_sought_while_it_is_typed(visitor: Visitor, site: str) -> None:
    visit = visitor(site)
    visit.settle()
    visit.page.get_by_label("Search the claims").fill('"rooted in generations')
    expect(visit.page.locator("#claims-list .claim")).to_have_count(1)
    visit.page.get_by_label("Search the claims").fill('"rooted in generations" -views')
    expect(visit.page.locator("#claims-count")).to_contain_text("Not sought: nothing is excluded")
    visit.forget("console: Failed to load resource: the server responded with a status of 422")


def test_a_passage_that_is_linked_in_an_open_page_comes_into_view(visitor: Visitor, site: str) -> None:
    visit = visitor(site, "/#claims?certainty=hedged")
    visit.settle()
    passage = str(visit.page.locator("#strip a").nth(20).get_attribute("data-id"))
    visit.page.evaluate("(id) => { location.hash = `article?passage=${id}` }", passage)
    check_passage(visit, passage)
    expect(visit.page.locator("#article-title")).to_be_in_viewport()


def test_a_citation_leads_back_to_its_record(visitor: Visitor, site: str) -> None:
    visit = visitor(site, "/v1/citations/claim-many-chinese-ai-doctoral-graduates-stay-in-us?format=html")
    expect(visit.page.locator("h1")).to_contain_text("[hedged: “Studies indicate”]")
    visit.page.locator("main a", has_text="many-chinese-ai-doctoral-graduates-stay-in-us").first.click()
    expect(visit.page.locator(".claim.chosen .hedge")).to_contain_text("Studies indicate")


def test_a_shared_passage_is_shown_and_in_view(visitor: Visitor, site: str) -> None:
    visit = visitor(site)
    passage = str(visit.page.locator("#strip a").nth(20).get_attribute("data-id"))
    shared = visitor(site, f"/#article?passage={passage}")
    check_passage(shared, passage)
    expect(shared.page.locator(f"#text [data-id='{passage}']")).to_be_in_viewport()


def test_what_is_not_there_is_said(visitor: Visitor, site: str) -> None:
    visit = visitor(site, "/#claims?claim=no-such-claim")
    expect(visit.page.locator("#claims-list")).to_contain_text("There is no claim no-such-claim.")
    visit.forget("console: Failed to load resource: the server responded with a status of 404")


def test_one_of_two_texts_is_chosen(visitor: Visitor, two_texts: str, choose: Choose) -> None:
    visit = visitor(two_texts)
    page = visit.page
    articles = page.get_by_role("navigation", name="Articles")
    expect(articles.get_by_role("link")).to_have_count(2)
    check_article(visit, str(articles.locator("[aria-current=page]").get_attribute("href")))
    other = articles.locator("a:not([aria-current])")
    address = str(other.get_attribute("href"))
    choose(visit, other)
    page.wait_for_url(f"**{address}")
    check_article(visit, address)
    visit.page.goto("/articles/harbour-schools-2024#claims?certainty=hedged")
    check_claims(visit, "source=harbour-schools-2024&certainty=hedged")


def check_article(visit: Visit, address: str) -> None:
    source = address.removeprefix("/articles/")
    people = visit.get(f"/v1/researchers?source={source}")["data"]
    expect(visit.page.locator("[aria-current=page]")).to_have_attribute("href", address)
    expect(visit.page.locator(".person h3")).to_have_count(len(people))
    for person in people:
        expect(visit.page.locator(".person h3", has_text=person["name"])).to_be_visible()
    expect(visit.page.locator("#snippets")).to_contain_text(f"source={source}")
    check_claims(visit, f"source={source}")


def check_claims(visit: Visit, query: str) -> None:
    listed = visit.get(f"/v1/claims?{query}&limit=10")
    expect(visit.page.locator("#claims-count")).to_contain_text(f"{listed['meta']['total']} claim")
    expect(visit.page.locator("#claims-list h3")).to_have_text([each["text"] for each in listed["data"]])
