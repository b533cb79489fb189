"""Begins an article: its folder with commented YAML, the text split into passages, and what all articles share."""

import datetime
import inspect
import re
import types
import typing
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any, Union

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from app.vocabulary import PassageRole
from seed.published import PUBLISHED
from seed.reading import ARTICLE, SHARED
from seed.records import Absent, SeedError, Source
from seed.schema import head
from seed.sentences import Piece, split

HINTS = {
    "id": "small letters, digits, hyphens; for ever",
    "text": "in our own words: one statement, and nothing about the text",
    "quote": "the shortest phrase that pins the place, as written",
    "value_text": "the number with the words around it, as written",
    "hedge": "the words that weaken it, as written",
    "qualifiers": "words like many, often, one of; as written",
    "name_as_written": "as it stands in the span",
    "role_as_written": "as it stands in the span",
    "begins": "first words, where it doesn't open the line",
    "citation": "passages: p01, or [p01, p03] from first to last",
    "about": "researcher/ID or institution/ID",
    "descriptive_title": "in our own words; shown in brackets where there is no title",
    "date_accessed": "when the text was read; today, unless you say otherwise",
    "condition": "whole, or torn by its layout, and where",
    "stated_in": "the passages that say what stands here",
}
"""What a comment says beside a field."""

DEEPEST = 3

COMMON = {
    "release": """\
version: "0.1.0"
date: {today}
title: A record of texts
licence: CC-BY-4.0
licence_url: https://creativecommons.org/licenses/by/4.0/
licence_note: The data is ours; the short quotes remain their owner's.
method:
  coded_by: Written by hand.
  rules:
    - Facts and figures carry over, prose does not.
  review: Every quote, word and number was proved against the text by a program.
  judgement: Types and topics are editorial judgement.
  corrections: Ask whoever publishes this.
""",
    "changes": """\
# What each release did to which record, and why; the oldest first. A record is named by type/id.
- version: "0.1.0"
  date: {today}
  change: added
  reason: The first release.
""",
    "topics": "# - id: a-topic\n#   label: A topic\n#   definition: What belongs to it.\n",
    "series": "# - id: a-series\n#   label: A series\n#   definition: Which figures can be read side by side.\n",
    "countries": '# - code: "FR"\n#   label: France\n',
}
"""What the files that all articles share begin with."""


def begin(root: Path, slug: str, file_name: str, text: str) -> Path:
    """Make the folder of an article, and what all articles share where it isn't there yet; the folder.

    Raises SeedError where the article is there already.
    """
    folder = root / "articles" / slug
    if folder.exists():
        raise SeedError(f"{folder}: is there already; another article needs another id")
    passages = "".join(_passages(split(text)))
    folder.mkdir(parents=True)
    today = datetime.datetime.now(tz=datetime.UTC).date().isoformat()
    for name in SHARED:
        path = root / f"{name}.yaml"
        if not path.exists():
            content = COMMON.get(name, f"# {name}: no entry yet\n").format(today=today)
            path.write_text(head(name, of_article=False) + content, encoding="utf-8")
    if not (root / PUBLISHED).exists():
        (root / PUBLISHED).write_text("", encoding="utf-8")
    known = {"id": _plain(slug), "file_name": _plain(file_name), "date_accessed": today}
    files = {"source": "".join(_source(known)), "passages": passages}
    files |= {name: "".join(_example(shape)) for name, shape in ARTICLE.items() if name not in files}
    for name, content in files.items():
        (folder / f"{name}.yaml").write_text(head(name, of_article=True) + content, encoding="utf-8")
    return folder


def _passages(pieces: list[Piece]) -> Iterator[str]:
    if not pieces:
        raise SeedError("the text is empty")
    yield "# Every sentence of the text in order, a guess: look over what begins where, and what isn't of the body.\n"
    yield "# Join two by deleting the second's line; split one by a line with the words that the new one begins with.\n"
    yield f"# role: {_values(PassageRole)}. A sentence that no record quotes needs left_out_reason.\n"
    width = max(2, len(str(len(pieces))))
    for number, piece in enumerate(pieces, start=1):
        fields = [f"id: p{number:0{width}}", f"line: {piece.line}"]
        fields += [f"begins: {_quoted(piece.begins)}"] if piece.begins else []
        fields += [f"role: {piece.role}", f"left_out_reason: {piece.role}"] if piece.role != PassageRole.body else []
        fields += ["condition: torn"] if piece.torn else []
        yield f"- {{{', '.join(fields)}}}\n"


