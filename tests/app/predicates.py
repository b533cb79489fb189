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


def with_units(path: str) -> Has:
    """The institutions at a path, and those that they are units of."""

    def has(record: Record, whole: Whole) -> list[Any]:
        parents = {each["id"]: each["parent"] and each["parent"]["id"] for each in whole["institutions"]}
        found: list[Any] = []
        for institution in values(record, path):
            unit: Any = institution
            while unit and unit not in found:
                found.append(unit)
                unit = parents[unit]
        return found

    return has


def said(path: str) -> Has:
    """Whether it is so, as it is asked for."""
    return lambda record, _: ["true" if value else "false" for value in values(record, path)]


def stated(end: str) -> Has:
    """The number as stated; of a range, one of its ends."""
    return lambda record, _: values(record, "value" if record["value"] is not None else end)


RANGES = ("gte", "gt", "lte", "lt")
SOURCE = at("citation.source.id")
SOURCES = at("citation.source.id", "further_citations.source.id")

HAS: dict[type[ListQuery], dict[str, Has]] = {
    ResearcherQuery: {
        "institution": with_units("affiliations.institution.id"),
        "source": SOURCES,
        "q": at("name", "description"),
    },
    InstitutionQuery: {
        "institution_type": at("institution_type"),
        "country": at("country.code"),
        "parent": at("parent.id"),
        "owner": at("owner.id"),
        "researcher": lambda record, whole: [
            other["id"]
            for other in whole["researchers"]
            if record["id"] in with_units("affiliations.institution.id")(other, whole)
        ],
        "source": SOURCES,
        "q": at("name", "description"),
    },
    StatisticQuery: {
        **{name: at(name) for name in ("kind", "unit", "currency", "modifier", "primary_source")},
        "population": at("population.id"),
        "text_complete": said("text_complete"),
        "series": at("series.id"),
        "country": at("geography.code"),
        "period": at("period.start"),
        "period__gte": at("period.start"),
        "period__gt": at("period.start"),
        "period__lte": at("period.end"),
        "period__lt": at("period.end"),
        "value": at("value"),
        **dict.fromkeys(("value__gte", "value__gt"), stated("lower")),
        **dict.fromkeys(("value__lte", "value__lt"), stated("upper")),
        "researcher": about("researcher"),
        "institution": about("institution"),
        "source": SOURCE,
        "q": at("label", "value_text"),
    },
    ClaimQuery: {
        **{name: at(name) for name in ("claim_type", "certainty", "checkable", "polarity")},
        "population": at("population.id"),
        "period": at("period.start"),
        "period__gte": at("period.start"),
        "period__gt": at("period.start"),
        "period__lte": at("period.end"),
        "period__lt": at("period.end"),
        "text_complete": said("text_complete"),
        "topic": at("topics.id"),
        "country": at("countries.code"),
        "primary_source": at("attribution.primary_source"),
        "attributed_to": at("attribution.attributed_to"),
        "researcher": about("researcher"),
        "institution": about("institution"),
        "statistic": at("statistics.id"),
        "source": SOURCE,
        "q": at("text", "citation.quote.exact"),
    },
    RelatedQuery: {"relation": at("relation"), "direction": at("direction")},
    SourceQuery: {"source_type": at("source_type"), "q": at("label", "summary")},
    PassageQuery: {
        **{name: at(name) for name in ("coverage", "left_out_reason", "role", "condition")},
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
        "attributed_to": HAS[ClaimQuery]["attributed_to"],
        "researchers": about("researcher"),
        "institutions": about("institution"),
    },
}
"""What `missing=` looks at where that is no field of the record of the same name."""


def lacked(query: type[ListQuery], field: str) -> Callable[[Record, Whole], bool]:
    """Whether a record lacks a field, as `missing=` names it."""
    has = LACKED.get(query, {}).get(field, at(field))
    return lambda record, whole: not has(record, whole)
