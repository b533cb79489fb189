"""From what people write to what machines count: offsets and hashes, kept in a lock file beside the YAML.

Offsets count Unicode code points of the file's bytes decoded as UTF-8, with no newline or other normalisation.
The lock repeats what it was computed from, so that a build can tell that it no longer fits.
"""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from pydantic import ValidationError

from seed.faults import Fault, refuse
from seed.proof import unproven
from seed.records import Article, Evidence, Passage, PassageKey, Phrase, Record, SeedError
from seed.words import perhaps, words_of

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
    """All that was counted in one article's text. Citations are named `type/id`.

    `words` are those of each record that were found in its span, by field.
    """

    file_name: str
    sha256: str
    characters: int
    passages: dict[PassageKey, LockedPassage]
    citations: dict[str, list[LockedCitation]]
    words: dict[str, dict[str, str]] = {}


def digest(text: str) -> str:
    """SHA-256 of a text's UTF-8 bytes, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def stretch(text: str, start: int, end: int) -> Stretch:
    """Count the lines of a stretch and hash it."""
    first = text.count("\n", 0, start) + 1
    last = first + text.count("\n", start, end)
    return Stretch(start=start, end=end, first_line=first, last_line=last, sha256=digest(text[start:end]))


def compute(article: Article, text: str, populations: Mapping[str, str]) -> Lock:
    """Find every passage and quote of an article in its text, and prove the words that its records call the text's.

    `populations`: the wording of each, by id. Raises SeedFaults with all that isn't so.
    """
    passages = locate_passages(article.passages, text)
    folded = text.casefold()
    faults: list[Fault] = []
    citations: dict[str, list[LockedCitation]] = {}
    for kind, record in article.cited():
        name = f"{kind}/{record.id}"
        found = [
            _locate(name, field, item, passages, text, folded)
            for field, item in zip(_evidence_fields(record.evidence), record.evidence, strict=True)
        ]
        faults += [item for item in found if isinstance(item, Fault)]
        located = citations[name] = [item for item in found if isinstance(item, LockedCitation)]
        if len(located) == len(found):
            spans = [text[item.span.start : item.span.end] for item in located]
            faults += unproven(kind, record.model_dump(mode="json"), spans, populations)
    refuse(faults)
    return Lock(
        file_name=article.source.file_name,
        sha256=digest(text),
        characters=len(text),
        passages=passages,
        citations=citations,
        words=words_by_record(article, populations),
    )


def words_by_record(article: Article, populations: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """The words that each record calls the text's, by field."""
    found = {
        f"{kind}/{record.id}": {
            word.field: word.text for word in words_of(kind, record.model_dump(mode="json"), populations)
        }
        for kind, record in article.cited()
    }
    return {name: words for name, words in found.items() if words}


def _evidence_fields(evidence: list[Evidence]) -> list[str]:
    return ["citation", *(f"further_citations.{number}" for number in range(len(evidence) - 1))]


def locate_passages(passages: list[Passage], text: str) -> dict[str, LockedPassage]:
    """Where each passage begins and ends. Raises SeedFaults with all that are not found or out of order."""
    if not passages:
        raise SeedError("passages.yaml: there is no passage; python -m seed new SLUG --text FILE splits a text")
    found = [_start(passage, text) for passage in passages]
    refuse(item for item in found if isinstance(item, Fault))
    starts = [item for item in found if isinstance(item, int)]
    order = zip(passages[1:], starts, starts[1:], strict=False)
    faults = [
        Fault(f"passages: {late.id}", "", "begins before the passage that it is listed after ends")
        for late, before, at in order
        if at <= before
    ]
    if text[: starts[0]].strip():
        faults.append(Fault(f"passages: {passages[0].id}", "", "words stand before it that no passage holds"))
    refuse(faults)
    located = {}
    for passage, start, limit in zip(passages, starts, [*starts[1:], len(text)], strict=True):
        end = start + len(text[start:limit].rstrip())
        located[passage.id] = LockedPassage(line=passage.line, begins=passage.begins, at=stretch(text, start, end))
    return located


def _start(passage: Passage, text: str) -> int | Fault:
    name, lines = f"passages: {passage.id}", text.split("\n")
    if passage.line > len(lines):
        return Fault(name, "line", f"the text has {len(lines)} lines, not {passage.line}")
    line = lines[passage.line - 1]
    found = line.count(passage.begins) if passage.begins else 1
    if not line.strip():
        return Fault(name, "line", f"line {passage.line} is empty")
    if found != 1:
        hint = perhaps(passage.begins or "", line) if found == 0 else ""
        return Fault(name, "begins", f"found {found} times on line {passage.line}, needs to be once{hint}")
    offset = sum(len(before) + 1 for before in lines[: passage.line - 1])
    return offset + (line.index(passage.begins) if passage.begins else len(line) - len(line.lstrip()))


def _locate(
    name: str, field: str, evidence: Evidence, passages: dict[str, LockedPassage], text: str, folded: str
) -> LockedCitation | Fault:
    for key in evidence.passages:
        if key not in passages:
            return Fault(name, f"{field}.passages", f"there is no passage {key}; the last is {list(passages)[-1]}")
    start, end = passages[evidence.passages[0]].at.start, passages[evidence.passages[-1]].at.end
    if end < start:
        return Fault(name, f"{field}.passages", "the last passage stands before the first")
    found = text.count(evidence.quote, start, end)
    if found != 1:
        where = "–".join(evidence.passages)
        hint = _elsewhere(evidence.quote, passages, text, start, end) if found == 0 else ""
        message = f"“{evidence.quote}” stands {found} times in {where}, needs to be once{hint}"
        return Fault(name, f"{field}.quote", message)
    at = text.index(evidence.quote, start, end)
    return LockedCitation(
        evidence=evidence,
        span=stretch(text, start, end),
        quote_start=at,
        quote_end=at + len(evidence.quote),
        unique=folded.count(evidence.quote.casefold()) == 1,
    )


def _elsewhere(quote: str, passages: dict[str, LockedPassage], text: str, start: int, end: int) -> str:
    """Where a quote does stand, or what stands in the span that is nearest to it, as a clause."""
    for key, passage in passages.items():
        if quote in text[passage.at.start : passage.at.end]:
            return f"; it stands in {key}"
    return perhaps(quote, text[start:end])


def read_lock(folder: Path, article: Article, populations: Mapping[str, str]) -> Lock:
    """Read an article's lock and refuse one that doesn't fit its YAML. `populations`: the wording of each, by id."""
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
    proven = words_by_record(article, populations)
    stale += [name for name in proven | lock.words if proven.get(name) != lock.words.get(name)]
    if stale:
        raise SeedError(f"{path}: doesn't fit {stale[0]}; make it anew with: python -m seed lock --text FILE")
    return lock
