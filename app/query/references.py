"""Records that filters name by id: where their ids are, and what to show for them."""

from dataclasses import dataclass
from typing import Any, TypeAlias

from app import models as m

Attribute: TypeAlias = Any
"""A column of a table class. A type checker sees the type of its values there, SQLAlchemy an InstrumentedAttribute."""


@dataclass(frozen=True)
class ReferenceTarget:
    """The ids that occur, and the column with what to show for each; none: the id itself."""

    id: Attribute
    label: Attribute | None = None


COUNTRIES = ReferenceTarget(m.Country.code, m.Country.label)
INSTITUTIONS = ReferenceTarget(m.Institution.id, m.Institution.name)
PASSAGES = ReferenceTarget(m.Passage.id)
RESEARCHERS = ReferenceTarget(m.Researcher.id, m.Researcher.name)
SERIES = ReferenceTarget(m.Series.id, m.Series.label)
POPULATIONS = ReferenceTarget(m.Population.id, m.Population.label)
SOURCES = ReferenceTarget(m.Source.id, m.Source.label)
STATISTICS = ReferenceTarget(m.Statistic.id, m.Statistic.label)
TOPICS = ReferenceTarget(m.Topic.id, m.Topic.label)
