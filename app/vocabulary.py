"""Closed vocabularies: every coded value that a record can carry, with its definition beside it.

These definitions are the codebook: OpenAPI, the docs page and `/v1/dataset` give them as they stand here.
Open vocabularies (topics, series, countries) are data and live in `seed/`.
"""

import inspect
from enum import StrEnum
from typing import Any, Self

from pydantic import GetJsonSchemaHandler
from pydantic_core import CoreSchema


class Vocabulary(StrEnum):
    """A closed list of values, each written with the sentence that says when it is used."""

    _value_: str
    definition: str

    def __new__(cls, value: str, definition: str = "") -> Self:
        """A member is its value; the definition comes along. A test refuses one without it."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.definition = definition
        return member

    @classmethod
    def summary(cls) -> str:
        """What the values say, taken together."""
        return inspect.cleandoc(cls.__doc__ or "")

    @classmethod
    def meanings(cls) -> str:
        """The values with their definitions, as a list in CommonMark."""
        return "\n".join(f"* `{member.value}`: {member.definition}" for member in cls)

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Pydantic's hook: the description has the meanings too."""
        schema = handler.resolve_ref_schema(handler(core))
        schema["description"] = f"{cls.summary()}\n\n{cls.meanings()}"
        return schema


class RecordType(Vocabulary):
    """Kinds of record that have an address of their own."""

    researcher = "researcher", "An AI researcher whom a source names."
    institution = "institution", "An organisation that a source names."
    statistic = "statistic", "A figure that a source gives, with the wording beside the number."
    claim = "claim", "One atomic statement or question of a source, in our words."
    source = "source", "A text that records rest on: a newspaper article, a speech, a report and so on."
    passage = "passage", "A sentence of a source, or what the layout left of one."
    citation = "citation", "The place in a source that proves a record: a span, and a short quote within it."
    topic = "topic", "A subject of claims."
    series = "series", "Figures of one measure that can be read side by side."


class SearchedType(Vocabulary):
    """Kinds of record that have words of ours, or quotes, to be found by."""

    researcher = "researcher", "An AI researcher, found by name and description."
    institution = "institution", "An organisation, found by name and description."
    statistic = "statistic", "A figure, found by what was measured and by its wording."
    claim = "claim", "A claim, found by its text in our words."
    source = "source", "A source, found by its title, our description of it, its authors and its publisher."
    topic = "topic", "A topic, found by label and definition."
    series = "series", "A series, found by label and definition."
    citation = "citation", "A citation, found by its quote."


class CitedType(Vocabulary):
    """Kinds of record that must rest on a citation."""

    researcher = "researcher", "An AI researcher; the citation shows where the source speaks of the person."
    affiliation = "affiliation", "A researcher's tie to an institution; the citation shows where the source states it."
    institution = "institution", "An organisation; the citation shows where the source names it."
    statistic = "statistic", "A figure; the citation shows where the source gives it."
    claim = "claim", "A claim; the citation shows where the source makes it."


class AbsentReason(Vocabulary):
    """Why a field is null."""

    not_stated = "not_stated", "The text, as we hold it, does not say it."
    not_applicable = "not_applicable", "There is nothing to say: the field does not apply to this record."
    ambiguous_in_source = (
        "ambiguous_in_source",
        "The text can be read in several ways and does not settle which is meant.",
    )
    public_domain = "public_domain", "Nobody holds rights in the text."


class Basis(Vocabulary):
    """Whether the words stand in the text or follow from it."""

    stated = "stated", "The text says it in so many words."
    implied = (
        "implied",
        "It follows from a name or from the sentences around, with no knowledge from outside the text.",
    )


class SourceType(Vocabulary):
    """What kind of text a source is."""

    newspaper_article = "newspaper_article", "An article in a newspaper or magazine, in print or online."
    press_release = "press_release", "A statement that an organisation gives to the press."
    report = "report", "A report or study that an organisation or its authors publish."
    speech = "speech", "The text of a speech."
    web_page = "web_page", "A page of a website that is none of these."
    other = "other", "Any other text."


