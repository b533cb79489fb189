"""References as the manuals print them, in plain text: a paragraph for the text, one for the dataset's record.

Italics can't be shown and are left out. The name of a body, or of somebody whose family name is not told, stands as
stated. The place and the quote, which the manuals keep for the text, stand in the reference: it is for this one place.
Where the manuals have the day on which an address was opened, the day stands on which a stored copy was read.
"""
# ruff: noqa: SIM905 - words are read as a paragraph; as a list, each would take a line

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from app.formats.bibliography import Author, DateParts, Entry, Item, Work, date_parts
from app.formats.documents import Dataset

MONTHS = "January February March April May June July August September October November December".split()
MLA_MONTHS = "Jan. Feb. Mar. Apr. May June July Aug. Sept. Oct. Nov. Dec.".split()
GENRES_APA = {"press_release": "Press release", "speech": "Speech transcript"}
APA_MANY, CHICAGO_MANY, CHICAGO_SHOWN = 20, 10, 7
MLA_ET_AL = 3  # from three authors on, the first stands for all
WHOLE_DATE = 3
WORD = re.compile(r"\w+(?:’\w+)*")
# Articles, the common conjunctions and prepositions (MLA 9, 2.90; Chicago 17, 8.159).
SMALL = set(
    """
    a about across after against among an and around as at before behind between beyond but by during except for
    from in into like nor of off on onto or out over per since than the through to toward towards under until up
    upon via with within without
    """.split()
)
Style = Callable[[Work | Entry], str]


def printed(style: Style, items: Iterable[Item]) -> str:
    """Items in one style, an empty line between paragraphs."""
    return "\n\n".join(style(item.work) for item in items) + "\n"


def apa(cited: Work | Entry) -> str:
    """APA 7: with no author the title comes first (9.12); with no title a description in brackets (9.22)."""
    if isinstance(cited, Work):
        return _apa_work(_typeset(cited))
    return _apa_entry(_typeset_entry(cited))


def apa_dataset(about: Dataset, address: str = "") -> str:
    """The dataset as a whole on one line (APA 7, 10.9); its title comes first, since nobody is named as its author."""
    return _apa_dataset(_curly(about.title), about.version, date_parts(about.released.isoformat()), address)


def _apa_dataset(title: str, version: str, released: DateParts, address: str) -> str:
    return f"{title} (Version {version}) [Data set]. ({_apa_date(released)}). {address}".rstrip()


def _apa_work(work: Work) -> str:
    """Speeches and press releases are named in brackets (10.1, 10.14); a body that publishes itself is named once."""
    genre = "" if work.kind == "report" or not work.title else GENRES_APA.get(work.kind, "")
    title = _ended(f"{work.title} [{genre}]" if genre else work.heading)
    date = f"({_apa_date(work.published)})."
    opening = f"{_ended(_apa_authors(work.authors))} {date} {title}" if work.authors else f"{title} {date}"
    copy = f"stored copy read {_american(work.accessed)}"
    copy = f"as republished; {copy}" if work.republished else copy
    copy = f"[{copy}]" if work.issuer else f"[{copy[0].upper()}{copy[1:]}]"
    place = ", ".join(filter(None, (copy, _place(work))))
    return " ".join(filter(None, (opening, work.issuer, f"{place}.", work.address)))


def _apa_authors(authors: Sequence[Author]) -> str:
    """`Penn, A., & Wave, B. C.`; of more than twenty, the first nineteen and the last (9.8)."""
    names = [f"{author.family}, {_initials(author.given)}" if author.given else author.family for author in authors]
    if len(names) > APA_MANY:
        return f"{', '.join(names[: APA_MANY - 1])}, . . . {names[-1]}"
    *first, last = names
    comma = "," if authors[0].given or len(first) > 1 else ""
    return f"{', '.join(first)}{comma} & {last}" if first else last


def _initials(given: str) -> str:
    """`J.-L. M.` of `Jean-Luc Maria`."""
    words = (word.split("-") for word in given.split())
    return " ".join("-".join(f"{part[0]}." for part in word if part) for word in words)


def _apa_entry(entry: Entry) -> str:
    if entry.is_whole:
        return _apa_dataset(entry.dataset, entry.version, entry.released, entry.web_address)
    title = f"{entry.label.removesuffix('.')} {_named(entry)}"
    work = f"In {entry.dataset} (Version {entry.version}) [Data set]."
    return f"{title} ({_apa_date(entry.released)}). {work} {entry.web_address}".rstrip()


def mla(cited: Work | Entry) -> str:
    """MLA 9, chapter 5: what is unknown is left out; a plain description stands in for a title."""
    if isinstance(cited, Work):
        return _mla_work(_typeset(cited))
    return _mla_entry(_in_headline_style(_typeset_entry(cited)))


