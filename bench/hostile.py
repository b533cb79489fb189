"""Requests that are meant to hold the event loop, and the longest that one of them does."""

import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from pathlib import Path
from statistics import median
from typing import NamedTuple
from urllib.parse import quote, urlencode

from app.http.costs import MOST_PARAMETERS
from app.query.choices import Facets, Formats, Includes
from app.query.filters import Missing, Range
from app.query.pagination import declared
from app.query.schemas import list_url
from app.resources import LISTS
from app.resources.claims.queries import ClaimQuery
from app.resources.statistics.queries import StatisticQuery
from bench.servers import Server

CLAIMS, STATISTICS, SEARCH = "/v1/claims", "/v1/statistics", "/v1/search"
LONGEST_QUERY = 8_000
"""Bytes that are left for a query once the path is written."""
LONGEST_QUESTION = 200
ROUNDS = 3


class Attack(NamedTuple):
    """A request, and what it is meant to strain."""

    name: str
    address: str
    headers: Mapping[str, str] = {}


def attacks(database: Path) -> list[Attack]:
    """All of them, in the words and ids of a database."""
    with sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro&immutable=1", uri=True) as connection:
        words = [word for (word,) in connection.execute(_COMMON)]
        beginnings = [word for (word,) in connection.execute(_BEGINNINGS)]
        inflected = [form for (form,) in connection.execute(_INFLECTED)]
        claims = [claim for (claim,) in connection.execute("SELECT id FROM claim LIMIT 300")]
    connection.close()
    return [*_wide(), *_wordy(words, beginnings, inflected), *_repeated(claims), *_faulty(), *_malformed()]


def longest(server: Server, database: Path) -> tuple[float, str]:
    """The longest that one of them takes, in milliseconds, and which: the median of some rounds, after the first.

    A page has another length in each round: what was sent before is kept, and takes no time.
    """
    return max((_median_ms(server, attack), attack.name) for attack in attacks(database))


def _median_ms(server: Server, attack: Attack) -> float:
    times = []
    for number in range(1 + ROUNDS):
        address = attack.address.replace("limit=100", f"limit={100 - number}")
        begun = time.perf_counter()
        server.get(address, attack.headers)
        times.append((time.perf_counter() - begun) * 1000)
    return median(times[1:])


_COMMON = "SELECT word FROM search_word WHERE length(word) > 1 GROUP BY word ORDER BY sum(entries) DESC LIMIT 60"
_BEGINNINGS = (
    "SELECT substr(word, 1, 2) AS two FROM search_word WHERE length(word) > 2 "
    "GROUP BY two ORDER BY sum(entries) DESC LIMIT 40"
)
_INFLECTED = (
    "SELECT form FROM search_form JOIN search_word ON word = words WHERE length(form) > 2 "
    "GROUP BY form ORDER BY count(DISTINCT words) DESC, sum(entries) DESC LIMIT 16"
)


def _wide() -> Iterator[Attack]:
    """As much as can be asked for at once."""
    for query in LISTS:
        path = list_url(str(query.table.__tablename__))
        for item in declared(query, Facets).values():
            yield Attack(f"all facets of {path}", _asked(path, limit=100, facets=item.choices))
        for item in declared(query, Includes).values():
            address = _asked(path, limit=100, include=item.choices)
            yield Attack(f"all includes of {path}", address)
            yield Attack(f"all includes of {path}, gzip", address, {"accept-encoding": "gzip"})
        for item in declared(query, Formats).values():
            for name in item.choices:
                yield Attack(f"{path} as {name}", _asked(path, limit=100, format=name))
        for item in declared(query, Missing).values():
            yield Attack(f"{path} that lack everything", _asked(path, limit=100, missing=item.choices))
    facets = declared(StatisticQuery, Facets)["facets"].choices
    ranges = {name: 0 if "g" in name.partition("__")[2] else 9999 for name in declared(StatisticQuery, Range)}
    for match in ("stated", "certain", "possible"):
        yield Attack(
            f"widest ranges, {match}, all facets", _asked(STATISTICS, **ranges, match=match, facets=facets, sort="-id")
        )


