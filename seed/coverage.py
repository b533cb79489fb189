"""Which sentences of an article have a record that quotes them, which are left out, and which are still open."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from seed.lock import Lock, Stretch, locate_passages
from seed.records import Article, Evidence, Passage, SeedError


@dataclass(frozen=True)
class Sentence:
    """A passage and what became of it. `text` is empty where none is at hand, `characters` are code points."""

    id: str
    line: int
    role: str
    state: Literal["represented", "left_out", "open"]
    text: str
    characters: int


@dataclass(frozen=True)
class Work:
    """What has been written of an article so far: passages, the evidence of all records, what the source rests on."""

    passages: list[Passage]
    evidence: list[Evidence]
    stated_in: list[str]

    @classmethod
    def of(cls, article: Article) -> "Work":
        """All of a finished article."""
        evidence = [item for _, record in article.cited() for item in record.evidence]
        return cls(article.passages, evidence, article.source.stated_in)


def by_lock(lock: Lock, work: Work) -> list[Sentence]:
    """Every passage with its state, by a lock that fits."""
    places = {key: passage.at for key, passage in lock.passages.items()}
    return _sentences(work, places, {item.quote_start for items in lock.citations.values() for item in items}, "")


def by_text(text: str, work: Work) -> list[Sentence]:
    """Every passage with its state and words. Raises SeedFaults where a passage isn't found."""
    places = {key: passage.at for key, passage in locate_passages(work.passages, text).items()}
    return _sentences(work, places, set(_quotes(work.evidence, places, text)), text)


def _sentences(work: Work, places: dict[str, Stretch], starts: set[int], text: str) -> list[Sentence]:
    used = {key for key, at in places.items() if any(start in range(at.start, at.end) for start in starts)}
    used |= set(work.stated_in)
    return [
        Sentence(
            id=passage.id,
            line=passage.line,
            role=str(passage.role),
            state="represented" if passage.id in used else "left_out" if passage.left_out_reason else "open",
            text=" ".join(text[places[passage.id].start : places[passage.id].end].split()),
            characters=places[passage.id].end - places[passage.id].start,
        )
        for passage in work.passages
    ]


def _quotes(written: list[Evidence], places: dict[str, Stretch], text: str) -> Iterator[int]:
    """Where the quotes begin, as far as they stand where they should."""
    for evidence in written:
        if all(key in places for key in evidence.passages):
            start, end = places[evidence.passages[0]].start, places[evidence.passages[-1]].end
            at = text.find(evidence.quote, start, end)
            if at >= 0:
                yield at


def share_done(found: list[Sentence]) -> float:
    """How much of the text is represented or left out with a reason, by characters, from 0 to 1."""
    total = sum(sentence.characters for sentence in found)
    if not total:
        raise SeedError("there is no passage")
    return sum(sentence.characters for sentence in found if sentence.state != "open") / total
