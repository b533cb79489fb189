"""The watch over every page is worth something: it sees what it is there to see."""

import pytest

from tests.browser.conftest import Visitor
from tests.browser.visits import Visit

SEEN = {
    "console: hello": "console.log('hello')",
    "policy: script-src-elem inline": "document.body.append(Object.assign(document.createElement('script'), {textContent: '1'}))",
    "policy: connect-src http://127.0.0.1:1/": "fetch('http://127.0.0.1:1/').catch(() => {})",
    "error: oops": "setTimeout(() => { throw new Error('oops') })",
    "elsewhere: http://127.0.0.1:1/": "{ location = 'http://127.0.0.1:1/' }",
}


@pytest.mark.parametrize(("complaint", "script"), SEEN.items())
def test_whatever_a_page_must_not_do_is_seen(visitor: Visitor, site: str, complaint: str, script: str) -> None:
    visit = visitor(site)
    visit.settle()
    assert visit.complaints == []
    visit.page.evaluate(script)
    assert complaints_in_time(visit, complaint)
    visit.complaints.clear()


def complaints_in_time(visit: Visit, complaint: str) -> bool:
    for _ in range(100):
        if complaint in visit.complaints:
            return True
        visit.page.wait_for_timeout(20)
    return False
