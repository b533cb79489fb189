"""A page that is visited, and what it complained of meanwhile."""

from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page, Request

from tests.faults.servers import PATIENCE_S

TELL_VIOLATIONS = "addEventListener('securitypolicyviolation', (e) => told(`${e.violatedDirective} ${e.blockedURI}`))"

FOCUSED = "(element) => element === document.activeElement"


@dataclass
class Visit:
    """A page with all that it asked for, said on its console, or was refused by its own policy."""

    page: Page
    base: str
    complaints: list[str] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)

    def __post_init__(self) -> None:
        page = self.page
        page.set_default_timeout(PATIENCE_S / 2 * 1000)
        page.expose_function("told", lambda violation: self.complaints.append(f"policy: {violation}"))
        page.add_init_script(TELL_VIOLATIONS)
        page.on("console", lambda message: self.complaints.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        page.on("request", self._requested)

    def _requested(self, request: Request) -> None:
        self.requests.append(request)
        if not request.url.startswith((f"{self.base}/", "data:", "blob:")):
            self.complaints.append(f"elsewhere: {request.url}")

    def tab_to(self, target: Locator, key: str = "Tab", most: int = 400) -> None:
        """Press Tab until the element has the focus, as people without a mouse do."""
        for _ in range(most):
            if target.count() and target.evaluate(FOCUSED):
                return
            self.page.keyboard.press(key)
        raise AssertionError(f"{target} isn't reached by {key}")

    def settle(self) -> None:
        """Wait until nothing is asked for any more."""
        self.page.wait_for_load_state("networkidle")

    def overflow(self) -> int:
        """By how many pixels the page is wider than its window."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
