"""What is wrong with a request, all of it at once, and the nearest request that works.

A query is read by its model; what the model can't say (repeats, ids that no record has, ranges that nothing can lie in)
is found by the same declarations. Every refusal carries an example that has passed the same examination.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, quote, urlencode

from fastapi import Depends, Request
from pydantic import ValidationError
from pydantic.fields import FieldInfo

from app.database import Database, allow_reading
from app.formats.registry import by_extension
from app.http.costs import MOST_PARAMETERS, READING_SECONDS, too_many_parameters
from app.http.nearness import nearest
from app.http.problems import (
    PROBLEMS,
    FieldError,
    InvalidValue,
    MissingParameter,
    RepeatedParameter,
    TooCostly,
    UnknownParameter,
    UnknownValue,
)
from app.http.request import FromKey, received
from app.query.choices import Formats
from app.query.filters import FORMS, Equals, Range, field_of, has_interval, several
from app.query.guesses import Guesses, nearest_within
from app.query.names import NEGATIONS, chooses_fields, lacked, meant_parameter, negates
from app.query.pagination import BESIDE_THE_LIST, ListQuery, Query, declared, filters, repeatable
from app.query.statements import entries_statement, named_statement
from app.query.words import MOST_ENTRIES, beginnings, phrases, readable
from app.vocabulary import Match

REPORTED = 20
"""At most this many errors are told at once."""

ROUNDS = 4
"""How often an example is mended before it is given up for the bare address."""

_PLAIN = re.compile(rb"[\w.~=&-]*", re.ASCII)

Pairs = list[tuple[str, str]]

NULLS = {"null", "none", "nil"}

FORMAT_CUTOFF = 0.75
"""How alike a format must be spelt to be offered: they are short, and `csv` is not `csl`."""

_WANTED = re.compile(r"^\w+ should ")
"""How pydantic begins to say what is wanted: of the input, a string, a list."""

_ORDER = re.compile(r"(\w+)[:, ]+((?:a|de)sc\w*)", re.IGNORECASE)
"""An order as other services write it: `text:desc`."""


@dataclass(frozen=True)
class Repair:
    """An error, and how the request is mended: `name` is asked for `values` instead, or nothing is.

    `given`: the value that it is about; None: every value of the parameter. `values`: None: those that were given.
    """

    field_error: FieldError
    given: str | None = None
    name: str | None = None
    values: tuple[str, ...] | None = None


class ParsedQuery(NamedTuple):
    """What became of reading a request: the query, where the model can read it, and what is wrong with the request."""

    query: Query | None
    repairs: Sequence[Repair]
    untold: int = 0
    """How many further errors there are than are told."""


class QueryParser:
    """Reads one request by one query model, against one database."""

    def __init__(self, model: type[Query], database: Database) -> None:
        self.model = model
        self.database = database
        self.guesses = Guesses(database)
        self.several = repeatable(model)

    def query(self, path: str, pairs: Pairs) -> Query:
        """What was asked. Raises a problem that tells what is wrong, with an example that works."""
        query, repairs, untold = self._read(pairs)
        if query is None or repairs:
            field_errors = [repair.field_error for repair in repairs]
            detail = " ".join(dict.fromkeys(field_error.detail for field_error in field_errors))
            if untold:
                detail += f" And {untold} more {'errors' if untold > 1 else 'error'}."
            example = self._bare(path) if untold else self._example(path, pairs, repairs)
            raise PROBLEMS[field_errors[0].code](detail, *field_errors, example=example)
        return query

    def _read(self, pairs: Pairs) -> ParsedQuery:
        values: dict[str, Any] = dict(pairs)
        repairs = [] if len(values) == len(pairs) else list(self._repeats(pairs))
        for name in self.several & values.keys():
            values[name] = list(dict.fromkeys(value for other, value in pairs if other == name))
        try:
            query = self.model.model_validate(values)
        except ValidationError as error:
            found = sorted(error.errors(include_url=False), key=_unknown_parameters_first)
            told = [*repairs, *map(self._repair, found[: max(REPORTED - len(repairs), 0)])]
            return ParsedQuery(None, told[:REPORTED], max(len(repairs) + len(found) - REPORTED, 0))
        if isinstance(query, ListQuery) and not query.model_fields_set <= BESIDE_THE_LIST:
            repairs += chain(self._unknown_values(query), _contradictions(query), self._costs(query))
        return ParsedQuery(query, repairs[:REPORTED], max(len(repairs) - REPORTED, 0))

    def _repeats(self, pairs: Pairs) -> Iterator[Repair]:
        for name, count in Counter(name for name, _ in pairs).items():
            if count > 1 and name in self.model.model_fields and name not in self.several:
                detail = f"`{name}` takes one value, and was given {count} times."
                yield Repair(RepeatedParameter.error(name, detail))

    def _repair(self, item: Any) -> Repair:
        name, given = str(item["loc"][0])[:100], str(item.get("input"))
        fields = self.model.model_fields
        if item["type"] == "extra_forbidden":
            guess = meant_parameter(name, self.model)
            detail = f"There is no parameter `{name}` here."
            if chooses_fields(name):
                detail += " A record is always sent whole."
            if negates(name):
                detail += " Nothing is excluded: ask for what you want, or for nulls by `missing`."
            field_error = UnknownParameter.error(name, detail, list(fields), guess)
            return Repair(field_error, name=None if guess == "cursor" else guess)
        if item["type"] == "missing":
            example = _needed(fields[name])
            return Repair(MissingParameter.error(name, f"`{name}` is needed here.", did_you_mean=example))
        return self._bad_value(name, given, str(item["msg"]), item.get("ctx", {}))

    def _bad_value(self, name: str, given: str, reason: str, context: dict[str, Any]) -> Repair:
        allowed, guess = self._better(name, given, context)
        reason = FORMS.get(str(context.get("pattern")), _WANTED.sub("it must ", reason.removeprefix("Value error, ")))
        detail = f"`{name}`: {given[:60]!r} is refused: {reason}."
        if "," in given and name in self.several:
            detail += f" Repeat `{name}` for several."
            return Repair(InvalidValue.error(name, detail, allowed, guess), given, name, tuple(given.split(",")))
        field = lacked(name, self.model)
        if given.casefold() in NULLS and field is not None:
            detail += f" A null is asked for by `missing={field}`."
            return Repair(InvalidValue.error(name, detail, allowed, guess), given, "missing", (field,))
        return _instead(InvalidValue.error(name, detail, allowed, guess), given)

    def _better(self, name: str, given: str, context: dict[str, Any]) -> tuple[list[str] | None, str | None]:
        """The values allowed, where they can be listed, and the nearest one."""
        listed = re.findall(r"'([^']*)'", str(context.get("expected", "")))
        if listed:
            return listed, self._listed(name, given, listed)
        where = filters(self.model).get(name)
        if isinstance(where, Equals) and where.refers_to is not None:
            allowed, guess = self.guesses.of_id(where.refers_to, given)
            return allowed, None if given.startswith(NEGATIONS) else guess
        if name == "q":
            return None, readable(given)
        return None, nearest_within(self.model.model_fields[name], given)

    def _listed(self, name: str, given: str, listed: list[str]) -> str | None:
        """The nearest of some names."""
        if given.startswith(NEGATIONS) and given[1:] in listed:
            return None
        if name == "sort":
            return _meant_order(given, listed)
        if name == "format":
            return self._meant_format(given) or nearest(given, listed, FORMAT_CUTOFF)
        if name == "missing" and (field := lacked(given, self.model)) in listed:
            return field
        return nearest(given, listed)

    def _meant_format(self, given: str) -> str | None:
        """The format that has a name as its files' ending, or begins its label with it: `bib`, `csl-json`."""
        wanted = given.casefold().lstrip(".")
        formats = declared(self.model, Formats)["format"].formats
        by_label = {each.label.split(" ")[0].casefold(): each.name for each in formats}
        return by_label.get(wanted) or by_extension(formats).get(wanted)

    def _unknown_values(self, query: ListQuery) -> Iterator[Repair]:
        for name, values in query.asked.items():
            where = filters(type(query))[name]
            if not isinstance(where, Equals) or where.refers_to is None:
                continue
            assert isinstance(values, tuple)
            rows = self.database.rows(named_statement(where.refers_to), {"values": several(values)})
            found = {row[0] for row in rows}
            for value in (value for value in values if value not in found):
                allowed, guess = self.guesses.of_id(where.refers_to, str(value))
                detail = f"No record has `{name}` {str(value)[:100]}."
                yield _instead(UnknownValue.error(name, detail, allowed, guess), str(value))

    def _costs(self, query: ListQuery) -> Iterator[Repair]:
        """Beginnings that too many words of too many records have: the index can't be interrupted."""
        question: str | None = getattr(query, "q", None)
        short = beginnings(question) if question else []
        entries = sum(self.database.rows(entries_statement(), {"beginning": each})[0][0] for each in short)
        if question and entries > MOST_ENTRIES:
            named = ", ".join(f"`{each}*`" for each in short)
            detail = (
                f"`q`: words that begin with {named} occur {entries:,} times; at most {MOST_ENTRIES:,} are looked for. "
                "Give more of their letters."
            )
            words = " ".join(str(phrase) for phrase in phrases(question) if not phrase.begins)
            yield _instead(TooCostly.error("q", detail, did_you_mean=words or None), question)

    def _example(self, path: str, pairs: Pairs, repairs: Sequence[Repair]) -> str:
        for _ in range(ROUNDS):
            pairs = list(_mended(pairs, repairs))
            _, repairs, _ = self._read(pairs)
            if not repairs:
                return f"{path}?{urlencode(pairs)}" if pairs else path
        return self._bare(path)

    def _bare(self, path: str) -> str:
        """The address with what it can't do without."""
        needed = [(name, _needed(info)) for name, info in self.model.model_fields.items() if info.is_required()]
        return f"{path}?{urlencode(needed)}" if needed else path


