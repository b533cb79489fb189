"""From an empty folder to a served record, with the tools of those who write."""

import io
import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from app.vocabulary import Condition, PassageRole
from seed.__main__ import ROOT, main
from seed.reading import ARTICLE, SHARED, plain_yaml, read_yaml
from seed.records import Passage
from seed.report import Finding, Report
from seed.schema import COMMENT, schema
from seed.sentences import split
from seed.terminal import show
from tests.conftest import Api, Small

TEXT = """\
Remarks on the Post
One in five letters is written by a machine. People still write the rest.
Subscribe to our newsletter.
© 2021 Letter Press
"""
CLAIM = """\
- id: people-write-the-rest
  citation: {passages: p03, quote: People still write}
  text: What machines leave is written by hand.
  claim_type: factual
  certainty: asserted
  checkable: full
  topics: [letters]
"""


def fill(folder: Path) -> None:
    """Write what `new` leaves to people: the source, a topic, a figure and a claim."""
    source = (Path(__file__).parent.parent / "small/articles/letters/source.yaml").read_text(encoding="utf-8")
    source = source.replace("id: letters", "id: post").replace("letters.txt", "post.txt").replace("[p06]", "[p05]")
    (folder / "source.yaml").write_text(source, encoding="utf-8")
    root = folder.parent.parent
    (root / "topics.yaml").write_text(
        "- {id: letters, label: Letters, definition: What is sent by post.}\n", encoding="utf-8"
    )
    (folder / "claims.yaml").write_text(CLAIM, encoding="utf-8")
    passages = (folder / "passages.yaml").read_text(encoding="utf-8")
    passages = passages.replace("line: 1}", "line: 1, left_out_reason: transition}")
    passages = passages.replace("{id: p02, line: 2}", "{id: p02, line: 2, left_out_reason: transition}")
    passages = re.sub(r"(id: p05.*), left_out_reason: page_furniture", r"\1", passages)
    (folder / "passages.yaml").write_text(passages, encoding="utf-8")


def commands() -> list[list[str]]:
    """The commands of the guide, as a shell would take them."""
    guide = (ROOT.parent / "app/site/guides/adding-an-article.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```sh\n(.*?)```", guide, re.DOTALL)
    return [line.split("#")[0].split() for line in block.splitlines()]


def test_five_commands_lead_from_an_empty_folder_to_a_served_record(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], make_api: Callable[[Path], Api]
) -> None:
    (tmp_path / "post.txt").write_text(TEXT, encoding="utf-8")
    named = {"FILE": str(tmp_path / "post.txt"), "SLUG": "post"}
    verbs = []
    for python, module, package, verb, *options in commands():
        assert (python, module, package) == (".venv/bin/python", "-m", "seed")
        verbs.append(verb)
        release = ["--release", str(tmp_path / "release")] if verb in {"build", "verify"} else []
        arguments = [named.get(option, option) for option in options]
        assert main(["--root", str(tmp_path / "seed"), verb, *arguments, *release]) == 0, capsys.readouterr()
        if verb == "new":
            fill(tmp_path / "seed/articles/post")
    assert verbs == ["new", "check", "lock", "build", "verify"]
    record = make_api(tmp_path / "release").json("/v1/claims/people-write-the-rest")
    assert record["citation"]["quote"]["exact"] == "People still write"


@pytest.fixture
def begun(tmp_path: Path) -> Path:
    """An article just begun; its root."""
    (tmp_path / "post.txt").write_text(TEXT, encoding="utf-8")
    assert main(["--root", str(tmp_path), "new", "post", "--text", str(tmp_path / "post.txt")]) == 0
    return tmp_path


def test_new_leaves_nothing_but_what_only_people_know(begun: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["--root", str(begun), "check", "--text", str(begun / "post.txt")]) == 1
    *faults, last = capsys.readouterr().out.splitlines()
    assert {line.split(": ", 1)[1] for line in faults} == {"still says TODO"}
    assert {line.split(":")[0] for line in faults} == {str(begun / "articles/post/source.yaml")}
    assert last == f"{len(faults)} faults."


