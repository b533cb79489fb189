"""What each filter looks at, in plain Python over the records as they are served."""

from collections.abc import Callable
from typing import Any

from app.changes.queries import ChangeQuery
from app.query.pagination import ListQuery
from app.resources.citations.queries import CitationQuery
from app.resources.claims.queries import ClaimQuery, RelatedQuery
from app.resources.institutions.queries import InstitutionQuery
from app.resources.passages.queries import PassageQuery
from app.resources.researchers.queries import ResearcherQuery
from app.resources.series.queries import SeriesQuery
from app.resources.sources.queries import SourceQuery
from app.resources.statistics.queries import StatisticQuery
from app.resources.topics.queries import TopicQuery
from app.search.queries import SearchQuery
from tests.app.offered import Record, Whole, values

Has = Callable[[Record, Whole], list[Any]]
"""What a record has that a filter looks at; nothing where it lacks it."""


def at(*paths: str) -> Has:
    return lambda record, _: [value for path in paths for value in values(record, path)]


def about(kind: str) -> Has:
    return lambda record, _: [ref["id"] for ref in record["about"] if ref["type"] == kind]


def named_by(name: str, path: str) -> Has:
    """The records of another list that name this one."""
    return lambda record, whole: [other["id"] for other in whole[name] if record["id"] in values(other, path)]


RANGES = ("gte", "gt", "lte", "lt")
SOURCE = at("citation.source.id")

HAS: dict[type[ListQuery], dict[str, Has]] = {
    ResearcherQuery: {
        "institution": at("affiliations.institution.id"),
        "source": SOURCE,
        "q": at("name", "description"),
    },
    InstitutionQuery: {
        "institution_type": at("institution_type"),
        "country": at("country.code"),
        "parent": at("parent.id"),
        "owner": at("owner.id"),
        "researcher": named_by("researchers", "affiliations.institution.id"),
        "source": SOURCE,
        "q": at("name", "description"),
    },
    StatisticQuery: {
        **{name: at(name) for name in ("kind", "unit", "modifier", "determination", "primary_source")},
        "series": at("series.id"),
        "country": at("geography.code"),
        "period": at("period.start"),
        "period__gte": at("period.start"),
        "period__gt": at("period.start"),
        "period__lte": at("period.end"),
        "period__lt": at("period.end"),
        **{name: at("value") for name in ("value", *(f"value__{how}" for how in RANGES))},
        "researcher": about("researcher"),
        "institution": about("institution"),
        "source": SOURCE,
        "q": at("measure", "value_text"),
    },
    ClaimQuery: {
        **{name: at(name) for name in ("claim_type", "certainty", "checkable", "determination")},
        "topic": at("topics.id"),
        "country": at("countries.code"),
        "primary_source": at("attribution.primary_source"),
        "researcher": about("researcher"),
        "institution": about("institution"),
        "statistic": at("statistics.id"),
        "source": SOURCE,
        "q": at("text"),
    },
    RelatedQuery: {"relation": at("relation"), "direction": at("direction")},
    SourceQuery: {"q": at("descriptive_title", "publisher")},
    PassageQuery: {
        **{name: at(name) for name in ("coverage", "left_out_reason", "role", "integrity")},
        "record": at("records.id"),
        "source": at("source.id"),
        **{name: at("ordinal") for name in ("ordinal", *(f"ordinal__{how}" for how in RANGES))},
    },
    CitationQuery: {
        "record_type": at("record.type"),
        "record": at("record.id"),
        "passage": at("passages.id"),
        "source": at("source.id"),
        "q": at("quote.exact"),
    },
    TopicQuery: {"q": at("label", "definition")},
    SeriesQuery: {"q": at("label", "definition")},
    ChangeQuery: {"change": at("change"), "version": at("version")},
    SearchQuery: {},
}
"""By list and filter. `missing` is told by its choices."""

LACKED: dict[type[ListQuery], dict[str, Has]] = {
    ResearcherQuery: {"institutions": at("affiliations.institution.id")},
    InstitutionQuery: {"researchers": HAS[InstitutionQuery]["researcher"]},
    StatisticQuery: {"researchers": about("researcher"), "institutions": about("institution")},
    ClaimQuery: {
        "attributed_to": at("attribution.attributed_to"),
        "researchers": about("researcher"),
        "institutions": about("institution"),
    },
}
"""What `missing=` looks at where that is no field of the record of the same name."""


def lacked(query: type[ListQuery], field: str) -> Callable[[Record, Whole], bool]:
    """Whether a record lacks a field, as `missing=` names it."""
    has = LACKED.get(query, {}).get(field, at(field))
    return lambda record, whole: not has(record, whole)
