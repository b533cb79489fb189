"""The words of every record that can be found by words."""

import json
from collections.abc import Iterable, Iterator
from functools import reduce
from typing import Any

from sqlmodel import SQLModel

from app.kit.words import first_entry
from app.search.schemas import SEARCHED
from app.vocabulary import SearchedType
from seed.records import SeedError


def entries(rows: Iterable[SQLModel]) -> Iterator[dict[str, object]]:
    """One row of the table `search_entry` for each record."""
    kinds = {kind.value: kind for kind in SearchedType}
    for row in rows:
        kind = kinds.get(str(row.__tablename__))
        if kind is None:
            continue
        shown = json.loads(getattr(row, "document"))
        title, text = (_words(shown, field) for field in SEARCHED[kind])
        yield {
            "id": first_entry(kind) + getattr(row, "position"),
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
