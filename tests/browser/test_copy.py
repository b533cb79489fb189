"""A copy of the text is checked in the browser: the right one, a changed one, another version. Nothing of it is sent."""

import base64
import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Choose, Visitor
from tests.browser.visits import Visit
from tests.conftest import SECOND, SECOND_ID

FILE = SECOND / "harbour.txt"
TEXT = FILE.read_text(encoding="utf-8")
HOME = f"/articles/{SECOND_ID}"
LATER = "A word before all others.\n"

DROP = """([name, bytes]) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([Uint8Array.from(atob(bytes), (each) => each.charCodeAt(0))], name));
    for (const kind of ["dragover", "drop"]) {
        const happens = { dataTransfer: transfer, bubbles: true, cancelable: true };
        document.querySelector("#copy-title").dispatchEvent(new DragEvent(kind, happens));
    }
}"""


@pytest.fixture
def harbour(visitor: Visitor, two_texts: str) -> Visit:
    visit = visitor(two_texts, HOME)
    visit.settle()
    return visit


def drop(visit: Visit, content: bytes) -> None:
    visit.page.evaluate(DROP, ["mine.txt", base64.b64encode(content).decode()])
    expect(visit.page.locator("#copy-report .verdict")).to_be_visible()


def citations(visit: Visit) -> list[dict[str, Any]]:
    found = visit.get(f"/v1/citations?source={SECOND_ID}&limit=100")
    assert found["links"]["next"] is None
    return list(found["data"])


def expected(visit: Visit, text: str, shift: int = 0) -> Counter[str]:
    """What is to be reported of each citation, reckoned from the API's answers: all that moved moved alike."""
    return Counter(outcome(each, text, shift) for each in citations(visit))


def outcome(citation: Mapping[str, Any], text: str, shift: int) -> str:
    span, quote = citation["span"], citation["quote"]
    if text[span["start"] + shift : span["end"] + shift] == TEXT[span["start"] : span["end"]]:
        return "moved" if shift else "exact"
    return "changed" if quote["exact"] in text else "missing"


def test_the_right_file_bears_every_citation_out_and_becomes_the_strip(harbour: Visit) -> None:
    drop(harbour, FILE.read_bytes())
    page = harbour.page
    expect(page.locator(".verdict")).to_have_text(
        f"All {len(citations(harbour))} citations stand in your copy, to the character."
    )
    expect(page.locator("#copy-report")).to_contain_text("The file is the one that we cite")
    assert page.locator("#text .copy").evaluate("(copy) => copy.textContent") == TEXT
    expect(page.locator("#text .changed")).to_have_count(0)


@pytest.mark.parametrize("quoted", [True, False], ids=["in a quote", "beside a quote"])
def test_one_changed_character_is_found(harbour: Visit, quoted: bool) -> None:  # noqa: FBT001 - a parameter
    old, new = ("12 million", "13 million") if quoted else ("tides and ends", "rides and ends")
    text = TEXT.replace(old, new)
    drop(harbour, text.encode())
    counts = expected(harbour, text)
    assert counts["missing" if quoted else "changed"]
    report = harbour.page.locator("#copy-report")
    expect(report.locator(".verdict")).to_have_text(
        f"{counts['exact'] + counts['moved']} of {counts.total()} citations stand in your copy, to the character."
    )
    expect(report).to_contain_text("The file is another version")
    for kind in ("changed", "missing"):
        expect(report.locator(".counts li", has_text=f"{counts[kind]} {kind}")).to_have_count(1 if counts[kind] else 0)
    report.locator("summary").click()
    expect(report.locator("details li")).to_have_count(counts["changed"] + counts["missing"])
    expect(harbour.page.locator("#text .changed")).to_have_count(1)