def _meant_order(given: str, listed: Sequence[str]) -> str | None:
    """The order that was meant, in the direction that was; its name alone is compared."""
    order = _ORDER.fullmatch(given)
    name, down = (order[1], order[2].lower().startswith("desc")) if order else (given.lstrip("-"), given[:1] == "-")
    meant = nearest(name, [each for each in listed if not each.startswith("-")])
    return f"-{meant}" if meant and down else meant


class QueryDependency(FromKey):
    """Gives an endpoint what was asked of it, as a `model`. Raises a problem that tells everything that is wrong."""

    def __init__(self, model: type[Query]) -> None:
        self.model = model
        needs_something = any(info.is_required() for info in model.model_fields.values())
        self._nothing_asked = None if needs_something else model()

    async def __call__(self, request: Request) -> Query:
        """The query of a request. Raises a problem that names all that is wrong with it."""
        asked = received(request)
        key = asked.key
        if asked.app is not None:  # else the example of a refusal is tried, in time that all trials share
            allow_reading(READING_SECONDS)
        if not key.query and self._nothing_asked is not None:
            return self._nothing_asked  # the same each time, so that what is derived from it is kept
        number = key.query.count(b"&") + 1
        if number > MOST_PARAMETERS:
            raise too_many_parameters(key.path, number)
        parser = QueryParser(self.model, request.app.state.service.database)
        return parser.query(escaped(key.path), parameters(key.query))