def _wordy(words: list[str], beginnings: list[str], inflected: list[str]) -> Iterator[Attack]:
    """Words that are in many records, in few, or in none."""
    spellings = [begin + accent for begin in ("a", "A") for accent in ("", *map(chr, range(0x300, 0x310)))]
    letters = "abcdefghijklmnopqrstuvwxyz"
    questions = {
        "34 spellings of one beginning": " ".join(f"{each}*" for each in spellings),
        "26 beginnings of one letter": " ".join(f"{each}*" for each in letters),
        "40 frequent beginnings": " ".join(f"{each}*" for each in beginnings[:40]),
        "16 frequent beginnings": " ".join(f"{each}*" for each in beginnings[:16]),
        "one frequent beginning": f"{beginnings[0]}*",
        "8 frequent beginnings in a phrase each": " ".join(
            f'"{word} {each}"*' for word, each in zip(words, beginnings[:8], strict=False)
        ),
        "frequent words": " ".join(words),
        "16 frequent words": " ".join(words[:16]),
        "two frequent words": " ".join(words[:2]),
        "one frequent word": words[0],
        "16 words of most forms": " ".join(inflected[:16]),
        "15 frequent words and one of most forms": " ".join([*words[:15], *inflected[:1]]),
        "8 unknown compounds": " ".join(f"{word}-{word}zq" for word in inflected[:8]),
        "one long phrase": f'"{" ".join(words)}',
        "a frequent word many times in a phrase": f'"{(words[0] + " ") * 60}',
        "a frequent word 16 times in a phrase": f'"{(words[0] + " ") * 16}',
        "a frequent word 14 times before a beginning": f'"{(words[0] + " ") * 14}{beginnings[0]}"*',
        "frequent words before frequent beginnings": f"{' '.join(words[:14])} {beginnings[0]}* {beginnings[-1]}*",
        "15 misspelt words and a beginning": f"{' '.join(f'{word}zq' for word in words[:15])} {beginnings[0]}*",
        "many misspelt words": " ".join(f"{word}zq" for word in words),
        "16 misspelt words": " ".join(f"{word}zq" for word in words[:16]),
        "three letters that no word has": " ".join(f"{one}{two}q" for one in letters for two in "xyz"),
        "a word of 200 letters": "ab" * 100,
        "200 letters apart": " ".join(letters * 4),
        "stars": "a" + "*" * 199,
        "quotes": '"' * 199 + "a",
    }
    for name, question in questions.items():
        asked = {"q": question[:LONGEST_QUESTION], "limit": 100}
        yield Attack(f"search: {name}", _asked(SEARCH, **asked, facets="type"))
        facets = declared(ClaimQuery, Facets)["facets"].choices
        yield Attack(f"claims: {name}", _asked(CLAIMS, **asked, facets=facets, sort="-text"))


def _repeated(claims: list[str]) -> Iterator[Attack]:
    """One parameter again and again."""
    for path, pair in (
        (CLAIMS, "limit=1"),
        (CLAIMS, "certainty=hedged"),
        (CLAIMS, "country=CN"),
        (CLAIMS, "include=about"),
        (f"{CLAIMS}?limit=100", "include=statistics"),
        (CLAIMS, "facets=institution"),
        (CLAIMS, "missing=hedge"),
        (STATISTICS, "period=2022"),
        (STATISTICS, "value=40"),
        (STATISTICS, "missing=period"),
        (SEARCH, "type=claim"),
        (SEARCH, "q=ai"),
    ):
        yield Attack(f"{path}: {pair} hundreds of times", _filled(path, [pair] * (MOST_PARAMETERS - 1)))
    for pair in ("a", "=", "limit=1", "topic=patents"):
        yield Attack(f"{pair} thousands of times", _filled(CLAIMS, [pair] * LONGEST_QUERY))
    yield Attack("citations of 300 claims", _filled("/v1/citations?limit=100", [f"record={each}" for each in claims]))
    yield Attack("years", _filled(STATISTICS, [f"period={each}" for each in range(2000)]))
    yield Attack("values", _filled(STATISTICS, [f"value={each}" for each in range(2000)]))


