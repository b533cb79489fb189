"""Releases that are served in earnest, and pages in a real browser that may neither complain nor ask elsewhere."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, sync_playwright

from tests.browser.visits import Visit
from tests.faults.servers import serving, serving_own

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)

Visitor = Callable[..., Visit]


@dataclass(frozen=True)
class Choose:
    """Chooses an element: with the mouse, or by Tab and a key."""

    by_mouse: bool

    def __call__(self, visit: Visit, target: Locator, key: str = "Enter") -> None:
        if self.by_mouse:
            target.click()
        else:
            visit.tab_to(target)
            visit.page.keyboard.press(key)


@pytest.fixture(scope="session", autouse=True)
def _tools() -> None:
    if CHROMIUM is None:
        pytest.exit("Chromium is not installed. On Debian: apt-get install chromium", returncode=1)


@pytest.fixture(scope="session")
def browser(_tools: None) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the project's own release."""
    with serving_own(tmp_path_factory.mktemp("own")) as running:
        yield running.base


@pytest.fixture(scope="session")
def two_texts(release: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a release with a second text, which the repository holds."""
    with serving(release, tmp_path_factory.mktemp("two")) as running:
        yield running.base


@pytest.fixture
def visitor(browser: Browser) -> Iterator[Visitor]:
    """Opens a page at an address. What any of them complained of fails the test at its end."""
    visits: list[Visit] = []

    def visit(base: str, path: str = "/", *, width: int = 1280, dark: bool = False) -> Visit:
        context = browser.new_context(
            base_url=base,
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            permissions=["clipboard-read", "clipboard-write"],
        )
        visits.append(Visit(context.new_page(), base))
        visits[-1].page.goto(path)
        return visits[-1]

    yield visit
    complaints = [complaint for each in visits for complaint in each.complaints]
    for each in visits:
        each.page.context.close()
    assert complaints == []


@pytest.fixture
def home(visitor: Visitor, site: str) -> Visit:
    return visitor(site)


@pytest.fixture(params=[True, False], ids=["mouse", "keyboard"])
def choose(request: pytest.FixtureRequest) -> Choose:
    return Choose(by_mouse=request.param)
