"""Content negotiation (RFC 9110 §12), as pure functions of header values."""

from collections.abc import Iterator
from functools import lru_cache


def _weighted(header: str) -> Iterator[tuple[str, float]]:
    """The members of an Accept-like header with their weights; a malformed weight counts as 0."""
    for member in header.lower().split(","):
        name, *parameters = (part.strip() for part in member.split(";"))
        weight = next((part[2:] for part in parameters if part.startswith("q=")), "1")
        try:
            number = float(weight)
        except ValueError:
            number = 0.0
        if name:
            yield name, number if 0.0 <= number <= 1.0 else 0.0


@lru_cache(maxsize=256)
def quality(accept: str | None, media_type: str) -> float:
    """How welcome a media type is, 0 to 1; the most specific range decides. No header welcomes everything."""
    if accept is None or not accept.strip():
        return 1.0
    ranges = dict(_weighted(accept))
    kind = media_type.split("/", maxsplit=1)[0]
    return next((ranges[name] for name in (media_type, f"{kind}/*", "*/*") if name in ranges), 0.0)


@lru_cache(maxsize=256)
def preference(accept: str, offered: tuple[str, ...]) -> str:
    """The Accept header that says of the `offered` media types what `accept` says of them, and nothing else.

    Two headers that rank the offered types alike, and refuse the same ones, give the same text: only the order of the
    weights has a meaning (§12.4.2). The best rank has weight 1, each further one a thousandth less, a refused type 0.
    """
    weights = {media_type: quality(accept, media_type) for media_type in offered}
    ranks = sorted(set(weights.values()) - {0.0}, reverse=True)
    canonical = {weight: f"{1 - rank / 1000:.3f}" for rank, weight in enumerate(ranks)} | {0.0: "0"}
    return ", ".join(f"{media_type};q={canonical[weight]}" for media_type, weight in weights.items())


@lru_cache(maxsize=256)
def takes_gzip(accept_encoding: str | None) -> bool:
    """Whether the client takes gzip, and likes it no less than plain bytes. No header means plain bytes."""
    codings = dict(_weighted(accept_encoding or ""))
    gzip = codings.get("gzip", codings.get("x-gzip", codings.get("*", 0.0)))
    return gzip > 0.0 and gzip >= codings.get("identity", 0.0)
