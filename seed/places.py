"""Where each entry and field of a YAML file stands, by line."""

from pathlib import Path

import yaml

Keys = tuple[int | str, ...]
"""Keys and positions from the top of a file down to a value."""

DEEPEST = 12
"""Deeper than any model, so that what holds itself ends."""

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Places:
    """The lines of one file, counted from 1."""

    def __init__(self, text: str) -> None:
        """`text` is YAML; of what isn't, nothing but line 1 is known."""
        self.lines: dict[Keys, int] = {}
        self.entries: dict[str, Keys] = {}
        self.scalars: dict[Keys, str] = {}
        try:
            root = yaml.compose(text, Loader=_Loader)
        except yaml.YAMLError:
            root = None
        if root is not None:
            self._walk(root, (), root.start_mark.line + 1)

    @classmethod
    def of(cls, path: Path) -> "Places":
        """The lines of a file, as far as it can be read."""
        try:
            return cls(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError):
            return cls("")

    def _walk(self, node: yaml.Node, path: Keys, line: int) -> None:
        if path in self.lines:  # an alias that holds itself
            return
        self.lines[path] = line
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                if key.value == "id" and isinstance(value, yaml.ScalarNode):
                    self.entries.setdefault(value.value, path)
                if len(path) < DEEPEST:
                    self._walk(value, (*path, str(key.value)), key.start_mark.line + 1)
        elif isinstance(node, yaml.SequenceNode):
            for position, item in enumerate(node.value):
                if len(path) < DEEPEST:
                    self._walk(item, (*path, position), item.start_mark.line + 1)
        elif isinstance(node, yaml.ScalarNode):
            self.scalars[path] = node.value

    def values(self, key: str) -> list[str]:
        """What stands under a key, anywhere."""
        return [value for path, value in self.scalars.items() if path[-1:] == (key,)]

    def line(self, path: Keys) -> int:
        """The line of a value, or of the nearest thing around it that is there."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def line_of(self, record: str, field: str) -> int:
        """The line of a field, dots between its parts, of the entry with an id."""
        parts = tuple(int(part) if part.isdigit() else part for part in field.split(".") if field)
        return self.line((*self.entries.get(record, ()), *parts))
