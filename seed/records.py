"""The contract of the YAML under `seed/`: strict models, one per file or entry; `seed.reading` reads the files.

People name passages and quotes; offsets and hashes are counted by `seed.lock` and never typed.
Our texts are in our own words; `seed.verify` holds them against the article.
"""

import datetime
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Any, ClassVar, Self, TypeVar, get_args, get_type_hints

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from app import vocabulary as v

Mark = TypeVar("Mark")

QUOTE_WORDS = 8
FRACTION = re.compile(r"\d+/[1-9]\d*")
DATE_PARTS = 3
"""Year, month and day."""


class SeedError(Exception):
    """Bad data, in one line that names the file, the record and the field."""


def _within_quote_length(text: str) -> str:
    if len(text.split()) > QUOTE_WORDS or "\n" in text or text != text.strip():
        raise ValueError(f"a phrase of at most {QUOTE_WORDS} words on one line, without blanks around it")
    return text


def _exact_number(value: object) -> object:
    """Read the fraction `"1/3"`, which no decimal gives exactly; no other text is a number."""
    return float(Fraction(value)) if isinstance(value, str) and FRACTION.fullmatch(value) else value


def real_date(value: str) -> str:
    """A date of a year, a month or a day, like 2006-11-02. Raises ValueError where no calendar has it."""
    parts = [int(part) for part in value.split("-")]
    datetime.date(*[*parts, 1, 1][:DATE_PARTS])
    return value


def _refuse(wrong: Iterable[str]) -> None:
    """Say all that is wrong at once. Raises ValueError unless there is nothing."""
    if said := "; ".join(dict.fromkeys(wrong)):
        raise ValueError(said)


@dataclass(frozen=True)
class RefersTo:
    """Marks a field that names a record of a kind."""

    kind: str


