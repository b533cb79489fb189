"""Content negotiation (RFC 9110 §12), as pure functions of header values."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

TELLING = {"style"}
"""Parameters that tell one media type of ours from another; all others, as `charset` or `profile`, change nothing."""

_MEMBER = re.compile(r'(?:[^,"]++|"(?:[^"\\]|\\.)*+"?)++')
_PART = re.compile(r'(?:[^;"]++|"(?:[^"\\]|\\.)*+"?)++')
"""What stands between commas and between semicolons, where these are not part of a quoted string (§5.6.4)."""


@dataclass(frozen=True)
class MediaRange:
    """A member of an Accept header: a media range, its parameters, and its weight."""

    kind: str
    parameters: frozenset[str]
    weight: float

    def precedence(self, media_type: "MediaRange") -> int:
        """How specific the range is for a media type (§12.5.1), from 1 for `*/*`; 0 where it doesn't cover it."""
        if self.kind == media_type.kind and self.parameters <= media_type.parameters:
            return 3 + len(self.parameters)
        if self.parameters:
            return 0
        group = media_type.kind.split("/", maxsplit=1)[0]
        return {f"{group}/*": 2, "*/*": 1}.get(self.kind, 0)


def _members(header: str) -> Iterator[MediaRange]:
    """The members of an Accept-like header; a malformed weight counts as 0."""
    for member in _MEMBER.findall(header.lower()):
        name, *parameters = ("".join(part.split()) for part in _PART.findall(member))
        if name:
            named = dict(part.partition("=")[::2] for part in parameters)
            telling = {f"{key}={value.strip(chr(34))}" for key, value in named.items() if key in TELLING}
            yield MediaRange(name, frozenset(telling), _weight(named.get("q", "1")))


def _weight(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        return 0.0
    return number if 0.0 <= number <= 1.0 else 0.0


@lru_cache(maxsize=512)
def quality(accept: str | None, media_type: str) -> float:
    """How welcome a media type is, 0 to 1; the most specific range decides. No header welcomes everything."""
    (offered,) = _members(media_type)
    ranked = [(given.precedence(offered), given.weight) for given in _accepted(accept or "")]
    precedence, weight = max(ranked, default=(0, 0.0))
    return weight if precedence else 0.0


@lru_cache(maxsize=8)
def _accepted(accept: str) -> Sequence[MediaRange]:
    """The members of an Accept header; the empty one accepts everything."""
    return tuple(_members(accept if accept.strip() else "*/*"))


@lru_cache(maxsize=512)
def choose(accept: str | None, offered: tuple[str, ...]) -> str | None:
    """The most welcome of the media types offered, the first of several; None where none is welcome."""
    best = max(offered, key=lambda media_type: quality(accept, media_type))
    return best if quality(accept, best) else None


def preference(accept: str, offered: tuple[str, ...]) -> str:
    """The Accept header that says of the `offered` media types what `accept` says of them, and nothing else.

    Two headers that rank the offered types alike, and refuse the same ones, give the same text: only the order of the
    weights has a meaning (§12.4.2). The best rank has weight 1, each further one a thousandth less, a refused type 0.
    """
    weights = {media_type: quality(accept, media_type) for media_type in offered}
    ranks = sorted(set(weights.values()) - {0.0}, reverse=True)
    canonical = {weight: f"{1 - rank / 1000:.3f}" for rank, weight in enumerate(ranks)} | {0.0: "0"}
    return ", ".join(f"{media_type};q={canonical[weight]}" for media_type, weight in weights.items())


def takes_gzip(accept_encoding: str | None) -> bool:
    """Whether the client takes gzip, and likes it no less than plain bytes. No header means plain bytes."""
    codings = {coding.kind: coding.weight for coding in _members(accept_encoding or "")}
    gzip = codings.get("gzip", codings.get("x-gzip", codings.get("*", 0.0)))
    return gzip > 0.0 and gzip >= codings.get("identity", 0.0)
