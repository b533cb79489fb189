"""What a database of any size is asked, in many variants each. A new kind of question is one entry of `questions`."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random
from urllib.parse import quote, urlencode

from app.query.pagination import Position, encode_cursor
from app.resources.claims.queries import ClaimQuery
from app.vocabulary import Certainty, Checkable, ClaimType, PrimarySource
from bench.invented import rare, word

LEVEL, QUICK = "level", "quick"
"""Goals: costs the same at any size; or is answered in time at a size that nobody expects to exceed."""

CLAIMS, SEARCH = "/v1/claims", "/v1/search"
COMMON_WORDS = 40
PAGE_SIZE = 20
SEED = 1
INCLUDES = ("statistics", "about", "related")
CODED_FACETS = (
    "topic",
    "country",
    "claim_type",
    "certainty",
    "checkable",
    "polarity",
    "text_complete",
    "primary_source",
)
ID_FACETS = ("researcher", "institution", "statistic", "source")


@dataclass(frozen=True)
class Question:
    """A kind of question, and what its answers should cost."""

    name: str
    goal: str
    address: Callable[[], str]
    """Another variant each time."""


class Asking:
    """Makes up questions about one database; equal databases are asked the same."""

    def __init__(self, database: Path) -> None:
        self.random = Random(SEED)  # noqa: S311 - to be repeated, not to be secret
        self.connection = sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        ((digest,),) = self.connection.execute("SELECT content_digest FROM release")
        self.stamp = digest[:16]
        self.claims = int(self.connection.execute("SELECT max(position) FROM claim").fetchone()[0])
        self.topics = [row[0] for row in self.connection.execute("SELECT id FROM topic ORDER BY position")]
        self.countries = [row[0] for row in self.connection.execute("SELECT code FROM country ORDER BY code")]

    def pick(self, table: str, column: str = "id") -> str:
        """A record's id, or another column of it."""
        ((last,),) = self.connection.execute(f"SELECT max(position) FROM {table}")  # noqa: S608 - names of ours
        found = self.connection.execute(
            f"SELECT {column} FROM {table} WHERE position = ?",  # noqa: S608 - as above
            [self.random.randint(1, last)],
        )
        return str(found.fetchone()[0])

    def page(self, position: int, **asked: str) -> str:
        """The page of claims that begins after a position, in reading order."""
        return self.onward("position", position, **asked)

    def onward(self, sort: str, place: int, **asked: str) -> str:
        """The page of claims that begins after a place in an order."""
        query = ClaimQuery.model_validate({name: [value] for name, value in asked.items()} | {"sort": sort})
        cursor = encode_cursor(query, CLAIMS, Position(place, ""), self.stamp)
        return self.list(**asked, sort=sort, cursor=cursor)

    def sorted(self, sort: str, **asked: str) -> str:
        """A page somewhere in an order."""
        return self.onward(sort, self.somewhere(), **asked)

    def somewhere(self) -> int:
        """A position."""
        return self.random.randint(1, self.claims)

    def end(self) -> int:
        """A position on the last page."""
        return self.claims - self.random.randint(1, PAGE_SIZE)

    def list(self, **asked: str) -> str:
        """The address of a list of claims."""
        return f"{CLAIMS}?{urlencode(asked)}" if asked else CLAIMS

    def coded(self) -> dict[str, str]:
        """A filter by a coded value, by topic or by country, of any frequency."""
        choices = {
            "topic": self.topics,
            "country": self.countries,
            "claim_type": list(ClaimType),
            "certainty": list(Certainty),
            "checkable": list(Checkable),
            "primary_source": list(PrimarySource),
        }
        name = self.random.choice(list(choices))
        return {name: str(self.random.choice(choices[name]))}

    def by_id(self) -> dict[str, str]:
        """A filter by a record's id."""
        name = self.random.choice(ID_FACETS)
        return {name: self.pick(name)}

    def two(self) -> dict[str, str]:
        """Two filters."""
        found: dict[str, str] = {}
        while len(found) < 2:  # noqa: PLR2004 - it says so
            found |= self.coded()
        return found

    def any_of(self) -> str:
        """Three filters, each asked for any of two values; what is lacked may be one of them."""
        topics, countries = self.random.sample(self.topics, 2), self.random.sample(self.countries, 2)
        third = self.random.choice((("claim_type", ClaimType), ("certainty", Certainty), ("checkable", Checkable)))
        values = self.random.sample(list(third[1]), 2)
        asked = {"topic": topics, "country": countries, third[0]: values}
        if self.random.random() < 0.5:  # noqa: PLR2004 - one in two
            asked |= {"missing": [self.random.choice(("hedge", "statistics"))]}
        return f"{CLAIMS}?{urlencode(asked, doseq=True)}"

    def between(self) -> str:
        """A range of values with two ends."""
        low, high = sorted(self.random.sample(range(1, 100), 2))
        return f"value__gte={low}&value__lt={high}"

    def misspelt(self) -> str:
        """A frequent word with a letter too many."""
        return self.common() + "q"

    def common(self) -> str:
        """A word among the most frequent ones, the first of which stands in half of the claims."""
        return word(int(COMMON_WORDS * self.random.random() ** 2))

    def rare(self) -> str:
        """A word in about five claims."""
        return rare(self.random.randrange(self.claims // 50))


def questions(a: Asking) -> list[Question]:
    """All kinds."""
    return [*_lists(a), *_counts(a), *_words(a)]


def _lists(a: Asking) -> list[Question]:
    one = a.random.choice
    return [
        Question("a record", LEVEL, lambda: f"{CLAIMS}/{a.pick('claim')}"),
        Question("first page", LEVEL, a.list),
        Question("page in the middle", LEVEL, lambda: a.page(a.somewhere())),
        Question("last page", LEVEL, lambda: a.page(a.end())),
        Question("page in the middle, sort=text", LEVEL, lambda: a.sorted("text")),
        Question("page in the middle, sort=certainty", LEVEL, lambda: a.sorted("certainty")),
        Question("page in the middle, sort=claim_type", LEVEL, lambda: a.sorted("claim_type")),
        Question("first page, sort=-certainty", LEVEL, lambda: a.list(sort="-certainty")),
        Question("page in the middle, include=", LEVEL, lambda: a.page(a.somewhere()) + f"&include={one(INCLUDES)}"),
        Question("claims related to one", LEVEL, lambda: f"{CLAIMS}/{a.pick('claim_bond', 'claim_id')}/related"),
        Question("claims, by an id", QUICK, lambda: a.list(**a.by_id())),
        Question("claims, by a value", QUICK, lambda: a.list(**a.coded())),
        Question("claims, by a value, in the middle", QUICK, lambda: a.page(a.somewhere(), **a.coded())),
        Question("claims, by a value, sort=text", QUICK, lambda: a.list(**a.coded(), sort="text")),
        Question(
            "claims, by a value, sort=certainty",
            QUICK,
            lambda: a.list(**a.coded(), sort=one(("certainty", "-certainty"))),
        ),
        Question("claims, by two values", QUICK, lambda: a.list(**a.two())),
        Question("claims, by several values of several filters", QUICK, a.any_of),
        Question("claims, by two values, sort=text", QUICK, lambda: a.list(**a.two(), sort="text")),
        Question("claims, missing=", QUICK, lambda: a.list(missing=one(("hedge", "countries", "statistics")))),
        Question("claims of a topic", QUICK, lambda: f"/v1/topics/{one(a.topics)}/claims"),
        Question("citations of a record", LEVEL, lambda: f"/v1/citations?record={a.pick('claim')}"),
        Question("citations, sort=quote", LEVEL, lambda: "/v1/citations?sort=quote"),
        Question("passages, sort=ordinal", LEVEL, lambda: "/v1/passages?sort=ordinal"),
        Question("citations, by a value", QUICK, lambda: f"/v1/citations?record_type={one(('claim', 'statistic'))}"),
        Question("passages, by a value", QUICK, lambda: f"/v1/passages?coverage={one(('represented', 'left_out'))}"),
        Question("statistics, by a range", QUICK, lambda: f"/v1/statistics?value__gte={a.random.uniform(1, 60):.2f}"),
        Question("statistics, by a range, sort=value", QUICK, lambda: f"/v1/statistics?{a.between()}&sort=-value"),
        Question("statistics, by what they may mean", QUICK, lambda: f"/v1/statistics?{a.between()}&match=possible"),
        Question("passages, by a range", QUICK, lambda: f"/v1/passages?ordinal__gte={a.random.randint(1, 60)}"),
    ]


def _counts(a: Asking) -> list[Question]:
    one = a.random.choice
    return [
        Question("facet of coded values", QUICK, lambda: a.list(facets=one(CODED_FACETS))),
        Question("facet of ids", QUICK, lambda: a.list(facets=one(ID_FACETS))),
        Question("facet, by a value", QUICK, lambda: a.list(**a.coded(), facets=one(CODED_FACETS))),
        Question("facet of ids, by a value", QUICK, lambda: a.list(**a.coded(), facets=one(ID_FACETS))),
        Question("facet, by several values", QUICK, lambda: f"{a.any_of()}&facets={one(CODED_FACETS)}"),
    ]


def _words(a: Asking) -> list[Question]:
    return [
        Question("claims with a rare word", QUICK, lambda: a.list(q=a.rare())),
        Question("claims with a common word", QUICK, lambda: a.list(q=a.common())),
        Question("claims with a word that does not occur", QUICK, lambda: a.list(q=a.misspelt())),
        Question("search, a rare word", QUICK, lambda: f"{SEARCH}?q={quote(a.rare())}"),
        Question("search, a common word", QUICK, lambda: f"{SEARCH}?q={quote(a.common())}"),
        Question("search, two common words", QUICK, lambda: f"{SEARCH}?q={a.common()}+{a.common()}"),
    ]