class SourceExtent(Vocabulary):
    """How much of the source's text we hold."""

    whole = "whole", "All of it, as it was published or republished."
    excerpt = "excerpt", "A part of it."


class PassageRole(Vocabulary):
    """What a passage is for on its page."""

    body = "body", "It belongs to the source's own text."
    promotion = "promotion", "It advertises an offer of the publisher."
    related_link = "related_link", "It is the headline of another text, which the page points to."
    page_furniture = (
        "page_furniture",
        "It belongs to the page around the text, such as the lines on origin and copyright.",
    )


class Condition(Vocabulary):
    """What the layout has left of a sentence."""

    intact = "intact", "Whole as it stands: a sentence, or a line of the page."
    torn = "torn", "A sentence that is broken over several lines or misses a part."
    fragment = "fragment", "Words with no sentence around them, such as a figure that stands alone."


class Coverage(Vocabulary):
    """Whether a passage is represented by records or left out."""

    represented = "represented", "A record quotes it, or the source's own record rests on it."
    left_out = "left_out", "No record quotes it, and a reason says why."


class LeftOutReason(Vocabulary):
    """Why a passage has no record; in the body only `transition`."""

    promotion = "promotion", "It advertises, and is no part of the source's own text."
    related_link = "related_link", "It is the headline of another text."
    page_furniture = "page_furniture", "It belongs to the page and says nothing of the source or where it comes from."
    transition = "transition", "It leads from one point to the next and states nothing of its own."


class AffiliationStatus(Vocabulary):
    """Whether the text gives the tie as past or present."""

    former = "former", "The text gives the tie as one that has ended."
    current = "current", "The text gives the tie as one that holds at the time of writing."


class InstitutionType(Vocabulary):
    """What kind of organisation the text says or implies."""

    company = "company", "A business, such as what the text calls a corporation or a startup."
    university = "university", "A university."
    research_institute = (
        "research_institute",
        "An institute or academy for research, on its own or within another body.",
    )
    government_agency = "government_agency", "An authority of a state."
    newspaper = "newspaper", "A newspaper."


class StatisticKind(Vocabulary):
    """What kind of figure it is. By nature a share lies within its whole, and a count or duration is not negative."""

    share = "share", "How much of a whole: from none of it to all of it."
    count = "count", "How many there are: 0 or more."  # type: ignore[assignment] # no member is ever searched in
    amount = "amount", "How much there is of something that is measured, such as money; no limits."
    change = "change", "By how much something grew or shrank, or how many times over; no limits."
    ratio = "ratio", "How many of one thing there are for one of another; no limits."
    rank = "rank", "Which place in an order: the first is 1."
    duration = "duration", "How long something lasts or lasted: 0 or more."


class Unit(Vocabulary):
    """The unit of `value`, `lower` and `upper`; `unit_label` says what is counted, `currency` which money."""

    percent = "percent", "Hundredths of a whole: the whole is 100."
    percentage_point = "percentage_point", "The difference between two percentages."
    ratio = "ratio", "Parts of a whole, or one number per another: the whole is 1."
    item = "item", "A number of things; `unit_label` names them."
    currency = "currency", "Money, in the units of `currency`, not in thousands or millions of them."
    year = "year", "A number of years."
    month = "month", "A number of months."
    day = "day", "A number of days."
    rank = "rank", "A place in an order: the first is 1."


class Modifier(Vocabulary):
    """The hedge that the text puts on a figure; null where the word beside the number may be torn off."""

    unmodified = (
        "unmodified",
        "No word moves the number up or down; one that only comments on it, such as “only”, does not count.",
    )
    almost = "almost", "A little below the number, which is not reached."
    about = "about", "Near the number, on either side."
    at_least = "at_least", "The number or more."
    at_most = "at_most", "The number or less."
    more_than = "more_than", "Above the number, which is not included."
    less_than = "less_than", "Below the number, which is not included."
    between = "between", "From one number to another; `value` is null."


