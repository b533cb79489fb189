"""Reads the YAML under `seed/` into the models of `seed.records`, or says in one line what is wrong where."""

import json
from collections import Counter
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError

from seed.records import (
    Article,
    Change,
    Claim,
    Country,
    Institution,
    Passage,
    Population,
    Release,
    Researcher,
    Seed,
    SeedError,
    Series,
    Source,
    Statistic,
    Topic,
)

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


def _entry_name(data: object, location: tuple[int | str, ...]) -> str:
    """The id of the entry that a validation error lies in, else its position."""
    if location and isinstance(data, list) and isinstance(location[0], int):
        entry = data[location[0]]
        return (
            str(entry.get("id", f"entry {location[0] + 1}")) if isinstance(entry, dict) else f"entry {location[0] + 1}"
        )
    return "the file"


def read_yaml(path: Path, shape: type[Shape]) -> Shape:
    """Read one YAML file into `shape`, or say in one line which file, record and field is wrong.

    The models are strict as JSON is: a value of a vocabulary and a day are texts there, a number is not.
    """
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 - a safe loader, made stricter
        return TypeAdapter(shape).validate_json(json.dumps(data))
    except FileNotFoundError:
        raise SeedError(f"{path}: no such file") from None
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"] if not isinstance(part, int)) or "entry"
        raise SeedError(f"{path}: {_entry_name(data, first['loc'])}: {field}: {first['msg']}") from None
    except (yaml.YAMLError, TypeError, ValueError) as error:  # not YAML, not UTF-8, or no counterpart in JSON
        raise SeedError(f"{path}: not readable as YAML: {' '.join(str(error).split())}") from None


def read_article(folder: Path) -> Article:
    """Read one folder under `seed/articles/`, named by the article's id; an id stands for one record."""
    article = Article(
        source=read_yaml(folder / "source.yaml", Source),
        passages=read_yaml(folder / "passages.yaml", list[Passage]),
        researchers=read_yaml(folder / "researchers.yaml", list[Researcher]),
        institutions=read_yaml(folder / "institutions.yaml", list[Institution]),
        statistics=read_yaml(folder / "statistics.yaml", list[Statistic]),
        claims=read_yaml(folder / "claims.yaml", list[Claim]),
    )
    if article.source.id != folder.name:
        raise SeedError(f"{folder}: source.yaml: id: {article.source.id}: the folder is named otherwise")
    names = [f"{kind}/{record.id}" for kind, record in article.cited()]
    names += [f"passage/{passage.id}" for passage in article.passages]
    for name, times in Counter(names).items():
        if times > 1:
            raise SeedError(f"{folder}: {name}: the id is taken {times} times")
    return article


def read_seed(root: Path) -> Seed:
    """Read all that people wrote; articles in the order of their folders' names."""
    return Seed(
        release=read_yaml(root / "release.yaml", Release),
        changes=read_yaml(root / "changes.yaml", list[Change]),
        topics=read_yaml(root / "topics.yaml", list[Topic]),
        series=read_yaml(root / "series.yaml", list[Series]),
        populations=read_yaml(root / "populations.yaml", list[Population]),
        countries=read_yaml(root / "countries.yaml", list[Country]),
        articles={folder.name: read_article(folder) for folder in article_folders(root)},
    )


def article_folders(root: Path) -> list[Path]:
    """The folders of the articles, in the order of their names."""
    return sorted(folder for folder in (root / "articles").iterdir() if folder.is_dir())
