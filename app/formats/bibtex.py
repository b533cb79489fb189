"""BibTeX: for each citation an entry for the article and one for the record.

Both are `@misc`, which every style knows; `@dataset` is BibLaTeX's alone. Plain styles print no `url`, so the address
stands in `howpublished` too; what they sort by where nobody is named as author is `key`. UTF-8, as BibLaTeX and modern
BibTeX read.
"""

import re
from collections.abc import Iterable, Mapping
from urllib.parse import quote

from app.formats.bibliography import Article, DateParts, Entry, Reference, iso

LANGUAGES = {"de": "german", "en": "english", "es": "spanish", "fr": "french", "pt": "portuguese"}
"""ISO 639-1 codes as babel's names, by which BibLaTeX hyphenates."""
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
        "key": escape(article.publisher),
        "title": f"{{{escape(article.republished)}}}",
        "howpublished": escape(f"{article.publisher}, as republished at {article.address}"),
        "year": _year(article.published),
        "url": _url(article.address),
        "urldate": iso(article.accessed),
        "langid": LANGUAGES.get(article.language, ""),
        "note": escape(article.note),
    }


def _entry(entry: Entry) -> dict[str, str]:
    work = f"{entry.dataset}, version {entry.version} of {iso(entry.released)}"
    return {
        "key": escape(entry.dataset),
        "title": f"{{{escape(entry.label)}}}",
        "howpublished": escape(", ".join(part for part in (work, entry.web_address) if part)),
        "year": _year(entry.released),
        "url": _url(entry.web_address),
        "note": escape(f"Record {entry.accession}. {entry.licensed}"),
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
