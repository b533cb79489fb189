"""Holds what people wrote against the text: words against spans, numbers against words."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from seed.faults import Fault
from seed.records import Article
from seed.words import Word, figure_faults, perhaps, stand, words_of


def unproven(
    kind: str, record: Mapping[str, Any], spans: Sequence[str], populations: Mapping[str, str]
) -> Iterator[Fault]:
    """The words of a record that don't stand where it says. `spans`: the principal one's text first."""
    for word, fault in held(kind, record, spans, populations):
        if fault:
            yield Fault(f"{kind}/{record['id']}", word.field, fault)


def held(
    kind: str, record: Mapping[str, Any], spans: Sequence[str], populations: Mapping[str, str]
) -> Iterator[tuple[Word, str]]:
    """Each of the words that a record calls the source's, and why it is not; empty where it stands in its span."""
    for word in words_of(kind, record, populations):
        where = spans if word.anywhere else spans[:1]
        yield word, "" if any(stand(word.text, span) for span in where) else _missing(word.text, where, spans)


def _missing(words: str, where: Sequence[str], spans: Sequence[str]) -> str:
    """Say that words don't stand in a record's span, and which ones were probably meant."""
    if any(stand(words, span) for span in spans):
        return f"“{words}” stands in a further citation only, not in the record's own span"
    hint = next((found for span in where if (found := perhaps(words, span))), "")
    return f"“{words}” doesn't stand in the record's span{hint}"


def false_numbers(article: Article) -> Iterator[Fault]:
    """Figures whose words write another number, and bounds that don't hold."""
    for figure in article.statistics:
        faults = figure_faults(figure.model_dump(mode="json"), article.source.language)
        yield from (Fault(f"statistic/{figure.id}", *fault) for fault in faults)
