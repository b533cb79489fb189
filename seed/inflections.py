"""Inflections of English words: which words share a base form.

A dictionary of forms and their base forms is read backwards. What it doesn't know, names above all, has a plural.
"""

from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from simplemma.strategies import DefaultDictionaryFactory

from app.query.words import fold

LANGUAGE = "en"
"""The language of our own words."""

SHORTEST = 3
"""A shorter word is no form of another one: the dictionary takes `us` for a form of `we`, and `ai` for one of `be`."""


CORRECTED = {
    "cancelling": "cancel",
    "determining": "determine",
    "gone": "go",
    "growing": "grow",
    "labelling": "label",
    "won": "win",
}
"""Base forms of common words that the dictionary lacks: it has `growing` of `growe`, `gone` of `gan`."""


class Inflections:
    """The forms of some words, all of them without capitals and diacritics."""

    def __init__(self, words: Iterable[str]) -> None:
        pairs = _pairs()
        self._known = {form for form, _ in pairs}
        self._bases = {word: {word} for word in words}
        for form, base in pairs:
            if form in self._bases:
                self._bases[form].add(base)
        wanted = set().union(*self._bases.values())
        self._forms: dict[str, set[str]] = defaultdict(set)
        for form, base in pairs:
            if base in wanted:
                self._forms[base].add(form)

    def of(self, word: str) -> set[str]:
        """One of the words, and all that share a base form with it: a word is a base form of its own, too."""
        bases = self._bases[word]
        found = bases.union(*(self._forms[base] for base in bases))
        other = regular(word)
        return found if len(found) > 1 or other in self._known else {word, other}


@cache
def _pairs() -> list[tuple[str, str]]:
    """Each form in the dictionary with a base form of it; it takes long to read."""
    dictionary = DefaultDictionaryFactory().get_dictionary(LANGUAGE).items()
    known = [(fold(form), fold(base)) for form, base in dictionary if len(form) >= SHORTEST and form.isalpha()]
    return [*known, *CORRECTED.items()]


def regular(word: str) -> str:
    """The plural of a noun that is no exception, or its singular; the word itself where it can be neither."""
    if len(word) < SHORTEST - 1 or not word[-1].isalpha() or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("s"):
        return word[:-1] if len(word) > SHORTEST else word
    if word.endswith(("x", "z", "ch", "sh")):
        return f"{word}es"
    if word.endswith("y") and word[-2] not in "aeiou":
        return f"{word[:-1]}ies"
    return f"{word}s"
