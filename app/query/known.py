"""Records that filters name by id: where their ids are, and what to show for them."""

from dataclasses import dataclass
from typing import Any, TypeAlias

from app import models as m

Attribute: TypeAlias = Any
"""A column of a table class. A type checker sees the type of its values there, SQLAlchemy an InstrumentedAttribute."""


@dataclass(frozen=True)
class Known:
    """The ids that occur, and the column with what to show for each; none: the id itself."""

    id: Attribute
    label: Attribute | None = None


COUNTRIES = Known(m.Country.code, m.Country.label)
INSTITUTIONS = Known(m.Institution.id, m.Institution.name)
PASSAGES = Known(m.Passage.id)
RESEARCHERS = Known(m.Researcher.id, m.Researcher.name)
SERIES = Known(m.Series.id, m.Series.label)
POPULATIONS = Known(m.Population.id, m.Population.label)
SOURCES = Known(m.Source.id, m.Source.label)
STATISTICS = Known(m.Statistic.id, m.Statistic.label)
TOPICS = Known(m.Topic.id, m.Topic.label)
