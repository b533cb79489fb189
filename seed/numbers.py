"""Reads the numbers that a few English words write: digits, words, fractions, dozens, decades, millions, ranks.

`text2num` reads plain cardinals ("two hundred and four"); the rest is here. A phrase can hold several numbers, and one
number can be meant in two ways ("one in five" is 0.2 as a ratio and 20 as a percentage), so the answer is a set.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from text_to_num import text2num

SCALES = {
    "dozen": 12,
    "score": 20,
    "hundred": 100,
    "thousand": 1000,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "k": 1000,
    "m": 10**6,
    "mn": 10**6,
    "bn": 10**9,
    "b": 10**9,
    "tn": 10**12,
}
OPEN = {"tens": 10} | {f"{name}s": number for name, number in SCALES.items() if len(name) > 3}  # noqa: PLR2004 - no "ms"
HALF = {"half": Fraction(1, 2), "halves": Fraction(1, 2), "quarter": Fraction(1, 4), "quarters": Fraction(1, 4)}
_NAMES = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),
    *("eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth"),
    *("nineteenth", "twentieth"),
)
ORDINALS = {name: number for number, name in enumerate(_NAMES, start=1)} | {"hundredth": 100, "thousandth": 1000}
MULTIPLES = {"doubled": 2, "doubling": 2, "double": 2, "twice": 2, "tripled": 3, "triple": 3, "thrice": 3, "trebled": 3}
MULTIPLES |= {"quadrupled": 4, "quadruple": 4}
SPANS: dict[str, dict[str, int | Fraction]] = {
    "year": {"decade": 10, "century": 100, "centuries": 100},
    "month": {"year": 12, "decade": 120},
    "day": {"week": 7, "fortnight": 14},
    "currency": {"cent": Fraction(1, 100), "penny": Fraction(1, 100), "pence": Fraction(1, 100)},
}
"""How many of a record's unit there are in one of what the words name."""
PLAIN = {"a": 1, "an": 1, "one": 1, "no": 0, "none": 0, "zero": 0, "nil": 0, "both": 2, "couple": 2, "pair": 2}
FALLS = re.compile(r"\b(fell|falls?|drop\w*|declin\w*|decreas\w*|shr[aiu]nk\w*|down|los[ts]|cut|minus|halv\w*)\b")
"""Words after which a change may be written as a negative number."""
FIRST = re.compile(
    r"\b(?!(?:w|for|inter|inv|requ|harv|prot|cont|hon|mod)est\b)"
    r"(\w{2,}est|most|best|top(?:s|ped)?|leads?|led|leading)\b|\bany other\b"
)
LARGEST_YEAR = 2100

_TOKEN = re.compile(r"\d+(?:,\d{3})+(?:\.\d+)?|\d+/\d+|\d+(?:\.\d+)?|[^\W\d_]+|%")
_GROUPS = re.compile(r"(?<![\d.,])\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?![\d.,]\d)")
_DASH = re.compile(r"(?<=\d)\s*[-–—]\s*(?=[\d$€£¥])")
_MINUS = re.compile(r"(?<![\w.,])[-−](?=[\d.$€£¥])")  # noqa: RUF001 - the minus that is meant


@dataclass(frozen=True)
class Read:
    """A number, the position after its last token, and whether it is a part of a whole, a multiple, or has a scale."""

    number: Fraction
    end: int
    part: bool = False
    multiple: bool = False
    scaled: bool = False


def readings(words: str, unit: str, *, rank: bool = False) -> set[Fraction]:
    """Every number that `words` write, in `unit` (`percent`, `ratio`, `year` …); `rank`: a place in an order."""
    text = _GROUPS.sub(lambda match: re.sub(r"\D", "", match[0]), words.casefold())
    text = _MINUS.sub(" minus ", _DASH.sub(" to ", text)).replace("no. ", "number ").replace("fold", " fold")
    tokens = _TOKEN.findall(text)
    found = set(_places(tokens, text)) if rank else set(_numbers(tokens, unit))
    if FALLS.search(text):
        found |= {-number for number in found}
    return found


def _places(tokens: Sequence[str], text: str) -> Iterator[Fraction]:
    """The places in an order: an ordinal, a number, or a superlative, which is the first unless an ordinal moves it."""
    ordinals = [ORDINALS[token] for token in tokens if token in ORDINALS]
    ordinals += [int(digits) for digits in re.findall(r"\b(\d+)(?:st|nd|rd|th)\b", text)]
    plain = [read.number for at in range(len(tokens)) if (read := _cardinal(tokens, at)) and at == _begin(tokens, at)]
    if "one of" in text:
        return
    if ordinals:
        yield from map(Fraction, ordinals)
    elif FIRST.search(text):
        yield Fraction(1)
    else:
        yield from plain


def _begin(tokens: Sequence[str], at: int) -> int:
    """Where the run of cardinal words that reaches `at` begins."""
    while at and _cardinal(tokens, at - 1) is not None:
        at -= 1
    return at


def _numbers(tokens: Sequence[str], unit: str) -> Iterator[Fraction]:
    found: list[tuple[int, Read]] = []
    at = 0
    while at < len(tokens):
        read = _read(tokens, at)
        if read:
            found.append((at, read))
        at = read.end if read else at + 1
    for (_, read), (start, after) in zip(found, [*found[1:], (0, Read(Fraction(0), 0))], strict=False):
        # What follows the second of two numbers holds for both: "three to five million", "two or three decades".
        pair = start and list(tokens[read.end : start]) in (["to"], ["or"], ["and"])
        if pair and after.scaled and not read.scaled and read.number < SCALES["thousand"]:
            yield read.number * SCALES.get(tokens[after.end - 1], 1)
        else:
            end = after.end if pair else read.end
            yield from _in_unit(read, tokens[end : end + 1], unit)


