"""A citation as two works: the text that it points into, and this dataset's record of it.

Names and dates are settled here, once; the formats only print them.
"""

import re
from dataclasses import dataclass

DateParts = tuple[int, ...]  # year, month, day, as far as known; empty: unknown (the date-parts of CSL)
BLANKS = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029]+")


SHORT_WORDS = 4
NO_LAST_WORDS = {"a", "an", "and", "between", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"}
"""What a short title doesn't end in."""

GENRES = {"press_release": "Press release", "report": "Report", "speech": "Speech"}
"""Types of text that a reference names, since no journal, newspaper or site tells them; in words."""


@dataclass(frozen=True)
class Author:
    """A person, or by `family` alone a body or somebody whose family name is not told."""

    family: str
    given: str = ""

    @property
    def inverted(self) -> str:
        """`Penn, Ada`."""
        return f"{self.family}, {self.given}" if self.given else self.family

    @property
    def full(self) -> str:
        """`Ada Penn`."""
        return f"{self.given} {self.family}" if self.given else self.family


@dataclass(frozen=True)
class Work:
    """The text that is cited; each field on one line, empty where it is not known.

    `kind` is a source type. `description` is ours, for want of a title. `republished`: we hold no original.
    `accessed` is the day on which the text was read in a stored copy; nobody opened `address` on that day. `lines` and
    `quote` are empty where the text is cited as a whole.
    """

    kind: str
    title: str | None
    description: str
    authors: tuple[Author, ...]
    publisher: str
    republished: bool
    published: DateParts
    accessed: DateParts
    language: str
    address: str
    lines: str = ""  # "5" or "30–32"
    quote: str = ""
    caveat: str = ""
    """How far what we hold can be taken for the original."""

    @property
    def short(self) -> str:
        """The beginning of a long heading, for styles that repeat it in the text; empty where it is short."""
        words = (self.title or self.description).split()
        if len(words) <= SHORT_WORDS:
            return ""
        begun = words[:SHORT_WORDS]
        while begun[-1].lower() in NO_LAST_WORDS:
            begun.pop()
        return " ".join(begun) if self.title else f"[{' '.join(begun)}]"

    @property
    def heading(self) -> str:
        """The title, or our description in brackets, as cataloguers mark a title of their own (ISBD, area 1)."""
        return self.title or f"[{self.description}]"

    @property
    def marked(self) -> str:
        """The heading with what must survive any style's formatting: that the original is another text."""
        if not self.republished:
            return self.heading
        return f"{self.title} [as republished]" if self.title else f"[{self.description}, as republished]"

    @property
    def genre(self) -> str:
        """What kind of text it is, in words, where its title and publisher don't tell."""
        return GENRES.get(self.kind, "")

    @property
    def issuer(self) -> str:
        """The publisher, unless the text is its own."""
        return "" if [author.full for author in self.authors] == [self.publisher] else self.publisher

    @property
    def place(self) -> str:
        """Where in the file: `line 5` or `lines 30–32`; empty for the whole."""
        return self.lines and f"line{'' if self.lines.isdecimal() else 's'} {self.lines}"

    @property
    def note(self) -> str:
        """What no field of a format has room for."""
        place = ", ".join(part for part in ("as republished" if self.republished else "", self.place) if part)
        said = f"{place[:1].upper()}{place[1:]}{f': “{self.quote}”' if self.lines else ''}"
        read = f"The text was read on {iso(self.accessed)} in a stored copy."
        return f"{said}. {read}" if said else read


@dataclass(frozen=True)
class Entry:
    """The dataset's record that the citation proves; the dataset itself where `id` is empty."""

    id: str
    label: str
    kind: str
    dataset: str
    version: str
    released: DateParts
    address: str
    licence: str
    licence_url: str
    note: str = ""
    """What must be known beside it."""

    @property
    def is_whole(self) -> bool:
        """Whether it is the dataset itself, not a record of it."""
        return not self.id

    @property
    def accession(self) -> str:
        """What names the record among all others, whose label may be the same: `type/id`; empty for the dataset."""
        return self.id and f"{self.kind}/{self.id}"

    @property
    def web_address(self) -> str:
        """The address where it is whole; empty where it is a bare path, which leads nowhere outside this service."""
        return "" if self.address.startswith("/") else self.address

    @property
    def remarks(self) -> str:
        """What no field of a format has room for."""
        return f"{self.note and f'{self.note} '}Licence: {self.licence}, {self.licence_url}"


@dataclass(frozen=True)
class Proof:
    """What the check needs: code points of the UTF-8 file `file_name`, `end` exclusive, and SHA-256 of UTF-8 bytes."""

    file_name: str
    file_sha256: str
    start: int
    end: int
    sha256: str
    quote: str
    quote_start: int
    quote_end: int
    command: str
    deep_link: str | None


@dataclass(frozen=True)
class Item:
    """What a list of references has an entry for, under a key of its own."""

    key: str
    work: Work | Entry


@dataclass(frozen=True)
class Reference:
    """A citation: two items, ready to be printed in any format."""

    key: str
    address: str
    work: Work
    entry: Entry
    proof: Proof
    source: str
    """The id of the text."""

    @property
    def items(self) -> tuple[Item, Item]:
        """The text that is cited, and the record."""
        return Item(self.key, self.work), Item(f"{self.key}-record", self.entry)


def on_one_line(text: str) -> str:
    """The text with each run of blanks, line breaks and control characters as one space, for formats of lines."""
    return BLANKS.sub(" ", text).strip(" ")


def iso(parts: DateParts) -> str:
    """The date in ISO 8601, as far as it is known: a year of four digits, a month and a day of two."""
    return "-".join(f"{part:02d}" if number else f"{part:04d}" for number, part in enumerate(parts))


def date_parts(value: str) -> DateParts:
    """ISO 8601, a year, a month or a day."""
    return tuple(int(part) for part in value.split("-"))
