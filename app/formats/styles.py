"""References as the manuals print them, in plain text: a paragraph for the article, one for the dataset's record.

Italics can't be shown and are left out. Names stand as stated, since which part is the family name is not known. The
place and the quote, which the manuals keep for the text, stand in the reference: it is for this one place. Where the
manuals have the day on which an address was opened, the day stands on which a stored copy was read.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from app.formats.bibliography import Article, DateParts, Entry, Reference, date_parts
from app.formats.documents import Dataset

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
MLA_MONTHS = ("Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.")
MLA_ET_AL = 3  # from three authors on, the first stands for all
WHOLE_DATE = 3
WORD = re.compile(r"\w+(?:’\w+)*")
# Articles, the common conjunctions and prepositions (MLA 9, 2.90; Chicago 17, 8.159).
SMALL = {
    *("a", "about", "across", "after", "against", "among", "an", "and", "around", "as", "at", "before", "behind"),
    *(
        "between",
        "beyond",
        "but",
        "by",
        "during",
        "except",
        "for",
        "from",
        "in",
        "into",
        "like",
        "of",
        "off",
        "on",
        "nor",
    ),
    *(
        "onto",
        "or",
        "out",
        "over",
        "per",
        "since",
        "than",
        "the",
        "through",
        "to",
        "toward",
        "towards",
        "under",
        "until",
    ),
    *("up", "upon", "via", "with", "within", "without"),
}
Style = Callable[[Reference], str]


def printed(style: Style, references: Iterable[Reference]) -> str:
    """References in one style, an empty line between paragraphs."""
    return "\n\n".join(style(reference) for reference in references) + "\n"


def apa(reference: Reference) -> str:
    """APA 7: with no author the title comes first (9.12); with no title a description in brackets (9.22)."""
    article, entry = _typeset(reference)
    return f"{_apa_article(article)}\n\n{_apa_entry(entry)}"


def apa_dataset(about: Dataset, address: str = "") -> str:
    """The dataset as a whole on one line (APA 7, 10.9); its title comes first, since nobody is named as its author."""
    date = _apa_date(date_parts(about.released.isoformat()))
    return f"{_curly(about.title)} (Version {about.version}) [Data set]. ({date}). {address}".rstrip()


def _apa_article(article: Article) -> str:
    title, date = _ended(article.heading), f"({_apa_date(article.published)})."
    opening = f"{_ended(_joined(article.authors, '&'))} {date} {title}" if article.authors else f"{title} {date}"
    copy = f"[as republished; stored copy read {_american(article.accessed)}]"
    return f"{opening} {article.publisher} {copy}, {_place(article)}. {article.address}"


def _apa_entry(entry: Entry) -> str:
    title = f"{entry.label.removesuffix('.')} {_named(entry)}"
    work = f"In {entry.dataset} (Version {entry.version}) [Data set]."
    return f"{title} ({_apa_date(entry.released)}). {work} {entry.web_address}".rstrip()


def mla(reference: Reference) -> str:
    """MLA 9, chapter 5: what is unknown is left out; a plain description stands in for a title."""
    article, entry = _typeset(reference)
    return f"{_mla_article(article)}\n\n{_mla_entry(_in_headline_style(entry))}"


def _mla_article(article: Article) -> str:
    facts = [article.publisher, _mla_date(article.published), f"as republished, {_place(article)}", article.address]
    body = f"{', '.join(fact for fact in facts if fact)}."
    read = f"Stored copy read {_mla_date(article.accessed)}."
    return " ".join(part for part in (_mla_author(article.authors), _title(article), body, read) if part)


def _mla_author(names: Sequence[str]) -> str:
    if len(names) >= MLA_ET_AL:
        return f"{names[0]} et al."
    return _ended(_joined(names, "and")) if names else ""


def _mla_entry(entry: Entry) -> str:
    facts = [entry.dataset, f"version {entry.version}", _mla_date(entry.released), entry.web_address]
    return f"“{_ended(entry.label)}” {_named(entry)} {', '.join(fact for fact in facts if fact)}."


def chicago(reference: Reference) -> str:
    """Chicago 17, author-date: with no author the newspaper's name stands in its place (14.199, 15.49)."""
    article, entry = _typeset(reference)
    return f"{_chicago_article(article)}\n\n{_chicago_entry(_in_headline_style(entry))}"


