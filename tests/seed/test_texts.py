"""What would spoil the counting is said in words, before anything is counted."""

from pathlib import Path

import pytest

from seed.texts import remarks
from tests.conftest import Small

TEXT = "Robots “write” many letters.\nThey do.\n"


@pytest.mark.parametrize("verb", ["lock", "check", "status", "verify"])
@pytest.mark.parametrize(
    ("data", "told"),
    [
        (TEXT.replace("\n", "\r\n").encode(), "letters.txt:1: 2 line ends of Windows (CRLF), each a character more than"),
        (b"\xef\xbb\xbf" + TEXT.encode(), "letters.txt:1: begins with a byte order mark"),
        (TEXT.encode("cp1252"), "not UTF-8 at byte 7, line 1; perhaps it is Windows-1252: convert it: iconv -f WINDOWS-1252"),
        (TEXT.encode("utf-16"), "it begins like UTF-16LE; convert it: iconv -f UTF-16LE -t UTF-8"),
    ],
)  # fmt: skip
def test_a_text_that_would_shift_every_offset_is_refused(
    small: Small, capsys: pytest.CaptureFixture[str], verb: str, data: bytes, told: str
) -> None:
    small.text.write_bytes(data)
    more = ("--release", small.release) if verb == "verify" else ()
    assert small.run(verb, "--text", small.text, *more) == 1
    assert told in capsys.readouterr().err


def test_yaml_is_held_to_the_same(small: Small, capsys: pytest.CaptureFixture[str]) -> None:
    path = small.root / "topics.yaml"
    before = path.read_bytes()
    for data, told in (
        (b"\xef\xbb\xbf" + before, "byte order mark"),
        (before.replace(b"\n", b"\r\n"), "(CRLF)"),
        (b"\n- id: letters\n\tlabel: Letters\n", "topics.yaml:3: a tab; YAML is indented with blanks"),
    ):
        path.write_bytes(data)
        assert small.run("check") == 1
        assert told in capsys.readouterr().out


def test_what_is_easily_overlooked_is_said(small: Small, capsys: pytest.CaptureFixture[str]) -> None:
    assert list(remarks(Path("a.txt"), "a\n\tb\u00a0c\tÂ© donâ€™t")) == [
        "a.txt:2: note: 2 × tab, each one character; a quote has it, too",
        "a.txt:2: note: 1 × no-break space, each one character; a quote has it, too",
        "a.txt:2: note: “Â©” looks like UTF-8 that was read as Windows-1252",
    ]
    small.text.write_text(small.text.read_text(encoding="utf-8") + "\t\n", encoding="utf-8")
    assert small.lock() == 0
    assert "letters.txt:6: note: 1 × tab" in capsys.readouterr().err


def test_a_file_that_cannot_be_read_is_named(small: Small, capsys: pytest.CaptureFixture[str]) -> None:
    assert small.run("lock", "--text", small.root) == 1
    assert "small: can't be read: Is a directory" in capsys.readouterr().err