def _faulty() -> Iterator[Attack]:
    """Hundreds of faults, each another one."""
    for path, name in (
        (CLAIMS, "topic=a{}"),
        (CLAIMS, "institution=a-{}"),
        (CLAIMS, "statistic=china-{}"),
        ("/v1/citations", "record=china-{}"),
        (CLAIMS, "topic=A{}"),
        (CLAIMS, "topic=" + "z" * 119 + "{}"),
        (CLAIMS, "country=X{}"),
        (CLAIMS, "certainty=x{}"),
        (CLAIMS, "facets=x{}"),
        (CLAIMS, "include=x{}"),
        (CLAIMS, "missing=x{}"),
        (STATISTICS, "period=x{}"),
        (STATISTICS, "value=x{}"),
        (STATISTICS, "period={0}&missing=x{0}"),
        (CLAIMS, "x{}=1"),
        (CLAIMS, "x{}"),
        (CLAIMS, "topic{}=1"),
        (CLAIMS, "certainty=x{0}&topic=A{0}&x{0}=1"),
        (CLAIMS, "topic=a,{}"),
        (SEARCH, "x{}=1"),
        ("/v1/topics/patents/claims", "x{}=1"),
        (f"{CLAIMS}/none", "x{}=1"),
        ("/healthz", "x{}"),
    ):
        yield Attack(
            f"{path}: {name[:40]} for hundreds", _filled(path, [name.format(n) for n in range(MOST_PARAMETERS // 2)])
        )
    yield Attack("letters as parameters", _filled(CLAIMS, [quote(chr(n)) for n in range(200, 3000)]))
    long_name = "topic" * 80
    yield Attack("long unknown parameters", _filled(CLAIMS, [f"{long_name}{n}=1" for n in range(20)]))


def _malformed() -> Iterator[Attack]:
    """Long and deep."""
    deep = "W1tb" * 125
    yield Attack("a deep cursor", _asked(CLAIMS, cursor=deep[:500]))
    yield Attack("a cursor of digits", _asked(CLAIMS, cursor="MTEx" * 125))
    yield Attack("a long path", "/" + "a" * LONGEST_QUERY)
    yield Attack("a path of many steps", "/v1" + "/a" * 3900)
    yield Attack("a long id", f"{CLAIMS}/" + "a-" * 3900)
    yield Attack("a long id of a citation", "/v1/citations/" + "claim-" * 1300)
    yield Attack("a misspelt id", f"{CLAIMS}/china-has-the-mostt-patents")
    yield Attack("too long an address", "/v1/claims?q=" + "a" * 60_000)
    yield Attack("escapes", CLAIMS + "?q=" + "%e4" * 2600)
    yield Attack("many media types", CLAIMS, {"accept": ",".join(f"a/b{n};q=0.{n % 9}" for n in range(1900))})
    yield Attack("many tags", CLAIMS, {"if-none-match": ",".join(f'"{n}"' for n in range(4000))})
    yield Attack("many codings", CLAIMS, {"accept-encoding": ",".join(f"x{n};q=0.1" for n in range(2000))})
    for path in ("/openapi.json", "/", "/docs", "/metrics", "/v1/changes", "/llms.txt"):
        yield Attack(path, path)


def _asked(path: str, **asked: object) -> str:
    return f"{path}?{urlencode(asked, doseq=True)}"


def _filled(path: str, pairs: Sequence[str]) -> str:
    """An address with as many of the pairs as it has room for."""
    lengths = accumulate(len(pair) + 1 for pair in pairs)
    taken = [pair for pair, length in zip(pairs, lengths, strict=False) if length <= LONGEST_QUERY]
    return path + ("&" if "?" in path else "?") + "&".join(taken)
