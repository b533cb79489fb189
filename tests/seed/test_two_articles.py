"""A second article is a second folder; what is said across articles is seen from both."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Api, Small

TEXT = "Robots do write letters. © 2021 Letter Press\n"
SOURCE = (("id: letters", "id: replies"), ("letters.txt", "replies.txt"), ("stated_in: [p06]", "stated_in: [p02]"))
PASSAGES = "- {id: p01, line: 1}\n- {id: p02, line: 1, begins: ©, role: page_furniture}\n"
CLAIM = """\
- id: robots-do-write
  text: Letters come from robots too.
  citation: {passages: p01, quote: do write}
  claim_type: factual
  certainty: asserted
  primary_source: not_named
  checkable: full
  determination: determined
  topics: [letters]
  related: [{relation: supports, claim: robots-write}, {relation: contrasts, claim: will-people-stop}]
"""


def add_replies(small: Small) -> None:
    """Another article, whose claim speaks to the claims of the small one."""
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


@pytest.fixture
def two(small: Small) -> Small:
    """The small article, and another one beside it."""
    add_replies(small)
    assert small.build() == 0
    return small


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


def test_which_article_a_text_is_has_to_be_said(two: Small, capsys: pytest.CaptureFixture[str]) -> None:
    assert two.lock() == 1
    assert "--article: letters, replies" in capsys.readouterr().err


def test_topics_count_the_claims_of_all_articles(two: Small, make_api: Callable[[Path], Api]) -> None:
    assert make_api(two.release).json("/v1/topics/letters")["counts"]["claims"]["total"] == 3


@pytest.mark.parametrize(
    ("file", "cure"),
    [
        ("institutions", "institution/letterlab: the articles letters and replies both have it: keep it in one"),
        ("claims", "claim/robots-write: the articles letters and replies both have it: give one another id"),
    ],
)
def test_an_id_that_both_articles_have_is_refused_with_both_names(
    two: Small, capsys: pytest.CaptureFixture[str], file: str, cure: str
) -> None:
    first, second = (two.root / f"articles/{name}/{file}.yaml" for name in ("letters", "replies"))
    second.write_text(first.read_text(encoding="utf-8"), encoding="utf-8")
    capsys.readouterr()
    assert two.build() == 1
    assert cure in capsys.readouterr().err


def test_what_one_article_has_the_other_can_name(two: Small, make_api: Callable[[Path], Api]) -> None:
    two.edit("articles/replies/claims.yaml", "  topics", "  about: [institution/letterlab]\n  topics")
    assert two.build() == 0
    found = make_api(two.release).walk("/v1/claims?institution=letterlab")
    assert {claim["id"] for claim in found} == {"robots-write", "robots-do-write"}


def test_a_new_source_announces_all_that_it_brings(small: Small, capsys: pytest.CaptureFixture[str]) -> None:
    assert small.run("publish") == 0
    add_replies(small)
    assert small.build() == 1
    assert "source/replies: is new since 0.1.0" in capsys.readouterr().err
    path = small.root / "changes.yaml"
    entry = '- {version: "0.2.0", date: 2020-01-02, change: added, record: source/replies, reason: A second article.}\n'
    path.write_text(path.read_text(encoding="utf-8") + entry, encoding="utf-8")
    small.edit("release.yaml", '"0.1.0"', '"0.2.0"')
    assert small.build() == 0, capsys.readouterr().err