def _plain(name: str) -> str:
    """A name as YAML reads it as a text."""
    return name if re.fullmatch(r"[A-Za-z][\w.-]{3,}", name) else _quoted(name)


def _quoted(words: str) -> str:
    escaped = words.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _source(known: dict[str, str]) -> Iterator[str]:
    """The source's own file, valid but for what says TODO."""
    yield f"# {_first_line(Source)}\n# What says TODO is for you to fill in; a line with # before it is optional.\n"
    for name, field in Source.model_fields.items():
        if field.is_required():
            value = known.get(name) or _placeholder(name, field.annotation)
            yield _line(name, value, _comment(name, field))
        else:
            yield "# " + _line(name, _default(name, field), _comment(name, field))


def _example(shape: Any) -> Iterator[str]:
    """An entry of a kind, in comments: the fields that are needed, then those that aren't."""
    model: type[BaseModel] = typing.get_args(shape)[0]
    yield f"# {_first_line(model)} Write an entry like this:\n#\n"
    ordered = sorted(model.model_fields.items(), key=lambda item: (item[0] != "id", not item[1].is_required()))
    for position, (field_name, field) in enumerate(ordered):
        value = _placeholder(field_name, field.annotation) if field.is_required() else _default(field_name, field)
        optional = "" if field.is_required() else "optional"
        comment = "; ".join(part for part in (optional, _comment(field_name, field)) if part)
        yield f"# {'-' if position == 0 else ' '} {_line(field_name, value, comment)}"


def _line(name: str, value: str, comment: str) -> str:
    return f"{name}: {value}" + (f"  # {comment}" if comment else "") + "\n"


def _comment(name: str, field: FieldInfo) -> str:
    shapes = [_values(shape) for shape in _shapes(field.annotation) if _is(shape, StrEnum)]
    shapes += [
        f"{key}: {_values(inner)}"
        for outer in _shapes(field.annotation)
        for shape in (typing.get_args(outer) if typing.get_origin(outer) is list else (outer,))
        if _is(shape, BaseModel) and shape is not Absent
        for key, part in shape.model_fields.items()
        for inner in _shapes(part.annotation)
        if _is(inner, StrEnum)
    ]
    reasons = ["or {absent_reason: …}"] if Absent in _shapes(field.annotation) and field.is_required() else []
    return "; ".join([*([HINTS[name]] if name in HINTS else []), *shapes, *reasons])


def _values(vocabulary: type[StrEnum]) -> str:
    return " | ".join(vocabulary)


def _shapes(annotation: Any) -> list[Any]:
    """The shapes that a field may have, without what annotates them."""
    origin = typing.get_origin(annotation)
    if origin is typing.Annotated:
        return _shapes(typing.get_args(annotation)[0])
    if origin in {Union, types.UnionType}:
        return [shape for part in typing.get_args(annotation) for shape in _shapes(part)]
    return [annotation]


def _is(shape: Any, kind: type) -> bool:
    return inspect.isclass(shape) and issubclass(shape, kind)


def _placeholder(name: str, annotation: Any, depth: int = 0) -> str:
    """A value of the right shape: absent where that may be, else what says TODO."""
    shapes = _shapes(annotation)
    if Absent in shapes:
        return "{absent_reason: not_stated}"
    if type(None) in shapes and not any(_is(shape, StrEnum) for shape in shapes):
        return "null"
    shape = shapes[0]
    if _is(shape, BaseModel) and depth < DEEPEST:
        parts = {
            key: _placeholder(key, field.annotation, depth + 1)
            for key, field in shape.model_fields.items()
            if field.is_required()
        }
        return "{" + ", ".join(f"{key}: {value}" for key, value in parts.items()) + "}"
    if typing.get_origin(shape) is list and name not in PLACEHOLDERS:
        return f"[{_placeholder('', typing.get_args(shape)[0], depth + 1)}]"
    return PLACEHOLDERS.get(name, "TODO")


PLACEHOLDERS = {"passages": "p01", "language": "en", "stated_in": "[p01]"}


def _default(name: str, field: FieldInfo) -> str:
    """A field's default as YAML; for a list, what an entry looks like."""
    default = field.get_default(call_default_factory=True)
    if default is None:
        return "null"
    if isinstance(default, bool):
        return str(default).lower()
    return _placeholder(name, field.annotation) if default == [] else str(default)


def _first_line(model: type[BaseModel]) -> str:
    return inspect.cleandoc(model.__doc__ or "").splitlines()[0]
