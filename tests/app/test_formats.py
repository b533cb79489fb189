"""Every list and record in every format that it offers says what its JSON says."""

import json
import re
import subprocess
from collections.abc import Callable
from typing import Any

import bibtexparser.entrypoint
import pytest
import rispy
import yaml

from app.changes.queries import ChangeQuery
from app.formats.registry import CITATION_FORMATS, DOWNLOADS, RECORD_FORMATS, REFERENCE_FORMATS
from app.http.negotiation import TELLING, choose
from app.query.choices import Formats
from app.query.pagination import ListQuery, declared
from app.query.renderer import absolute
from seed.__main__ import ROOT
from tests.app.content import Answer, compare
from tests.app.offered import RECORDS as LISTS
from tests.conftest import FIRST_ID, Api, Small

pytestmark = pytest.mark.unmeasured

CITATION = "/v1/citations/statistic-china-ai-patent-share-2022"


def offered(query: type[ListQuery]) -> list[str]:
    return list(declared(query, Formats)["format"].choices)


AT_ONCE = 90
WALK = [
    (name, each)
    for name, query in (LISTS | {"changes": ChangeQuery}).items()
    for each in offered(query)
    if name == "citations" or each not in REFERENCE_FORMATS
]


def whole(api: Api, name: str) -> list[Any]:
    """Every page of a list in JSON."""
    pages, onward = [], f"/v1/{name}?limit={AT_ONCE}"
    while onward:
        pages.append(api.json(onward))
        onward = pages[-1]["links"]["next"]
    return pages


@pytest.mark.parametrize(("name", "each"), WALK)
def test_a_format_says_what_the_json_says(api: Api, name: str, each: str) -> None:
    """Of every record there is, in a list and alone."""
    query: Any = (LISTS | {"changes": ChangeQuery})[name]
    known = (RECORD_FORMATS | CITATION_FORMATS)[each]
    sources = {source["id"]: source for source in api.json("/v1/sources")["data"]}
    about = {"model": query.model, "sources": sources, "about": api.json("/v1/dataset")}
    pages = whole(api, name)
    for page in pages:
        answer = api.get(f"{page['links']['self']}&format={each}")
        assert answer.headers["content-type"].split(";")[0] == known.content_type.split(";")[0]
        compare(each, Answer(answer.text, page["data"], single=False, **about))
        by_header = api.get(page["links"]["self"], {"accept": known.media_type})
        # The addresses of a page and of its neighbours have `format=` in them where it was asked for in that way.
        assert by_header.text == answer.text.replace(f"&amp;format={each}", "") or each == "json"
        assert by_header.headers["vary"] == "Accept, Accept-Encoding"
    url = pages[0]["data"][0].get("url")
    if url:
        compare(each, Answer(api.get(f"{url}?format={each}").text, [api.json(url)], single=True, **about))


@pytest.mark.parametrize("kind", ["researchers", "institutions", "statistics", "claims"])
def test_a_record_has_its_citation_at_its_own_address(api: Api, kind: str) -> None:
    for record in api.json(f"/v1/{kind}?limit=3")["data"]:
        url = record["citation"]["url"]
        assert api.json(f"{record['url']}/citation") == api.json(url)
        for each in CITATION_FORMATS:
            own, other = api.get(f"{record['url']}/citation?format={each}"), api.get(f"{url}?format={each}")
            assert own.text == other.text
        assert f'<{url}>; rel="cite-as"' in api.get(f"{record['url']}/citation").headers["link"]


def test_pages_of_other_formats_are_walked_by_the_link_header(api: Api) -> None:
    address, seen = "/v1/claims?limit=30&format=ndjson", []
    while address:
        answer = api.get(address)
        seen += [json.loads(line)["id"] for line in answer.text.splitlines()]
        following = [link for link in answer.headers["link"].split(", ") if link.endswith('rel="next"')]
        address = following[0].split(">")[0].removeprefix("<") if following else ""
    assert seen == [claim["id"] for claim in api.walk("/v1/claims?limit=100")]


