"""Takes the README's picture: the home page of the project's own release. Run by `make picture`."""

import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.conftest import CHROMIUM
from tests.conftest import PROJECT
from tests.faults.servers import serving_own

WIDTH, HEIGHT = 1280, 1040


def main() -> None:
    """Build, serve, look."""
    with tempfile.TemporaryDirectory() as folder, serving_own(Path(folder)) as running, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        page.goto(running.base)
        page.wait_for_load_state("networkidle")
        page.screenshot(path=PROJECT / "picture.png")
        browser.close()


if __name__ == "__main__":
    main()
