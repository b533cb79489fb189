"""JSON, and JSON a line: one compact document after another."""

from collections.abc import Sequence

from app.formats.documents import Context, Document, compact

# JSON leaves these three as they are inside strings, and tools that split lines by Unicode's rules break on them.
LINE_BREAKS = ("\x85", "\u2028", "\u2029")


def ndjson_text(documents: Sequence[Document], _: Context) -> str:
    r"""One document a line, each line ended by `\n`; no line break of any kind within a document."""
    return "".join(f"{unbroken(compact(document))}\n" for document in documents)


def unbroken(text: str) -> str:
    """JSON without the characters that some tools take for the end of a line: they are escaped."""
    for character in LINE_BREAKS:
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def json_text(documents: Sequence[Document], context: Context) -> str:
    """The record itself where one was asked for, else the records in an array."""
    return compact(documents[0] if context.single else list(documents))
