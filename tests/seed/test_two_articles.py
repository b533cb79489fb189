"""A second article is a second folder; what is said across articles is seen from both."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from seed.build import read_checked
from seed.changes import ids
from seed.published import contents
from seed.reading import read_seed
from tests.conftest import Api, Small, copied

TEXT = "Robots do write letters to Ada Penn. © 2021 Letter Press\n"
SOURCE = (("id: letters", "id: replies"), ("letters.txt", "replies.txt"), ("stated_in: [p06]", "stated_in: [p02]"))
PASSAGES = "- {id: p01, line: 1}\n- {id: p02, line: 1, begins: ©, role: page_furniture}\n"
CLAIM = """\
- id: robots-do-write
  text: Letters come from robots too.
  citation: {passages: p01, quote: do write}
  claim_type: factual
  certainty: asserted
  checkable: full
  topics: [letters]
  related: [{relation: supports, claim: robots-write}, {relation: contrasts, claim: will-people-stop}]
"""


@pytest.fixture(scope="module")
def built(pristine: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small article, and another one whose claim speaks to the claims of the first."""
    made = tmp_path_factory.mktemp("two")
    small = copied(pristine, made)
    folder = small.root / "articles" / "replies"
    folder.mkdir()
    source = (small.root / "articles/letters/source.yaml").read_text(encoding="utf-8")
    for old, new in SOURCE:
        source = source.replace(old, new)
    files = {"source": source, "passages": PASSAGES, "claims": CLAIM}
    for name in ("source", "passages", "researchers", "institutions", "statistics", "claims"):
        (folder / f"{name}.yaml").write_text(files.get(name, "[]\n"), encoding="utf-8")
    text = small.root / "replies.txt"
    text.write_text(TEXT, encoding="utf-8")
    assert small.run("lock", "--text", text, "--article", "replies") == 0
    assert small.build() == 0
    return made


