"""Says what pydantic found in the words of those who write: where, what, and what was probably meant."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from seed.faults import Fault, meant, nearest
from seed.places import Keys, Places

WRONG_SHAPE = {"model_type", "string_type", "list_type"}
"""The value is of quite another shape than this one of several that a field may have."""
UNKNOWN = "; where the text doesn't say, it is {absent_reason: not_stated}"
LABELLED = re.compile(r"'([^']*)'")


def explained(file: str, data: object, shape: Any, error: ValidationError, places: Places) -> list[Fault]:
    """Every fault of one file, in the order of its lines. `data` is what the file holds, `shape` what it ought to."""
    faults = []
    for path, detail, near in _sensible(data, error.errors()):
        siblings = _at(data, path[:-1])
        known = _properties(shape, siblings) if isinstance(siblings, dict) else {}
        message = _message(detail, path, {near: known.get(near)} if near else known)
        field = ".".join(map(str, path[1:] if isinstance(data, list) else path)) or "entry"
        entry = _entry_name(data, path)
        faults.append((places.line(path), Fault(entry, field, message, f"{file}:{places.line(path)}")))
    return [fault for _, fault in sorted(faults, key=lambda pair: pair[0])]


def _entry_name(data: object, path: Keys) -> str:
    """The id of the entry that a fault lies in, else its position."""
    if path and isinstance(data, list) and isinstance(path[0], int):
        entry = data[path[0]]
        name = entry.get("id") if isinstance(entry, dict) else None
        return str(name) if name is not None else f"entry {path[0] + 1}"
    return "the file"


def _at(data: object, path: Sequence[int | str]) -> object:
    for part in path:
        data = data[part] if isinstance(data, dict | list) else None  # type: ignore[index]
    return data


def _resolved(data: object, detail: ErrorDetails) -> tuple[Keys, Keys | None, str]:
    """The path of an error in the data; where it lies in one of several shapes, the path of the choice and its name."""
    path: list[int | str] = []
    choice, name = None, ""
    for part in detail["loc"]:
        inside = isinstance(data, dict) and part in data
        if inside or (isinstance(data, list) and isinstance(part, int) and part < len(data)):
            data = data[part]  # type: ignore[index]
            path.append(part)
        elif detail["type"] == "missing" and part == detail["loc"][-1]:
            path.append(part)
        elif choice is None:
            choice, name = tuple(path), str(part)
    return tuple(path), choice, name


def _sensible(data: object, details: list[ErrorDetails]) -> Iterator[tuple[Keys, ErrorDetails, str | None]]:
    """The errors, of several shapes those of the likeliest, each with the field that is missing where it is misspelt.

    That one isn't named as missing then.
    """
    plain: list[tuple[Keys, ErrorDetails]] = []
    choices: dict[Keys, dict[str, list[tuple[Keys, ErrorDetails]]]] = defaultdict(lambda: defaultdict(list))
    for detail in details:
        path, choice, name = _resolved(data, detail)
        (plain if choice is None else choices[choice][name]).append((path, detail))
    for shapes in choices.values():
        plain += min(shapes.values(), key=lambda found: sum(_distance(detail) for _, detail in found))
    missing = [path for path, detail in plain if detail["type"] == "missing"]
    extra = [path for path, detail in plain if detail["type"] == "extra_forbidden"]
    misspelt = {
        path: near
        for path in extra
        if (near := nearest(str(path[-1]), [str(other[-1]) for other in missing if other[:-1] == path[:-1]]))
    }
    found = {(*path[:-1], near) for path, near in misspelt.items()}
    for path, detail in plain:
        if detail["type"] != "missing" or path not in found:
            yield path, detail, misspelt.get(path)


def _distance(detail: ErrorDetails) -> int:
    return 3 if detail["type"] in WRONG_SHAPE else 1


def _message(detail: ErrorDetails, path: Keys, fields: dict[str, Any]) -> str:
    """The fault in words, with what was probably meant. `fields`: the schemas of those that could stand there."""
    kind, value, said = detail["type"], detail["input"], detail["msg"].removeprefix("Value error, ")
    if kind == "missing":
        return "is missing" + (UNKNOWN if "/Absent'" in str(fields.get(str(path[-1]))) else "")
    if kind == "extra_forbidden":
        return "there is no such field" + meant(str(path[-1]), list(fields))
    if isinstance(value, bool) and kind.endswith("_type"):
        return f"{said}; YAML takes yes, no, on and off for true and false: put it in quotes"
    if isinstance(value, str) and kind in {"float_type", "int_type", "bool_type"}:
        return f"{said}; write it without quotes"
    if isinstance(value, int | float) and kind == "string_type":
        return f"{said}; put it in quotes"
    if kind == "enum" and isinstance(value, str):
        return said + meant(value, LABELLED.findall(str(detail.get("ctx", {}).get("expected"))))
    if kind == "string_pattern_mismatch" and isinstance(value, str):
        return _pattern(str(detail.get("ctx", {}).get("pattern")), value)
    return said


def _properties(shape: Any, siblings: dict[str, object]) -> dict[str, Any]:
    """The fields of the model that has most of the fields beside a wrong one, with their schemas; not those there."""
    schema = TypeAdapter(shape).json_schema()
    models = [schema, *schema.get("$defs", {}).values()]
    found = max((model.get("properties", {}) for model in models), key=lambda fields: len(fields.keys() & siblings))
    return {name: field for name, field in found.items() if name not in siblings}


def _pattern(pattern: str, value: str) -> str:
    """What a text of a fixed form looks like."""
    if "a-z0-9]+(-" in pattern:
        slug = re.sub(r"[^a-z0-9]+", "-", value.casefold()).strip("-")
        return f"“{value}” is no id: small letters, digits and single hyphens" + (f", like `{slug}`" if slug else "")
    if pattern == "^[A-Z]{2}$":
        return f'“{value}” is no country code: two capital letters in quotes, like "{value.upper()[:2]}"'
    form = next((words for start, words in FORMS.items() if pattern.startswith(start)), f"the form is {pattern}")
    return f"“{value}” won't do: {form}"


FORMS = {
    r"^p\d": "a passage is p and two digits or more, like p07",
    r"^\d{4}": "a date is a year, a month or a day, in quotes, like 2006-11-02",
    r"^\d+\.": "a version is three numbers, like 1.2.0",
    r"^https?": "an address begins with https:// or http://",
    "^(": "a record is named by type/id, like claim/robots-write",
    "^[A-Z]{3}": "a currency is its ISO code of three capital letters, like USD",
    "^[a-z]{2}": "a language is its ISO code of two small letters, like en",
    r"^[\w.-]": "a file's name has letters, digits, dots, hyphens and no blanks",
}
"""What a text of a fixed form looks like, by what its pattern begins with."""
