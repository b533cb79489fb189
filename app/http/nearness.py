"""What a misspelt word or name was meant to be, if anything: never another thing that is only spelt alike."""

import difflib
import re
from collections.abc import Iterable

NEAR_ENOUGH = 0.6
"""How alike a known word is spelt to one that was given, from 0 to 1, to be offered for it."""

LIKE = 0.65
"""How alike two words are of which one may be the other misspelt: `hwang` and `huang`, not `oxford` and `stanford`."""

NAMES_TRIED = 3
"""So many of the names most like one that was given are looked at."""

_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"\d+")


def nearest(word: str, known: Iterable[str], cutoff: float = NEAR_ENOUGH) -> str | None:
    """The known word that is spelt most like `word`, where one is near enough to offer: `cutoff` is from 0 to 1."""
    return next(iter(_most_like(word, known, cutoff, 1)), None)


def nearest_name(given: str, known: Iterable[str]) -> str | None:
    """The id or label that `given` was meant to be, where it is near enough.

    One with another number, or with another word in the place of one that was given, names something else.
    """
    numbers = _numbers(given)
    left = [each for each in known if not numbers or _numbers(each) == numbers]
    likely = _most_like(given, left, NEAR_ENOUGH, NAMES_TRIED)
    return next((each for each in likely if not _is_another(given, each)), None)


def _most_like(word: str, known: Iterable[str], cutoff: float, number: int) -> list[str]:
    """So many of the known words that are spelt most like `word`, the most like first."""
    by_case = {candidate.casefold(): candidate for candidate in reversed(list(known))}
    matcher = difflib.SequenceMatcher(b=word.casefold()[:200])
    best = [(cutoff, "")] * number
    for bound, candidate in sorted(((_bound(matcher, each, cutoff), each) for each in by_case), reverse=True):
        if bound < best[-1][0]:
            break  # those that follow are no nearer, and to say how near one is takes ten times as long as its bound
        matcher.set_seq1(candidate)
        best = sorted([*best, (matcher.ratio(), candidate)], reverse=True)[:number]
    return [by_case[candidate] for _, candidate in best if candidate]


def _numbers(name: str) -> list[int]:
    return sorted(int(digits) for digits in _NUMBER.findall(name[:200]))


def _is_another(given: str, found: str) -> bool:
    asked, there = (_WORD.findall(name.casefold()[:200]) for name in (given, found))
    gone, new = _unlike(asked, there), _unlike(there, asked)
    return bool(gone and new) and "".join(new) != "".join(word[0] for word in gone)


def _unlike(words: list[str], others: list[str]) -> list[str]:
    """The words that none of the others begins with, is the beginning of, or is like."""
    return [
        word
        for word in words
        if not any(word.startswith(other) or other.startswith(word) for other in others)
        and nearest(word, others, LIKE) is None
    ]


def _bound(matcher: difflib.SequenceMatcher[str], candidate: str, cutoff: float) -> float:
    """How near a candidate can be at most."""
    matcher.set_seq1(candidate)
    by_length = matcher.real_quick_ratio()
    return by_length if by_length < cutoff else matcher.quick_ratio()
