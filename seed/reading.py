"""Reads the YAML under `seed/` into the models of `seed.records`, or says in one line what is wrong where."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar, get_args, get_origin

import yaml
from pydantic import TypeAdapter, ValidationError

from seed.explain import explained
from seed.faults import Fault, meant, placed, refuse
from seed.places import Places
from seed.proof import false_numbers
from seed.records import SHARED_BY_ARTICLES, Article, Seed, SeedError
from seed.texts import read_text

Shape = TypeVar("Shape")


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Refuses a key written twice, of which YAML would let the last one win, and leaves a date as it is written."""

    yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def _mapping(loader: yaml.SafeLoader, node: yaml.MappingNode) -> dict[object, object]:
    keys = [loader.construct_object(key) for key, _ in node.value]
    for key in keys:
        if keys.count(key) > 1:
            raise yaml.constructor.ConstructorError(None, None, f"`{key}` stands twice", node.start_mark)
    return {key: loader.construct_object(value, deep=True) for key, (_, value) in zip(keys, node.value, strict=True)}


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


ARTICLE: dict[str, Any] = {name: field.annotation for name, field in Article.model_fields.items()}
"""The files of an article's folder, without `.yaml`, and what each holds."""
SHARED: dict[str, Any] = {name: field.annotation for name, field in Seed.model_fields.items() if name != "articles"}
"""The files that all articles share."""


def read_yaml(path: Path, shape: type[Shape]) -> Shape:
    """Read one YAML file into `shape`. Raises SeedError with the first fault in one line."""
    value, faults = try_yaml(path, shape)
    if value is None:
        raise SeedError(str(faults[0]))
    return value


def try_yaml(path: Path, shape: type[Shape]) -> tuple[Shape | None, list[Fault]]:
    """Read one YAML file into `shape`, or say everything that is wrong with it.

    The models are strict as JSON is: a value of a vocabulary and a day are texts there, a number is not. A list's file
    may have comments alone.
    """
    try:
        text = read_text(path)
    except SeedError as error:
        return None, [Fault("", "", str(error))]
    indented = re.search(r"^ *\t", text, re.MULTILINE)
    if indented:
        line = text.count("\n", 0, indented.start()) + 1
        return None, [Fault("", "", "a tab; YAML is indented with blanks", f"{path}:{line}")]
    try:
        data = yaml.load(text, Loader=_Loader)  # noqa: S506 - a safe loader, made stricter
        data = [] if data is None and get_origin(shape) is list else data
        return TypeAdapter(shape).validate_json(json.dumps(data)), []
    except ValidationError as error:
        return None, explained(str(path), data, shape, error, Places(text))
    except (yaml.YAMLError, TypeError, ValueError) as error:  # not YAML, or no counterpart in JSON
        mark = getattr(error, "problem_mark", None)
        said = f"not readable as YAML: {' '.join(str(getattr(error, 'problem', None) or error).split())}"
        return None, [Fault("", "", said, f"{path}:{mark.line + 1}" if mark else str(path))]


def valid_entries(path: Path, shape: Any) -> list[Any] | None:
    """The entries of a list's file that are as they should be; None where the file can't be read as a list."""
    try:
        data = plain_yaml(path)
    except SeedError:
        return None
    if not isinstance(data, list):
        return None
    entry, found = TypeAdapter(get_args(shape)[0]), []
    for each in data:
        try:
            found.append(entry.validate_json(json.dumps(each)))
        except (ValidationError, TypeError, ValueError):
            continue  # said by `try_yaml`
    return found


def read_article(folder: Path) -> Article:
    """Read one folder under `seed/articles/`. Raises SeedError where a file, an id, a number or a date is wrong."""
    article = parse_article(folder)
    refuse(article_faults(folder, article))
    return article


def parse_article(folder: Path) -> Article:
    """Read the files of one folder. Raises SeedError where one isn't well formed."""
    return Article(**{name: read_yaml(folder / f"{name}.yaml", shape) for name, shape in ARTICLE.items()})


def article_faults(folder: Path, article: Article) -> Iterator[Fault]:
    """What is wrong with an article whose files are well formed; its text isn't needed."""
    if article.source.id != folder.name:
        place = f"{folder}: source.yaml"
        yield Fault("id", "", f"{article.source.id}: the folder is named otherwise: {folder.name}", place)
    for path in sorted(folder.glob("*.y*ml")):
        if path.stem not in ARTICLE or path.suffix != ".yaml":
            yield Fault("", "", f"an article has no such file{meant(path.stem, ARTICLE)}", str(path))
    names = [f"{kind}/{record.id}" for kind, record in article.cited()]
    names += [f"passages: {passage.id}" for passage in article.passages]
    twice = [Fault(name, "", f"the id is taken {times} times") for name, times in Counter(names).items() if times > 1]
    yield from placed([*twice, *false_numbers(article)], folder)


def read_seed(root: Path) -> Seed:
    """Read all that people wrote; articles in the order of their folders' names."""
    shared = {name: read_yaml(root / f"{name}.yaml", shape) for name, shape in SHARED.items()}
    articles = {folder.name: read_article(folder) for folder in article_folders(root)}
    refuse(shared_ids(articles))
    return Seed(**shared, articles=articles)


def shared_ids(articles: Mapping[str, Article]) -> Iterator[Fault]:
    """Ids that two articles give to a record each; people and organisations may be named by both."""
    owner: dict[str, str] = {}
    for slug, article in articles.items():
        for kind, record in article.cited():
            name = f"{kind}/{record.id}"
            other = owner.setdefault(name, slug)
            if other != slug and kind not in SHARED_BY_ARTICLES:
                yield Fault(name, "", f"the articles {other} and {slug} both have it: give one another id")


def wordings(root: Path) -> dict[str, str]:
    """The words of each population, by id; empty where no file lists any."""
    path = root / "populations.yaml"
    data = plain_yaml(path) if path.is_file() else []
    entries = [entry for entry in data if isinstance(entry, dict)] if isinstance(data, list) else []
    return {str(entry["id"]): str(entry["wording"]) for entry in entries if {"id", "wording"} <= entry.keys()}


def plain_yaml(path: Path) -> object:
    """What a YAML file holds, before any model. Raises SeedError where it can't be read."""
    try:
        return yaml.load(read_text(path), Loader=_Loader)  # noqa: S506 - a safe loader, made stricter
    except yaml.YAMLError as error:
        raise SeedError(f"{path}: not readable as YAML: {' '.join(str(error).split())}") from None


def article_folders(root: Path) -> list[Path]:
    """The folders of the articles, in the order of their names."""
    folder = root / "articles"
    if not folder.is_dir():
        raise SeedError(f"{folder}: there is no article yet; begin with: python -m seed new SLUG --text FILE")
    return sorted(item for item in folder.iterdir() if item.is_dir())
