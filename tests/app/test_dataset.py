"""The dataset as a whole says what it is."""

from tests.conftest import Api


def test_the_dataset_says_how_it_was_made(api: Api) -> None:
    dataset = api.json("/v1/dataset")
    assert dataset["counts"]["researchers"]["total"] == 2
    assert dataset["counts"]["statistics"]["total"] == 8
    assert 60 <= dataset["counts"]["claims"]["total"] <= 110
    assert dataset["method"]["judgement"]
    assert dataset["content_digest"] == api.app.state.service.release.content_digest
    coverage = api.json("/v1/sources/scmp-ai-talent-2025")["coverage"]
    assert coverage == dataset["coverage"]
