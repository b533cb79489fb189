"""The dataset as a whole says what it is."""

import re
from collections import Counter

from tests.conftest import Api


def test_the_dataset_says_how_it_was_made(api: Api) -> None:
    dataset = api.json("/v1/dataset")
    for kind in ("researchers", "institutions", "statistics", "claims", "sources", "passages", "citations", "topics"):
        assert dataset["counts"][kind]["total"] == len(api.walk(f"/v1/{kind}?limit=100")) > 0, kind
    assert dataset["method"]["judgement"]
    assert dataset["content_digest"] == api.app.state.service.release.content_digest
    coverage = Counter[str]()
    for source in api.json("/v1/sources")["data"]:
        coverage.update(source["coverage"])
    assert coverage == dataset["coverage"]


def test_the_coding_rules_are_two_sentences_with_an_example(api: Api) -> None:
    rules = api.json("/v1/dataset")["coding_rules"]
    assert len({rule["id"] for rule in rules}) == len(rules) >= 9
    for rule in rules:
        assert len(re.findall(r"[.;:](?= |$)", rule["rule"])) >= 2, rule["id"]
        assert rule["example"].endswith(".")