class BoundsBasis(Vocabulary):
    """Where `lower` and `upper` come from."""

    stated = "stated", "The words give the bound outright, as a number in digits or after “at least” and its like."
    implied_by_wording = (
        "implied_by_wording",
        "The bound follows from the wording: what is “almost forty percent” is below forty.",
    )
    rounding = (
        "rounding",
        "A round number in words promises half a unit either way: “two decades” are 15 years or more, but below 25.",
    )
    none = "none", "There is no bound: the words promise none, or they are torn from their sentence."


class PrimarySource(Vocabulary):
    """Whether the text leads to where its figure or claim comes from."""

    linked = "linked", "The text names where it comes from and gives an address for it."
    named_not_linked = "named_not_linked", "The text names where it comes from and gives no address for it."
    not_named = "not_named", "The text names nothing that one could look up; unnamed “studies” are not a name."


class ClaimType(Vocabulary):
    """What kind of statement it is: an editorial judgement of ours. The first of these that fits is taken."""

    question = "question", "Asks, if only rhetorically, and asserts nothing."
    predictive = "predictive", "Says what will or could come, whether or not a condition is set."
    normative = "normative", "Says what ought to be, or what is right."
    causal = "causal", "Says that one thing brings about another, lets it happen or is the reason for it."
    comparative = (
        "comparative",
        "Sets one thing, group or time beside another, or says which place one has among them.",
    )
    interpretive = (
        "interpretive",
        "Says what something means, shows, turns on or is like: a reading that no observation gives by itself.",
    )
    evaluative = (
        "evaluative",
        "Says how good, great, strict or important something is, by a word that no agreed scale measures.",
    )
    factual = "factual", "Reports that something is, was or happens, what people think and feel included."


class Polarity(Vocabulary):
    """Whether a claim says that something is so or that it is not; null for questions."""

    affirmed = "affirmed", "The text says that it is so."
    denied = "denied", "The text says that it is not so; our statement carries the denial itself."


class Certainty(Vocabulary):
    """How firmly the text puts it; null for questions."""

    asserted = "asserted", "Put outright, though a qualifier such as “many” may narrow what it speaks of."
    hedged = "hedged", "Weakened by the words that `hedge` gives, such as “could” or “Studies indicate”."
    conditional = "conditional", "Said only for the case that a condition is met; a hedge may come on top."


class Checkable(Vocabulary):
    """Whether a claim could be tested against evidence: an editorial judgement of ours."""

    full = "full", "Evidence could settle all of it: each word names something that can be looked up or counted."
    partial = "partial", "Evidence could settle a part; the rest is vague, left open or a matter of judgement."
    none = (
        "none",
        "No evidence could settle any of it: it asks, interprets or names nothing observable, or a part is lost.",
    )


class Relation(Vocabulary):
    """How one claim bears on another: an editorial judgement of ours."""

    supports = "supports", "This claim is a reason or evidence for the other."
    contrasts = "contrasts", "This claim stands against the other: they differ, or point in opposite directions."
    qualifies = "qualifies", "This claim narrows, limits or specifies what the other says."
    example_of = "example_of", "This claim is a case of what the other says in general."
    restates = "restates", "This claim says again, in other words, what the other says."


class Direction(Vocabulary):
    """Whether a claim bears on the other, or the other on it."""

    outgoing = "outgoing", "The claim asked about bears on the other."
    incoming = "incoming", "The other claim bears on the one asked about."


class Match(Vocabulary):
    """How a range is compared with a figure: with the number stated, or with what the words promise."""

    stated = "stated", "The number, as the words name it, lies in the range."
    certain = "certain", "All that the words promise lies in the range."
    possible = "possible", "Some of what the words promise lies in the range."


class ChangeKind(Vocabulary):
    """What a release did to a record."""

    added = "added", "The record is new in this version; where none is named, the dataset is."
    corrected = "corrected", "What the record says was changed; its id was not."
    withdrawn = "withdrawn", "The record was taken out and answers 410 at its address."
    renamed = "renamed", "The record has another id, to which its old address redirects (308)."
