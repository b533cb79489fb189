"""What is wrong with the data: each fault with its place, and the nearest right answer where there is one."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path

from seed.places import Places
from seed.records import Article, SeedError, cited_in

FILES = {name: f"{name}.yaml" for name in ("passages", "source")} | {
    kind.cited_as.value: f"{name}.yaml"
    for name, field in Article.model_fields.items()
    for kind in cited_in(field.annotation)
}
"""Which file of an article's folder has a record, by what stands before its id."""


@dataclass(frozen=True)
class Fault:
    """One fault. `record` is `type/id`, `passages: id` or an id; `field` is a path like `countries.0.code`.

    `place` is `file:line` where that is known.
    """

    record: str
    field: str
    message: str
    place: str = ""

    def __str__(self) -> str:
        """The fault in one line."""
        return ": ".join(part for part in (self.place, self.record, self.shown_field, self.message) if part)

    @property
    def shown_field(self) -> str:
        """The field without the positions in lists."""
        return ".".join(part for part in self.field.split(".") if not part.isdigit())


class SeedFaults(SeedError):
    """Several faults: a line each."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


def refuse(faults: Iterable[Fault]) -> None:
    """Raise what faults there are. Raises SeedFaults."""
    found = list(faults)
    if found:
        raise SeedFaults(found)


def placed(faults: Iterable[Fault], folder: Path) -> list[Fault]:
    """The faults of an article, each with the file and line of its field, in the order of the files."""
    known: dict[Path, Places] = {}

    def place(fault: Fault) -> Fault:
        kind, record = [*re.split(r": |/", fault.record, maxsplit=1), ""][:2]
        if fault.place or kind not in FILES:
            return fault
        path = folder / FILES[kind]
        places = known.setdefault(path, Places.of(path))
        return replace(fault, place=f"{path}:{places.line_of(record, fault.field)}")

    return [place(fault) for fault in faults]


def nearest(word: str, known: Iterable[str]) -> str | None:
    """What was probably meant by `word`, else None."""
    folded = {name.casefold().replace("_", "-"): name for name in known}
    found = get_close_matches(word.casefold().replace("_", "-"), folded, n=1, cutoff=0.6)
    return folded[found[0]] if found else None


def meant(word: str, known: Iterable[str]) -> str:
    """A clause that names what was probably meant, empty where nothing is near."""
    found = nearest(word, known)
    return f"; was `{found}` meant?" if found else ""
