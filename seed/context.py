"""What rendering shares: labels, places and reading order over all articles, and how nulls are said."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from sqlmodel import SQLModel

from app import vocabulary as v
from app.query.schemas import PeriodOut, PopulationOut, Ref
from app.query.schemas import Place as PlaceOut
from app.query.schemas import ref as make_ref
from app.resources.citations.schemas import CitationPart
from seed import records as r
from seed.faults import FILES
from seed.shared import one_each

Given = TypeVar("Given")
Made = TypeVar("Made", bound=BaseModel)


def checked(model: type[Made], **values: object) -> Made:
    """A row or a document with every value in its place, and no other. Raises SeedError for the first that isn't."""
    try:
        return model.model_validate(values)
    except ValidationError as error:
        first = min(error.errors(include_url=False), key=lambda each: each["type"] != "extra_forbidden")
        where = ".".join(map(str, first["loc"]))
        message = f"{model.__name__}: {values.get('id', 'a row')}: {where}: {first['msg'].lower()}"
        raise r.SeedError(f"{message} (in seed/rows)") from None


def given(value: Given | r.Absent) -> Given | None:
    """What there is, where there is something."""
    return None if isinstance(value, r.Absent) else value


def absent(value: object) -> v.AbsentReason | None:
    """The reason why there is no value, where there is none."""
    return value.absent_reason if isinstance(value, r.Absent) else None


def as_written(value: r.Record | None) -> dict[str, object] | None:
    """The fields of what is sent as it was written, where there is something."""
    return None if value is None or isinstance(value, r.Absent) else value.model_dump()


def period(value: r.Period | r.Absent | None) -> PeriodOut | None:
    """A period as it is sent: its years, and its days where the text gives them."""
    if value is None or isinstance(value, r.Absent):
        return None
    years = {name: _year(getattr(value, name)) for name in ("start", "end")}
    days = {f"{name}_date": _day(getattr(value, name)) for name in ("start", "end")}
    return PeriodOut(text=value.text, basis=value.basis, **years, **days)


def _year(end: int | str | None) -> int | None:
    return int(end[:4]) if isinstance(end, str) else end


def _day(end: int | str | None) -> str | None:
    return end if isinstance(end, str) else None


def flag(value: object) -> str:
    """Whether something holds, as a column that can be asked for has it."""
    return "true" if value else "false"


def plain(number: float | None) -> float | None:
    """40 rather than 40.0: no digit that the text doesn't give."""
    return int(number) if number is not None and number.is_integer() else number


@dataclass
class Labels:
    """What to show for each record, by kind and id, over all articles; an unknown id is an error that names it."""

    names: dict[tuple[str, str], str] = field(default_factory=dict)
    where: dict[tuple[str, str], str] = field(default_factory=dict)

    def add(self, kind: v.RecordType, record_id: str, label: str, where: str = "") -> None:
        """Name a record of the article `where`; an id stands for one record for ever."""
        if (kind, record_id) in self.names:
            first = self.where[kind, record_id]
            raise r.SeedError(f"{kind}: {record_id}: the id is taken twice{first and f', in {first} and {where}'}")
        self.names[kind, record_id], self.where[kind, record_id] = label, where

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
    """The names, places and groups of one release, and where in the reading order the rendering is.

    `researchers` and `institutions` are those of all articles, one record each; `proofs` are the citations of every
    record, in the order of the articles, the principal one first.
    """

    def __init__(self, seed: r.Seed) -> None:
        self.labels = Labels()
        self.proofs: dict[tuple[str, str], list[CitationPart]] = defaultdict(list)
        articles = seed.articles.items()
        self.researchers = one_each("researchers", [(name, article.researchers) for name, article in articles])
        self.institutions = one_each("institutions", [(name, article.institutions) for name, article in articles])
        self.populations = {
            group.id: PopulationOut(id=group.id, label=group.label, wording=group.wording) for group in seed.populations
        }
        self.countries = {country.code: country.label for country in seed.countries}
        for series in seed.series:
            self.labels.add(v.RecordType.series, series.id, series.label)
        for topic in seed.topics:
            self.labels.add(v.RecordType.topic, topic.id, topic.label)
        for person in self.researchers.values():
            self.labels.add(v.RecordType.researcher, person.id, person.name)
        for body in self.institutions.values():
            self.labels.add(v.RecordType.institution, body.id, body.name)
        for name, article in articles:
            self._name(name, article)
        self.positions: dict[type[SQLModel], int] = defaultdict(int)

    def _name(self, name: str, article: r.Article) -> None:
        source = article.source
        self.labels.add(v.RecordType.source, source.id, source.label, name)
        seen: dict[tuple[str, str], str] = {}
        for kind, record in article.cited():
            if kind not in r.SHARED_BY_ARTICLES:
                label = record.shown_label
                if (first := seen.setdefault((kind, label), record.id)) != record.id:
                    where = f"{FILES[kind].removesuffix('.yaml')}: {record.id}: label"
                    raise r.SeedError(f"{where}: it is that of {first}, too: “{label}”")
                self.labels.add(v.RecordType(kind.value), record.id, label, name)

    def sources_of(self, kind: v.RecordType, record_id: str) -> list[str]:
        """The sources that name a record, in their order."""
        return list(dict.fromkeys(part.source.id for part in self.proofs[kind, record_id]))

    def position(self, table: type[SQLModel]) -> int:
        """The next place in the reading order of a table."""
        self.positions[table] += 1
        return self.positions[table]

    def population(self, value: r.Slug | r.Absent | None, where: str) -> PopulationOut | None:
        """A group as it is sent."""
        if value is None or isinstance(value, r.Absent):
            return None
        if value not in self.populations:
            raise r.SeedError(f"{where}: there is no population {value} in populations.yaml")
        return self.populations[value]

    def units_above(self, institution: str) -> list[str]:
        """The institutions that one is a unit of, the nearest first; those that are not in the release left out."""
        above: list[str] = []
        body = self.institutions.get(institution)
        while body and body.parent and body.parent not in above:
            above.append(body.parent)
            body = self.institutions.get(body.parent)
        return above

    def about(self, keys: list[str], where: str) -> list[Ref]:
        """Whom a record speaks of. Who speaks of a unit speaks of what it is a unit of, and says so."""
        for key in keys:
            kind, record_id = key.split("/")
            above = self.units_above(record_id) if kind == v.RecordType.institution else []
            for missing in (f"institution/{each}" for each in above if f"institution/{each}" not in keys):
                raise r.SeedError(f"{where}: {missing} is missing, which {key} is a unit of")
        return [self.labels.entity(key, where) for key in keys]

    def place(self, value: r.Place | r.Absent, where: str) -> PlaceOut | None:
        """A country as it is sent."""
        if isinstance(value, r.Absent):
            return None
        if value.code not in self.countries:
            raise r.SeedError(f"{where}: there is no country {value.code} in countries.yaml")
        return PlaceOut(code=value.code, label=self.countries[value.code], basis=value.basis)


def full_name(author: r.Person | r.Body) -> str:
    """A name as one says it."""
    return author.name if isinstance(author, r.Body) else f"{author.given or ''} {author.family}".strip()


def citation_id(kind: v.CitedType, record_id: str, ordinal: int = 0) -> str:
    """A citation's id, derived from its record's."""
    return f"{kind}-{record_id}" + (f"-further-{ordinal}" if ordinal else "")
