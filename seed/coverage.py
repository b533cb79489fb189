"""Which sentences of an article have a record that quotes them, which are left out, and which are still open."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from seed.lock import Stretch, locate_passages, read_lock
from seed.records import Article, SeedError


@dataclass(frozen=True)
class Sentence:
    """A passage and what became of it. `text` is empty where none is at hand, `characters` are code points."""

    id: str
    line: int
    role: str
    state: Literal["represented", "left_out", "open"]
    text: str
    characters: int


def sentences(folder: Path, article: Article, text: str | None) -> list[Sentence]:
    """Every passage with its state, by the text, or else by the lock. Raises SeedError where neither serves."""
    if text is None:
        lock = read_lock(folder, article)
        places = {key: passage.at for key, passage in lock.passages.items()}
        starts = {item.quote_start for items in lock.citations.values() for item in items}
    else:
        places = {key: passage.at for key, passage in locate_passages(article.passages, text).items()}
        starts = set(_quotes(article, places, text))
    used = {key for key, at in places.items() if any(start in range(at.start, at.end) for start in starts)}
    used |= set(article.source.stated_in)
    return [
        Sentence(
            id=passage.id,
            line=passage.line,
            role=str(passage.role),
            state="represented" if passage.id in used else "left_out" if passage.left_out_reason else "open",
            text=" ".join((text or "")[places[passage.id].start : places[passage.id].end].split()),
            characters=places[passage.id].end - places[passage.id].start,
        )
        for passage in article.passages
    ]


def _quotes(article: Article, places: dict[str, Stretch], text: str) -> Iterator[int]:
    """Where the quotes begin, as far as they stand where they should."""
    for _, record in article.cited():
        for evidence in record.evidence:
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
