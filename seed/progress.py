"""How far a build is: a bar a file on terminals, nothing anywhere else."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars

T = TypeVar("T")

ADVANCED_BY = 500


class Progress(Bars):
    """Bars on standard error where that is a terminal; to be entered. Each step is a task, of total None if unknown."""

    def __init__(self) -> None:
        console = Console(stderr=True)
        columns = TextColumn("{task.description:<15}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
        super().__init__(*columns, console=console, disable=not console.is_terminal)

    def count(self, step: TaskID, items: Iterable[T]) -> Iterator[T]:
        """The items, counted as they pass."""
        number = 0
        for number, item in enumerate(items, 1):
            yield item
            if number % ADVANCED_BY == 0:
                self.advance(step, ADVANCED_BY)
        self.advance(step, number % ADVANCED_BY)
        if self.tasks[step].total is None:
            self.update(step, total=number)