def _in_unit(read: Read, after: Sequence[str], unit: str) -> Iterator[Fraction]:
    """The number in a record's unit, by what stands after it."""
    word = after[0] if after else ""
    times = SPANS.get(unit, {}).get(word, SPANS.get(unit, {}).get(word.removesuffix("s")))
    if times is not None:
        yield read.number * times
    elif read.multiple or word in {"times", "fold"}:
        yield from ([read.number] if unit != "percent" else [(read.number - 1) * 100, read.number * 100])
    elif read.part and unit in {"percent", "percentage_point"}:
        yield read.number * 100
    elif word in {"percent", "per", "%", "pc"} and unit == "ratio":
        yield read.number / 100
    else:
        yield read.number


def _read(tokens: Sequence[str], at: int) -> Read | None:
    """The longest number that begins at a token."""
    word = tokens[at]
    if word in MULTIPLES:
        return Read(Fraction(MULTIPLES[word]), at + 1, multiple=True)
    if word.startswith("halv") and word != "halves":
        return Read(Fraction(1, 2), at + 1, multiple=True)
    if word in HALF:
        return _scaled(tokens, HALF[word], at + 1, part=True)
    if word in OPEN:
        return _open(tokens, at)
    read = _cardinal(tokens, at)
    if read is None:
        return None
    return _parted(tokens, read) or _ratio(tokens, read) or _scaled(tokens, read.number, read.end)


def _open(tokens: Sequence[str], at: int) -> Read:
    """The open numbers, like "dozens" and "tens of thousands": the least that the words name is their scale."""
    number, end = Fraction(OPEN[tokens[at]]), at + 1
    while tokens[end : end + 1] == ["of"] and end + 1 < len(tokens) and tokens[end + 1] in OPEN:
        number, end = number * OPEN[tokens[end + 1]], end + 2
    return Read(number, end, scaled=True)


def _cardinal(tokens: Sequence[str], at: int) -> Read | None:
    """Digits, or the longest run of words that is one cardinal; "a" and "an" only before what they count."""
    word = tokens[at]
    if word[0].isdigit():
        return Read(Fraction(word.replace(",", "")), at + 1)
    for end in range(min(len(tokens), at + 10), at, -1):
        if tokens[end - 1] == "and" or any(token[0].isdigit() for token in tokens[at:end]):
            continue
        try:
            return Read(Fraction(text2num(" ".join(tokens[at:end]), "en")), end)
        except ValueError:
            continue
    after = tokens[at + 1] if at + 1 < len(tokens) else ""
    if word in {"a", "an"} and not _counts(after):
        return None
    return Read(Fraction(PLAIN[word]), at + 1) if word in PLAIN else None


def _counts(word: str) -> bool:
    """Whether "a" before a word is the number one."""
    spans = {name for names in SPANS.values() for name in names} | {"year", "month", "day"}
    return word in SCALES or word in HALF or word in ORDINALS or word in spans


def _parted(tokens: Sequence[str], read: Read) -> Read | None:
    """A number with a part: "two thirds", "three quarters", "one and a half"."""
    rest = tokens[read.end :]
    if rest[:1] and (rest[0] in HALF or rest[0].removesuffix("s") in ORDINALS) and rest[0] not in {"first", "second"}:
        part = HALF.get(rest[0]) or Fraction(1, ORDINALS[rest[0].removesuffix("s")])
        return _scaled(tokens, read.number * part, read.end + 1, part=True)
    if list(rest[:2]) == ["and", "a"] and len(rest) > 2 and rest[2] in HALF:  # noqa: PLR2004 - the word after "and a"
        return _scaled(tokens, read.number + HALF[rest[2]], read.end + 3)
    return None


def _ratio(tokens: Sequence[str], read: Read) -> Read | None:
    """A part of a whole: "one in five", "two out of three"."""
    for between in (["in", "every"], ["out", "of", "every"], ["out", "of"], ["of", "every"], ["in"]):
        at = read.end + len(between)
        if list(tokens[read.end : at]) == between and at < len(tokens):
            whole = _cardinal(tokens, at)
            year = whole and tokens[at].isdigit() and 1000 <= whole.number <= LARGEST_YEAR  # noqa: PLR2004 - "5 in 2020"
            if whole and not year and 0 < read.number < whole.number:
                return Read(read.number / whole.number, whole.end, part=True)
    return None


def _scaled(tokens: Sequence[str], number: Fraction, end: int, *, part: bool = False) -> Read:
    """A number with the scales that follow it: "4.6 million", "half a million", "two dozen"."""
    start = end
    while end < len(tokens):
        skip = next(
            (len(few) for few in (["of", "a"], ["a"], ["of"]) if part and tokens[end : end + len(few)] == few), 0
        )
        word = tokens[end + skip] if end + skip < len(tokens) else ""
        if word in SCALES:
            number, end = number * SCALES[word], end + skip + 1
        elif skip and _counts(word):
            return Read(number, end + skip, scaled=True)  # "half a century": the next word says what is halved
        else:
            break
    return Read(number, end, part=part and end == start, scaled=end > start or _ends_scaled(tokens, end))


def _ends_scaled(tokens: Sequence[str], end: int) -> bool:
    return end > 0 and tokens[end - 1] in SCALES
