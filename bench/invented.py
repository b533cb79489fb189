"""An invented vocabulary: words, names and ids, drawn as real texts draw theirs, a few often and many seldom."""

from itertools import accumulate
from random import Random

SYLLABLES = [consonant + vowel for consonant in "bdfghjklmnprstvwyz" for vowel in "aeiou"]
FREQUENT = 4_000
"""So many words make up all texts but for the rare ones."""
FLATTENED = 2
"""Zipf's law with this added to every rank (Mandelbrot): the first word then stands in about half of the claims."""
RARELY = 5
"""A rare word stands in this many claims."""
LETTERS = 7
"""Of a word and the blank after it, roughly."""


def word(number: int, syllables: int = 2) -> str:
    """A word of its own for each number below 90 to the power of `syllables`."""
    made = []
    for _ in range(syllables):
        number, chosen = divmod(number, len(SYLLABLES))
        made.append(SYLLABLES[chosen])
    return "".join(made)


def rare(number: int) -> str:
    """A rare word: longer than any frequent one."""
    return word(number, syllables=4)


class Prose:
    """Texts out of the vocabulary; equal seeds write equal texts."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.words = [word(rank) for rank in range(FREQUENT)]
        self.weights = list(accumulate(1 / (rank + 1 + FLATTENED) for rank in range(FREQUENT)))

    def phrase(self, words: int) -> str:
        """So many words."""
        return " ".join(self.random.choices(self.words, cum_weights=self.weights, k=words))

    def like(self, text: str) -> str:
        """A sentence about as long as `text`."""
        return self.phrase(max(2, len(text) // LETTERS)).capitalize() + "."

    def name(self, number: int) -> str:
        """A name of two words that no other number has."""
        return f"{word(number, syllables=3)} {self.random.choice(self.words)}".title()

    def slug(self, number: int) -> str:
        """An id that no other number has; their alphabetical order is not that of the numbers."""
        return "-".join(self.random.choices(self.words, k=4)) + f"-{number}"