def parsed(model: type[Query]) -> Any:
    """What an endpoint annotates its parameter with, to be given the query as a `model`."""
    return Depends(QueryDependency(model))


escaped = lru_cache(maxsize=1024)(quote)
"""A path as it stands in an address; the same ones are asked again and again."""


def parameters(query: bytes) -> Pairs:
    """A query's names and values, in the order given."""
    text = query.decode("latin-1")
    if not needs_no_escaping(query):
        return parse_qsl(text, keep_blank_values=True)
    return [(name, value) for name, _, value in [part.partition("=") for part in text.split("&") if part]]


def needs_no_escaping(query: bytes) -> bool:
    """Whether a query is the same escaped or not, as most are."""
    return _PLAIN.fullmatch(query) is not None


def _unknown_parameters_first(error: Any) -> bool:
    return bool(error["type"] != "extra_forbidden")


def _needed(field: FieldInfo) -> str:
    """What to put into a field that can't be left out: its documented example."""
    return str((field.examples or [""])[0])


def _instead(field_error: FieldError, given: str) -> Repair:
    """An error that the nearest value mends, where there is one."""
    guess = field_error.did_you_mean
    return Repair(field_error, given, field_error.parameter, (guess,)) if guess else Repair(field_error, given)


def _contradictions(query: ListQuery) -> Iterator[Repair]:
    """What nothing can answer to: empty ranges, a value that is also to be missing, and a `match` without a range."""
    asked = [(name, filters(type(query))[name]) for name in query.asked]
    ranges = [(name, item) for name, item in asked if isinstance(item, Range)]
    for low, above in ranges:
        for high, below in ranges:
            if field_of(low, above) == field_of(high, below) and above.against.upwards and not below.against.upwards:
                least, most = getattr(query, low), getattr(query, high)
                if not (above.against.compare(most, least) and below.against.compare(least, most)):
                    detail = f"Nothing lies between `{low}` {least:g} and `{high}` {most:g}."
                    yield Repair(InvalidValue.error(high, detail))
    for field in dict.fromkeys(getattr(query, "missing", ())):
        for name, item in asked:
            if field == field_of(name, item) and not has_interval(item):
                detail = f"Nothing has `{name}` and lacks it: `missing={field}` excludes it."
                yield Repair(InvalidValue.error("missing", detail), field)
    match = getattr(query, "match", Match.stated)
    if match is not Match.stated and not any(item.interval for _, item in ranges):
        usable = [name for name, item in declared(type(query), Range).items() if item.interval]
        detail = f"`match` says how a range is compared: ask for one, such as `{usable[0]}`."
        yield _instead(InvalidValue.error("match", detail, [Match.stated], Match.stated), match)


def _mended(pairs: Pairs, repairs: Sequence[Repair]) -> Iterator[tuple[str, str]]:
    """The parameters with each error set right where it can be, else without it; the list's first page."""
    seen: set[str] = set()
    for name, value in pairs:
        if name == "cursor":
            continue  # it was made for what was asked before
        about = [m for m in repairs if m.field_error.parameter == name[:100] and m.given in {None, value}]
        better = next((repair for repair in about if repair.name), None)
        repeated = {repair.field_error.code for repair in about} == {RepeatedParameter.code}
        if not about or (repeated and name not in seen):
            yield name, value
        elif better is not None and better.name is not None:
            yield from ((better.name, each) for each in better.values or (value,))
        seen.add(name)
    for repair in repairs:
        if repair.field_error.code == MissingParameter.code:
            yield repair.field_error.parameter, repair.field_error.did_you_mean or ""
