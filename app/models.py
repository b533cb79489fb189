"""Every table: the whole domain in one place.

The columns are what can be asked; `document` is the answer: the record as the API sends it, rendered once,
when the database is built, by the schema that OpenAPI publishes. Reads put documents together (a page, what comes along
with a record, a related claim with its bond), but make none out of columns.
`position` is the reading order over all articles. A coded value is a text; which there are is the vocabulary's affair,
which the seed checks, so that a new value is no change of a table. What is true or false and can be asked for is one of
the texts `true` and `false`, too.

Positions go from 1 to the number of records, without a gap: which records a request selects is a set of them. What is
here for speed alone, with the rows of bench/RESULTS.md that it mends:

* `ValueSet`: everything asked for by a value or by what is lacked, and every facet.
* `OrderBlock`: every order but the reading order, filtered or not.
* `ix_passage_ordinal_id`: passages, by a range.
* `ix_statistic_value`: statistics, by a range. It covers every number that can be compared, so that nothing goes
  through the documents.
* `ix_claim_period`: claims, by a range of years, in the same way.
* The indices over the ids in link tables: page in the middle, include=; claims related to one.
* `ix_citation_record_id`, `ix_citation_passage_passage_id`, `ix_passage_record_record_id`: citations of a record, and
  what stands on a passage.
* `search_index` (FTS5): claims with a word, and search. `SearchWord`: the same, where nothing is found.
"""

import re

from pydantic import ConfigDict
from sqlalchemy import CheckConstraint, Index, String, Text
from sqlalchemy.orm import declared_attr
from sqlmodel import Field, SQLModel

from app import vocabulary as v

SEARCH_BLOCK = 1_000_000_000

_BY_KEY = {"sqlite_with_rowid": False}
"""Rows are kept in the order of the primary key itself: half the room, and one search less for each."""


class StrictModel(SQLModel):
    """A table, `claim_topic` of `ClaimTopic`. `model_validate` takes each column by its name and type, nothing else."""

    model_config = ConfigDict(extra="forbid", strict=True)  # type: ignore[assignment] # SQLModel exports no type of its own

    @declared_attr.directive
    def __tablename__(cls) -> str:  # noqa: N805 - SQLAlchemy asks the class
        return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", cls.__name__).lower()


class Record(StrictModel):
    """What can be listed: its place in the reading order, and its id."""

    position: int = Field(primary_key=True)
    id: str = Field(unique=True)


class Cited(Record):
    """What rests on a citation of its own: the text that states it first, and the principal citation."""

    source_id: str = Field(foreign_key="source.id")
    citation_id: str = Field(foreign_key="citation.id", unique=True)


class Release(StrictModel, table=True):
    """The one row that says which data this file holds, and which declarations its sets and orders were made by."""

    __table_args__ = (CheckConstraint("id = 1", name="one_release"),)

    id: int = Field(primary_key=True)
    data_version: str
    release_date: str
    declarations: str
    content_digest: str
    document: str = Field(sa_type=Text)


class RecordCount(StrictModel, table=True):
    """How many rows each kind of record has, counted at build time: a table that is only read need not be counted."""

    record_type: str = Field(primary_key=True)
    total: int


class Change(Record, table=True):
    """What a release did to a record; to the whole dataset, where it names none."""

    __table_args__ = (Index("ix_change_record_type_record_id", "record_type", "record_id"),)

    version: str
    kind: v.ChangeKind = Field(sa_type=String)
    record_type: str | None
    record_id: str | None
    successor_type: str | None
    successor_id: str | None
    reason: str
    document: str = Field(sa_type=Text)


class ValueSet(StrictModel, table=True):
    """Which records have a value of a filter: made at build time, by what lists declare.

    `members` is the set of their positions, in the portable format of Roaring bitmaps. An empty `value` stands for the
    records that have none. The values of the filter `missing` are fields: the set is of those that lack it.
    """

    __table_args__ = (_BY_KEY,)

    record_type: str = Field(primary_key=True)
    filter: str = Field(primary_key=True)
    value: str = Field(primary_key=True)
    members: bytes


class OrderBlock(StrictModel, table=True):
    """A thousand records that follow each other in an order of a list: made at build time, by what lists declare.

    `positions` are theirs, in this order, as unsigned little-endian numbers of four bytes; `members` is the set of
    them, as in `ValueSet`.
    """

    __table_args__ = (_BY_KEY,)

    record_type: str = Field(primary_key=True)
    order: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    members: bytes
    positions: bytes


class Topic(Record, table=True):
    """A subject that claims can be filtered by."""

    label: str
    claims: int
    document: str = Field(sa_type=Text)


class Country(StrictModel, table=True):
    """A country that some record names, by its ISO 3166-1 alpha-2 code. `abbreviations` are joined by `; `."""

    code: str = Field(primary_key=True)
    label: str
    abbreviations: str | None


class Population(StrictModel, table=True):
    """A group that records speak of, as worded."""

    id: str = Field(primary_key=True)
    label: str
    wording: str


class Series(Record, table=True):
    """One measure over places and periods."""

    label: str
    document: str = Field(sa_type=Text)


