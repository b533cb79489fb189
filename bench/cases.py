"""What is asked, of whom, and how fast it should be. A new address to measure is one entry of `cases`."""

import gzip
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bench.servers import Server, ServerError

BROWSER = {
    "accept": "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8",
    "accept-encoding": "gzip, deflate, br, zstd",
    "accept-language": "en-GB,en;q=0.7,zh;q=0.3",
    "cache-control": "max-age=0",
    "connection": "keep-alive",
    "sec-fetch-dest": "document",
    "sec-fetch-mode": "navigate",
    "sec-fetch-site": "none",
    "sec-fetch-user": "?1",
    "upgrade-insecure-requests": "1",
    "user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
}

PAGE = "/v1/claims?limit=20"
SEARCH = "/v1/search?q=china&limit=20"
PAGE_SIZE = 20
RECORDS, LISTS = 150, 50


@dataclass(frozen=True)
class Case:
    """One comparison: the same requests to each contestant, in turn."""

    name: str
    addresses: tuple[str, ...]
    goals: Mapping[str, float]
    """Contestants that ours is compared with, and at least how many times as fast it should be."""
    headers: Mapping[str, str] = field(default_factory=dict)
    held: bool = False
    """Whether the client already holds the answer, so that ours says 304."""
    kept: bool = True
    """Whether ours may keep answers; where it may not, each request goes all the way to the table."""
    fits: Callable[[dict[str, object]], bool] = bool
    """Whether a body is the one that was meant."""


def is_page(body: dict[str, object]) -> bool:
    """Whether a body is a page of twenty: in `data` of ours, in `rows` of Datasette's."""
    found = body.get("data", body.get("rows"))
    return isinstance(found, list) and len(found) == PAGE_SIZE


def is_record(body: dict[str, object]) -> bool:
    """Whether a body is one record with its citation."""
    return "citation" in body


def cases(server: Server) -> list[Case]:
    """All comparisons; the addresses are those of records that `server` has."""
    records = _records(server)
    mixed = *records[:RECORDS], *(f"/v1/claims?limit={limit}" for limit in range(1, LISTS + 1))
    return [
        Case("record, kept", (records[0],), {"bare": 0.75}, fits=is_record),
        Case("page of 20, kept", (PAGE,), {"bare": 0.75, "constant": 1.0}, fits=is_page),
        Case("search, kept", (SEARCH,), {"bare": 0.75}, fits=is_page),
        Case(f"{len(mixed)} addresses, kept, a browser's headers, gzip", mixed, {"bare": 0.75}, headers=BROWSER),
        Case("page of 20, held by the client (304)", (PAGE,), {"bare": 1.0}, held=True, fits=is_page),
        Case("page of 20, nothing kept", (PAGE,), {"constant": 0.33, "Datasette": 15.0}, kept=False, fits=is_page),
    ]


def _records(server: Server) -> tuple[str, ...]:
    found: list[str] = []
    for kind in ("claims", "statistics", "institutions", "researchers", "passages", "citations"):
        status, _, body = server.get(f"/v1/{kind}?limit=100", {})
        if status != 200:  # noqa: PLR2004 - HTTP
            raise ServerError(f"/v1/{kind} answered {status}")
        found += [record["url"] for record in json.loads(body)["data"]]
    return tuple(found)


def check(case: Case, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
    """Refuse to measure an answer that is not the one that was meant. Raises ServerError."""
    text = gzip.decompress(body) if ("content-encoding", "gzip") in headers else body
    if status != 200 or not text or not case.fits(json.loads(text)):  # noqa: PLR2004 - HTTP
        raise ServerError(f"{case.name}: not what was meant, status {status}: {text[:80]!r}")
