"""How pages look: nothing is cut off or jumps, axe finds nothing, and little is sent."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.conftest import Visitor
from tests.browser.visits import Visit

PAGES = {
    "home": "/",
    "a claim": "/#claims?claim=many-chinese-ai-doctoral-graduates-stay-in-us",
    "docs": "/docs",
    "guides": "/guides",
    "a guide": "/guides/honest-figures",
    "a glossary": "/guides/glossary",
    "a problem": "/problems/unknown_parameter",
    "a refusal": "/v1/claims?topc=patents",
    "a citation": "/v1/citations/statistic-china-ai-patent-share-2022?format=html",
    "nothing": "/nowhere",
}
WIDTHS = (360, 768, 1440)
LARGEST_KB = 100
GOOD_SHIFT = 0.1
"""What is held to be good of a layout's shift (web.dev, CLS)."""

THEIRS = {"heading-order", "nested-interactive"}
"""What is wrong with Swagger UI itself, and not to be mended from outside: its headings begin anywhere, and what opens
an operation holds a link."""
OPERATIONS = (
    *("/v1/search", "/v1/claims", "/v1/claims/{claim_id}", "/v1/claims/{claim_id}/citation"),
    *("/v1/series/{series_id}", "/v1/dataset", "/v1/dataset.{extension}", "/v1/changes", "/problems/{code}", "/readyz"),
)
"""One of each kind."""

SHIFT = """() => new Promise((done) => {
    let shift = 0;
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => { shift += entry.value; }))
        .observe({ type: 'layout-shift', buffered: true });
    setTimeout(() => done(shift), 300);
})"""


def opened(visitor: Visitor, site: str, name: str, *, width: int, dark: bool = False) -> Visit:
    """A page at a width. That it is a refusal is told on the console, too."""
    visit = visitor(site, PAGES[name], width=width, dark=dark)
    visit.settle()
    if name in {"a refusal", "nothing"}:
        visit.forget("console: Failed to load resource")
    return visit


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_and_nothing_is_cut_off(visitor: Visitor, site: str, name: str, dark: bool) -> None:  # noqa: FBT001 - a parameter
    for width in WIDTHS:
        visit = opened(visitor, site, name, width=width, dark=dark)
        assert visit.overflow() == 0, width
        excepted = THEIRS if name == "docs" else set()
        found = [each for each in Axe().run(visit.page).response["violations"] if each["id"] not in excepted]
        assert found == [], [(each["id"], [node["html"][:200] for node in each["nodes"]]) for each in found]


@pytest.mark.parametrize("width", WIDTHS)
def test_the_first_view_is_small_and_does_not_jump(visitor: Visitor, site: str, width: int) -> None:
    visit = opened(visitor, site, "home", width=width)
    sent = sum(
        request.sizes()["responseBodySize"] + request.sizes()["responseHeadersSize"] for request in visit.requests
    )
    assert sent < LARGEST_KB * 1000
    assert visit.page.evaluate(SHIFT) == 0


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    "view", ["claims?claim=china-leads-in-stem-graduates", "article?passage=scmp-ai-talent-2025-p22"]
)
def test_a_shared_view_hardly_jumps(visitor: Visitor, site: str, view: str, width: int) -> None:
    visit = visitor(site, f"/#{view}", width=width)
    visit.settle()
    assert visit.page.evaluate(SHIFT) < GOOD_SHIFT


def test_it_prints_without_what_is_for_screens(visitor: Visitor, site: str) -> None:
    visit = opened(visitor, site, "home", width=768)
    visit.page.locator("#strip a").nth(3).locator(".box").first.click()
    visit.page.emulate_media(media="print")
    assert visit.page.locator(".panel").evaluate("(panel) => getComputedStyle(panel).position") == "static"
    assert not visit.page.locator("header nav").is_visible()
    assert not visit.page.locator("form").first.is_visible()
    assert visit.page.locator(".figure").first.is_visible()
    expect(visit.page.locator("#claims-count")).to_have_text("104 claims, of which 10 are shown.")
    visit.page.goto("/#claims?certainty=hedged&certainty=conditional")
    filters = visit.page.locator("#claims-filters li")
    expect(filters).to_have_text(["Certainty: Hedged", "Certainty: Conditional"])
    expect(filters.last).to_be_visible()
    assert visit.overflow() == 0


@pytest.mark.parametrize("path", OPERATIONS)
def test_an_operation_runs_as_it_stands(visitor: Visitor, site: str, path: str) -> None:
    """Opened, and executed with the examples that stand in its fields."""
    visit = opened(visitor, site, "docs", width=1440)
    block = visit.page.locator(f'.opblock:has([data-path="{path}"])')
    block.locator(".opblock-summary-control").click()
    block.get_by_role("button", name="Execute").click()
    expect(block.locator(".live-responses-table .response .response-col_status").first).to_contain_text("200")
