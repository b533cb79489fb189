"""Records that filters name by id: where their ids are, and what to show for them."""

from dataclasses import dataclass
from typing import Any, TypeAlias

Attribute: TypeAlias = Any
"""A column of a table class. A type checker sees the type of its values there, SQLAlchemy an InstrumentedAttribute."""

LABELS = ("label", "name")


@dataclass(frozen=True)
class ReferenceTarget:
    """The ids that occur, and the column with what to show for each; none: the id itself."""

    id: Attribute
    label: Attribute | None = None


def target_of(column: Attribute) -> ReferenceTarget | None:
    """What a column refers to by its foreign key; None where it has none."""
    keys = sorted(column.property.columns[0].foreign_keys, key=str)
    if not keys:
        return None
    named = keys[0].column
    label = next((named.table.columns[name] for name in LABELS if name in named.table.columns), None)
    return ReferenceTarget(named, label)
