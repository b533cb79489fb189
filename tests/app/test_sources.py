"""What became of the text of a source."""

import pytest

from tests.conftest import FIRST_ID, SECOND_ID, Api


@pytest.mark.parametrize("source", [FIRST_ID, SECOND_ID])
def test_coverage_adds_up_to_the_whole_text(api: Api, source: str) -> None:
    shown = api.json(f"/v1/sources/{source}/coverage")
    passages = api.walk(f"/v1/passages?source={source}&limit=100")
    for part in [shown["body"], *shown["beside_the_body"]]:
        role = [passage for passage in passages if passage["role"] == part["role"]]
        extents = [part["represented"], *part["left_out"]]
        assert part["all"]["passages"] == len(role) == sum(extent["passages"] for extent in extents)
        assert sum(extent["share_of_characters"] for extent in extents) == pytest.approx(1, abs=0.001)
        for extent in [part["all"], *extents]:
            found = api.walk(extent["url"])
            assert len(found) == extent["passages"]
            assert sum(passage["end"] - passage["start"] for passage in found) == extent["characters"]
    assert shown["totals"] == api.json(f"/v1/sources/{source}")["coverage"]