def test_of_another_version_it_is_said_what_moved_and_what_is_missing(harbour: Visit) -> None:
    text = LATER + TEXT.replace("One in five pilots refuses the model's advice", "Some pilots refuse its advice")
    text = text.replace("last year, less than the ferries spend on paint. Nobody planned it that way.", "last year.")
    drop(harbour, text.encode())
    report = harbour.page.locator("#copy-report")
    missing = sum(each["quote"]["exact"] not in text for each in citations(harbour))
    changed = report.locator(".counts li", has_text="changed:")
    expect(report.locator(".verdict")).to_contain_text(f" of {len(citations(harbour))} citations stand")
    away = missing + (int(changed.inner_text().split()[0]) if changed.count() else 0)
    expect(report.locator(".verdict")).to_contain_text(f"{len(citations(harbour)) - away} of ")
    moved = report.locator(".counts li", has_text="at another place")
    expect(moved).to_contain_text(f"{len(LATER)} characters later")
    wrong = report.locator(".counts li", has_text="missing")
    expect(wrong).to_contain_text(f"{missing} missing")
    assert harbour.page.locator("#text .copy").evaluate("(copy) => copy.textContent") == text


def test_what_only_moved_is_found_whole(harbour: Visit) -> None:
    drop(harbour, (LATER + TEXT).encode())
    counts = expected(harbour, LATER + TEXT, len(LATER))
    expect(harbour.page.locator(".counts")).to_contain_text(
        f"{counts['moved']} of them at another place: {len(LATER)} characters later."
    )
    assert counts["moved"] == counts.total()


@pytest.mark.parametrize("saved", [b"\xef\xbb\xbf" + FILE.read_bytes(), TEXT.replace("\n", "\r\n").encode()])
def test_what_editors_add_is_told_apart_from_a_change(harbour: Visit, saved: bytes) -> None:
    drop(harbour, saved)
    expect(harbour.page.locator("#copy-report")).to_contain_text("byte order mark or Windows line ends")
    number = len(citations(harbour))
    expect(harbour.page.locator(".verdict")).to_contain_text(f"ll {number} citations stand in your copy")


PASTED = {
    "blank lines": TEXT.replace("\n", "\n\n"),
    "one line": re.sub(r"\s+", " ", TEXT),  # no sentence of it has a line end
    "other marks": TEXT.replace("'", "’").replace("-", "–"),
    "all of it": re.sub(r"\s+", "\u00a0 ", TEXT.replace("'", "\u2018").replace("-", "--")),
}


@pytest.mark.parametrize("text", PASTED.values(), ids=PASTED)
def test_what_differs_in_spaces_and_marks_alone_has_the_same_words(harbour: Visit, text: str) -> None:
    paste(harbour, text)
    report, number = harbour.page.locator("#copy-report"), len(citations(harbour))
    near = report.locator(".counts li", has_text="differ only in spaces")
    if near.count():
        expect(report.locator(".verdict")).to_have_text(f"The words of all {number} citations stand in your copy.")
        loose = int(near.inner_text().split()[0])
        expect(report.locator(".counts li", has_text=f"{number - loose} stand to the character.")).to_be_visible()
    else:
        assert "'" in text
        expect(report.locator(".verdict")).to_have_text(f"All {number} citations stand in your copy, to the character.")
    expect(harbour.page.locator("#text .changed")).to_have_count(0)
    expect(report).not_to_contain_text("another version")
    assert harbour.page.locator("#text .copy").evaluate("(copy) => copy.textContent") == text


def test_a_changed_word_is_told_from_other_marks(harbour: Visit) -> None:
    text = PASTED["all of it"].replace("tides", "rides")
    paste(harbour, text)
    report = harbour.page.locator("#copy-report")
    expect(report.locator(".verdict")).to_have_text(
        re.compile(r"^The words of \d+ of \d+ citations stand in your copy\.$")
    )
    expect(report).to_contain_text("The file is another version")
    counts = [int(each.split()[0]) for each in report.locator(".counts li").all_inner_texts()[1:]]
    assert sum(counts) == len(citations(harbour))
    for kind in ("stand to the character", "differ only in spaces", "changed"):
        expect(report.locator(".counts li", has_text=kind)).to_have_count(1)
    expect(harbour.page.locator("#text .changed").first).to_contain_text("rides")


def test_a_claim_whose_marks_differ_says_so_and_leads_to_its_words(harbour: Visit) -> None:
    page = harbour.page
    claim = next(each for each in citations_of_claims(harbour) if "'" in span_of(each))
    page.evaluate("(id) => { location.hash = `claims?claim=${id}` }", claim["record"]["id"])
    paste(harbour, PASTED["all of it"])
    said = page.locator("[data-in-copy]")
    expect(said).to_contain_text(
        "Its words stand in your copy; only spaces, line ends, quotation marks or dashes differ."
    )
    said.get_by_role("button").click()
    marked = "".join(page.locator("#text mark.quote").all_inner_texts())
    assert re.sub(r"\W+", " ", marked) == re.sub(r"\W+", " ", claim["quote"]["exact"])
    page.evaluate("(id) => { location.hash = `article?passage=${id}` }", str(claim["passages"][0]["id"]))
    expect(page.locator("#passage")).to_contain_text("Your copy has the same words here")
    expect(page.locator("#text a.near[aria-current]")).to_have_count(1)


