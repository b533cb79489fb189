"""What a word that is asked for means in the index of words, beside itself: a table, made when the database is built.

Inflections share a base form, by the dictionary of simplemma. Compounds and names are met joined and split, countries
by name and abbreviation.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import pairwise

from simplemma.strategies import DefaultDictionaryFactory

from app.query.words import fold

LANGUAGE = "en"
SHORTEST = 3
"""A shorter word has no other forms: the dictionary would make `we` of `us`, and `be` of `ai`."""
SHORTEST_UNKNOWN = 4
"""A shorter word that the dictionary doesn't know, or a name, has no plural."""

_WORD = re.compile(r"[^\W_]+")
_COMPOUND = re.compile(r"[^\W_]+(?:[-\u2010\u2011][^\W_]+)+")

Meanings = Mapping[str, Collection[str]]
"""By a word as one asks for it: words of the index, side by side."""


class Spelling:
    """How words are spelt in the texts that are searched."""

    def __init__(self) -> None:
        self.words: set[str] = set()
        self.compounds: dict[str, set[str]] = defaultdict(set)
        self.names: dict[str, set[str]] = defaultdict(set)

    def read(self, text: str, *, is_name: bool) -> None:
        """Learn the words of a text, and which are also written as one: compounds, and two neighbours in a name."""
        words = _WORD.findall(text)
        self.words.update(words)
        for compound in _COMPOUND.findall(text):
            _join(self.compounds, _WORD.findall(compound))
        for pair in pairwise(words) if is_name else ():
            if not any(word.islower() for word in pair):
                _join(self.names, pair)

    def has(self, word: str) -> bool:
        """Whether a word occurs in this very spelling."""
        return word in self.words

    def is_name(self, word: str) -> bool:
        """Whether a word, in small letters, occurs with a capital letter alone."""
        return word not in self.words and word.capitalize() in self.words


def forms(
    indexed: Iterable[str], spelling: Spelling, countries: Mapping[str, Collection[str]]
) -> list[tuple[str, str]]:
    """Pairs of a word that may be asked for and words of the index that it means too, in order.

    `indexed`: the words as the index keeps them. `countries`: the other spellings of each country, by its name.
    """
    meant: dict[str, set[str]] = defaultdict(set)
    for word in indexed:
        meant[_folded([word])].add(word)
    for joined, parts in spelling.compounds.items():
        meant[joined] |= parts
    found = {(form, words) for known in (meant, spelling.names) for form, several in known.items() for words in several}
    found |= {(form, words) for form, base in _inflections(meant, spelling) for words in meant[base]}
    return sorted(found | set(_of_countries(countries, spelling)))


def _join(known: dict[str, set[str]], parts: Collection[str]) -> None:
    known[_folded(parts)].add(" ".join(map(fold, parts)))


def _folded(parts: Iterable[str]) -> str:
    """Words as one, as they are looked up."""
    return "".join(_WORD.findall(fold("".join(parts))))


def _inflections(meant: Meanings, spelling: Spelling) -> Iterator[tuple[str, str]]:
    """Pairs of a form and a word that it is an inflection of, or the other way round."""
    base_of = DefaultDictionaryFactory().get_dictionary(LANGUAGE)
    alike: dict[str, set[str]] = defaultdict(set)
    for word in meant:
        if len(word) >= SHORTEST:
            alike[word].add(word)
            alike[base_of.get(word) or word].add(word)
    by_base = {base: words for base, words in alike.items() if len(base) >= SHORTEST}
    for form in base_of:
        if len(form) >= SHORTEST and form.isalpha():
            yield from ((fold(form), word) for word in by_base.get(base_of[form], ()))
    for base, words in by_base.items():
        yield from ((base, word) for word in words)
    for word in meant:
        if len(word) >= SHORTEST_UNKNOWN and word.isalpha():
            yield from ((form, word) for form in _numbers(word) if form not in base_of or spelling.is_name(word))


def _numbers(word: str) -> Iterator[str]:
    """Plural, and possessive without its apostrophe, of a word that may be a singular; and the other way round."""
    yield f"{word}s"
    if word.endswith("s"):
        yield word[:-1]


def _of_countries(countries: Mapping[str, Collection[str]], spelling: Spelling) -> Iterator[tuple[str, str]]:
    """Pairs of a spelling of a country and another that occurs.

    Spellings in capitals are looked up in capitals, which tells `US` from `us`. In the index the two are alike: such
    a word is looked for where no text has it in small letters.
    """
    for name, others in countries.items():
        written = {each: " ".join(map(fold, _WORD.findall(each))) for each in (name, *others)}
        for asked in written:
            letters = asked.replace(".", "")
            key = letters if letters.isupper() else _folded(_WORD.findall(asked))
            for other, words in written.items():
                if other != asked and (not other.isupper() or " " in words or _only_in_capitals(other, spelling)):
                    yield key, words


def _only_in_capitals(word: str, spelling: Spelling) -> bool:
    return spelling.has(word) and not spelling.has(word.lower())
