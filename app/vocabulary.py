"""Closed vocabularies: every coded value that a record can carry, with what it means.

Open vocabularies (topics, series, countries) are data and live in `seed/`.
"""

from enum import StrEnum


class RecordType(StrEnum):
    """Kinds of record that have an address of their own."""

    researcher = "researcher"
    institution = "institution"
    statistic = "statistic"
    claim = "claim"
    source = "source"
    passage = "passage"
    citation = "citation"
    topic = "topic"
    series = "series"


class SearchedType(StrEnum):
    """Kinds of record that have words of ours, or quotes, to be found by."""

    researcher = "researcher"
    institution = "institution"
    statistic = "statistic"
    claim = "claim"
    source = "source"
    topic = "topic"
    series = "series"
    citation = "citation"


class CitedType(StrEnum):
    """Kinds of record that must rest on a citation."""

    researcher = "researcher"
    affiliation = "affiliation"
    institution = "institution"
    statistic = "statistic"
    claim = "claim"


class AbsentReason(StrEnum):
    """Why a field is null."""

    not_stated = "not_stated"
    not_applicable = "not_applicable"
    ambiguous_in_source = "ambiguous_in_source"


class Basis(StrEnum):
    """Whether the words stand in the text or follow from it."""

    stated = "stated"
    implied = "implied"


class Determination(StrEnum):
    """Whether the text, as we hold it, settles what the record means."""

    determined = "determined"
    undetermined = "undetermined"


class PassageRole(StrEnum):
    """What a passage is for on its page."""

    body = "body"
    promotion = "promotion"
    related_link = "related_link"
    page_furniture = "page_furniture"


class Integrity(StrEnum):
    """`intact`: a whole sentence; `torn`: broken over lines or missing a part; `fragment`: words with no sentence."""

    intact = "intact"
    torn = "torn"
    fragment = "fragment"


class Coverage(StrEnum):
    """Whether a passage is represented by records or left out."""

    represented = "represented"
    left_out = "left_out"


class LeftOutReason(StrEnum):
    """Why a passage has no record; in the body only `transition`."""

    promotion = "promotion"
    related_link = "related_link"
    page_furniture = "page_furniture"
    transition = "transition"


class AffiliationStatus(StrEnum):
    """Whether the text gives the tie as past or present."""

    former = "former"
    current = "current"


class InstitutionType(StrEnum):
    """What kind of organisation the text says or implies."""

    company = "company"
    university = "university"
    research_institute = "research_institute"
    government_agency = "government_agency"
    newspaper = "newspaper"


class StatisticKind(StrEnum):
    """What kind of figure it is."""

    share = "share"
    duration = "duration"
    rank = "rank"


class Unit(StrEnum):
    """The unit of `value`, `lower` and `upper`. A ratio of 1 is the whole; rank 1 is the first place."""

    percent = "percent"
    ratio = "ratio"
    year = "year"
    rank = "rank"


class Modifier(StrEnum):
    """The hedge that the text puts on a figure."""

    exact = "exact"
    almost = "almost"
    about = "about"
    at_least = "at_least"
    at_most = "at_most"
    more_than = "more_than"
    unknown = "unknown"


class BoundsBasis(StrEnum):
    """Where `lower` and `upper` come from."""

    stated = "stated"
    implied_by_wording = "implied_by_wording"
    none = "none"


class PrimarySource(StrEnum):
    """Whether the text leads to where its figure or claim comes from."""

    linked = "linked"
    named_not_linked = "named_not_linked"
    not_named = "not_named"


class ClaimType(StrEnum):
    """What kind of statement it is: an editorial judgement of ours."""

    factual = "factual"
    comparative = "comparative"
    causal = "causal"
    predictive = "predictive"
    normative = "normative"
    interpretive = "interpretive"
    question = "question"


class Certainty(StrEnum):
    """How firmly the text puts it; null for questions."""

    asserted = "asserted"
    hedged = "hedged"
    conditional = "conditional"


class Checkable(StrEnum):
    """Whether a claim could be tested against evidence: as it stands, in part, or not at all."""

    full = "full"
    partial = "partial"
    none = "none"


class Relation(StrEnum):
    """How one claim bears on another."""

    supports = "supports"
    contrasts = "contrasts"
    qualifies = "qualifies"
    example_of = "example_of"
    restates = "restates"


class Direction(StrEnum):
    """Whether a claim bears on the other, or the other on it."""

    outgoing = "outgoing"
    incoming = "incoming"


class Match(StrEnum):
    """How a range is compared with a figure: with the number stated, or with what the words promise."""

    stated = "stated"
    certain = "certain"
    possible = "possible"


class ChangeKind(StrEnum):
    """What a release did to a record."""

    added = "added"
    corrected = "corrected"
    withdrawn = "withdrawn"
    renamed = "renamed"