def test_what_has_no_room_in_a_format_is_refused_not_dropped(api: Api) -> None:
    for more in ("include=about", "facets=topic"):
        answer = api.get(f"/v1/claims?format=csv&{more}")
        assert answer.status_code == 422
        assert api.get(answer.json()["example"]).status_code == 200


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, "a/json"),
        ("*/*", "a/json"),
        ("t/csv", "t/csv"),
        ("t/csv;q=0.5, a/json;q=0.4", "t/csv"),
        ("t/*", "t/csv"),
        ("t/*;q=0.1, t/style;style=mla", "t/style; style=mla"),
        ("t/style", "t/style; style=apa"),
        ('t/style;style="mla"', "t/style; style=mla"),
        ("t/style;style=none", None),
        ("t/style;style=mla;q=0, t/style", "t/style; style=apa"),
        ("a/json;charset=utf-8", "a/json"),
        ("a/json;version=2", "a/json"),
        ('a/json; profile="https://example.org/a,b"; header=present', "a/json"),
        ('t/csv;header="present,;\\",x", a/json;q=0.1', "t/csv"),
        ('t/csv;locale="en', "t/csv"),
        ('t/csv;q=0.1;x="\\', "t/csv"),
        ("a/json;style=apa", None),
        ("*/*;q=0.1, a/json;q=0", "t/csv"),
        ("image/png", None),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "a/json"),
        ("T/CSV", "t/csv"),
        ("t/csv;q=0", None),
    ],
)
def test_the_most_welcome_format_is_chosen(accept: str | None, expected: str | None) -> None:
    types = ("a/json", "t/csv", "t/style; style=apa", "t/style; style=mla")
    assert choose(accept, types) == expected


def test_every_parameter_of_our_media_types_tells_them_apart() -> None:
    media_types = [each.media_type for each in (*RECORD_FORMATS.values(), *CITATION_FORMATS.values())]
    named = {part.partition("=")[0].strip() for each in media_types for part in each.split(";")[1:]}
    assert named == TELLING
    assert [choose(each, tuple(media_types)) for each in media_types] == media_types


def test_a_browser_gets_the_page_of_a_citation_and_the_json_of_a_claim(api: Api) -> None:
    browser = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
    page = api.get(CITATION, browser)
    assert page.headers["content-type"].startswith("text/html")
    assert "script-src 'self'" in page.headers["content-security-policy"]
    assert "61.1 percent" in page.text
    assert api.get("/v1/claims", browser).headers["content-type"] == "application/json"


@pytest.mark.parametrize(
    ("old", "new", "told", "status"),
    [
        ("", "", ("as cited", "as cited"), 0),
        ("Could people stop", "Could nobody stop", ("differs", "as cited"), 1),
        ("Robots write", "Robots wrote", ("differs", "differs"), 1),
        ("Robots write", "Robots \udcff write", ("differs", "differs"), 1),
    ],
)
def test_the_command_proves_the_citation_or_ends_with_status_1(
    small: Small, make_api: Callable[..., Api], old: str, new: str, told: tuple[str, str], status: int
) -> None:
    """What is served is what a reader copies: it is run as it is, in the folder of the text."""
    shown = make_api(small.release).json("/v1/citations/claim-robots-write")
    text = small.text.read_text(encoding="utf-8")
    assert old in text
    small.text.write_text(text.replace(old, new, 1), encoding="utf-8", errors="surrogateescape", newline="")
    for shell in (["sh", "-c"], ["bash", "-ic"]):
        answer = subprocess.run([*shell, shown["verify_command"]], capture_output=True, cwd=small.root, check=False)
        quote, *results = answer.stdout.decode().splitlines()
        changed = small.text.read_text(encoding="utf-8", errors="replace")
        assert quote == changed[shown["quote"]["start"] : shown["quote"]["end"]]
        assert (results, answer.returncode) == ([f"file {told[0]}", f"span {told[1]}"], status)
    assert "\n" not in shown["verify_command"]


