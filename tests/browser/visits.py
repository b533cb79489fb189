"""A page that is visited, and what it complained of meanwhile."""

import json
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Locator, Page, Request

from tests.faults.servers import PATIENCE_S, fetch

TELL_VIOLATIONS = "addEventListener('securitypolicyviolation', (e) => told(`${e.violatedDirective} ${e.blockedURI}`))"

QUIET_MS, STEP_MS = 400, 50

FOCUSED = "(element) => element === document.activeElement"

IS_BEFORE_FOCUS = """(element) =>
    document.activeElement.compareDocumentPosition(element) === Node.DOCUMENT_POSITION_PRECEDING"""


@dataclass
class Visit:
    """A page with all that it asked for, said on its console, or was refused by its own policy."""

    page: Page
    base: str
    complaints: list[str] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    awaited: set[Request] = field(default_factory=set)

    def __post_init__(self) -> None:
        page = self.page
        page.set_default_timeout(PATIENCE_S / 2 * 1000)
        page.expose_function("told", lambda violation: self.complaints.append(f"policy: {violation}"))
        page.add_init_script(TELL_VIOLATIONS)
        page.on("console", lambda message: self.complaints.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        page.on("request", self._requested)
        page.on("requestfinished", self._answered)
        page.on("requestfailed", self._answered)

    def _requested(self, request: Request) -> None:
        self.requests.append(request)
        self.awaited.add(request)
        if not request.url.startswith((f"{self.base}/", "data:", "blob:")):
            self.complaints.append(f"elsewhere: {request.url}")

    def _answered(self, request: Request) -> None:
        self.awaited.discard(request)

    def tab_to(self, target: Locator, most: int = 400) -> None:
        """Press Tab, or Shift and Tab, until the element has the focus, as people without a mouse do."""
        target.wait_for()
        key = "Shift+Tab" if target.evaluate(IS_BEFORE_FOCUS) else "Tab"
        for _ in range(most):
            if target.evaluate(FOCUSED):
                return
            self.page.keyboard.press(key)
        raise AssertionError(f"{target} isn't reached by {key}")

    def get(self, path: str) -> Any:
        """What the API itself answers."""
        status, body = fetch(self.base + path)
        assert status == 200, body
        return json.loads(body)

    def forget(self, complaint: str) -> None:
        """Take away complaints that begin like this, of which there must be one."""
        kept = [each for each in self.complaints if not each.startswith(complaint)]
        assert len(kept) < len(self.complaints), f"nothing complained of {complaint}: {kept}"
        self.complaints = kept

    def settle(self) -> None:
        """Wait until nothing is asked for any more: typing is followed by a pause before it is."""
        quiet = 0
        while quiet < QUIET_MS:
            self.page.wait_for_timeout(STEP_MS)
            quiet = 0 if self.awaited else quiet + STEP_MS

    def overflow(self) -> int:
        """By how many pixels the page is wider than its window."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
