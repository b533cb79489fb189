"""Words: from what people type to the full-text index (SQLite FTS5).

A question is words, all of which must occur; `"two words"` in quotes stand side by side; `wor*` begins a word.
Case and diacritics don't matter. A bare word is also found in its inflections, a name joined or split ("Deep Seek",
"start-up"), a country by its abbreviation or, in capitals, its code: `SearchForm` is a table of them. Words in quotes
and beginnings mean what is written. Nothing that is typed reaches the index as syntax: every part is quoted.

What a question costs is bounded before it reaches the index, which can't be interrupted: by the number of its words and
of their forms, and by the length of its beginnings.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from sqlalchemy import ColumnElement, Integer, and_, bindparam, column, literal_column, table

from app.models import SEARCH_BLOCK
from app.vocabulary import SearchedType

INDEX = table("search_index", column("rowid", Integer))

MOST_WORDS = 16
"""A question has at most so many, those within quotes counted one by one, and none twice."""

SHORTEST_BEGINNING = 2
"""Letters or digits of a beginning: a single one begins a large part of all words."""

MOST_ENTRIES = 100_000
"""In so many entries the words with the beginnings of a question may occur, each word counted."""

OPERATORS = {"AND", "OR", "NOT", "NEAR"}
EITHER = "|"
EXCLUDING = ("-", "!", "\u2013", "\u2212")
"""What excludes a word elsewhere: a minus, in whatever way it is typed, or an exclamation mark."""
INVISIBLE = "\u00ad\u200b-\u200d\u2060\ufeff"
"""Soft hyphens and letters of no width, which copied text is full of."""

REPLACEMENT = "\ufffd"
"""What stands for bytes that are no UTF-8."""

MOST_JOINED = 3
"""At most so many words are looked for as one."""

_PART = re.compile(r'"([^"]*)"?(\*)?|([^\s"]+)')
_WORD = re.compile(r"[^\W_]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_INDEXED = re.compile(rf"(?:[^\W_]|[{INVISIBLE}])+")
_POSSESSIVE = re.compile("['\u2019\uff07]s$", re.IGNORECASE)
_DOTTED = re.compile(r"(?:[^\W_]\.)+[^\W_]?\.?")

Forms = Mapping[str, Sequence[str]]
"""What else is looked for, by what is asked (`Phrase.keys`, `joined`): words of the index, side by side."""


@dataclass(frozen=True)
class Phrase:
    """Words that stand side by side. `begins`: the last one may go on. `bare`: other forms of it will do, too."""

    text: str
    begins: bool
    bare: bool = False

    @property
    def words(self) -> list[str]:
        """The words as the index keeps them."""
        return _WORD.findall(fold(self.text))

    @property
    def keys(self) -> list[str]:
        """What its forms are found by, the best first: an abbreviation in capitals, and its words as one."""
        if not self.bare:
            return []
        letters = "".join(_WORD.findall(self.text))
        short = letters.upper() if letters.isupper() or _DOTTED.fullmatch(self.text) else None
        return [short, joined([self])] if short else [joined([self])]

    @property
    def is_short(self) -> bool:
        """Whether it begins a word by less than is needed."""
        return self.begins and len(self.words[-1]) < SHORTEST_BEGINNING

    def __str__(self) -> str:
        """The phrase as it can be typed."""
        star = "*" if self.begins else ""
        return f"{self.text}{star}" if self.bare or (star and len(self.words) == 1) else f'"{self.text}"{star}'

    @property
    def pieces(self) -> list["Phrase"]:
        """Its words, each on its own."""
        return [Phrase(word, begins=False, bare=True) for word in _WORD.findall(self.text)]


def phrases(question: str) -> list[Phrase]:
    """The parts of a question that hold a letter or a digit, each once, however it is spelt; empty where none does."""
    by_words: dict[tuple[tuple[str, ...], bool, bool], Phrase] = {}
    for quoted, starred, bare in _PART.findall(_composed(question)):
        begins = bool(starred) or bare.endswith("*")
        text = quoted or (bare.rstrip("*") if begins else _POSSESSIVE.sub("", bare))
        phrase = Phrase(text, begins, bare=bool(bare) and not begins)
        by_words.setdefault((tuple(phrase.words), begins, phrase.bare), phrase)
    return [phrase for phrase in by_words.values() if phrase.words]


def beginnings(question: str) -> list[str]:
    """What the words begin with that a question doesn't write out, as the index keeps words."""
    return [phrase.words[-1] for phrase in phrases(question) if phrase.begins]


def unreadable(question: str) -> str | None:
    """Why a question can't be read as it is meant, or is too much to look for; None where it can."""
    if any(unicodedata.category(letter) in {"Cc", "Cs"} or letter == REPLACEMENT for letter in question):
        return "it holds a character that is no text"
    composed = _composed(question)
    if composed.count('"') % 2:
        return "a quotation mark is not closed"
    parts = _PART.findall(composed)
    bare = [word for _, _, word in parts if word]
    if any(word.startswith(EXCLUDING) and _WORD.search(word) for word in bare):
        return "nothing is excluded by a minus or an exclamation mark: all words must occur"
    if any(word in OPERATORS or EITHER in word for word in bare):
        return "there are no operators: all words must occur; put the word in quotes to look for it"
    if any("*" in quoted or "*" in word.rstrip("*") or word.strip("*") == "" != word for quoted, _, word in parts):
        return "a star stands at the end of a word, or behind quotes: none stands alone, before a word or inside"
    return _too_much(phrases(question))


