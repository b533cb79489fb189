"""JSON, and JSON a line: one compact document after another."""

from collections.abc import Sequence

from app.formats.documents import Context, Document, compact

# JSON leaves these three as they are inside strings, and tools that split lines by Unicode's rules break on them.
LINE_BREAKS = {ord(character): f"\\u{ord(character):04x}" for character in "\x85\u2028\u2029"}


def ndjson(documents: Sequence[Document], _: Context | None = None) -> str:
    r"""One document a line, each line ended by `\n`; no line break of any kind within a document."""
    return "".join(f"{compact(document).translate(LINE_BREAKS)}\n" for document in documents)


def json_text(documents: Sequence[Document], context: Context) -> str:
    """The record itself where one was asked for, else the records in an array."""
    return compact(documents[0] if context.single else list(documents))
