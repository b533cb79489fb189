"""Words: from what people type to the full-text index (SQLite FTS5), and to the nearest words that occur.

A question is words, all of which must occur; `"two words"` in quotes stand side by side; `wor*` begins a word.
Case and diacritics don't matter. A bare word is found in its inflections, too, a name joined or split ("Deep Seek",
"start-up"), a country by its abbreviation: what those are is a table (`SearchForm`), made when the database is built.
Quotes and a star mean the words as they are written. Nothing that is typed reaches the index as syntax: every part is
quoted.

What a question costs is bounded before it reaches the index, which can't be interrupted: by the number of its words,
and by the length of its beginnings.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from sqlalchemy import ColumnElement, Integer, and_, bindparam, column, literal_column, table

from app.http.problems import nearest
from app.models import SEARCH_BLOCK
from app.vocabulary import SearchedType

INDEX = table("search_index", column("rowid", Integer))

SHORTEST_RESPELT = 3
"""A shorter word is near too many others."""

MOST_WORDS = 16
"""A question has at most so many, those within quotes counted one by one, and none twice."""

SHORTEST_BEGINNING = 2
"""Letters or digits of a beginning: a single one begins a large part of all words."""

MOST_ENTRIES = 100_000
"""In so many entries the words with the beginnings of a question may occur, each word counted."""

OPERATORS = {"AND", "OR", "NOT", "NEAR"}
REPLACEMENT = "\ufffd"
"""What stands for bytes that are no UTF-8."""

_PART = re.compile(r'"([^"]*)"?(\*)?|([^\s"]+)')
_WORD = re.compile(r"[^\W_]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
"""Soft hyphens and letters of no width, which copied text is full of."""

Forms = Mapping[str, Sequence[str]]
"""By what may be asked (`Phrase.keys`, `joined`): the words of the index that it means too, side by side."""


@dataclass(frozen=True)
class Phrase:
    """Words that stand side by side. `begins`: the last one may go on. `bare`: they may occur in other forms."""

    text: str
    begins: bool
    bare: bool = False

    @property
    def words(self) -> list[str]:
        """The words as the index keeps them."""
        return _WORD.findall(fold(self.text))

    @property
    def keys(self) -> list[str]:
        """What forms of it are found by: its words as one, and in capitals, as the code of a country is written."""
        if not self.bare:
            return []
        letters = self.text.replace(".", "")
        return ["".join(self.words), *([letters] if letters.isupper() and letters.isalpha() else [])]

    @property
    def is_short(self) -> bool:
        """Whether it begins a word by less than is needed."""
        return self.begins and len(self.words[-1]) < SHORTEST_BEGINNING


def phrases(question: str) -> list[Phrase]:
    """The parts of a question that hold a letter or a digit, each once, however it is spelt; empty where none does."""
    found = [
        Phrase(
            quoted or bare.rstrip("*"),
            begins=bool(starred) or bare.endswith("*"),
            bare=bool(bare) and not bare.endswith("*"),
        )
        for quoted, starred, bare in _PART.findall(_composed(question))
    ]
    by_words: dict[tuple[tuple[str, ...], bool], Phrase] = {}
    for phrase in found:
        by_words.setdefault((tuple(phrase.words), phrase.begins), phrase)
    return [phrase for phrase in by_words.values() if phrase.words]


def beginnings(question: str) -> list[str]:
    """What the words begin with that a question doesn't write out, as the index keeps words."""
    return [phrase.words[-1] for phrase in phrases(question) if phrase.begins]


def unreadable(question: str) -> str | None:
    """Why a question can't be read as it is meant, or is too much to look for; None where it can."""
    if any(unicodedata.category(letter) in {"Cc", "Cs"} or letter == REPLACEMENT for letter in question):
        return "it holds a character that is no text"
    bare = [word for _, _, word in _PART.findall(_composed(question)) if _WORD.search(word)]
    if any(word.startswith("-") for word in bare):
        return "a minus excludes nothing: all words must occur"
    if any(word in OPERATORS for word in bare):
        return "there are no operators: all words must occur; put the word in quotes to look for it"
    if any("*" in word.rstrip("*") for word in bare):
        return "a star stands at the end of a word, whose beginning is given: none stands before or inside it"
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

    Words end where a star stands inside them, beginnings of one letter are left out, and so is what exceeds the number.
    """
    kept: list[str] = []
    words = 0
    for part in _PART.finditer(_composed(question)):
        text = re.sub(r"(?<=[^*\s])\*+[^*\s].*", "*", part[3].lstrip("*-")) if part[3] else part[0]
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
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def keys_of(question: str) -> list[str]:
    """What forms are to be looked up by for a question: its bare words, and each two neighbours as one."""
    asked = phrases(question)
    pairs = [joined(first, second) for first, second in pairwise(asked) if first.bare and second.bare]
    return [*chain.from_iterable(part.keys for part in asked), *pairs]


def joined(first: Phrase, second: Phrase) -> str:
    """Two neighbours as one word."""
    return "".join([*first.words, *second.words])


def match_expression(question: str, forms: Forms | None = None) -> str:
    """The question in FTS5's syntax; no part of it holds a quotation mark. Two neighbours may be met as one word."""
    known, asked, written = forms or {}, phrases(question), []
    while asked:
        part = asked.pop(0)
        found = _written(part, known)
        as_one = known.get(joined(part, asked[0])) if asked and part.bare and asked[0].bare else None
        if as_one:
            apart = f"({found} AND {_written(asked.pop(0), known)})"
            found = _any([apart, *(f'"{form}"' for form in as_one)])
        written.append(found)
    return " AND ".join(written)


def _written(part: Phrase, forms: Forms) -> str:
    itself = f'"{part.text}"' + ("*" if part.begins else "")
    return _any([itself, *(f'"{form}"' for key in part.keys for form in forms.get(key, ()) if form != fold(part.text))])


def _any(alternatives: Sequence[str]) -> str:
    distinct = list(dict.fromkeys(alternatives))
    return distinct[0] if len(distinct) == 1 else f"({' OR '.join(distinct)})"


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


def respellings(question: str, known: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """What may have been meant: each word that doesn't occur replaced by the nearest that does; then no side by side.

    `known`: for each word of the question, words that occur and are about as long, itself among them where it occurs.
    """
    parts = [[_nearest(word, known[word]) for word in part.words] for part in phrases(question)]
    if any(None in words for words in parts):
        return
    found = [[word for word in words if word] for words in parts]
    side_by_side = " ".join(f'"{" ".join(words)}"' if len(words) > 1 else words[0] for words in found)
    yield from (better for better in (side_by_side, " ".join(chain(*found))) if better != fold(question))


def _nearest(word: str, known: Sequence[str]) -> str | None:
    if word in known:
        return word
    if len(word) < SHORTEST_RESPELT:
        return None
    return nearest(word, known)
