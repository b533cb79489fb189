"""The wording rule: facts carry over, prose does not."""

import re
from collections.abc import Iterable, Iterator

SHARED_WORDS = 10

_WORD = re.compile(r"\w+")


class Prose:
    """A text whose prose is its author's, and the names in it, which are nobody's: each counts as one word."""

    def __init__(self, text: str, names: Iterable[str]) -> None:
        """`names`: names and titles, however long; those that don't stand in the text don't matter."""
        folded = " ".join(text.casefold().split())
        forms = {" ".join(name.casefold().split()) for name in names}
        known = sorted((form for form in forms if " " in form and form in folded), key=len, reverse=True)
        self._names = {form: f"name{number}" for number, form in enumerate(known)}
        self._any = re.compile("|".join(rf"(?<!\w){re.escape(form)}(?!\w)" for form in known)) if known else None
        self._runs = set(self._runs_of(text))

    def _runs_of(self, text: str) -> Iterator[tuple[str, ...]]:
        """Every run of ten words in a row, in lower case, punctuation left out."""
        plain = " ".join(text.casefold().split())
        if self._any:
            plain = self._any.sub(lambda match: self._names[match[0]], plain)
        words = _WORD.findall(plain)
        return (tuple(words[i : i + SHARED_WORDS]) for i in range(len(words) - SHARED_WORDS + 1))

    def copied(self, ours: str) -> str | None:
        """The first ten words in a row that `ours` shares with the text, else None."""
        shown = {word: form for form, word in self._names.items()}
        found = next((run for run in self._runs_of(ours) if run in self._runs), None)
        return " ".join(shown.get(word, word) for word in found) if found else None
