"""What was published changes no more without a word: neither unannounced nor under the version that is out."""

import pytest

from seed.__main__ import ROOT
from seed.build import read_checked
from seed.changes import ids
from seed.published import contents, read_published
from tests.conftest import Small

ARTICLE = "articles/letters"
TEXT_CHANGED = (f"{ARTICLE}/claims.yaml", "text: Many letters are", "text: A lot of letters are")
ENTRY = """
- version: "0.2.0"
  date: 2020-01-03
  change: {change}
  record: {record}
  reason: It was read anew.
"""


@pytest.fixture
def out(small: Small, capsys: pytest.CaptureFixture[str]) -> Small:
    """The small article, whose release is out."""
    assert small.run("publish") == 0
    capsys.readouterr()
    return small


def announce(small: Small, *entries: tuple[str, str]) -> None:
    """Raise the version, with an entry for each change and record."""
    added = "".join(ENTRY.format(change=change, record=record) for change, record in entries)
    small.announce(added, "0.2.0", "2020-01-03")


def refused(small: Small, capsys: pytest.CaptureFixture[str]) -> str:
    """What is said of a release that isn't to be; `check` refuses by what `build` does, and makes no database."""
    capsys.readouterr()
    assert small.run("check", "--text", small.text) == 1
    return capsys.readouterr().out


def accepted(small: Small, capsys: pytest.CaptureFixture[str]) -> bool:
    capsys.readouterr()
    small.run("check", "--text", small.text)
    return capsys.readouterr().out == "Nothing is wrong.\n"


def test_before_the_first_release_nothing_is_promised() -> None:
    published = read_published(ROOT)
    assert (published.version, published.digests) == ("", {})


def test_every_id_has_a_digest(small: Small) -> None:
    for root in (ROOT, small.root):
        seed, locks, rows = read_checked(root)
        assert contents(seed, locks).keys() == ids(rows)


def test_what_did_not_change_is_built_again(out: Small) -> None:
    published = read_published(out.root)
    assert published.version == "0.1.0"
    assert all(len(digest) == 64 for digest in published.digests.values())
    assert out.build() == 0
    small = (out.root / "published.txt").read_bytes()
    assert out.run("publish") == 0
    assert (out.root / "published.txt").read_bytes() == small


@pytest.mark.parametrize(
    ("file", "old", "new", "record", "entry"),
    [
        (*TEXT_CHANGED, "claim/robots-write", "claim/robots-write"),
        (f"{ARTICLE}/claims.yaml", "quote: Could people stop", "quote: people stop", "citation/claim-will-people-stop", "claim/will-people-stop"),
        (f"{ARTICLE}/claims.yaml", "quote: Could people stop", "quote: people stop", "citation/claim-will-people-stop", "citation/claim-will-people-stop"),
        (f"{ARTICLE}/statistics.yaml", "modifier: almost", "modifier: about", "statistic/machine-share", "statistic/machine-share"),
        (f"{ARTICLE}/researchers.yaml", "role: head", "role: leader", "affiliation/ada-penn-letterlab", "researcher/ada-penn"),
        (f"{ARTICLE}/institutions.yaml", "description: A lab", "description: The lab", "institution/letterlab", "institution/letterlab"),
        (f"{ARTICLE}/source.yaml", "condition: Torn.", "condition: Whole.", "source/letters", "source/letters"),
        (f"{ARTICLE}/passages.yaml", ", condition: torn", "", "passage/letters-p02", "source/letters"),
        ("topics.yaml", "label: Letters", "label: Post", "topic/letters", "topic/letters"),
        ("series.yaml", "label: Machine share", "label: Share", "series/machine-share", "series/machine-share"),
    ],
)  # fmt: skip
def test_a_changed_record_is_refused_until_it_is_announced(
    out: Small, capsys: pytest.CaptureFixture[str], file: str, old: str, new: str, record: str, entry: str
) -> None:
    out.edit(file, old, new)
    told = refused(out, capsys)
    assert (
        f"release.yaml: {record}: says something else since 0.1.0: raise the version above 0.1.0, which is out" in told
    )
    announce(out, ("corrected", "institution/letterlab" if record == "topic/letters" else "topic/letters"))
    told = refused(out, capsys)
    assert f"changes.yaml: {record}: says something else since 0.1.0: say so (change: corrected)" in told
    path = out.root / "changes.yaml"
    path.write_text(path.read_text(encoding="utf-8") + ENTRY.format(change="corrected", record=entry), encoding="utf-8")
    assert accepted(out, capsys)


def test_an_entry_of_the_version_that_is_out_announces_nothing(out: Small, capsys: pytest.CaptureFixture[str]) -> None:
    out.edit(*TEXT_CHANGED)
    entry = ENTRY.format(change="corrected", record="claim/robots-write")
    path = out.root / "changes.yaml"
    path.write_text(
        path.read_text(encoding="utf-8") + entry.replace("0.2.0", "0.1.0").replace("01-03", "01-02"), encoding="utf-8"
    )
    assert "claim/robots-write: says something else since 0.1.0: raise the version" in refused(out, capsys)


def test_a_new_record_is_announced_by_itself_and_its_citation_with_it(
    out: Small, capsys: pytest.CaptureFixture[str]
) -> None:
    path = out.root / ARTICLE / "claims.yaml"
    written = path.read_text(encoding="utf-8")
    second = written[written.index("- id: will-people-stop") :].replace("will-people-stop", "will-they-stop")
    second = second.replace("text: ", "text: Again, ")
    path.write_text(written + second, encoding="utf-8")
    assert "claim/will-they-stop: is new since 0.1.0: raise the version" in refused(out, capsys)
    announce(out, ("added", "claim/will-they-stop"))
    assert accepted(out, capsys)


def test_a_removed_record_is_refused_under_the_version_that_is_out(
    out: Small, capsys: pytest.CaptureFixture[str]
) -> None:
    path = out.root / ARTICLE / "claims.yaml"
    written = path.read_text(encoding="utf-8")
    path.write_text(
        written[: written.index("- id: will-people-stop")].replace("related:", "# related:"), encoding="utf-8"
    )
    out.edit(f"{ARTICLE}/passages.yaml", "{id: p04, line: 4}", "{id: p04, line: 4, left_out_reason: transition}")
    assert "claim/will-people-stop was published and is gone" in refused(out, capsys)
    entries = [
        ("withdrawn", "claim/will-people-stop"),
        ("corrected", "claim/robots-write"),
        ("corrected", "source/letters"),
    ]
    announce(out, *entries)
    assert accepted(out, capsys)


def test_a_rename_speaks_for_the_record_and_for_those_that_name_it(
    out: Small, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("claims", "statistics"):
        path = out.root / ARTICLE / f"{name}.yaml"
        path.write_text(
            path.read_text(encoding="utf-8").replace("will-people-stop", "will-they-stop"), encoding="utf-8"
        )
    assert "claim/will-people-stop was published and is gone" in refused(out, capsys)
    announce(out, ("renamed", "claim/will-people-stop\n  successor: claim/will-they-stop"))
    assert accepted(out, capsys)


def test_build_and_publish_refuse_it_too(out: Small, capsys: pytest.CaptureFixture[str]) -> None:
    out.edit(*TEXT_CHANGED)
    before = (out.root / "published.txt").read_bytes()
    assert out.run("publish") == 1
    assert (out.root / "published.txt").read_bytes() == before
    assert out.build() == 1
    assert capsys.readouterr().err.count("release.yaml: claim/robots-write: says something else since 0.1.0") == 2
