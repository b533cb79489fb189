"""The words of every record that can be found by words."""

import json
from functools import reduce
from typing import Any

from sqlmodel import SQLModel

from app.query.words import first_entry
from app.resources import SEARCHED
from app.vocabulary import SearchedType
from seed.records import SeedError

Values = dict[str, Any]
"""A row's columns, by name."""


def entry(table: type[SQLModel], row: Values) -> Values | None:
    """The row of `search_entry` for a record's row; None where its kind can't be found by words."""
    name = str(table.__tablename__)
    if name not in SEARCHED:
        return None
    kind = SearchedType(name)
    shown = json.loads(row["document"])
    title, text = (_words(shown, field) for field in SEARCHED[kind])
    return {
        "id": first_entry(kind) + row["position"],
        "record_type": kind,
        "record_id": shown["id"],
        "url": shown["url"],
        "label": title or text,
        "title": title,
        "text": text,
    }


def _words(shown: dict[str, Any], field: str | None) -> str:
    """A field's text; a dot goes into it. Empty where it is null."""
    found = reduce(lambda part, name: part[name], field.split("."), shown) if field else None
    text = str(found) if found is not None else ""
    if any(ord(letter) < ord(" ") for letter in text):
        raise SeedError(f"{shown['id']}: {field}: a control character in a text")
    return text
