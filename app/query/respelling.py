"""What may have been meant by a question that finds nothing: the nearest words that the records of a list have."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from app.database import Database
from app.http.nearness import nearest
from app.query.filters import several
from app.query.sets import RecordSets
from app.query.statements import occurring_statement, words_statement
from app.query.words import Forms, Phrase, groups, joined, keys_of, other_forms, phrases
from app.vocabulary import SearchedType

SHORTEST_RESPELT = 3
"""A shorter word is near too many others."""

LIKE = 0.75
"""How alike a word is to one that was meant: `patnets` to `patents`, but not `patent` to `talent`."""

MOST_RESPELT = 4
"""Where more words don't occur, none is respelt: it takes some milliseconds to compare each."""

OccurringWords = Mapping[str, Sequence[str]]
"""For each word of a question, words that occur and are about as long.

Alone: itself, where some form of it occurs; in capitals, where these are a country's.
"""


def respellings(question: str, known: OccurringWords) -> Iterator[str]:
    """Questions of words that occur, the most like the one asked first; at last with no words side by side."""
    asked = phrases(question)
    found = [[_nearest(piece, known) for piece in part.pieces] for part in asked]
    if any(None in words for words in found):
        return
    written = [[word for word in words if word] for words in found]
    side_by_side = " ".join(_like(part, words) for part, words in zip(asked, written, strict=True))
    for better in (side_by_side, " ".join(chain(*written))):
        if better != " ".join(map(str, asked)):
            yield better


def _nearest(piece: Phrase, known: OccurringWords) -> str | None:
    """The word that was meant: itself, in capitals, or the most like it. A number is not misspelt."""
    word = joined([piece])
    if word in known[word]:
        return piece.text
    if word.upper() in known[word]:
        return word.upper()
    return nearest(word, known[word], LIKE) if len(word) >= SHORTEST_RESPELT and word.isalpha() else None


def _like(part: Phrase, words: list[str]) -> str:
    """Words in place of a part's own; the part as it was typed, where they are the same."""
    if words == [piece.text for piece in part.pieces]:
        return str(part)
    return words[0] if len(words) == 1 else f'"{" ".join(words)}"'


def known_words(database: Database, sets: RecordSets, question: str, kinds: Sequence[SearchedType]) -> OccurringWords:
    """What the words of a question are compared with, among the words of records of some kinds."""
    in_kinds = {"kinds": several(kinds)}
    pieces = [piece for part in phrases(question) for piece in part.pieces]
    written = {joined([piece]) for piece in pieces}
    capitals = {word: word.upper() for word in written}
    forms = sets.forms([*keys_of(question), *chain.from_iterable(piece.keys for piece in pieces), *capitals.values()])
    meant = {*written, *chain(*map(str.split, chain(*forms.values())))}
    occurring = {row[0] for row in database.rows(occurring_statement(), in_kinds | {"words": several(meant)})}
    asked = [*groups(question, forms), *([piece] for piece in pieces)]
    there = chain(*(parts for parts in asked if _occurs(parts, forms, occurring)))
    found = {joined([piece]) for part in there for piece in part.pieces}
    unknown = written - found
    compared = unknown if len(unknown) <= MOST_RESPELT else set()
    near = {word: database.rows(words_statement(), in_kinds | {"word": word}) for word in compared}
    return {
        **{word: [word] for word in found},
        **{word: [row[0] for row in near.get(word, ())] for word in unknown},
        **{word: [capitals[word]] for word in unknown if capitals[word] in forms},
    }


def _occurs(parts: Sequence[Phrase], forms: Forms, occurring: set[str]) -> bool:
    """Whether what some parts mean may be there, since all its words are."""
    written = [word for part in parts for word in part.words]
    return any(occurring.issuperset(words) for words in (written, *map(str.split, other_forms(parts, forms))))
