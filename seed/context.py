"""What rendering shares: labels, places and reading order over all articles, and how nulls are said."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TypeVar

from sqlmodel import SQLModel

from app import vocabulary as v
from app.query.schemas import Place as PlaceOut
from app.query.schemas import Ref
from app.query.schemas import Worded as WordedOut
from app.query.schemas import ref as make_ref
from seed import records as r

Given = TypeVar("Given")


def given(value: Given | r.Absent) -> Given | None:
    """What there is, where there is something."""
    return None if isinstance(value, r.Absent) else value


def absent(value: object) -> v.AbsentReason | None:
    """The reason why there is no value, where there is none."""
    return value.absent_reason if isinstance(value, r.Absent) else None


def worded(value: r.Worded | r.Absent) -> WordedOut | None:
    """A worded text as it is sent."""
    return None if isinstance(value, r.Absent) else WordedOut(text=value.text, basis=value.basis)


def plain(number: float | None) -> float | None:
    """40 rather than 40.0: no digit that the text doesn't give."""
    return int(number) if number is not None and number.is_integer() else number


@dataclass
class Labels:
    """What to show for each record, by kind and id, over all articles; an unknown id is an error that names it."""

    names: dict[tuple[str, str], str] = field(default_factory=dict)

    def add(self, kind: v.RecordType, record_id: str, label: str) -> None:
        """Name a record; an id stands for one record for ever."""
        if (kind, record_id) in self.names:
            raise r.SeedError(f"{kind}: {record_id}: the id is taken twice")
        self.names[kind, record_id] = label

    def ref(self, kind: v.RecordType, record_id: str, where: str) -> Ref:
        """Refer to a record from `where`."""
        if (kind, record_id) not in self.names:
            raise r.SeedError(f"{where}: there is no {kind} {record_id}")
        return make_ref(kind, record_id, self.names[kind, record_id])

    def entity(self, key: str, where: str) -> Ref:
        """Refer to a researcher or an institution by `type/id`."""
        kind, record_id = key.split("/")
        return self.ref(v.RecordType(kind), record_id, where)


class Context:
    """The names and places of one release, and where in the reading order the rendering is."""

    def __init__(self, seed: r.Seed) -> None:
        self.labels = Labels()
        self.countries = {country.code: country.label for country in seed.countries}
        for series in seed.series:
            self.labels.add(v.RecordType.series, series.id, series.label)
        for topic in seed.topics:
            self.labels.add(v.RecordType.topic, topic.id, topic.label)
        for article in seed.articles.values():
            self._name(article)
        self.positions: dict[type[SQLModel], int] = defaultdict(int)

    def _name(self, article: r.Article) -> None:
        source = article.source
        title = f"[{source.descriptive_title}]" if isinstance(source.title, r.Absent) else source.title
        self.labels.add(v.RecordType.source, source.id, title)
        for person in article.researchers:
            self.labels.add(v.RecordType.researcher, person.id, person.name)
        for body in article.institutions:
            self.labels.add(v.RecordType.institution, body.id, body.name)
        for figure in article.statistics:
            label = figure.value_text if isinstance(figure.measure, r.Absent) else figure.measure
            self.labels.add(v.RecordType.statistic, figure.id, label)
        for claim in article.claims:
            self.labels.add(v.RecordType.claim, claim.id, claim.text)

    def position(self, table: type[SQLModel]) -> int:
        """The next place in the reading order of a table."""
        self.positions[table] += 1
        return self.positions[table]

    def place(self, value: r.Place | r.Absent, where: str) -> PlaceOut | None:
        """A country as it is sent."""
        if isinstance(value, r.Absent):
            return None
        if value.code not in self.countries:
            raise r.SeedError(f"{where}: there is no country {value.code} in countries.yaml")
        return PlaceOut(code=value.code, label=self.countries[value.code], basis=value.basis)


def citation_id(kind: v.CitedType, record_id: str, ordinal: int = 0) -> str:
    """A citation's id, derived from its record's."""
    return f"{kind}-{record_id}" + (f"-further-{ordinal}" if ordinal else "")