class Source(Record, table=True):
    """A text that records rest on. `authors` are joined by semicolons, each with the family name first."""

    label: str
    source_type: v.SourceType = Field(sa_type=String)
    extent: v.SourceExtent = Field(sa_type=String)
    publisher: str | None
    title: str | None
    authors: str | None
    date_published: str | None
    rights_holder: str | None
    original_url: str | None
    republication: str | None
    sha256: str
    characters: int
    document: str = Field(sa_type=Text)


class SourceCoverage(StrictModel, table=True):
    """How much of a source's text is represented, by what its passages are for."""

    id: str = Field(primary_key=True, foreign_key="source.id")
    document: str = Field(sa_type=Text)


class Passage(Record, table=True):
    """A sentence of a source, or what the layout left of one."""

    __table_args__ = (Index("ix_passage_ordinal_id", "ordinal", "id"),)

    source_id: str = Field(foreign_key="source.id")
    ordinal: int
    line_first: int
    line_last: int
    start: int
    end: int
    sha256: str
    role: v.PassageRole = Field(sa_type=String)
    condition: v.Condition = Field(sa_type=String)
    coverage: v.Coverage = Field(sa_type=String)
    left_out_reason: v.LeftOutReason | None = Field(sa_type=String)
    document: str = Field(sa_type=Text)


class Citation(Record, table=True):
    """A span of a source and a short quote within it: the proof of one record. `ordinal` 0 is the principal one."""

    source_id: str = Field(foreign_key="source.id")
    record_type: v.CitedType = Field(sa_type=String)
    record_id: str = Field(index=True)
    ordinal: int
    line_first: int
    line_last: int
    start: int
    end: int
    sha256: str
    quote: str
    quote_start: int
    quote_end: int
    deep_link: str | None
    document: str = Field(sa_type=Text)


class CitationPassage(StrictModel, table=True):
    """The passages that a citation's span covers."""

    citation_id: str = Field(primary_key=True, foreign_key="citation.id")
    passage_id: str = Field(primary_key=True, foreign_key="passage.id", index=True)


class PassageRecord(StrictModel, table=True):
    """The records that a passage is evidence of, or the source that it describes."""

    passage_id: str = Field(primary_key=True, foreign_key="passage.id")
    record_type: str = Field(primary_key=True)
    record_id: str = Field(primary_key=True, index=True)


class Researcher(Cited, table=True):
    """An AI researcher whom a text names."""

    name: str
    field: str | None
    description: str
    document: str = Field(sa_type=Text)


class ResearcherSource(StrictModel, table=True):
    """The sources that name a researcher."""

    __table_args__ = (_BY_KEY,)

    position: int = Field(primary_key=True, foreign_key="researcher.position")
    source_id: str = Field(primary_key=True, foreign_key="source.id", index=True)
    researcher_id: str = Field(foreign_key="researcher.id")


class Institution(Cited, table=True):
    """An organisation that a text names."""

    name: str
    name_as_written: str
    institution_type: v.InstitutionType | None = Field(sa_type=String)
    country: str | None = Field(foreign_key="country.code")
    parent_id: str | None = Field(foreign_key="institution.id")
    owner_id: str | None = Field(foreign_key="institution.id")
    description: str
    document: str = Field(sa_type=Text)


class InstitutionSource(StrictModel, table=True):
    """The sources that name an institution."""

    __table_args__ = (_BY_KEY,)

    position: int = Field(primary_key=True, foreign_key="institution.position")
    source_id: str = Field(primary_key=True, foreign_key="source.id", index=True)
    institution_id: str = Field(foreign_key="institution.id")


class Affiliation(StrictModel, table=True):
    """A researcher's tie to an institution: a fact with a citation of its own."""

    id: str = Field(primary_key=True)
    researcher_id: str = Field(foreign_key="researcher.id", index=True)
    institution_id: str = Field(foreign_key="institution.id", index=True)
    citation_id: str = Field(foreign_key="citation.id", unique=True)
    role: str
    role_as_written: str
    status: v.AffiliationStatus = Field(sa_type=String)


class ResearcherInstitution(StrictModel, table=True):
    """The institutions that a researcher is or was at, and those that these are units of."""

    researcher_id: str = Field(primary_key=True, foreign_key="researcher.id")
    institution_id: str = Field(primary_key=True, foreign_key="institution.id", index=True)


class Statistic(Cited, table=True):
    """A figure with the wording beside the number. A bound that is null is unknown, not infinite.

    `value` is null for a range. `least` and `most` are the bounds that ranges are compared with: those of the words,
    and where these leave a side open, what a figure of its kind has by nature (no share is above the whole).
    """

    __table_args__ = (
        Index(
            "ix_statistic_value",
            *("value", "period_start", "period_end"),
            *("lower", "upper", "least", "most", "least_inclusive", "most_inclusive", "text_complete"),
        ),
    )

    label: str
    measure: str | None
    kind: v.StatisticKind | None = Field(sa_type=String)
    value: float | None
    value_text: str
    unit: v.Unit = Field(sa_type=String)
    unit_label: str | None
    currency: str | None
    modifier: v.Modifier | None = Field(sa_type=String)
    lower: float | None
    upper: float | None
    lower_inclusive: bool | None
    upper_inclusive: bool | None
    least: float | None
    most: float | None
    least_inclusive: bool | None
    most_inclusive: bool | None
    bounds_basis: v.BoundsBasis = Field(sa_type=String)
    population_id: str | None = Field(foreign_key="population.id")
    geography: str | None = Field(foreign_key="country.code")
    period: str | None
    period_start: int | None
    period_end: int | None
    series_id: str | None = Field(foreign_key="series.id")
    note: str | None
    primary_source: v.PrimarySource = Field(sa_type=String)
    text_complete: str
    document: str = Field(sa_type=Text)


