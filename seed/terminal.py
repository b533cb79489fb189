"""Tables: with lines and colours on a terminal, aligned plain text everywhere else."""

import sys
from collections.abc import Sequence
from typing import TextIO

GOOD = {"ok", "represented"}
BAD = {"FAIL", "open"}


def show(
    columns: Sequence[str], rows: Sequence[Sequence[object]], *, numbers: Sequence[int] = (), file: TextIO | None = None
) -> None:
    """Print a table; the columns at the positions `numbers` are set flush right."""
    out = file or sys.stdout
    cells = [[str(cell) for cell in row] for row in rows]
    if out.isatty():
        _rich(columns, cells, numbers, out)
        return
    widths = [max(map(len, column)) for column in zip(columns, *cells, strict=True)]
    for row in [list(columns), *cells]:
        padded = [
            cell.rjust(width) if position in numbers else cell.ljust(width)
            for position, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        out.write("  ".join(padded).rstrip() + "\n")


def _rich(columns: Sequence[str], cells: Sequence[Sequence[str]], numbers: Sequence[int], out: TextIO) -> None:
    from rich.console import Console  # noqa: PLC0415 - a pipe pays nothing for what only a terminal shows
    from rich.table import Table  # noqa: PLC0415 - as above
    from rich.text import Text  # noqa: PLC0415 - as above

    table = Table(header_style="bold")
    for position, column in enumerate(columns):
        table.add_column(column, justify="right" if position in numbers else "left", overflow="fold")
    for row in cells:
        style = "red" if BAD & set(row) else ""
        table.add_row(*(Text(cell, style="green" if cell in GOOD else style) for cell in row))
    Console(file=out).print(table)