@dataclass(frozen=True)
class AsWritten:
    """Marks a field whose words are the source's, and stand in the record's span."""


Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=100)]
PassageKey = Annotated[str, Field(pattern=r"^p\d{2,}$"), RefersTo("passage")]
Text = Annotated[str, Field(min_length=1, max_length=600)]
Phrase = Annotated[str, Field(min_length=1), AfterValidator(_within_quote_length)]
Verbatim = Annotated[Phrase, AsWritten()]
TopicId = Annotated[Slug, RefersTo("topic")]
SeriesId = Annotated[Slug, RefersTo("series")]
PopulationId = Annotated[Slug, RefersTo("population")]
InstitutionId = Annotated[Slug, RefersTo("institution")]
StatisticId = Annotated[Slug, RefersTo("statistic")]
ClaimId = Annotated[Slug, RefersTo("claim")]
CountryCode = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
FractionText = Annotated[str, Field(pattern=rf"^{FRACTION.pattern}$")]
Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
PartialDate = Annotated[str, Field(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$"), AfterValidator(real_date)]
"""ISO 8601: a year, a month or a day."""
Day = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$"), AfterValidator(real_date)]
Year = Annotated[int, Field(ge=1, le=9999)]
Address = Annotated[str, Field(pattern=r"^https?://\S+$", max_length=400)]
Number = Annotated[
    float, BeforeValidator(_exact_number, json_schema_input_type=float | FractionText), Field(allow_inf_nan=False)
]
Version = Annotated[str, Field(pattern=r"^\d+\.\d+\.\d+$")]
PUBLIC = [kind.value for kind in (*v.RecordType, v.CitedType.affiliation)]
"""Kinds of record whose ids are published."""
PublicUrl = Annotated[str, Field(pattern=r"^https?://[a-z0-9.:\[\]-]+(/[A-Za-z0-9._~-]+)*$")]
RecordKey = Annotated[str, Field(pattern=rf"^({'|'.join(PUBLIC)})/[a-z0-9-]+$")]
EntityKey = Annotated[str, Field(pattern=r"^(researcher|institution)/[a-z0-9-]+$"), RefersTo("entity")]


class Record(BaseModel):
    """What every model here shares: unknown fields are errors, and nothing is coerced: `"1"` is no number."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Evidence(Record):
    """Where the text says it: one passage, or the first and last of a run, and a short phrase within."""

    passages: Annotated[
        list[PassageKey],
        BeforeValidator(
            lambda p: [p] if isinstance(p, str) else p, json_schema_input_type=PassageKey | list[PassageKey]
        ),
    ] = Field(min_length=1, max_length=2)
    quote: Phrase


class Cited(Record):
    """A record that ships its proof. Each kind says what it is cited as."""

    cited_as: ClassVar[v.CitedType]

    id: Slug
    citation: Evidence
    further_citations: list[Evidence] = []

    @property
    def shown_label(self) -> str:
        """What to show for it, which tells it from its neighbours."""
        raise NotImplementedError(f"{type(self).__name__}.shown_label")

    @property
    def evidence(self) -> list[Evidence]:
        """All its evidence, the principal one first."""
        return [self.citation, *self.further_citations]


class Absent(Record):
    """Says why there is no value."""

    absent_reason: v.AbsentReason


class Worded(Record):
    """A text with whether it is stated or implied."""

    text: Text
    basis: v.Basis


class Place(Record):
    """A country with whether it is stated or implied."""

    code: Annotated[CountryCode, RefersTo("country")]
    basis: v.Basis


class Period(Record):
    """A run of whole years or of days, both ends included; null where the text leaves an end open (“since 2001”)."""

    text: Phrase
    start: Year | Day | None
    end: Year | Day | None
    basis: v.Basis

    @model_validator(mode="after")
    def runs_forward(self) -> Self:
        """A period has an end at least, and runs from the earlier to the later."""
        first, last = str(self.start or "0001"), str(self.end or "9999")
        if self.start is None and self.end is None:
            raise ValueError("a period has a start or an end")
        if last[: len(first)] < first[: len(last)]:
            raise ValueError("a period ends no earlier than it starts")
        return self


class Kind(Record):
    """An institution's type with whether it is stated or implied."""

    value: v.InstitutionType
    basis: v.Basis


class Affiliation(Cited):
    """A researcher's tie to an institution, a fact with a citation of its own."""

    cited_as = v.CitedType.affiliation

    institution: InstitutionId
    role: Text
    role_as_written: Verbatim
    status: v.AffiliationStatus


class Researcher(Cited):
    """An AI researcher whom the text names."""

    cited_as = v.CitedType.researcher

    name: Verbatim
    field: Worded | Absent
    description: Text
    affiliations: list[Affiliation] = []

    @property
    def shown_label(self) -> str:
        """The name."""
        return self.name


class Institution(Cited):
    """An organisation that the text names. `parent`: the institution it is a unit of; `owner`: as the text says."""

    cited_as = v.CitedType.institution

    name: Phrase
    name_as_written: Verbatim
    institution_type: Kind | Absent
    country: Place | Absent
    parent: InstitutionId | None = None
    owner: InstitutionId | None = None
    description: Text

    @property
    def shown_label(self) -> str:
        """The name."""
        return self.name


class Statistic(Cited):
    """A figure with the wording beside the number.

    `value` is null for a range, whose ends are the bounds. `label` tells the figure from its neighbours; by default it
    is the measure, or else the wording. `population` is an id of `populations.yaml`, `note` what one must know beside
    the number.
    """

    cited_as = v.CitedType.statistic

    label: Text | None = None
    measure: Text | Absent
    kind: v.StatisticKind | Absent
    value: Number | None
    value_text: Verbatim
    unit: v.Unit
    unit_label: Text | None = None
    currency: Currency | None = None
    modifier: v.Modifier | Absent
    lower: Number | None = None
    upper: Number | None = None
    lower_inclusive: bool | None = None
    upper_inclusive: bool | None = None
    bounds_basis: v.BoundsBasis
    population: PopulationId | Absent
    geography: Place | Absent
    period: Period | Absent
    series: SeriesId | None = None
    about: list[EntityKey] = []
    note: Text | None = None
    primary_source: v.PrimarySource = v.PrimarySource.not_named
    text_complete: bool = True

    @property
    def shown_label(self) -> str:
        """Its label, else what is measured, else the wording."""
        return self.label or (self.value_text if isinstance(self.measure, Absent) else self.measure)

    @model_validator(mode="after")
    def agrees_with_itself(self) -> Self:
        """What its bounds, its value and its unit say of each other; all that is wrong at once."""
        _refuse([*self._wrong_bounds(), *self._wrong_value(), *self._wrong_unit()])
        return self

    def _wrong_bounds(self) -> Iterator[str]:
        """A bound has its inclusiveness, and a torn figure has no bounds."""
        for bound, inclusive in ((self.lower, self.lower_inclusive), (self.upper, self.upper_inclusive)):
            if (bound is None) != (inclusive is None):
                yield "each bound needs its inclusiveness, and only a bound has one"
        if (self.lower is None and self.upper is None) != (self.bounds_basis is v.BoundsBasis.none):
            yield "bounds_basis is `none` exactly where there are no bounds"
        if not self.text_complete and self.bounds_basis is not v.BoundsBasis.none:
            yield "a figure whose text is not complete has no bounds"

    def _wrong_value(self) -> Iterator[str]:
        """The bounds are in order; the value, or the open place beside it, lies between them."""
        low = -math.inf if self.lower is None else self.lower
        high = math.inf if self.upper is None else self.upper
        if low > high:
            yield "lower is above upper"
        elif self.value is not None and not low <= self.value <= high:
            yield "value lies outside its bounds"
        if self.value is None and (self.lower is None or self.upper is None):
            yield "value is null for a range only, which has both bounds"

    def _wrong_unit(self) -> Iterator[str]:
        """Money has a currency, things counted have a name, and nothing else has either."""
        if (self.unit is v.Unit.currency) != (self.currency is not None):
            yield "currency is needed where the unit is `currency`, and only there"
        if self.unit is v.Unit.item and self.unit_label is None:
            yield "unit_label says what is counted where the unit is `item`"


class RelatedClaim(Record):
    """A link from one claim to another."""

    relation: v.Relation
    claim: ClaimId


class Claim(Cited):
    """One atomic statement of the text, in our words, with its hedges in the text's own.

    `note` says what the text leaves open; `population` is an id of `populations.yaml`, or `ambiguous_in_source`.
    A claim that has no `period` is one for which the text states none.
    """

    cited_as = v.CitedType.claim

    text: Text
    note: Text | None = None
    claim_type: v.ClaimType
    certainty: v.Certainty | None
    hedge: Verbatim | None = None
    qualifiers: list[Verbatim] = []
    polarity: v.Polarity = v.Polarity.affirmed
    population: PopulationId | Absent | None = None
    period: Period | Absent | None = None
    attributed_to: Text | None = None
    primary_source: v.PrimarySource = v.PrimarySource.not_named
    checkable: v.Checkable
    text_complete: bool = True
    topics: Annotated[list[TopicId], Field(min_length=1)]
    countries: list[Place] = []
    about: list[EntityKey] = []
    statistics: list[StatisticId] = []
    related: list[RelatedClaim] = []

    @property
    def shown_label(self) -> str:
        """The statement, never without its hedge: references name a claim by it."""
        hedged = self.hedge is not None and self.certainty is not None
        return f"{self.text.removesuffix('.')} [{self.certainty}: “{self.hedge}”]" if hedged else self.text

    @model_validator(mode="after")
    def certainty_fits_type(self) -> Self:
        """A question asserts nothing; everything else has a certainty, and hedged means a hedge in words."""
        asks = self.claim_type is v.ClaimType.question
        rules = {
            "certainty is null for questions, and only for them": asks == (self.certainty is None),
            "a question denies nothing": not asks or self.polarity is not v.Polarity.denied,
            "a hedged claim names its hedge as written": self.certainty is not v.Certainty.hedged
            or self.hedge is not None,
        }
        _refuse([rule for rule, holds in rules.items() if not holds])
        return self

    @model_validator(mode="after")
    def nothing_stands_twice(self) -> Self:
        """Lists are sets in an order."""
        lists: dict[str, Sequence[object]] = {
            "a topic": self.topics,
            "a country": [place.code for place in self.countries],
            "what it is about": self.about,
            "a statistic": self.statistics,
            "a relation": [(link.relation, link.claim) for link in self.related],
        }
        _refuse(f"{what} stands twice" for what, items in lists.items() if len(set(items)) != len(items))
        return self


SHARED_BY_ARTICLES = {v.CitedType.researcher, v.CitedType.institution, v.CitedType.affiliation}
"""What several articles may name: one record, with what each of them says."""


class Passage(Record):
    """A sentence, found by its line and, where it doesn't open the line, the words that it begins with.

    It ends where the next one begins, so passages tile the text by construction.
    """

    id: Annotated[str, Field(pattern=r"^p\d{2,}$")]
    line: Annotated[int, Field(ge=1)]
    begins: Phrase | None = None
    role: v.PassageRole = v.PassageRole.body
    condition: v.Condition = v.Condition.intact
    left_out_reason: v.LeftOutReason | None = None

    @model_validator(mode="after")
    def reason_fits_role(self) -> Self:
        """The body is left out only as a transition; elsewhere the reason is the role."""
        reason = self.left_out_reason
        fits = reason is v.LeftOutReason.transition if self.role is v.PassageRole.body else reason == self.role.value
        if reason is not None and not fits:
            raise ValueError(f"`{reason}` is no reason to leave out a passage of role `{self.role}`")
        return self


class DatePublished(Record):
    """A date at the precision that the text gives. `note`: what it rests on."""

    value: PartialDate
    basis: v.Basis
    note: Text | None = None


class Person(Record):
    """A person by the parts of the name; `given` is null where there is no more than one name."""

    family: Text
    given: Text | None = None


class Body(Record):
    """An organisation as an author, or a person of whom the text doesn't tell which part is the family name."""

    name: Text


class Rights(Record):
    """Who holds rights in the text, since when and under which licence, as far as the text says so."""

    holder: Text
    year: Year | None = None
    licence: Text | None = None


class Republication(Record):
    """Where the same text was seen, and how far that can be trusted."""

    address: Address
    note: Text


class Source(Record):
    """A text with honest unknowns. `stated_in`: the passages that say what this record says.

    `publisher_institution` is the id of the publisher's own record, where it has one.
    """

    id: Slug
    file_name: Annotated[str, Field(pattern=r"^[\w.-]+$")]
    source_type: v.SourceType
    title: Text | Absent
    descriptive_title: Text
    publisher: Text | Absent
    publisher_institution: InstitutionId | None = None
    publisher_address: Text | None = None
    authors: Annotated[list[Person | Body], Field(min_length=1)] | Absent
    date_published: DatePublished | Absent
    date_accessed: Day
    language: Annotated[str, Field(pattern=r"^[a-z]{2}$")]
    rights: Rights | Absent
    original_url: Address | Absent
    republication: Republication | None = None
    extent: v.SourceExtent = v.SourceExtent.whole
    condition: Text
    stated_in: list[PassageKey] = []

    @property
    def label(self) -> str:
        """Its title, or in brackets our description."""
        return f"[{self.descriptive_title}]" if isinstance(self.title, Absent) else self.title


class Topic(Record):
    """A subject that claims can be filtered by."""

    id: Slug
    label: Text
    definition: Text


class Series(Record):
    """Figures that can be read side by side: one measure over places and periods."""

    id: Slug
    label: Text
    definition: Text


class Population(Record):
    """A group that records speak of, as one text words it: two wordings are two groups.

    `wording` stands in a span of every record that refers to it.
    """

    id: Slug
    label: Text
    wording: Phrase


class Country(Record):
    """A country by its ISO 3166-1 alpha-2 code, quoted in YAML (a bare NO is a boolean there)."""

    code: CountryCode
    label: Text
    abbreviations: list[Text] = []
    """Other usual spellings, by which the country is found, too."""


class Method(Record):
    """How the data was made, for those who must defend it."""

    coded_by: Text
    rules: list[Text]
    review: Text
    judgement: Text
    corrections: Text


class Release(Record):
    """The data's version and day, and the note that is served with it."""

    version: Version
    date: datetime.date
    title: Text
    licence: Text
    licence_url: Text
    licence_note: Text
    public_url: PublicUrl | None = None
    method: Method


class Article(Record):
    """One folder under `seed/articles/`."""

    source: Source
    passages: list[Passage]
    researchers: list[Researcher]
    institutions: list[Institution]
    statistics: list[Statistic]
    claims: list[Claim]

    def cited(self) -> list[tuple[v.CitedType, Cited]]:
        """Every record that must ship a proof, in the order of the files; after those of a file, what they hold."""
        return [(each.cited_as, each) for name in type(self).model_fields for each in with_proofs(getattr(self, name))]


def marked(model: type[BaseModel], mark: type[Mark]) -> Iterator[tuple[str, Mark]]:
    """Every field that has a mark, a dot for each step into it; but for those of records with a proof of their own."""
    for name, annotation in get_type_hints(model, include_extras=True).items():
        if name in model.model_fields:
            yield from _marks(annotation, mark, name)


def _marks(annotation: Any, mark: type[Mark], path: str) -> Iterator[tuple[str, Mark]]:
    yield from ((path, meta) for meta in getattr(annotation, "__metadata__", ()) if isinstance(meta, mark))
    inner = (annotation.__origin__,) if hasattr(annotation, "__metadata__") else get_args(annotation)
    for part in inner:
        yield from _marks(part, mark, path)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel) and not issubclass(annotation, Cited):
        yield from ((f"{path}.{field}", found) for field, found in marked(annotation, mark))


def cited_in(annotation: Any) -> Iterator[type[Cited]]:
    """The kinds of record with a proof that a list holds, itself or within its records."""
    for part in get_args(annotation):
        if isinstance(part, type) and issubclass(part, Cited):
            yield part
            for field in part.model_fields.values():
                yield from cited_in(field.annotation)


def with_proofs(part: object) -> list[Cited]:
    """The records with a proof in a list, and after them those within them; none of what is no such list."""
    records = [record for record in part if isinstance(record, Cited)] if isinstance(part, list) else []
    within = [
        inner for each in records for name in type(each).model_fields for inner in with_proofs(getattr(each, name))
    ]
    return [*records, *within]


def _kind(key: RecordKey | None) -> str:
    return (key or "").split("/")[0]


class Change(Record):
    """What a release did to a record, named by `type/id`; to the whole dataset, where it names none."""

    version: Version
    date: datetime.date
    change: v.ChangeKind
    record: RecordKey | None = None
    successor: RecordKey | None = None
    reason: Text

    @model_validator(mode="after")
    def _names_what_is_gone(self) -> Self:
        if self.change is v.ChangeKind.renamed and not (self.record and self.successor):
            raise ValueError("renamed: from which record, to which successor")
        if self.change is v.ChangeKind.renamed and _kind(self.record) != _kind(self.successor):
            raise ValueError(f"renamed: {self.record} and {self.successor} are of two kinds; withdraw the one instead")
        if self.change is v.ChangeKind.withdrawn and not self.record:
            raise ValueError("withdrawn: which record")
        return self


class Seed(Record):
    """All that people write."""

    release: Release
    changes: list[Change]
    topics: list[Topic]
    series: list[Series]
    populations: list[Population]
    countries: list[Country]
    articles: dict[str, Article]

    def wordings(self) -> dict[str, str]:
        """Each population's wording, by its id."""
        return {each.id: each.wording for each in self.populations}


CITED = [kind for file in Article.model_fields.values() for kind in cited_in(file.annotation)]
"""The kinds of record with a proof that an article holds."""

for kind in v.CitedType:
    if kind not in {each.cited_as for each in CITED}:
        raise SeedError(f"{kind}: CitedType has it, but no list of Article in seed/records.py holds it")
