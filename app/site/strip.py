"""An article as a strip: its passages in order, to scale. The text itself is not ours to show."""

from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape

from app.formats.html import counted
from app.site.documents import Record, words_of

ROW = 360
"""Code points in a row."""
HEIGHT, PITCH, TEAR = 20, 27, 5
SHADES = (1, 3, 5, 9)
"""From how many records on a passage is shaded darker."""

HATCH = (
    '<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect class="hatch-ground" width="6" height="6"/><rect class="hatch-line" width="2" height="6"/></pattern></defs>'
)


def strip(passages: Sequence[Record], prefix: str) -> str:
    """The passages as SVG, each a link to its record."""
    rows = 1 + max((passage["end"] - 1) // ROW for passage in passages) if passages else 1
    links = "".join(_link(passage, prefix) for passage in passages)
    return (
        f'<svg id="strip" viewBox="0 0 {ROW} {rows * PITCH}" width="100%" height="{rows * PITCH}"'
        f' preserveAspectRatio="none" role="group" aria-label="The article’s passages, to scale">{HATCH}{links}</svg>'
    )


def _link(passage: Record, prefix: str) -> str:
    label = describe(passage)
    torn = is_broken(passage)
    boxes = "".join(
        f'<rect class="box" x="{x}" y="{y}" width="{width}" height="{HEIGHT}"/>'
        + (f'<rect class="tear" x="{x}" y="{y + HEIGHT - TEAR}" width="{width}" height="{TEAR}"/>' if torn else "")
        for x, y, width in pieces(passage["start"], passage["end"])
    )
    return (
        f'<a class="{shade(passage)}" data-id="{escape(passage["id"])}" href="{prefix}{escape(passage["url"])}"'
        f' aria-label="{label}"><title>{label}</title>{boxes}</a>'
    )


def pieces(start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Where a passage stands in the rows: x, y and width of each piece, with a hair of room at its end."""
    while start < end:
        row, x = divmod(start, ROW)
        width = min(end - start, ROW - x)
        yield x, row * PITCH, max(width - 1, 1)
        start += width


def shade(passage: Record) -> str:
    """The class that shades it: by how many records rest on it, hatched where it is left out."""
    if passage["coverage"] == "left_out":
        return "left-out"
    return f"d{sum(len(passage['records']) >= least for least in SHADES)}"


def is_broken(passage: Record) -> bool:
    """Whether the layout left less than the sentence."""
    return bool(passage["condition"] != "intact")


def describe(passage: Record) -> str:
    """A passage in words, as HTML text."""
    records = len(passage["records"])
    rest = f"left out: {words_of(passage['left_out_reason'])}"
    if passage["coverage"] != "left_out":
        rest = counted(records, "record")
    broken = f", {words_of(passage['condition'])}" if is_broken(passage) else ""
    length = passage["end"] - passage["start"]
    return f"{escape(passage['label'])}: {length} characters{broken}, {rest}"


def left_out(passages: Sequence[Record]) -> str:
    """What was left out, and why, as a list."""
    reasons = Counter(each["left_out_reason"] for each in passages if each["coverage"] == "left_out")
    items = "".join(f"<li>{words_of(reason).capitalize()}: {number}</li>" for reason, number in reasons.items())
    return f"<ul>{items}</ul>" if items else "<p>Nothing.</p>"