def test_a_page_of_citations_leads_to_the_next_and_to_the_same_page_in_other_formats(api: Api) -> None:
    first = api.get("/v1/citations?record_type=claim&limit=2&format=html")
    onward = first.text.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    assert f'<{onward}>; rel="next"' in first.headers["link"]
    second = api.get(onward)
    total = api.json("/v1/citations?record_type=claim&limit=2")["meta"]["total"]
    assert f"<h1>2 of {total} citations</h1>" in second.text
    listed = second.text.split('rel="alternate" href="')[1].split('"')[0].replace("&amp;", "&")
    assert [record["url"] in second.text for record in api.json(listed)["data"]] == [True, True]


def test_a_citation_leads_to_itself_in_every_other_format(api: Api) -> None:
    page = api.get(f"{CITATION}?format=html").text
    for each in {**RECORD_FORMATS, **CITATION_FORMATS}.values():
        linked = f'<link rel="alternate" href="{CITATION}?format={each.name}" type="{each.media_type}"' in page
        assert linked == (each.name != "html")


def test_the_dataset_says_how_to_cite_it(api: Api, make_api: Callable[..., Api]) -> None:
    cited = "The AI talent record (Version 1.0.0) [Data set]. (2026, November 25)."
    assert api.json("/v1/dataset")["cite_as"] == cited
    assert '</v1/dataset>; rel="cite-as"' in api.get("/v1/dataset").headers["link"]
    public = make_api(public_url="https://data.example").json("/v1/dataset")["cite_as"]
    assert public == f"{cited} https://data.example/v1/dataset"


def test_the_citation_file_is_of_this_release() -> None:
    cited = yaml.safe_load((ROOT.parent / "CITATION.cff").read_text(encoding="utf-8"))
    release = yaml.safe_load((ROOT / "release.yaml").read_text(encoding="utf-8"))
    assert (cited["version"], cited["date-released"]) == (release["version"], release["date"])
    assert (cited["title"], cited["license"]) == (release["title"], release["licence"])
    assert (cited["cff-version"], cited["type"]) == ("1.2.0", "dataset")
    assert cited["message"]
    assert cited["authors"]


def test_every_answer_says_where_it_is_explained_and_its_licence(api: Api) -> None:
    for address in (
        *("/", "/?format=html", "/docs", "/healthz", "/openapi.json", "/llms.txt", "/favicon.ico", "/assets/docs.css"),
        *("/.well-known/api-catalog", "/problems/not_found", "/v1/dataset.json", "/v1/nothing", "/v1/claims?limit=x"),
        *("/v1/claims/nothing", f"{CITATION}?format=html", "/v1/claims?format=csv"),
        "/v1/claims",
        "/v1/claims/many-top-ai-researchers-work-in-us",
        CITATION,
        "/v1/dataset",
        "/v1/search?q=ai",
    ):
        link = api.get(address).headers["link"]
        for relation in ("describedby", "service-desc", "service-doc", "license"):
            assert link.count(f'rel="{relation}"') == 1, address
    for method in ("OPTIONS", "POST", "HEAD"):
        assert 'rel="describedby"' in api.request(method, "/v1/claims").headers["link"]
    record = api.get("/v1/claims/many-top-ai-researchers-work-in-us").headers["link"]
    assert '</v1/claims>; rel="collection"' in record
    assert '</v1/claims/many-top-ai-researchers-work-in-us>; rel="cite-as"' in record


