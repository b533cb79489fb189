"""Mixed load for a while: memory and descriptors stay flat, and no body is wrong. `make soak` makes it a long while."""

import asyncio
import hashlib
import os
import random
import time
from collections import Counter
from pathlib import Path

from tests.faults.conftest import Report
from tests.faults.load import Connection
from tests.faults.servers import Running, serving

SECONDS = float(os.environ.get("SOAK_SECONDS", "15"))
CLIENTS = 8
CACHE_BYTES = 2_000_000
"""Less than all answers take, so that some are driven out all the time."""
MOST_GROWTH_MB = 4.0

LISTS = (
    "claims",
    "statistics",
    "researchers",
    "institutions",
    "topics",
    "series",
    "sources",
    "passages",
    "citations",
    "search",
)
WORDS = ("visa", "china", "talent", "patents", "university", "patnets", '"artificial intelligence"', "deep*", "nothing")
FORMATS = ("csv", "ndjson", "bibtex", "ris", "csl", "xlsx", "jsonld")
ADDRESSES = (
    *(f"/v1/{kind}?limit={limit}&q=china" for kind in LISTS for limit in (1, 3, 7)),
    *(f"/v1/{kind}?q={word.replace(' ', '+')}" for kind in ("claims", "search") for word in WORDS),
    *(f"/v1/{kind}?format={form}" for kind in ("claims", "statistics", "researchers") for form in FORMATS),
    *(f"/v1/claims?facets=topic,claim_type&include=about&limit={limit}" for limit in range(1, 40)),
    *(f"/v1/statistics?value__gte={value}&match={match}" for value in range(20) for match in ("certain", "possible")),
    *("/", "/docs", "/openapi.json", "/v1/dataset", "/v1/dataset/codebook", "/healthz", "/readyz"),
    *("/nothing", "/v1/claims/nothing", "/v1/claims?topc=visa", "/v1/claims?cursor=abc", "/v1/claims?limit=-1"),
)


def summary(status: int, body: bytes) -> str:
    return f"{status} {hashlib.sha256(body).hexdigest()}"


async def ask(running: Running, right: dict[str, str], seed: int, until: float, seen: Counter[str]) -> None:
    """Ask at random; now and then leave before the answer has come, or send what is no HTTP."""
    chance, connection = random.Random(seed), Connection(running.port)  # noqa: S311 - to be repeated
    while time.monotonic() < until:
        if chance.random() < 0.02:
            _, writer = await asyncio.open_connection("127.0.0.1", running.port)
            writer.write(
                chance.choice((b"GET /v1/claims?format=xlsx HTTP/1.1\r\nHost: x\r\n\r\n", b"\x16\x03\x01", b"GET /"))
            )
            writer.close()
            seen["left early"] += 1
            continue
        address = chance.choice(ADDRESSES)
        status, _, body = await connection.get(address)
        seen["right" if right.get(address) == summary(status, body) else f"wrong: {address}"] += 1
    connection.close()


def soaked(running: Running, right: dict[str, str], seconds: float) -> Counter[str]:
    seen: Counter[str] = Counter()

    async def all_clients() -> None:
        until = time.monotonic() + seconds
        async with asyncio.TaskGroup() as group:
            for seed in range(CLIENTS):
                group.create_task(ask(running, right, seed, until, seen))

    asyncio.run(all_clients())
    return seen


def test_mixed_load_leaves_nothing_behind(release: Path, tmp_path: Path, report: Report) -> None:
    with serving(release, tmp_path, cache_bytes=str(CACHE_BYTES)) as running:
        right = {address: summary(*running.get(address)) for address in ADDRESSES}
        assert {"200", "404", "422"} <= {each[:3] for each in right.values()}
        assert not any(each[0] in "05" for each in right.values())
        soaked(running, right, SECONDS / 3)
        memory_mb, descriptors = running.resident_mb(), running.descriptors()
        seen = soaked(running, right, SECONDS)
        time.sleep(0.5)
        grown = running.resident_mb() - memory_mb
        report(
            seconds=SECONDS,
            seen=dict(seen),
            memory_mb=round(memory_mb, 1),
            grown_mb=round(grown, 2),
            descriptors_before=descriptors,
            descriptors_after=running.descriptors(),
        )
        assert seen.keys() == {"right", "left early"}, seen
        assert running.descriptors() <= descriptors
        assert grown < MOST_GROWTH_MB
