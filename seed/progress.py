"""How far a build is: a bar a file on terminals, nothing anywhere else."""

from collections.abc import Callable, Iterable, Iterator
from types import TracebackType
from typing import Self, TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars

T = TypeVar("T")

ADVANCED_BY = 500


class Progress:
    """Counts the rows of each step. To be entered; bars are shown on standard error where that is a terminal."""

    def __init__(self) -> None:
        console = Console(stderr=True)
        columns = TextColumn("{task.description:<15}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
        self._bars = Bars(*columns, console=console, disable=not console.is_terminal)

    def __enter__(self) -> Self:
        """Begin to draw."""
        self._bars.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Leave the bars as they are."""
        self._bars.stop()

    def step(self, label: str, total: int | None = None) -> "Step":
        """A step of `total` items, None where nobody knows."""
        task = self._bars.add_task(label, total=total)
        return Step(
            lambda items: self._bars.advance(task, items),
            lambda items: self._bars.update(task, total=items) if total is None else None,
        )


class Step:
    """One bar."""

    def __init__(self, advance: Callable[[int], None], end: Callable[[int], None]) -> None:
        """`advance` is told of so many items more, `end` of how many there were in all."""
        self._advance = advance
        self._end = end

    def count(self, items: Iterable[T]) -> Iterator[T]:
        """The items, counted as they pass."""
        number = 0
        for number, item in enumerate(items, 1):
            yield item
            if number % ADVANCED_BY == 0:
                self._advance(ADVANCED_BY)
        self._advance(number % ADVANCED_BY)
        self._end(number)
