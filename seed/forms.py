"""What a word that is asked for means in the index of words, beside itself: a table, made when the database is built.

Words are met in their inflections, compounds and names joined and split, countries by name and abbreviation, numbers in
words by their digits, and `percent` in both spellings.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import pairwise

from text_to_num import text2num

from app.query.words import fold, indexed
from seed.inflections import Inflections

SHORTEST = 3
"""A shorter abbreviation means a country in capitals only: `us` is a word."""

PARTS, WHOLE = ("per", "cent"), "percent"
"""The two spellings of one word."""

LEAST_NUMBER = 2
"""`one` is more often a pronoun."""

_WORD = re.compile(r"[^\W_]+")
_COMPOUND = re.compile(r"[^\W_]+(?:[-\u2010\u2011][^\W_]+)+")


class Spelling:
    """How words are spelt in the texts that are searched."""

    def __init__(self) -> None:
        self.words: set[str] = set()
        self.joined: dict[str, set[str]] = defaultdict(set)
        """By several words as one: these words side by side, as the index keeps them."""

    def read(self, text: str, *, is_name: bool) -> None:
        """Learn the words of a text, and which are also written as one: compounds, and two neighbours in a name."""
        text = indexed(text)
        words = _WORD.findall(text)
        self.words.update(words)
        for compound in _COMPOUND.findall(text):
            self._join(_WORD.findall(compound))
        for pair in pairwise(words):
            named = is_name and not any(word.islower() for word in pair)
            if named or tuple(map(str.lower, pair)) == PARTS:
                self._join(pair)

    def _join(self, parts: Collection[str]) -> None:
        self.joined[_folded(parts)].add(" ".join(map(fold, parts)))

    def has(self, word: str) -> bool:
        """Whether a word occurs in this very spelling."""
        return word in self.words


def forms(words: Iterable[str], spelling: Spelling, countries: Mapping[str, Collection[str]]) -> list[tuple[str, str]]:
    """Pairs of a word that may be asked for and words of the index that it means too, in order.

    `words`: those of the index. `countries`: the other spellings of each country, by its name.
    """
    words, meant = set(words), defaultdict[str, set[str]](set)
    for word in words:
        meant[_folded([word])].add(word)
    for joined, parts in spelling.joined.items():
        meant[joined] |= parts
    inflections = Inflections(meant)
    found = {(form, each) for word, several in meant.items() for form in inflections.of(word) for each in several}
    split = {(part, WHOLE) for part in PARTS if WHOLE in words}  # asked for in two words, each of them may be all of it
    return sorted(found | split | set(_of_numbers(words)) | set(_of_countries(countries, spelling)))


def _folded(parts: Iterable[str]) -> str:
    """Words as one, as they are looked up."""
    return "".join(_WORD.findall(fold("".join(parts))))


def _of_numbers(words: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Pairs of a number in digits and the word for it."""
    for word in words:
        try:
            number = text2num(word, "en")
        except ValueError:
            continue
        if number >= LEAST_NUMBER and not word.isdecimal():
            yield str(number), word


def _of_countries(countries: Mapping[str, Collection[str]], spelling: Spelling) -> Iterator[tuple[str, str]]:
    """Pairs of a spelling of a country and another that occurs.

    Spellings in capitals are looked up in capitals, which tells `US` from `us`. In the index the two are alike: such
    a word is looked for where no text has it in small letters.
    """
    for name, others in countries.items():
        written = {each: " ".join(map(fold, _WORD.findall(each))) for each in (name, *others)}
        for asked in written:
            letters, joined = asked.replace(".", ""), _folded([asked])
            keys = {key for key in (letters, joined) if key.isupper() or (key == joined and len(key) >= SHORTEST)}
            for other, words in written.items():
                if other != asked and (not other.isupper() or " " in words or _only_in_capitals(other, spelling)):
                    yield from ((key, words) for key in keys)


def _only_in_capitals(word: str, spelling: Spelling) -> bool:
    return spelling.has(word) and not spelling.has(word.lower())