def _chicago_article(article: Article) -> str:
    newspaper = article.publisher.removeprefix("The ")  # Chicago drops the article that begins a newspaper's name
    author = _joined(article.authors, "and") or newspaper
    facts = ", ".join(fact for fact in (newspaper if article.authors else "", _month_day(article.published)) if fact)
    parts = [_ended(author), _ended(_year(article.published)), _title(article), _ended(facts) if facts else ""]
    read = f"Stored copy read {_american(article.accessed)}."
    parts += [f"As republished, {_place(article)}.", read, f"{article.address}."]
    return " ".join(part for part in parts if part)


def _chicago_entry(entry: Entry) -> str:
    version = f"Version {entry.version}, {_american(entry.released)}."
    parts = [_ended(entry.dataset), f"{_year(entry.released)}.", f"“{_ended(entry.label)}”", _named(entry), version]
    return " ".join([*parts, *([f"{entry.web_address}."] if entry.web_address else [])])


def _named(entry: Entry) -> str:
    """The record's kind and id, as `[Statistic rise-of-the-tide]`, since several may have one label."""
    return f"[{entry.kind.capitalize()} {entry.id}]."


def _typeset(reference: Reference) -> tuple[Article, Entry]:
    """Both works with curly apostrophes; addresses stay, and so does the quote, to the letter."""
    article, entry = reference.article, reference.entry
    return replace(
        article,
        title=article.title and _curly(article.title),
        description=_curly(article.description),
        authors=tuple(map(_curly, article.authors)),
        publisher=_curly(article.publisher),
    ), replace(entry, label=_curly(entry.label), dataset=_curly(entry.dataset))


def _curly(text: str) -> str:
    return text.replace("'", "’")


def _in_headline_style(entry: Entry) -> Entry:
    """The titles that are ours as MLA and Chicago print them; a claim's label is a sentence, which stays one."""
    label = entry.label if entry.kind == "claim" else headline(entry.label)
    return replace(entry, label=label, dataset=headline(entry.dataset))


def headline(title: str) -> str:
    """The title with its words capitalised, but for small ones within; a word that has a capital stays as it is."""
    words = list(WORD.finditer(title))
    ends = {words[0].start(), words[-1].start()} if words else set()

    def shown(word: re.Match[str]) -> str:
        kept = not word[0].islower() or (word[0] in SMALL and word.start() not in ends)
        return word[0] if kept else word[0][0].upper() + word[0][1:]

    return WORD.sub(shown, title)


def _title(article: Article) -> str:
    """The title in quotation marks, or the description without any mark, so that nobody takes it for a title."""
    return f"“{_ended(article.title)}”" if article.title else _ended(article.description)


def _place(article: Article) -> str:
    return f"{article.place} (“{article.quote}”)"


def _joined(names: Sequence[str], word: str) -> str:
    """Names in a row; the comma before a second name belongs to an inverted first one, so two have none."""
    *first, last = names or ("",)
    comma = "," if len(first) > 1 else ""
    return f"{', '.join(first)}{comma} {word} {last}" if first else last


def _ended(text: str) -> str:
    """The text as a sentence: it ends in one full stop, question mark or exclamation mark."""
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _year(parts: DateParts) -> str:
    return str(parts[0]) if parts else "n.d."


def _month_day(parts: DateParts) -> str:
    """`November 24`, `November` or nothing."""
    return " ".join([MONTHS[parts[1] - 1], *map(str, parts[2:])]) if len(parts) > 1 else ""


def _american(parts: DateParts) -> str:
    """`November 24, 2026`, `November 2026` or `2026`."""
    comma = "," if len(parts) == WHOLE_DATE else ""
    return f"{_month_day(parts)}{comma} {parts[0]}".strip()


def _apa_date(parts: DateParts) -> str:
    """`2026, November 24`; `n.d.` where nothing is known (9.17)."""
    return ", ".join(part for part in (_year(parts), _month_day(parts)) if part)


def _mla_date(parts: DateParts) -> str:
    """`24 Nov. 2026`, `Nov. 2026`, `2026` or nothing."""
    year, month = parts[:1], [MLA_MONTHS[number - 1] for number in parts[1:2]]
    return " ".join(map(str, [*parts[2:], *month, *year]))
