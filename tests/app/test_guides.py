"""Every request in the guides is run, and its answer is what the guide shows."""

import json
import re
from dataclasses import dataclass
from typing import Any

import pytest

from app.dataset.codebook import CODEBOOK
from app.dataset.rules import RULES
from app.site.guides import GUIDES
from tests.conftest import Api

BLOCK = re.compile(r"```(http|json|text)\n(.*?)```", re.DOTALL)


@dataclass(frozen=True)
class Shown:
    """A request of a guide, and what is shown of its answer."""

    path: str
    headers: dict[str, str]
    status: int
    answer: tuple[str, str] | None


def shown(text: str) -> list[Shown]:
    found: list[Shown] = []
    blocks = BLOCK.findall(text)
    for number, (kind, content) in enumerate(blocks):
        if kind != "http":
            continue
        request, *lines = content.strip().splitlines()
        told = [line.removeprefix("→ ") for line in lines if line.startswith("→ ")]
        headers = dict(line.split(": ", 1) for line in lines if not line.startswith("→ "))
        after = blocks[number + 1] if number + 1 < len(blocks) and blocks[number + 1][0] != "http" else None
        found.append(Shown(request.removeprefix("GET "), headers, int(told[0]) if told else 200, after))
    return found


def holds(part: Any, whole: Any) -> bool:
    """Whether an answer says all that is shown: members of objects, the first items of lists."""
    if isinstance(part, dict):
        return isinstance(whole, dict) and all(
            name in whole and holds(value, whole[name]) for name, value in part.items()
        )
    if isinstance(part, list):
        return isinstance(whole, list) and len(whole) >= len(part) and all(map(holds, part, whole))
    return bool(part == whole)


@pytest.mark.parametrize("name", GUIDES)
def test_every_request_is_answered_as_the_guide_shows(api: Api, name: str) -> None:
    tag = ""
    for each in shown(GUIDES[name].text):
        headers = {field: value.replace('"…"', tag) for field, value in each.headers.items()}
        answer = api.get(
            each.path, {"accept-encoding": "identity"} | {key.lower(): value for key, value in headers.items()}
        )
        assert answer.status_code == each.status, each.path
        tag = answer.headers.get("etag", "")
        kind, content = each.answer or ("", "")
        if kind == "json":
            assert holds(json.loads(content), answer.json()), (each.path, answer.text[:2000])
        for line in content.splitlines() if kind == "text" else ():
            assert line in answer.text, (each.path, line)


def test_the_guides_have_requests() -> None:
    assert sum(len(shown(guide.text)) for guide in GUIDES.values()) > 25


@pytest.mark.parametrize("prefix", ["", "/talent"])
def test_every_link_of_a_guide_leads_somewhere(make_api: Any, prefix: str) -> None:
    api = make_api(root_path=prefix)
    for address in ("/guides", *(f"/guides/{name}" for name in (*GUIDES, "glossary"))):
        page = api.get(address)
        assert page.headers["content-type"] == "text/html; charset=utf-8"
        for link in re.findall(r'href="(/[^"#]*)', page.text):
            assert link.startswith(f"{prefix}/")
            assert api.get(link.removeprefix(prefix).replace("&amp;", "&")).status_code == 200, link


def test_the_glossary_has_every_value_and_rule(api: Api) -> None:
    text = api.get("/guides/glossary").text
    for vocabulary in CODEBOOK:
        assert all(f'id="{vocabulary.vocabulary}.{code.value}"' in text for code in vocabulary.values)
    assert all(f'id="{rule.id}"' in text for rule in RULES)


def test_a_misspelt_guide_is_refused_with_the_nearest(api: Api) -> None:
    body = api.get("/guides/pageing").json()
    assert (body["status"], body["example"]) == (404, "/guides/paging")