def test_new_explains_each_field(begun: Path) -> None:
    claims = (begun / "articles/post/claims.yaml").read_text(encoding="utf-8")
    assert "#   certainty: TODO  # asserted | hedged | conditional\n" in claims
    assert "#   related: [{relation: TODO, claim: TODO}]  # optional; relation: supports | contrasts" in claims
    source = (begun / "articles/post/source.yaml").read_text(encoding="utf-8")
    assert "id: post  # small letters, digits, hyphens; for ever\n" in source
    assert "title: {absent_reason: not_stated}  # or {absent_reason: …}\n" in source


def test_new_guesses_passages(begun: Path) -> None:
    passages = read_yaml(begun / "articles/post/passages.yaml", list[Passage])
    assert [(p.line, p.begins, p.role) for p in passages] == [
        (1, None, PassageRole.body),
        (2, None, PassageRole.body),
        (2, "People", PassageRole.body),
        (3, None, PassageRole.promotion),
        (4, None, PassageRole.page_furniture),
    ]


def test_new_says_which_passages_its_layout_tears(tmp_path: Path) -> None:
    (tmp_path / "post.txt").write_text("It is made by\nRobot Lab\n, a firm.\n", encoding="utf-8")
    assert main(["--root", str(tmp_path), "new", "post", "--text", str(tmp_path / "post.txt")]) == 0
    (passage,) = read_yaml(tmp_path / "articles/post/passages.yaml", list[Passage])
    assert passage.condition is Condition.torn


def test_new_overwrites_nothing_and_takes_no_name_that_is_no_id(
    begun: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--root", str(begun), "new", "post", "--text", str(begun / "post.txt")]) == 1
    assert "is there already" in capsys.readouterr().err
    with pytest.raises(SystemExit) as ended:
        main(["--root", str(begun), "new", "The Post", "--text", str(begun / "post.txt")])
    assert ended.value.code == 2
    assert "small letters, digits and single hyphens, like speech-2006" in capsys.readouterr().err
    (begun / "post.txt").write_text(" \n", encoding="utf-8")
    assert main(["--root", str(begun), "new", "2006", "--text", str(begun / "post.txt")]) == 1
    assert "the text is empty" in capsys.readouterr().err
    assert not (begun / "articles/2006").exists()


def test_status_lists_what_nothing_represents(begun: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--root", str(begun), "status", "--text", str(begun / "post.txt")]
    (begun / "articles/post/claims.yaml").write_text(CLAIM, encoding="utf-8")
    capsys.readouterr()
    assert main(options) == 0
    assert capsys.readouterr().out == (
        "article  citations  sentences  represented  left out  open  done\n"
        "post             1          5            1         2     2   54%\n"
        "\nNothing represents these yet:\n\n"
        "passage  line  role  sentence\n"
        "p01         1  body  Remarks on the Post\n"
        "p02         2  body  One in five letters is written by a machine.\n"
    )


def test_status_goes_by_the_lock_where_there_is_no_text(small: Small, capsys: pytest.CaptureFixture[str]) -> None:
    assert small.run("status") == 0
    assert capsys.readouterr().out.splitlines()[1].split() == ["letters", "8", "6", "5", "1", "0", "100%"]
    small.edit("articles/letters/claims.yaml", "quote: many letters", "quote: Robots write")
    assert small.run("status", "--article", "letters") == 1
    assert "doesn't fit claim/robots-write" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Mr. A. Lee met Dr. No. 5 in the U.S. on Jan. 3. He left!", ["Mr. A. Lee met Dr. No. 5 in the U.S. on Jan. 3.", "He left!"]),
        ("“Is it so?” She said no. (It was.) Then", ["“Is it so?”", "She said no.", "(It was.)", "Then"]),
        ("It is made by\nRobot Lab\n, a firm. It sells.", ["It is made by Robot Lab , a firm.", "It sells."]),
        ("A Heading\n\nThis is text.", ["A Heading", "This is text."]),
        ("I am. I am. I am.", ["I am. I am. I am."]),
    ],
)  # fmt: skip
def test_sentences_are_told_apart(text: str, pieces: list[str]) -> None:
    assert [piece.text for piece in split(text)] == pieces


