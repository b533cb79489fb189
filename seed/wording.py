"""The wording rule: facts carry over, prose does not."""

import re
from collections.abc import Iterator

SHARED_WORDS = 10

_WORD = re.compile(r"\w+")


def runs(text: str) -> Iterator[tuple[str, ...]]:
    """Every run of ten consecutive words, in lower case, punctuation left out."""
    words = _WORD.findall(text.lower())
    return (tuple(words[i : i + SHARED_WORDS]) for i in range(len(words) - SHARED_WORDS + 1))


def copied(ours: str, theirs: set[tuple[str, ...]]) -> str | None:
    """The first ten words in a row that `ours` shares with the runs of a text, else None."""
    return next((" ".join(run) for run in runs(ours) if run in theirs), None)
