"""BibTeX: an entry for each text, record or dataset that is cited.

Both are `@misc`, which every style knows; `@dataset` is BibLaTeX's alone. Plain styles print no `url`, so the address
stands in `howpublished` too; what they sort by where nobody is named as author is `key`. A day is BibLaTeX's `date`;
BibTeX knows `year` and `month`. UTF-8, as BibLaTeX and modern BibTeX read.
"""

import re
from collections.abc import Iterable, Mapping
from urllib.parse import quote

from app.formats.bibliography import Author, Entry, Item, Work, iso

LANGUAGES = {"de": "german", "en": "english", "es": "spanish", "fr": "french", "pt": "portuguese"}
"""ISO 639-1 codes as babel's names, by which BibLaTeX hyphenates."""
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""Names that every style defines."""
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


def bibtex(items: Iterable[Item]) -> str:
    """Entries by their keys, a blank line between them."""
    written = ((item.key, _work(item.work) if isinstance(item.work, Work) else _entry(item.work)) for item in items)
    return "\n".join(_misc(key, fields) for key, fields in written)


def _work(work: Work) -> dict[str, str]:
    month = MONTHS[work.published[1] - 1] if len(work.published) > 1 else ""
    return {
        "author": " and ".join(map(_author, work.authors)),
        "key": escape(work.publisher or work.heading),
        "title": f"{{{escape(work.marked)}}}",
        "type": work.genre,
        "howpublished": escape(", ".join(filter(None, (work.genre, work.issuer, _where(work))))),
        "year": iso(work.published[:1]),
        "month": month,
        "date": iso(work.published),
        "url": _url(work.address),
        "urldate": iso(work.accessed),
        "langid": LANGUAGES.get(work.language, ""),
        "note": escape(work.note),
    }


def _where(work: Work) -> str:
    return f"as republished at {work.address}" if work.republished else work.address


def _author(author: Author) -> str:
    """`Penn, Ada`; a body's name, and a part that BibTeX would take apart, in braces."""
    if not author.given:
        return f"{{{escape(author.family)}}}"
    return f"{_part(author.family)}, {_part(author.given)}"


def _part(name: str) -> str:
    written = escape(name)
    return f"{{{written}}}" if set("{},") & set(written) or "and" in name.lower().split() else written


def _entry(entry: Entry) -> dict[str, str]:
    version = f"version {entry.version} of {iso(entry.released)}"
    work = f"Data set, {version}" if entry.is_whole else f"{entry.dataset}, {version}"
    return {
        "key": escape(entry.dataset),
        "title": f"{{{escape(entry.label)}}}",
        "howpublished": escape(", ".join(part for part in (work, entry.web_address) if part)),
        "year": iso(entry.released[:1]),
        "url": _url(entry.web_address),
        "note": escape(entry.remarks if entry.is_whole else f"Record {entry.accession}. {entry.remarks}"),
    }


def _misc(key: str, fields: Mapping[str, str]) -> str:
    lines = (f"  {name} = {value if name == 'month' else f'{{{value}}}'},\n" for name, value in fields.items() if value)
    return f"@misc{{{key},\n{''.join(lines)}}}\n"


def escape(text: str) -> str:
    """The text, so that LaTeX prints it as it is."""
    return LIGATURE.sub("{}", text.translate(SPECIAL))


def _url(address: str) -> str:
    """Addresses are read verbatim, so what would end the field is percent-encoded and nothing else is touched."""
    return quote(address, safe="!#$%&'()*+,/:;=?@[]~")