class Claim(Cited, table=True):
    """One atomic statement of a text, in our words."""

    __table_args__ = (Index("ix_claim_period", "period_start", "period_end"),)

    text: str
    note: str | None
    claim_type: v.ClaimType = Field(sa_type=String)
    certainty: v.Certainty | None = Field(sa_type=String)
    hedge: str | None
    qualifiers: str | None
    polarity: v.Polarity | None = Field(sa_type=String)
    population_id: str | None = Field(foreign_key="population.id")
    period: str | None
    period_start: int | None
    period_end: int | None
    attributed_to: str | None
    primary_source: v.PrimarySource = Field(sa_type=String)
    checkable: v.Checkable = Field(sa_type=String)
    text_complete: str
    document: str = Field(sa_type=Text)


class ClaimTopic(StrictModel, table=True):
    """A claim's topics."""

    __table_args__ = (_BY_KEY,)

    position: int = Field(primary_key=True, foreign_key="claim.position")
    topic_id: str = Field(primary_key=True, foreign_key="topic.id")
    claim_id: str = Field(foreign_key="claim.id")


class ClaimCountry(StrictModel, table=True):
    """The countries that a claim speaks of."""

    __table_args__ = (_BY_KEY,)

    position: int = Field(primary_key=True, foreign_key="claim.position")
    country: str = Field(primary_key=True, foreign_key="country.code")
    claim_id: str = Field(foreign_key="claim.id")


class ClaimResearcher(StrictModel, table=True):
    """The researchers whom a claim is about."""

    __table_args__ = (_BY_KEY,)

    position: int = Field(primary_key=True, foreign_key="claim.position")
    researcher_id: str = Field(primary_key=True, foreign_key="researcher.id", index=True)
    claim_id: str = Field(foreign_key="claim.id", index=True)


class ClaimInstitution(StrictModel, table=True):
    """The institutions that a claim is about."""

    __table_args__ = (_BY_KEY,)

    position: int = Field(primary_key=True, foreign_key="claim.position")
    institution_id: str = Field(primary_key=True, foreign_key="institution.id", index=True)
    claim_id: str = Field(foreign_key="claim.id", index=True)


class ClaimStatistic(StrictModel, table=True):
    """The figures that a claim rests on."""

    __table_args__ = (_BY_KEY,)

    position: int = Field(primary_key=True, foreign_key="claim.position")
    statistic_id: str = Field(primary_key=True, foreign_key="statistic.id", index=True)
    claim_id: str = Field(foreign_key="claim.id", index=True)


class ClaimBond(Record, table=True):
    """How one claim bears on another; each bond stands twice, once from either side."""

    claim_id: str = Field(foreign_key="claim.id", index=True)
    relation: v.Relation = Field(sa_type=String)
    direction: v.Direction = Field(sa_type=String)
    related_id: str = Field(foreign_key="claim.id")


class StatisticResearcher(StrictModel, table=True):
    """The researchers whom a figure is about."""

    statistic_id: str = Field(primary_key=True, foreign_key="statistic.id")
    researcher_id: str = Field(primary_key=True, foreign_key="researcher.id")


class StatisticInstitution(StrictModel, table=True):
    """The institutions that a figure is about."""

    statistic_id: str = Field(primary_key=True, foreign_key="statistic.id")
    institution_id: str = Field(primary_key=True, foreign_key="institution.id")


class SearchEntry(StrictModel, table=True):
    """A record's words, as the index `search_index` (SQLite FTS5, over `title` and `text`) finds them.

    `id` is the number of the record's kind times `SEARCH_BLOCK`, plus its position: a kind is a range of ids.
    """

    id: int = Field(primary_key=True)
    record_type: v.SearchedType = Field(sa_type=String)
    record_id: str
    url: str
    label: str
    title: str
    text: str


class SearchWord(StrictModel, table=True):
    """A word that records of a kind have, and how many: what a misspelt word is compared with."""

    __table_args__ = (_BY_KEY,)

    word: str = Field(primary_key=True)
    record_type: v.SearchedType = Field(primary_key=True, sa_type=String)
    entries: int


class SearchForm(StrictModel, table=True):
    """What may be asked for, and words of the index, side by side, that it finds.

    `form` is one word, folded: an inflection, or a name or compound joined. Abbreviations of countries are in capitals.
    """

    __table_args__ = (_BY_KEY,)

    form: str = Field(primary_key=True)
    words: str = Field(primary_key=True)