def _mla_work(work: Work) -> str:
    """A body that publishes itself is the publisher alone (5.22); what kind of text it is comes last (5.105)."""
    place = ", ".join(filter(None, ("as republished" if work.republished else "", _place(work))))
    facts = [work.publisher, _mla_date(work.published), place, work.address]
    body = f"{', '.join(fact for fact in facts if fact)}."
    read = f"Stored copy read {_mla_date(work.accessed)}."
    authors = work.authors if work.issuer or not work.publisher else ()
    return " ".join(filter(None, (_mla_author(authors), _title(work), body, read, work.genre and f"{work.genre}.")))


def _mla_author(authors: Sequence[Author]) -> str:
    """The first one inverted (5.7, 5.8)."""
    if len(authors) >= MLA_ET_AL:
        return f"{authors[0].inverted}, et al."
    return _ended(_first_inverted(authors)) if authors else ""


def _first_inverted(authors: Sequence[Author]) -> str:
    """`Penn, Ada, and Bo Wave`: the comma after the second of two names belongs to the inverted first."""
    *names, last = [authors[0].inverted, *(author.full for author in authors[1:])]
    comma = "," if authors[0].given or len(names) > 1 else ""
    return f"{', '.join(names)}{comma} and {last}" if names else last


def _mla_entry(entry: Entry) -> str:
    if entry.is_whole:
        facts = [f"Version {entry.version}", _mla_date(entry.released), entry.web_address]
        return f"{_ended(entry.dataset)} {', '.join(fact for fact in facts if fact)}. Data set."
    facts = [entry.dataset, f"version {entry.version}", _mla_date(entry.released), entry.web_address]
    return f"“{_ended(entry.label)}” {_named(entry)} {', '.join(fact for fact in facts if fact)}."


def chicago(cited: Work | Entry) -> str:
    """Chicago 17, author-date: with no author the publisher's name stands in its place (14.199, 15.49)."""
    if isinstance(cited, Work):
        return _chicago_work(_typeset(cited))
    return _chicago_entry(_in_headline_style(_typeset_entry(cited)))


def _chicago_work(work: Work) -> str:
    publisher = work.issuer
    if work.kind == "newspaper_article":
        publisher = publisher.removeprefix("The ")  # Chicago drops the article that begins a newspaper's name
    author = _chicago_authors(work.authors) if work.authors else publisher
    named = publisher if work.authors else ""
    facts = ", ".join(filter(None, (work.genre, named, _month_day(work.published))))
    parts = [author and _ended(author), _ended(_year(work.published)), _title(work), facts and _ended(facts)]
    place = ", ".join(filter(None, ("as republished" if work.republished else "", _place(work))))
    parts += [
        place and f"{place[0].upper()}{place[1:]}.",
        f"Stored copy read {_american(work.accessed)}.",
        work.address and f"{work.address}.",
    ]
    return " ".join(part for part in parts if part)


def _chicago_authors(authors: Sequence[Author]) -> str:
    """The first one inverted (14.76); of more than ten, seven."""
    if len(authors) > CHICAGO_MANY:
        return f"{', '.join([authors[0].inverted, *(author.full for author in authors[1:CHICAGO_SHOWN])])}, et al."
    return _first_inverted(authors)


def _chicago_entry(entry: Entry) -> str:
    version = f"Version {entry.version}, {_american(entry.released)}."
    record = [] if entry.is_whole else [f"“{_ended(entry.label)}”", _named(entry)]
    kind = ["Data set."] if entry.is_whole else []
    parts = [_ended(entry.dataset), f"{_year(entry.released)}.", *record, *kind, version]
    return " ".join([*parts, *([f"{entry.web_address}."] if entry.web_address else [])])


def _named(entry: Entry) -> str:
    """The record's kind and id, as `[Statistic rise-of-the-tide]`, since several may have one label."""
    return f"[{entry.kind.capitalize()} {entry.id}]."


def _typeset(work: Work) -> Work:
    """The text with curly apostrophes; its address stays, and so does the quote, to the letter."""
    return replace(
        work,
        title=work.title and _curly(work.title),
        description=_curly(work.description),
        authors=tuple(Author(_curly(author.family), _curly(author.given)) for author in work.authors),
        publisher=_curly(work.publisher),
    )


def _typeset_entry(entry: Entry) -> Entry:
    return replace(entry, label=_curly(entry.label), dataset=_curly(entry.dataset))


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


def _title(work: Work) -> str:
    """The title in quotation marks, or the description without any mark, so that nobody takes it for a title."""
    return f"“{_ended(work.title)}”" if work.title else _ended(work.description)


def _place(work: Work) -> str:
    return f"{work.place} (“{work.quote}”)" if work.place else ""


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
