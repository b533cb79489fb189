"""Splits a text into sentences, a guess that people look over: what begins where, and what it is for on its page."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.vocabulary import PassageRole

SHORT = {
    *("mr", "mrs", "ms", "dr", "prof", "st", "jr", "sr", "rev", "gen", "sen", "rep", "gov", "hon", "col", "sgt"),
    *("vol", "fig", "pp", "vs", "etc", "inc", "ltd", "co", "corp", "dept", "est", "approx", "cf", "al"),
    *("jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "e.g", "i.e", "u.s", "u.k"),
}
"""Abbreviations whose full stop ends no sentence."""
FURNITURE = re.compile(
    r"^(©|copyright\b|all rights reserved|leave a (comment|reply)|published (on|in|by)\b|last updated|share this"
    r"|this (article|story) (was|first|originally)|the article initially|photo(graph)?( by|:)|source:|contact:|tags?:)",
    re.IGNORECASE,
)
PROMOTION = re.compile(
    r"\b(subscribe|sign up|newsletter|download our app|our latest platform|start your free|click here|buy our)\b",
    re.IGNORECASE,
)
LINKS = re.compile(
    r"^(more (articles|stories)|related( articles| stories)?|read (more|also|next)|see also)\b", re.IGNORECASE
)
OPENING = "\"“‘'(["  # noqa: RUF001 - the quotation marks that are meant
END = re.compile(r"[.!?…]+[\"”’')\]]*(?=\s+[\"“‘'(\[]*[A-ZÀ-Þ0-9©])")  # noqa: RUF001 - as above
ENDED = re.compile(r"[.!?…][\"”’')\]]*$")
WRAPPED_AT = 100
"""A text none of whose lines is longer was broken to fit a page: a full line goes on below."""
FULL = 0.7
"""A line of this share of the longest is full."""
BEGINS_WORDS = 8
"""So many words at most say where a sentence begins."""


@dataclass(frozen=True)
class Piece:
    """A sentence or a line: the line that it starts on, its first words where it doesn't open the line, and a guess."""

    line: int
    begins: str | None
    text: str
    role: PassageRole
    torn: bool


def split(text: str) -> list[Piece]:
    """Split a text into pieces that begin where a line or a sentence does. What stands below "Related" is links."""
    lines = text.split("\n")
    inset, wrapped = _continued(lines)
    pieces: list[Piece] = []
    links = False
    for number, line in enumerate(lines):
        links = links or bool(LINKS.match(line.strip()))
        role = _role(line.strip(), links=links)
        for start, sentence in _sentences(line):
            opens = not line[:start].strip()
            begins = None if opens else _begins(line, start)
            joins = (opens and number in inset | wrapped) or begins == ""  # nothing tells where it begins
            if joins and pieces:
                before = pieces[-1]
                torn = before.torn or (opens and number in inset)
                pieces[-1] = replace(before, text=f"{before.text} {sentence}", torn=torn)
            else:
                own = role if role is PassageRole.page_furniture else _role(sentence, links=links)
                pieces.append(Piece(number + 1, begins, sentence, own, torn=False))
    return pieces


def _continued(lines: Sequence[str]) -> tuple[set[int], set[int]]:
    """The lines, from 0, that go on with the sentence above: torn by what is set on a line of its own, or wrapped."""
    longest = max(map(len, lines))
    inset, wrapped = set(), set()
    for number, (above, line) in enumerate(zip(lines, lines[1:], strict=False), start=1):
        first = line.strip().lstrip(OPENING)[:1]
        if not above.strip() or not first:
            continue
        if longest <= WRAPPED_AT and len(above) >= FULL * longest and not ENDED.search(above.rstrip()):
            wrapped.add(number)
        elif first.islower() or first in ":,;–—-":
            inset.add(number)
            if number > 1 and not _ended(above) and lines[number - 2].strip() and not _ended(lines[number - 2]):
                inset.add(number - 1)
    return inset, wrapped


def _ended(line: str) -> bool:
    return ENDED.search(line.rstrip()) is not None


def _sentences(line: str) -> Iterator[tuple[int, str]]:
    """Where each sentence of a line begins, and its text."""
    start = len(line) - len(line.lstrip())
    for match in END.finditer(line):
        before = line[start : match.start()].split()[-1:] or [""]
        word = before[0].casefold().strip(OPENING)
        initial = len(word) == 1 and word.isalpha() and match[0].startswith(".")
        numbered = word == "no" and line[match.end() :].lstrip()[:1].isdigit()
        if word in SHORT or initial or numbered:
            continue
        yield start, line[start : match.end()].strip()
        start = match.end() + len(line[match.end() :]) - len(line[match.end() :].lstrip())
    if line[start:].strip():
        yield start, line[start:].strip()


def _begins(line: str, start: int) -> str:
    """The fewest words from a place on that stand nowhere else on the line; empty where even many do."""
    rest = line[start:]
    for match in list(re.finditer(r"\S+", rest))[:BEGINS_WORDS]:
        words = rest[: match.end()]
        if line.find(words) == start and line.find(words, start + 1) < 0 and len(words) > 1:
            return words
    return ""


def _role(sentence: str, *, links: bool) -> PassageRole:
    if FURNITURE.search(sentence):
        return PassageRole.page_furniture
    if links:
        return PassageRole.related_link
    return PassageRole.promotion if PROMOTION.search(sentence) else PassageRole.body
