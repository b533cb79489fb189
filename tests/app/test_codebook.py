"""What every coded value means, and where that is said."""

import inspect
from enum import Enum

import pytest

from app import vocabulary
from app.vocabulary import ClaimType, Vocabulary
from tests.app.offered import resolved
from tests.conftest import Api

VOCABULARIES = Vocabulary.__subclasses__()


def test_every_closed_list_of_the_page_is_a_vocabulary() -> None:
    lists = [
        kind for _, kind in inspect.getmembers(vocabulary, inspect.isclass) if issubclass(kind, Enum) and len(kind)
    ]
    assert set(lists) == set(VOCABULARIES)
    assert len(lists) > 20


@pytest.mark.parametrize("kind", VOCABULARIES, ids=lambda kind: str(kind.__name__))
def test_each_value_has_a_definition_of_its_own_in_one_sentence(kind: type[Vocabulary]) -> None:
    definitions = [member.definition for member in kind]
    assert len(set(definitions)) == len(definitions)
    for definition in definitions:
        assert definition.endswith(".")
        assert ". " not in definition
        assert definition[0].isupper()
    assert kind.summary().endswith(".")


def test_the_dataset_has_the_whole_codebook(api: Api) -> None:
    codebook = api.json("/v1/dataset")["codebook"]
    assert [entry["vocabulary"] for entry in codebook] == [kind.__name__ for kind in VOCABULARIES]
    entry = next(entry for entry in codebook if entry["vocabulary"] == "ClaimType")
    assert entry["definition"] == ClaimType.summary()
    assert entry["values"] == [{"value": each.value, "definition": each.definition} for each in ClaimType]


def test_openapi_says_what_values_mean_wherever_they_are_met(api: Api) -> None:
    document = resolved(api.json("/openapi.json"))
    schemas = document["components"]["schemas"]
    for kind in VOCABULARIES:
        assert schemas[kind.__name__]["enum"] == [member.value for member in kind]
        assert schemas[kind.__name__]["description"] == f"{kind.summary()}\n\n{kind.meanings()}"
    field = schemas["ClaimOut"]["properties"]["certainty"]["description"]
    assert "\n\n* `asserted`: Put outright" in field
    parameters = {item["name"]: item for item in document["paths"]["/v1/claims"]["get"]["parameters"]}
    assert parameters["claim_type"]["description"] == f"Kind of statement.\n\n{ClaimType.meanings()}"
    assert "* `" not in parameters["topic"]["description"]