@pytest.fixture
def two(built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Small:
    made = copied(built, tmp_path)
    capsys.readouterr()
    return made


def test_either_article_is_proved(two: Small, capsys: pytest.CaptureFixture[str]) -> None:
    replies = ("--text", two.root / "replies.txt", "--source", "replies", "--release", two.release)
    assert (two.verify(), two.run("verify", *replies)) == (0, 0), capsys.readouterr().out


def bonds(api: Api, claim: str) -> list[tuple[str, str, str]]:
    return [
        (bond["relation"], bond["direction"], bond["claim"]["id"]) for bond in api.walk(f"/v1/claims/{claim}/related")
    ]


def test_a_bond_between_articles_is_seen_from_either_side(two: Small, make_api: Callable[[Path], Api]) -> None:
    api = make_api(two.release)
    assert bonds(api, "robots-do-write") == [
        ("supports", "outgoing", "robots-write"),
        ("contrasts", "outgoing", "will-people-stop"),
    ]
    assert bonds(api, "robots-write") == [
        ("contrasts", "outgoing", "will-people-stop"),
        ("supports", "incoming", "robots-do-write"),
    ]
    assert bonds(api, "will-people-stop") == [
        ("contrasts", "incoming", "robots-write"),
        ("contrasts", "incoming", "robots-do-write"),
    ]


def test_which_article_a_text_is_is_told_by_its_file_or_has_to_be_said(
    two: Small, capsys: pytest.CaptureFixture[str]
) -> None:
    assert two.lock() == 0
    assert "letters: 6 passages" in capsys.readouterr().out
    other = two.text.rename(two.root / "renamed.txt")
    assert two.run("lock", "--text", other) == 1
    assert "--article: letters, replies" in capsys.readouterr().err
    assert two.run("lock", "--text", other, "--article", "letters") == 0


def test_topics_count_the_claims_of_all_articles(two: Small, make_api: Callable[[Path], Api]) -> None:
    assert make_api(two.release).json("/v1/topics/letters")["counts"]["claims"]["total"] == 3


LAB = """\
- id: letterlab
  name: LetterLab
  name_as_written: letters
  institution_type: {value: company, basis: implied}
  country: {absent_reason: not_stated}
  description: It answers, too.
  citation: {passages: p01, quote: letters}
"""
PERSON = """\
- id: ada-penn
  name: Ada Penn
  field: {text: robotics, basis: implied}
  description: She answers.
  citation: {passages: p01, quote: Robots}
"""


def shared(two: Small, institutions: str, researchers: str) -> int:
    folder = two.root / "articles" / "replies"
    (folder / "institutions.yaml").write_text(institutions, encoding="utf-8")
    (folder / "researchers.yaml").write_text(researchers, encoding="utf-8")
    assert two.run("lock", "--text", two.root / "replies.txt", "--article", "replies") == 0
    return two.build()


def test_whom_two_articles_name_is_one_record(
    two: Small, make_api: Callable[[Path], Api], capsys: pytest.CaptureFixture[str]
) -> None:
    assert shared(two, LAB, PERSON) == 0, capsys.readouterr().err
    api = make_api(two.release)
    (lab,) = api.json("/v1/institutions?source=replies")["data"]
    assert api.json("/v1/institutions?source=letters")["data"] == [lab]
    assert (lab["country"]["code"], lab["institution_type"]) == ("FR", "company"), "what either says"
    assert lab["description"] == "A laboratory. It answers, too."
    assert [part["source"]["id"] for part in (lab["citation"], *lab["further_citations"])] == ["letters", "replies"]
    (person,) = api.json("/v1/researchers?source=replies")["data"]
    assert (person["field"]["text"], len(person["affiliations"])) == ("robotics", 1)
    for source in ("letters", "replies"):
        for kind in ("researchers", "institutions"):
            counted = api.json(f"/v1/sources/{source}")["counts"][kind]
            assert api.json(counted["url"])["meta"]["total"] == counted["total"] == 1
    replies = ("--text", two.root / "replies.txt", "--source", "replies", "--release", two.release)
    assert (two.verify("--source", "letters"), two.run("verify", *replies)) == (0, 0), capsys.readouterr().out


def test_articles_that_disagree_are_named(two: Small, capsys: pytest.CaptureFixture[str]) -> None:
    assert shared(two, LAB.replace("name: LetterLab", "name: Letter Laboratory", 1), "[]\n") == 1
    assert "institutions: letterlab: name: articles letters and replies disagree" in capsys.readouterr().err


def test_a_claim_of_a_unit_names_what_it_is_a_unit_of(two: Small, capsys: pytest.CaptureFixture[str]) -> None:
    body = LAB.replace("id: letterlab", "id: letter-house").replace("LetterLab", "Letter House")
    unit = LAB.replace("  description", "  parent: letter-house\n  description")
    assert shared(two, unit + body, "[]\n") == 1
    assert "institution/letter-house is missing, which institution/letterlab is a unit of" in capsys.readouterr().err


def test_publishing_holds_what_each_article_says_of_whom_both_name(two: Small) -> None:
    assert shared(two, LAB, PERSON) == 0
    seed, locks, rows = read_checked(two.root)
    assert contents(seed, locks).keys() == ids(rows)
    before = contents(seed, locks)["institution/letterlab"]
    two.edit("articles/letters/institutions.yaml", "description: A laboratory.", "description: A small laboratory.")
    assert contents(read_seed(two.root), locks)["institution/letterlab"] != before


TIE = """\
  affiliations:
    - id: ada-penn-letters
      institution: letterlab
      role: correspondent
      role_as_written: letters to
      status: current
      citation: {passages: p01, quote: letters to}
"""


def test_either_article_proves_its_own_ties_of_whom_both_name(two: Small, capsys: pytest.CaptureFixture[str]) -> None:
    assert shared(two, LAB, PERSON + TIE) == 0
    for source, text in (("letters", two.text), ("replies", two.root / "replies.txt")):
        capsys.readouterr()
        status = two.run("verify", "--text", text, "--source", source, "--release", two.release, "--json")
        report = json.loads(capsys.readouterr().out)
        assert status == 0, report["failures"]
        assert report["checks"]["affiliation role_as_written"] == {"passed": 1, "of": 1}
