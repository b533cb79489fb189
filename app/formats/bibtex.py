"""BibTeX: for each citation an entry for the article and one for the record.

Both are `@misc`, which every style knows; `@dataset` is BibLaTeX's alone. UTF-8, as BibLaTeX and modern BibTeX read.
"""

import re
from collections.abc import Iterable, Mapping
from urllib.parse import quote

from app.formats.bibliography import Article, DateParts, Entry, Reference

# Braces go by name: BibTeX counts a brace even where a backslash stands before it.
SPECIAL = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{character: f"\\{character}" for character in "$&%#_"},
    }
)
LIGATURE = re.compile(r"(?<=[-`',<>])(?=[-`',<>])|(?<=[!?])(?=`)")  # LaTeX would make one character of such two


def bibtex(references: Iterable[Reference]) -> str:
    """Entries with the keys `<citation id>` and `<citation id>-record`, a blank line between them."""
    return "\n".join(
        text
        for reference in references
        for text in (
            _misc(reference.key, _article(reference.article)),
            _misc(f"{reference.key}-record", _entry(reference.entry)),
        )
    )


def _article(article: Article) -> dict[str, str]:
    return {
        "author": " and ".join(f"{{{escape(name)}}}" for name in article.authors),
        "title": f"{{{escape(article.heading)}}}",
        "howpublished": escape(f"{article.publisher}, as republished"),
        "year": _year(article.published),
        "url": _url(article.address),
        "urldate": _iso(article.accessed),
        "language": escape(article.language),
        "note": escape(article.note),
    }


def _entry(entry: Entry) -> dict[str, str]:
    return {
        "title": f"{{{escape(entry.label)}}}",
        "howpublished": escape(f"{entry.kind} in {entry.dataset}, version {entry.version} of {_iso(entry.released)}"),
        "year": _year(entry.released),
        "url": _url(entry.address),
        "note": escape(f"Licence: {entry.licence}, {entry.licence_url}"),
    }


def _misc(key: str, fields: Mapping[str, str]) -> str:
    lines = (f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@misc{{{key},\n{''.join(lines)}}}\n"


def escape(text: str) -> str:
    """The text, so that LaTeX prints it as it is."""
    return LIGATURE.sub("{}", text.translate(SPECIAL))


def _url(address: str) -> str:
    """Addresses are read verbatim, so what would end the field is percent-encoded and nothing else is touched."""
    return quote(address, safe="!#$%&'()*+,/:;=?@[]~")


def _year(parts: DateParts) -> str:
    return f"{parts[0]:04d}" if parts else ""


def _iso(parts: DateParts) -> str:
    return "-".join(f"{part:02d}" for part in parts)