def _too_much(asked: Sequence[Phrase]) -> str | None:
    """Why phrases can't be looked for, where they can't."""
    if not asked:
        return "it has no word to look for"
    short = next((phrase for phrase in asked if phrase.is_short), None)
    if short is not None:
        return f"the beginning `{short.words[-1]}*` has one character: give at least {SHORTEST_BEGINNING}"
    number = sum(len(phrase.words) for phrase in asked)
    return f"it has {number} words; at most {MOST_WORDS} are looked for at once" if number > MOST_WORDS else None


def readable(question: str) -> str | None:
    """The nearest question that can be read, where something is left of it.

    Quotes are closed and have no stars in them, words end where a star stands inside them, what is to be excluded and
    beginnings of one letter are left out, and so is what exceeds the number.
    """
    kept: list[str] = []
    words = 0
    for quoted, starred, bare in _PART.findall(_composed(question).replace(EITHER, " ")):
        if bare.startswith(EXCLUDING):
            continue
        text = re.sub(r"(?<=[^*\s])\*+[^*\s].*", "*", bare.lstrip("*"))
        text = text or f'"{quoted.replace("*", "")}"{starred or "*" * quoted.endswith("*")}'
        words += sum(len(phrase.words) for phrase in phrases(text))
        if words > MOST_WORDS:
            break
        if text not in OPERATORS and unreadable(text) is None:
            kept.append(text)
    return " ".join(kept) or None


def _composed(question: str) -> str:
    return _CONTROL.sub(" ", unicodedata.normalize("NFKC", _INVISIBLE.sub("", question)))


def fold(text: str) -> str:
    """Lower case without diacritics, as the index keeps its words."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def indexed(text: str) -> str:
    """A text as the index keeps it: as many words, without what can't be seen, in compatible letters."""
    return text if text.isascii() else _INDEXED.sub(lambda run: _compatible(run[0]), text)


def _compatible(word: str) -> str:
    """A word in compatible letters; as it is where that would be no word, or several."""
    better = unicodedata.normalize("NFKC", _INVISIBLE.sub("", word))
    return better if _WORD.fullmatch(better) else word


def groups(question: str, forms: Forms) -> Iterator[list[Phrase]]:
    """The parts of a question, those together that are also looked for as one word."""
    asked = phrases(question)
    while asked:
        most = min(MOST_JOINED, len(asked))
        number = next((n for n in range(most, 1, -1) if other_forms(asked[:n], forms)), 1)
        yield asked[:number]
        asked = asked[number:]


def joined(parts: Sequence[Phrase]) -> str:
    """The words of some parts as one word; empty where one of them stands for nothing but itself."""
    return "".join(chain(*(part.words for part in parts))) if all(part.bare for part in parts) else ""


def keys_of(question: str) -> list[str]:
    """What the forms of a question are found by: those of its parts, and of neighbours as one word."""
    asked = phrases(question)
    neighbours = [joined(asked[at : at + n]) for n in range(2, MOST_JOINED + 1) for at in range(len(asked) - n + 1)]
    return list(dict.fromkeys(filter(None, [*chain.from_iterable(part.keys for part in asked), *neighbours])))


def match_expression(question: str, forms: Forms) -> str:
    """The question in FTS5's syntax; no part of it holds a quotation mark."""
    return " AND ".join(_alternatives(parts, forms) for parts in groups(question, forms))


def _alternatives(parts: Sequence[Phrase], forms: Forms) -> str:
    """Any of what some parts mean: themselves, and their other forms."""
    if len(parts) == 1:
        itself = f'"{parts[0].text}"' + ("*" if parts[0].begins else "")
    else:
        itself = f"({' AND '.join(_alternatives([part], forms) for part in parts)})"
    either = [itself, *(f'"{other}"' for other in other_forms(parts, forms))]
    return either[0] if len(either) == 1 else f"({' OR '.join(either)})"


def other_forms(parts: Sequence[Phrase], forms: Forms) -> list[str]:
    """The other forms of a part, or of several as one word."""
    keys = parts[0].keys if len(parts) == 1 else [joined(parts)]
    found = next((forms[key] for key in keys if key in forms), ())
    written = " ".join(chain(*(part.words for part in parts)))
    return [form for form in found if form != written]


def first_entry(kind: SearchedType) -> int:
    """A record's entry is this plus its position; the entries of a kind go on to `SEARCH_BLOCK` above it."""
    return (list(SearchedType).index(kind) + 1) * SEARCH_BLOCK


def matches(name: str) -> ColumnElement[bool]:
    """The entries that answer the question bound under `name`."""
    return literal_column(str(INDEX.name)).op("MATCH", is_comparison=True)(bindparam(name))


def among(kind: SearchedType, name: str) -> ColumnElement[bool]:
    """The entries of a kind that answer the question bound under `name`."""
    first = first_entry(kind)
    return and_(matches(name), INDEX.c.rowid >= first, INDEX.c.rowid < first + SEARCH_BLOCK)