def test_the_catalogue_and_the_note_for_language_models_lead_to_addresses_that_answer(api: Api) -> None:
    catalogue = api.get("/.well-known/api-catalog")
    assert catalogue.headers["content-type"].startswith("application/linkset+json")
    (links,) = catalogue.json()["linkset"]
    addresses = [
        link["href"] for name, targets in links.items() if name not in {"anchor", "license"} for link in targets
    ]
    note = api.get("/llms.txt").text
    items = [line for line in note.splitlines() if line.startswith("- ")]
    listed = [re.fullmatch(r"- \[[^]]+\]\((\S+)\): [^\[]+", item) for item in items]
    assert all(listed), "one link and a note each (llmstxt.org)"
    addresses += [item[1] for item in listed if item]
    lists = {f"/v1/{name}" for name in (*LISTS, "changes", "dataset")} | {f"/v1/dataset.{name}" for name in DOWNLOADS}
    assert lists | {"/.well-known/api-catalog"} <= set(addresses)
    for address in addresses:
        assert api.get(address).status_code == 200, address
    assert '</.well-known/api-catalog>; rel="api-catalog"' in api.get("/").headers["link"]


def test_public_url_is_in_every_format(make_api: Callable[..., Api]) -> None:
    api = make_api(public_url="https://data.example")
    for each in (*RECORD_FORMATS, *CITATION_FORMATS):
        text = api.get(f"{CITATION}?format={each}").text
        assert "https://data.example/v1/" in text, each


@pytest.mark.parametrize("wanted", ["json", "csv", "bibtex", "html"])
def test_a_page_in_any_format_says_how_many_there_are_and_where_the_next_one_is(api: Api, wanted: str) -> None:
    answer = api.get(f"/v1/citations?format={wanted}&limit=5")
    assert int(answer.headers["x-total-count"]) == api.json("/v1/citations")["meta"]["total"] > 5
    assert "X-Total-Count" in answer.headers["access-control-expose-headers"]
    address = answer.links["next"]["url"]
    assert f"format={wanted}" in address
    assert api.get(address).status_code == 200
    assert "x-total-count" not in api.get("/v1/topics/patents?format=csv").headers


def test_only_addresses_of_ours_become_absolute() -> None:
    record = {"url": "/v1/claims/a", "text": '/v1/ and "url":"/v1"', "quote": {"exact": "/path"}, "self": "/"}
    written = json.dumps(record, separators=(",", ":")).encode()
    expected = record | {"url": "https://data.example/v1/claims/a", "self": "https://data.example/"}
    assert json.loads(absolute(written, "https://data.example")) == expected
    assert absolute(written, "") == written


@pytest.mark.parametrize("each", REFERENCE_FORMATS)
def test_a_source_and_the_dataset_can_be_cited_alone(api: Api, each: str) -> None:
    source = api.json(f"/v1/sources/{FIRST_ID}")
    answers = {
        "source": api.get(f"/v1/sources/{source['id']}?format={each}"),
        "dataset": api.get("/v1/dataset", {"accept": REFERENCE_FORMATS[each].media_type}),
    }
    for answer in answers.values():
        assert answer.headers["content-type"] == REFERENCE_FORMATS[each].content_type
        assert "“”" not in answer.text
        assert "line" not in answer.text.replace("online", "")
    assert "South China Morning Post" in answers["source"].text
    assert "as republished" in answers["source"].text.lower()
    assert "AI Talent Record" in answers["dataset"].text.replace("talent record", "Talent Record")
    assert api.json("/v1/dataset")["data_version"] in answers["dataset"].text


def test_a_source_alone_is_one_entry(api: Api) -> None:
    assert [
        entry.key for entry in bibtexparser.entrypoint.parse_string(api.get("/v1/sources?format=bibtex").text).entries
    ] == [source["id"] for source in api.walk("/v1/sources")]
    (dataset,) = api.get("/v1/dataset?format=csl").json()
    assert (dataset["id"], dataset["type"], dataset["title"]) == (
        "the-ai-talent-record",
        "dataset",
        "The AI talent record",
    )
    (entry,) = rispy.loads(api.get("/v1/sources/scmp-ai-talent-2025?format=ris").text)
    assert (entry["type_of_reference"], entry["year"]) == ("NEWS", "2025")
    assert api.get("/v1/dataset?format=apa").text.strip() == api.json("/v1/dataset")["cite_as"]
