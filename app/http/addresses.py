"""What was meant by an address that leads nowhere: the nearest one that leads somewhere."""

from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote

from fastapi import FastAPI
from fastapi.routing import iter_route_contexts

from app.formats.registry import CITATION_FORMATS, DOWNLOADS, RECORD_FORMATS, by_extension
from app.http.nearness import nearest
from app.http.problems import Problem, not_found

HOME = "/"
ABOVE = {HOME, "/v1"}
"""What stands above all others."""

LONGEST_PATH, MOST_PARTS = 300, 8
"""No address of ours is longer, or has more parts."""

CUTOFF = 0.75
"""How alike a part of an address must be spelt to be offered: they are short, and `people` is not `topics`."""

OTHER_NAMES = {
    other: ours
    for ours, others in {
        "researchers": ("people", "persons", "person", "authors", "scientists", "research"),
        "institutions": ("companies", "organizations", "organisations", "universities", "affiliations"),
        "statistics": ("figures", "stats", "numbers"),
        "claims": ("statements", "facts"),
        "sources": ("articles", "texts", "documents"),
        "passages": ("sentences", "paragraphs"),
        "citations": ("quotes", "references", "evidence"),
        "topics": ("subjects", "tags", "categories"),
        "series": ("charts", "timeseries"),
        "changes": ("changelog", "versions"),
        "dataset": ("data", "download", "downloads", "export"),
        "docs": ("redoc", "swagger", "documentation"),
        "openapi.json": ("openapi", "swagger.json", "openapi.yaml", "schema"),
    }.items()
    for other in others
}
"""What other services, or people, call what we have."""

WRITTEN_AS = by_extension((RECORD_FORMATS | CITATION_FORMATS).values())
"""Formats by the ending of a file."""


def nothing_at(app: FastAPI, path: str, query: str) -> Problem:
    """The problem of a path that no route has; `query` as it was sent."""
    contexts = [context for context in iter_route_contexts(app.routes) if hasattr(context, "path_regex")]
    paths = [context.path or "" for context in contexts]
    lists = {each.rpartition("/")[2]: each for each in paths if "{" not in each and each not in ABOVE}
    ends = {each.rpartition("}/")[2] for each in paths if "}/" in each}

    def leads(near: str) -> bool:
        return any(context.path_regex.match(near) for context in contexts)

    guess = next((near for near in _near(path, lists, ends) if leads(near.partition("?")[0])), None)
    example = quote(guess or HOME, safe="/?=")
    rest = f"&{query}" if query and "?" in example else ""
    return not_found(f"There is nothing at {path[:200]}.", guess, example=example + rest)


def _near(path: str, lists: Mapping[str, str], ends: Iterable[str]) -> Iterator[str]:
    """What may have been meant: the same tidied, as a file, its list or its end by another name, what it would be in.

    `lists` are addresses by their last part. `ends`: the last parts of addresses below a record.
    """
    tidy = path[:LONGEST_PATH].rstrip("/").lower()
    yield tidy
    parts = tidy.split("/")[:MOST_PARTS]
    name, _, ending = parts[-1].rpartition(".")
    known = _in_list(parts, lists)
    as_file = [] if parts[-1] in lists else _in_list([*parts[:-1], name], lists)
    if ending in WRITTEN_AS:
        yield from (f"{near}?format={WRITTEN_AS[ending]}" for near in as_file)
    elif as_file and ending in DOWNLOADS:
        yield f"{lists['dataset']}.{ending}"
    yield from known[:1]
    yield "/".join([*parts[:-1], nearest(parts[-1], ends) or ""])
    for length in range(len(parts) - 1, 3, -1):
        yield "/".join(parts[:length])
    yield from known[1:]


def _in_list(parts: list[str], lists: Mapping[str, str]) -> list[str]:
    """The address with its list by the name that it has here, then the list alone; none where no part is one's name."""
    for number, part in enumerate(parts):
        meant = OTHER_NAMES.get(part) or nearest(part, lists, CUTOFF)
        if meant is not None and meant in lists:
            return ["/".join([lists[meant], *parts[number + 1 :]]), lists[meant]]
    return []
