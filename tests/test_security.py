"""Each promise of SECURITY.md, and each fault that was seen, names tests that there are."""

import re

import pytest

from tests.conftest import PROJECT

NAMED = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")


@pytest.mark.parametrize("document", ["SECURITY.md", "tests/faults/README.md"])
def test_what_is_said_is_held_by_a_test_that_there_is(document: str) -> None:
    named = NAMED.findall((PROJECT / document).read_text(encoding="utf-8"))
    assert len(named) > 15
    for path, name in named:
        text = (PROJECT / path).read_text(encoding="utf-8")
        assert not name or f"def {name}(" in text, f"{path}::{name}"
