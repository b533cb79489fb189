"""From what people write to what machines count: offsets and hashes, kept in a lock file beside the YAML.

Offsets count Unicode code points of the file's bytes decoded as UTF-8, with no newline or other normalisation.
The lock repeats what it was computed from, so that a build can tell that it no longer fits.
"""

import hashlib
from pathlib import Path

from pydantic import ValidationError

from seed.records import Article, Evidence, Passage, PassageKey, Phrase, Record, SeedError

LOCK_NAME = "locators.lock.json"


class Stretch(Record):
    """A stretch of the text: code points from `start` to before `end`, and the lines that it stands on."""

    start: int
    end: int
    first_line: int
    last_line: int
    sha256: str


class LockedPassage(Record):
    """A passage as written and where it stands."""

    line: int
    begins: Phrase | None
    at: Stretch


class LockedCitation(Record):
    """Evidence as written and where it stands; `unique`: whether the quote occurs once in the text, in any case."""

    evidence: Evidence
    span: Stretch
    quote_start: int
    quote_end: int
    unique: bool


class Lock(Record):
    """All that was counted in one article's text. Citations are named `type/id`."""

    file_name: str
    sha256: str
    characters: int
    passages: dict[PassageKey, LockedPassage]
    citations: dict[str, list[LockedCitation]]


def read_text(path: Path) -> str:
    """Read a text without touching its newlines, or say what is wrong with the file."""
    try:
        return path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        raise SeedError(f"{path}: no such file") from None
    except UnicodeDecodeError as error:
        raise SeedError(f"{path}: not UTF-8 at byte {error.start}") from None


def digest(text: str) -> str:
    """SHA-256 of a text's UTF-8 bytes, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def stretch(text: str, start: int, end: int) -> Stretch:
    """Count the lines of a stretch and hash it."""
    first = text.count("\n", 0, start) + 1
    last = first + text.count("\n", start, end)
    return Stretch(start=start, end=end, first_line=first, last_line=last, sha256=digest(text[start:end]))


def compute(article: Article, text: str) -> Lock:
    """Find every passage and quote of an article in its text."""
    passages = _locate_passages(article.passages, text)
    folded = text.casefold()
    citations = {
        f"{kind}/{record.id}": [
            _locate(f"{kind}/{record.id}", item, passages, text, folded) for item in record.evidence
        ]
        for kind, record in article.cited()
    }
    return Lock(
        file_name=article.source.file_name,
        sha256=digest(text),
        characters=len(text),
        passages=passages,
        citations=citations,
    )


def _locate_passages(passages: list[Passage], text: str) -> dict[str, LockedPassage]:
    starts = [_start(passage, text) for passage in passages]
    if starts != sorted(set(starts)):
        late = next(b.id for b, x, y in zip(passages[1:], starts, starts[1:], strict=False) if y <= x)
        raise SeedError(f"passages: {late}: begins before the passage that it is listed after ends")
    if text[: starts[0]].strip():
        raise SeedError(f"passages: {passages[0].id}: words stand before it that no passage holds")
    located = {}
    for passage, start, limit in zip(passages, starts, [*starts[1:], len(text)], strict=True):
        end = start + len(text[start:limit].rstrip())
        located[passage.id] = LockedPassage(line=passage.line, begins=passage.begins, at=stretch(text, start, end))
    return located


def _start(passage: Passage, text: str) -> int:
    lines = text.split("\n")
    if passage.line > len(lines):
        raise SeedError(f"passages: {passage.id}: line: the text has {len(lines)} lines, not {passage.line}")
    line = lines[passage.line - 1]
    found = line.count(passage.begins) if passage.begins else 1
    if found != 1 or not line.strip():
        raise SeedError(f"passages: {passage.id}: begins: found {found} times on line {passage.line}, needs to be once")
    offset = sum(len(before) + 1 for before in lines[: passage.line - 1])
    return offset + (line.index(passage.begins) if passage.begins else len(line) - len(line.lstrip()))


def _locate(
    name: str, evidence: Evidence, passages: dict[str, LockedPassage], text: str, folded: str
) -> LockedCitation:
    for key in evidence.passages:
        if key not in passages:
            raise SeedError(f"{name}: citation: passages: there is no passage {key}")
    start, end = passages[evidence.passages[0]].at.start, passages[evidence.passages[-1]].at.end
    found = text.count(evidence.quote, start, end)
    if found != 1:
        where = "–".join(evidence.passages)
        raise SeedError(
            f"{name}: citation: quote: “{evidence.quote}” stands {found} times in {where}, needs to be once"
        )
    at = text.index(evidence.quote, start, end)
    return LockedCitation(
        evidence=evidence,
        span=stretch(text, start, end),
        quote_start=at,
        quote_end=at + len(evidence.quote),
        unique=folded.count(evidence.quote.casefold()) == 1,
    )


def read_lock(folder: Path, article: Article) -> Lock:
    """Read an article's lock and refuse one that doesn't fit its YAML."""
    path = folder / LOCK_NAME
    try:
        lock = Lock.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        raise SeedError(f"{path}: no such file; make it with: python -m seed lock --text FILE") from None
    except ValidationError as error:
        raise SeedError(f"{path}: not a lock: {error.errors()[0]['msg']}") from None
    written = {f"{kind}/{record.id}": record.evidence for kind, record in article.cited()}
    locked = {name: [item.evidence for item in items] for name, items in lock.citations.items()}
    anchors = {passage.id: (passage.line, passage.begins) for passage in article.passages}
    locked_anchors = {key: (item.line, item.begins) for key, item in lock.passages.items()}
    stale = [name for name in written | locked if written.get(name) != locked.get(name)]
    stale += [key for key in anchors | locked_anchors if anchors.get(key) != locked_anchors.get(key)]
    if stale:
        raise SeedError(f"{path}: doesn't fit {stale[0]}; make it anew with: python -m seed lock --text FILE")
    return lock
