"""Each promise of SECURITY.md names tests that there are."""

import re

from tests.conftest import PROJECT

NAMED = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", (PROJECT / "SECURITY.md").read_text(encoding="utf-8"))


def test_every_promise_is_held_by_a_test_that_there_is() -> None:
    assert len(NAMED) > 20
    for path, name in NAMED:
        text = (PROJECT / path).read_text(encoding="utf-8")
        assert not name or f"def {name}(" in text, f"{path}::{name}"