def test_lines_that_were_broken_to_fit_a_page_are_one_sentence() -> None:
    wrapped = "Letters came to the people of the United\nStates for a hundred years. They came by\nHorse, and by train."
    assert [(piece.line, piece.torn) for piece in split(wrapped)] == [(1, False), (2, False)]


def test_what_is_no_body_is_guessed() -> None:
    pieces = split("News.\nRelated articles\nAnother headline\nCopyright 2020. All of it.")
    assert [piece.role for piece in pieces] == [
        PassageRole.body,
        PassageRole.related_link,
        PassageRole.related_link,
        PassageRole.page_furniture,
        PassageRole.page_furniture,
    ]


def test_the_schemas_in_the_repository_are_those_of_the_models() -> None:
    for name, shape in {**SHARED, **ARTICLE}.items():
        path = ROOT / "schemas" / f"{name}.schema.json"
        assert path.read_text(encoding="utf-8") == schema(shape) + "\n", "run: python -m seed schema"


def test_every_yaml_names_its_schema_and_is_valid_by_it() -> None:
    files = [ROOT / f"{name}.yaml" for name in SHARED]
    files += [folder / f"{name}.yaml" for folder in (ROOT / "articles").iterdir() for name in ARTICLE]
    for path in files:
        text = path.read_text(encoding="utf-8")
        first = text.splitlines()[0]
        assert first.startswith(COMMENT), path
        made = json.loads((path.parent / first.removeprefix(COMMENT)).read_text(encoding="utf-8"))
        assert list(Draft202012Validator(made).iter_errors(plain_yaml(path) or [])) == [], path


def test_schema_names_itself_once(begun: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(begun), "schema"]) == 0
    assert "schemas; each YAML file names its own" in capsys.readouterr().out
    text = (begun / "articles/post/claims.yaml").read_text(encoding="utf-8")
    assert text.count(COMMENT) == 1
    (begun / "topics.yaml").write_text("[]\n", encoding="utf-8")
    assert main(["--root", str(begun), "schema"]) == 0
    assert (begun / "topics.yaml").read_text(encoding="utf-8").startswith(COMMENT)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_tables_have_lines_on_terminals_only() -> None:
    plain, terminal = io.StringIO(), Terminal()
    for out in (plain, terminal):
        show(("", "check"), [("ok", "[bold]quotes"), ("FAIL", "words")], file=out)
    assert plain.getvalue() == "      check\nok    [bold]quotes\nFAIL  words\n"
    assert "┃" in terminal.getvalue()
    assert "[bold]quotes" in terminal.getvalue()


def test_a_report_names_what_fails(capsys: pytest.CaptureFixture[str]) -> None:
    Report("letters", [Finding("quote", "a", "exact"), Finding("quote", "b", "moved", "to 3")]).show()
    assert "FAIL  quote  1 of 2  50.0%" in capsys.readouterr().out


@pytest.mark.parametrize("verb", ["new", "check", "status", "lock", "schema", "build", "publish", "verify"])
def test_help_teaches(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["--help"], [verb, "--help"]):
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        assert ended.value.code == 0
        told = capsys.readouterr().out
        assert "exit codes:\n  0  all is well\n  1  something is wrong" in told
        assert verb in told


def test_it_runs_as_a_module_and_says_what_was_written_wrongly() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "seed", "lick"], capture_output=True, text=True, check=False, cwd=ROOT.parent
    )
    assert done.returncode == 2
    assert "invalid choice: 'lick'" in done.stderr