def span_of(citation: Mapping[str, Any]) -> str:
    return TEXT[citation["span"]["start"] : citation["span"]["end"]]


@pytest.mark.parametrize("then", ["", "Something else, which nobody cites."])
def test_a_copy_that_is_taken_back_leaves_nothing(harbour: Visit, then: str) -> None:
    page = harbour.page
    claim = citations_of_claims(harbour)[-1]
    page.evaluate("(id) => { location.hash = `claims?claim=${id}` }", claim["record"]["id"])
    before = page.locator("#text").inner_html()
    paste(harbour, TEXT)
    expect(page.locator("[data-in-copy]")).to_contain_text("It stands in your copy")
    page.locator("#copy-paste").fill(then)
    expect(page.locator("[data-in-copy]")).to_have_text("")
    expect(page.locator("#copy-report .verdict")).to_have_count(1 if then else 0)
    if then:
        expect(page.locator("#copy-report")).to_contain_text("quotes is in the pasted text, which was read")
    assert page.locator("#text").inner_html() == before
    page.locator("#strip a").nth(1).locator(".box").first.click()
    expect(page.locator("#strip a[aria-current]")).to_have_count(1)


def paste(visit: Visit, text: str) -> None:
    if not visit.page.locator("#copy-paste").is_visible():
        visit.page.get_by_text("Or paste the text").click()
    visit.page.locator("#copy-paste").fill(text)
    expect(visit.page.locator("#copy-report .verdict")).to_be_visible()


def test_another_text_is_said_to_be_another(harbour: Visit) -> None:
    before = harbour.page.locator("#strip a").count()
    drop(harbour, b"Something else, which nobody cites.")
    expect(harbour.page.locator(".verdict")).to_have_text("This doesn’t look like the article.")
    assert harbour.page.locator("#strip a").count() == before


def test_a_part_of_the_article_is_told_from_another_version_of_it(harbour: Visit) -> None:
    cited = citations(harbour)[0]
    part = TEXT[cited["span"]["start"] : cited["span"]["end"]]
    number = sum(each["quote"]["exact"] in part for each in citations(harbour))
    before = harbour.page.locator("#strip a").count()
    drop(harbour, part.encode())
    expect(harbour.page.locator(".verdict")).to_have_text(re.compile(f"^{number} quotes? of the article"))
    expect(harbour.page.locator("#copy-report li", has_text=cited["quote"]["exact"]).first).to_be_visible()
    assert harbour.page.locator("#strip a").count() == before


def test_a_text_is_pasted(harbour: Visit) -> None:
    harbour.page.get_by_text("Or paste the text").click()
    harbour.page.locator("#copy-paste").fill(TEXT)
    expect(harbour.page.locator(".verdict")).to_contain_text(f"All {len(citations(harbour))} citations stand")


def test_what_is_no_text_is_said_to_be_none(harbour: Visit) -> None:
    drop(harbour, b"\xff\xfe\x00")
    expect(harbour.page.locator("#copy-report")).to_contain_text("The file is not text in UTF-8.")


def test_nothing_of_the_file_is_sent(visitor: Visitor, two_texts: str) -> None:
    """Whatever the file is, the same is asked for: what the checked citations are, and how to check them loosely."""
    asked = [requests_after(visitor(two_texts, HOME), content) for content in (FILE.read_bytes(), b"Something else.")]
    assert asked[0] == asked[1]
    assert sorted(asked[0]) == [
        f"GET {two_texts}/assets/page/near.js",
        f"GET {two_texts}/v1/citations?source={SECOND_ID}&limit=100",
        f"GET {two_texts}/v1/passages?source={SECOND_ID}&limit=100",
    ]


