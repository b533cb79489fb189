"""Words: from what people type to the full-text index (SQLite FTS5), and to the nearest words that occur.

A question is words, all of which must occur; `"two words"` in quotes stand side by side; `wor*` begins a word.
Case and diacritics don't matter. Nothing that is typed reaches the index as syntax: every part is quoted.
"""

import difflib
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from sqlalchemy import ColumnElement, Integer, and_, bindparam, column, literal_column, table

from app.models import SEARCH_BLOCK
from app.vocabulary import SearchedType

INDEX = table("search_index", column("rowid", Integer))

SHORTEST_RESPELT = 3
"""A shorter word is near too many others."""

OPERATORS = {"AND", "OR", "NOT", "NEAR"}
REPLACEMENT = "\ufffd"
"""What stands for bytes that are no UTF-8."""

_PART = re.compile(r'"([^"]*)"?(\*)?|([^\s"]+)')
_WORD = re.compile(r"[^\W_]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True)
class Phrase:
    """Words that stand side by side; `begins`: the last one may go on."""

    text: str
    begins: bool

    @property
    def words(self) -> list[str]:
        """The words as the index keeps them."""
        return _WORD.findall(fold(self.text))


def phrases(question: str) -> list[Phrase]:
    """The parts of a question that hold a letter or a digit; empty where none does."""
    composed = _CONTROL.sub(" ", unicodedata.normalize("NFC", question))
    found = [
        Phrase(quoted or bare.rstrip("*"), begins=bool(starred) or bare.endswith("*"))
        for quoted, starred, bare in _PART.findall(composed)
    ]
    return [phrase for phrase in found if phrase.words]


def unreadable(question: str) -> str | None:
    """Why a question can't be read as it is meant; None where it can."""
    if any(unicodedata.category(letter) in {"Cc", "Cs"} or letter == REPLACEMENT for letter in question):
        return "it holds a character that is no text"
    bare = [word for _, _, word in _PART.findall(question) if word]
    if any(word.startswith("-") and _WORD.search(word) for word in bare):
        return "a minus excludes nothing: all words must occur"
    if any(word in OPERATORS for word in bare):
        return "there are no operators: all words must occur; put the word in quotes to look for it"
    if any(word.startswith("*") and _WORD.search(word) for word in bare):
        return "a star stands at the end of a word, whose beginning is given"
    return None if phrases(question) else "it has no word to look for"


def fold(text: str) -> str:
    """Lower case without diacritics, as the index keeps its words."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def match_expression(question: str) -> str:
    """The question in FTS5's syntax; no part of it holds a quotation mark."""
    return " AND ".join(f'"{part.text}"' + ("*" if part.begins else "") for part in dict.fromkeys(phrases(question)))


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
    return next(iter(difflib.get_close_matches(word, known, n=1, cutoff=0.6)), None)
