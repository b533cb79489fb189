import json
import shutil
import sqlite3
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given

from app.formats.bibliography import Proof, Reference
from app.formats.page import javascript_check, python_check, shown
from app.formats.references import references
from tests.conftest import Small
from tests.formats.examples import TEXT, context, reference
from tests.formats.text import text, unhurried

VOID = {"meta", "link"}
NODE = shutil.which("node")
needs_node = pytest.mark.skipif(NODE is None, reason="Node is not installed; the same check runs in Python")


class Reader(HTMLParser):
    """Checks that elements nest, and collects names of elements, addresses and texts."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.names: set[str] = set()
        self.links: list[str] = []
        self.texts: list[str] = []
        self.feed(document)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        assert not any(name == "style" or name.startswith("on") for name, _ in attrs)
        self.links += [value or "" for name, value in attrs if name in {"href", "src"}]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


@unhurried
@given(text)
def test_any_text_is_shown_as_text(value: str) -> None:
    given = reference(record={"label": value}, quote={"exact": value}, source={"publisher": value})
    found, plain = (Reader(shown([one], context(single=True))) for one in (given, reference()))
    assert found.names == plain.names
    assert found.links == plain.links


def test_the_page_shows_the_proof_and_runs_no_script_but_the_sites_own() -> None:
    given = reference()
    found = Reader(shown([given], context(single=True)))
    text = "".join(found.texts)
    for part in (given.proof.sha256, given.proof.file_sha256, given.proof.command, "code points 13 to 64", "lines 1–2"):
        assert part in text
    assert "style" not in found.names
    assert found.links[:3] == ["/favicon.ico", "/assets/site.css", "/assets/page/code.js"]
    assert "https://example.org/tides#:~:text=The%20tide%20rose" in found.links


def test_one_citation_stands_under_its_records_label_and_leads_to_every_other_format() -> None:
    document = shown([reference()], context(single=True))
    assert document.count("<h1>Tides rise.</h1>") == document.count("<h1>") == 1
    assert '(<a href="https://api.example/v1/claims/tides-rise">JSON</a>)' in document
    assert "/articles/tides#claims?claim=tides-rise" in document
    assert document.index(">Cite it<") < document.index(">Check it<") < document.index(">Where it stands<")
    for each in context(single=True).alternates:
        address = each.address.replace("&", "&amp;")
        assert f'<link rel="alternate" href="{address}" type="{each.media_type}" title="{each.label}">' in document
        assert f'<a href="{address}">{each.label}</a>' in document
    assert "Next page" not in document


def test_reference_managers_find_the_text_that_is_cited() -> None:
    document = shown([reference()], context(single=True))
    for name, content in (
        ("citation_title", "[Report on high tides &amp; low 50% tides, as republished]"),
        ("citation_publisher", "The Harbour Gazette"),
        ("citation_publication_date", "2019"),
        ("citation_public_url", "https://example.org/tides"),
        ("DC.language", "en"),
    ):
        assert f'<meta name="{name}" content="{content}">' in document
    assert "citation_title" not in shown([reference(), reference()], context())


def test_a_page_that_is_shared_says_what_is_cited() -> None:
    document = shown([reference()], context(single=True))
    assert '<meta property="og:title" content="Tides rise.">' in document
    assert '<meta property="og:description" content="“' in document
    assert "og:title" not in shown([reference(), reference()], context())


def test_under_the_quote_it_says_how_far_the_text_may_be_another_than_the_original() -> None:
    plain = reference()
    given = replace(plain, work=replace(plain.work, caveat="Seen <elsewhere>."))
    document = shown([given], context(single=True))
    assert document.index("</blockquote>") < document.index('<p class="caveat">Seen &lt;elsewhere&gt;.</p>')
    assert document.index("Seen &lt;") < document.index(">Cite it<")
    assert "caveat" not in shown([replace(plain, work=replace(plain.work, caveat=""))], context(single=True))


def test_a_list_says_how_many_there_are_and_leads_on() -> None:
    document = shown([reference(), reference()], context())
    assert "<h1>2 of 25 citations</h1>" in document
    assert document.count("<h2>Tides rise.</h2>") == 2
    assert '<a rel="next" href="https://api.example/v1/citations?cursor=x">Next page</a>' in document
    assert "<h1>0 citations</h1>" in shown([], replace(context(), total=0))
    assert "<h1>1 citation</h1>" in shown([reference()], replace(context(), total=1, next=None))


def test_an_address_of_another_kind_is_no_link() -> None:
    plain = reference()
    given = replace(plain, proof=replace(plain.proof, deep_link="javascript:alert(1)"))
    assert all(link.startswith(("https://", "/", "#")) for link in Reader(shown([given], context())).links)


def run(program: str, folder: Path, language: str) -> subprocess.CompletedProcess[str]:
    path = folder / f"check.{language}"
    path.write_text(program, encoding="utf-8")
    interpreter = sys.executable if language == "py" else NODE or ""
    return subprocess.run([interpreter, path.name], cwd=folder, capture_output=True, text=True, check=False)


def programs(proof: Proof) -> list[tuple[str, str, str]]:
    checks = [(python_check(proof), "py", "True\n")]
    return [*checks, (javascript_check(proof), "js", "true\n")] if NODE else checks


def small_citations(small: Small) -> list[Reference]:
    connection = sqlite3.connect(small.database)
    citations, sources = (
        [json.loads(row) for (row,) in connection.execute(f"SELECT document FROM {name}")]  # noqa: S608 - a fixed name
        for name in ("citation", "source")
    )
    connection.close()
    known = {source["id"]: source for source in sources}
    return list(references(citations, replace(context(), sources=known)))


def test_python_proves_every_citation_of_the_small_article(small: Small) -> None:
    for cited in small_citations(small):
        done = run(python_check(cited.proof), small.root, "py")
        assert (done.returncode, done.stdout) == (0, "True\n"), done.stderr


@needs_node
def test_node_proves_every_citation_of_the_small_article(small: Small) -> None:
    for cited in small_citations(small):
        done = run(javascript_check(cited.proof), small.root, "js")
        assert (done.returncode, done.stdout) == (0, "true\n"), done.stderr


@pytest.mark.parametrize(
    ("language", "yes", "no"), [("py", "True\n", "False\n"), pytest.param("js", "true\n", "false\n", marks=needs_node)]
)
def test_the_programs_count_code_points_and_find_a_changed_file(
    language: str, yes: str, no: str, tmp_path: Path
) -> None:
    """The article begins with a character of two UTF-16 units and four bytes."""
    program = {"py": python_check, "js": javascript_check}[language](reference().proof)
    (tmp_path / "tides.txt").write_text(TEXT, encoding="utf-8")
    proved = run(program, tmp_path, language)
    assert (proved.returncode, proved.stdout) == (0, yes), proved.stderr
    (tmp_path / "tides.txt").write_text(TEXT.replace("🌊", "x"), encoding="utf-8")
    refuted = run(program, tmp_path, language)
    assert (refuted.returncode, refuted.stdout) == (1, no), refuted.stderr


def test_the_programs_are_short() -> None:
    assert all(len(program.splitlines()) <= 10 for program, *_ in programs(reference().proof))
