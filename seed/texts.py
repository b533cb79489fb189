"""Reads what people bring, byte for byte, and says in words what would spoil the counting of characters."""

import codecs
import re
from collections.abc import Iterator
from pathlib import Path

from seed.records import SeedError

ODD = {
    "\t": "tab",
    "\u00a0": "no-break space",
    "\u00ad": "soft hyphen",
    "\u200b": "zero-width space",
    "\u2028": "line separator",
    "\ufeff": "zero-width no-break space",
    "\ufffd": "replacement character, left by a wrong encoding",
}
"""Characters that are easily overlooked when a quote is typed."""

MOJIBAKE = re.compile("â€[™œ\x9d“”]|Ã[©¨¤¶¼±³]|Â[ ©°·]")
"""UTF-8 that somebody read as Windows-1252 and saved again."""


def read_text(path: Path) -> str:
    """Read a text as it is. Raises SeedError for what isn't UTF-8, for a byte order mark and for carriage returns.

    Both shift offsets between one copy of a text and another, so they go before anything is counted.
    """
    try:
        return decoded(path, path.read_bytes())
    except FileNotFoundError:
        raise SeedError(f"{path}: no such file") from None
    except OSError as error:
        raise SeedError(f"{path}: can't be read: {error.strerror}") from None


def decoded(path: Path, data: bytes) -> str:
    """The text of a file's bytes. Raises SeedError as `read_text` does."""
    for mark, name in ((codecs.BOM_UTF16_LE, "UTF-16LE"), (codecs.BOM_UTF16_BE, "UTF-16BE")):
        if data.startswith(mark):
            raise SeedError(f"{path}: not UTF-8 at byte 0: it begins like {name}; {_convert(path, name)}")
    if data.startswith(codecs.BOM_UTF8):
        raise SeedError(f"{path}:1: begins with a byte order mark, which counts as a character; save it as plain UTF-8")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SeedError(
            f"{path}: not UTF-8 at byte {error.start}, line {line}; perhaps it is Windows-1252: "
            f"{_convert(path, 'WINDOWS-1252')}"
        ) from None
    returns = text.count("\r")
    if returns:
        line = text.count("\n", 0, text.index("\r")) + 1
        raise SeedError(
            f"{path}:{line}: {returns} line ends of Windows (CRLF), each a character more than in another copy; "
            f"save it with line ends of Unix (LF): sed -i 's/\\r$//' '{path}'"
        )
    return text


def _convert(path: Path, encoding: str) -> str:
    return f"convert it: iconv -f {encoding} -t UTF-8 '{path}' > utf8.txt"


def remarks(path: Path, text: str) -> Iterator[str]:
    """What is no fault in a text but is easily overlooked by those who quote it, a line each."""
    for letter, name in ODD.items():
        if letter in text:
            line = text.count("\n", 0, text.index(letter)) + 1
            yield f"{path}:{line}: note: {text.count(letter)} × {name}, each one character; a quote has it, too"
    found = MOJIBAKE.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        yield f"{path}:{line}: note: “{found[0]}” looks like UTF-8 that was read as Windows-1252"
