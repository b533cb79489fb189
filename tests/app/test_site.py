"""The pages for people and the OpenAPI document for programs."""

import html
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openapi_spec_validator import validate

from app.main import TAGS
from tests.app.offered import resolved
from tests.conftest import Api

README = Path(__file__).parents[2] / "README.md"


def test_the_index_leads_everywhere(api: Api) -> None:
    for address in api.json("/")["links"].values():
        assert api.get(address).status_code == 200


BROWSER = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


def test_a_browser_gets_a_home_page_whose_every_link_works(api: Api) -> None:
    page = api.get("/", BROWSER)
    assert page.headers["content-type"].startswith("text/html")
    assert "unsafe" not in page.headers["content-security-policy"]
    first = api.json("/v1/sources")["data"][0]
    assert f"{first['counts']['claims']['total']} claims" in page.text
    for address in re.findall(r'href="(/[^"]*)"', page.text):
        assert api.get(html.unescape(address)).status_code == 200, address
    assert api.get("/?format=html").content == page.content
    assert api.get("/", {"accept": "*/*"}).headers["content-type"] == "application/json"
    assert api.get("/?format=csv").status_code == 422


def test_the_docs_page_needs_no_network_and_no_inline_script(api: Api) -> None:
    page = api.get("/docs")
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "<script>" not in page.text
    assert "style=" not in page.text
    loaded = re.findall(r'<(?:script|link)\b[^>]* (?:src|href)="([^"]+)"', page.text)
    assert {"/assets/swagger-ui.css", "/assets/docs.css", "/assets/docs.js"} <= set(loaded)
    for address in loaded:
        assert address.startswith("/")
        assert api.get(address).status_code == 200
    for address in re.findall(r'href="(/[^"#]*)', page.text):
        assert api.get(address).status_code == 200


@pytest.mark.parametrize("name", TAGS)
def test_each_question_before_a_part_of_the_docs_has_the_answer_given(api: Api, name: str) -> None:
    questions = re.findall(r"\* \*[^*]+\?\* `(/[^`]*)`: (.*?)(?=\n\*|\Z)", TAGS[name], re.DOTALL)
    assert len(questions) == 2
    for address, answer in questions:
        found = api.get(address)
        assert found.status_code == 200
        for quoted in re.findall("“([^”]+)”", answer):
            assert " ".join(quoted.split()) in found.text, (address, quoted)


def test_small_pages(api: Api) -> None:
    assert api.get("/robots.txt").text.startswith("User-agent: *")
    assert api.json("/healthz") == api.json("/readyz") == {"status": "ok"}
    assert api.get("/favicon.ico").headers["content-type"] == "image/svg+xml"


def test_the_openapi_document_is_valid(api: Api) -> None:
    document = api.json("/openapi.json")
    validate(document)
    assert document["openapi"].startswith("3.1")
    assert document["servers"] == [{"url": "/"}]
    assert document["info"]["license"]
    names = [operation["operationId"] for path in document["paths"].values() for operation in path.values()]
    assert len(names) == len(set(names))
    assert {"list_claims", "get_claim", "get_dataset"} <= set(names)


def test_every_operation_documents_what_it_answers(api: Api) -> None:
    for path, item in resolved(api.json("/openapi.json"))["paths"].items():
        for operation in item.values():
            assert operation["description"]
            assert operation["tags"]
            assert operation["security"] == []
            for status, answer in operation["responses"].items():
                assert answer["description"]
                if status.startswith(("4", "5")):
                    shown = answer["content"]["application/problem+json"]
                    assert shown["schema"] == {"$ref": "#/components/schemas/ProblemOut"}, path
                    assert "examples" in shown or status == "410"  # nothing has been withdrawn yet
            assert {"200", "405", "414", "431", "500"} <= set(operation["responses"]), path
            assert ("304" in operation["responses"]) == (path not in {"/healthz", "/readyz", "/metrics"})
            for parameter in operation.get("parameters", []):
                assert parameter["description"]
                known = "example" in str(parameter) or parameter["name"] == "cursor"  # there is none but a list's own
                assert known, (path, parameter["name"])


def test_every_field_has_a_description_and_an_example(api: Api) -> None:
    schemas: dict[str, Any] = api.json("/openapi.json")["components"]["schemas"]
    for name, schema in schemas.items():
        for field, shape in schema.get("properties", {}).items():
            composed = "$ref" in str(shape)
            assert composed or "examples" in shape, f"{name}.{field}"
            assert composed or shape.get("description"), f"{name}.{field}"


@pytest.mark.parametrize(
    "address", re.findall(r"http://127\.0\.0\.1:8000(/[^'\s`)]*)", README.read_text(encoding="utf-8"))
)
def test_every_address_in_the_readme_is_answered(api: Api, address: str) -> None:
    answer = api.get(address)
    assert answer.status_code == (422 if "topc" in address else 200)
    listed = address.startswith("/v1/") and answer.status_code == 200 and '"total":' in answer.text
    assert not listed or answer.json()["meta"]["total"], "an example shows something"


def test_an_address_that_was_cut_short_leads_to_the_index(api: Api, make_api: Callable[..., Api]) -> None:
    answer = api.get("/v1")
    assert (answer.status_code, answer.headers["location"]) == (308, "/")
    assert make_api(root_path="/talent").get("/v1").headers["location"] == "/talent/"


@pytest.mark.parametrize(
    ("address", "current"),
    [
        ("/?format=html", []),
        ("/guides", ["Guides"]),
        ("/guides/paging", ["Guides"]),
        ("/docs", ["API"]),
        ("/problems/not_found", []),
        ("/v1/citations/claim-alibaba-owns-scmp?format=html", []),
        ("/v1/claims/nope", []),
    ],
)
def test_every_page_has_the_same_head_and_foot(api: Api, address: str, current: list[str]) -> None:
    text = api.get(address, headers={"accept": "text/html"}).text
    assert re.findall(r'aria-current="true">([^<]+)<', text) == current
    assert text.count('<header class="site">') == text.count('<footer class="site">') == 1
    assert "we don’t rate whether it is true" in text
