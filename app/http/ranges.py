"""Range requests (RFC 9110 §14), as pure functions of header values: one range of bytes, or the whole."""

import re
from typing import NamedTuple

from app.http.problems import out_of_range
from app.http.request import Fields

_RANGE = re.compile(r"bytes=[ \t]*([0-9]*)-([0-9]*)[ \t]*", re.IGNORECASE)

MOST_DIGITS = 18
"""A number of more digits is larger than any file."""


class ByteRange(NamedTuple):
    """Bytes of a representation: the first, and one past the last."""

    start: int
    end: int


def part_asked(fields: Fields, etag: str, size: int) -> ByteRange | None:
    """The part that is asked for of a representation of `size` bytes; None: the whole. Raises RangeNotSatisfiable."""
    if b"range" not in fields or not range_applies(fields.get(b"if-range"), etag):
        return None
    return byte_range(fields[b"range"], size)


def byte_range(field: str, size: int) -> ByteRange | None:
    """The part of `size` bytes that a Range field asks for; None: the whole.

    What is malformed, of another unit or of several ranges is ignored (§14.2): whoever asked takes the whole, too.
    Raises RangeNotSatisfiable.
    """
    found = _RANGE.fullmatch(field.strip())
    if found is None or found.group(1, 2) == ("", ""):
        return None
    first, last = found.group(1, 2)
    if not first:
        start, end = max(size - _number(last), 0), size
    else:
        start, end = _number(first), min(_number(last) + 1, size) if last else size
        if last and _number(last) < start:
            return None
    if start >= size:
        raise out_of_range(size)
    return ByteRange(start, end)


def _number(digits: str) -> int:
    digits = digits.lstrip("0")
    return int(digits or "0") if len(digits) <= MOST_DIGITS else 10**MOST_DIGITS


def range_applies(if_range: str | None, etag: str) -> bool:
    """Whether a range may be sent: `If-Range` names this very representation by its tag, compared strongly (§13.1.5).

    A date never does: it is the day of the release, on which the program that writes it may change (§8.8.2.2).
    """
    return if_range is None or if_range.strip() == etag


def content_range(part: ByteRange, size: int) -> str:
    """The Content-Range field of a 206 (§14.4)."""
    return f"bytes {part.start}-{part.end - 1}/{size}"