def test_the_check_itself_needs_no_network(harbour: Visit) -> None:
    """Once the citations are known, another file is checked with the network off."""
    drop(harbour, b"Something else.")
    harbour.page.context.set_offline(True)
    harbour.page.evaluate(DROP, ["mine.txt", base64.b64encode(FILE.read_bytes()).decode()])
    expect(harbour.page.locator(".verdict")).to_contain_text("to the character")


def requests_after(visit: Visit, content: bytes) -> list[str]:
    visit.settle()
    visit.requests.clear()
    drop(visit, content)
    visit.settle()
    assert all(request.post_data is None for request in visit.requests)
    return [f"{request.method} {request.url}" for request in visit.requests]


def test_a_file_is_chosen_and_read_without_dragging(harbour: Visit, choose: Choose, tmp_path: Path) -> None:
    page = harbour.page
    mine = tmp_path / "mine.txt"
    mine.write_bytes(FILE.read_bytes())
    with page.expect_file_chooser() as chooser:
        choose(harbour, page.locator("#copy-file"))
    chooser.value.set_files(mine)
    expect(page.locator(".verdict")).to_contain_text("to the character")
    claim = citations_of_claims(harbour)[0]
    passage = page.locator(f"#text a[data-id='{claim['passages'][0]['id']}']")
    if choose.by_mouse:
        passage.click()
    else:
        home_in(harbour, str(claim["passages"][0]["id"]))
    choose(harbour, page.locator("#passage").get_by_role("button", name=f"Its words: {claim['record']['label']}"))
    expect(page.locator("#text mark.quote")).to_have_text(claim["quote"]["exact"])
    expect(page.locator("#text mark.quote")).to_be_in_viewport()


def citations_of_claims(visit: Visit) -> list[dict[str, Any]]:
    return [each for each in citations(visit) if each["record"]["type"] == "claim"]


def home_in(visit: Visit, passage: str) -> None:
    """Tab to the text, and go by arrow from passage to passage."""
    links = visit.page.locator("#text a[data-id]")
    visit.tab_to(links.first)
    for _ in range(links.count()):
        visit.page.keyboard.press("ArrowRight")
        if visit.page.evaluate("location.hash") == f"#article?passage={passage}":  # `page.url` lags behind
            return
    raise AssertionError(f"{passage} isn't reached")


def test_a_claim_leads_to_its_words_in_the_copy(harbour: Visit, choose: Choose) -> None:
    drop(harbour, FILE.read_bytes())
    page = harbour.page
    claim = citations_of_claims(harbour)[-1]
    page.evaluate("(id) => { location.hash = `claims?claim=${id}` }", claim["record"]["id"])
    choose(harbour, page.get_by_role("button", name="See it in your copy"))
    expect(page.locator("#text mark.quote")).to_have_text(claim["quote"]["exact"])
    expect(page.locator("#text mark.quote")).to_be_in_viewport()


def test_an_open_claim_says_what_the_copy_says_of_it(harbour: Visit) -> None:
    page = harbour.page
    claim = citations_of_claims(harbour)[-1]
    page.evaluate("(id) => { location.hash = `claims?claim=${id}` }", claim["record"]["id"])
    said = page.locator("[data-in-copy]")
    expect(said).to_have_text("")
    drop(harbour, TEXT.replace(claim["quote"]["exact"], "something else").encode())
    expect(said).to_contain_text("Its quote is not in your copy.")
    expect(said.get_by_role("button")).to_have_count(0)
    drop(harbour, FILE.read_bytes())
    expect(said).to_contain_text("It stands in your copy, to the character.")
    said.get_by_role("button").click()
    expect(page.locator("#text mark.quote")).to_have_text(claim["quote"]["exact"])


def test_a_passage_that_differs_says_so_and_its_records_still_open(harbour: Visit) -> None:
    page = harbour.page
    claim = citations_of_claims(harbour)[-1]
    passage = str(claim["passages"][0]["id"])
    drop(harbour, TEXT.replace(claim["quote"]["exact"], "something else").encode())
    page.evaluate("(id) => { location.hash = `article?passage=${id}` }", passage)
    expect(page.locator("#passage")).to_contain_text("Your copy differs here")
    page.locator(f"#passage a[data-record='{claim['record']['id']}']").click()
    expect(page.locator(".claim.chosen [data-in-copy]")).to_contain_text("Its quote is not in your copy.")
