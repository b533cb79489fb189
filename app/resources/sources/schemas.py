"""What a source is: a text that records rest on, with honest unknowns."""

from typing import Literal

from pydantic import Field

from app.query.schemas import AbsentBecause, Counted, Ref, Schema
from app.resources.citations.schemas import Sha256
from app.vocabulary import Basis, LeftOutReason, PassageRole, RecordType, SourceExtent, SourceType


class DatePublished(Schema):
    """A date at the precision that the text gives."""

    value: str = Field(description="ISO 8601: a year, a month or a day.", examples=["2025"])
    basis: Basis = Field(description="Whether the text states it or implies it.", examples=["implied"])
    note: str | None = Field(description="What it rests on.", examples=["The year of the copyright line."])


class AuthorOut(Schema):
    """An author: a person by `family` and `given`, or by `name` alone a body, or a person whose family name isn't told."""

    family: str | None = Field(description="Family name of a person.", examples=["Penn"])
    given: str | None = Field(description="The person's other names.", examples=["Ada"])
    name: str | None = Field(description="The whole name of a body; null for a person.", examples=[None])


class RightsOut(Schema):
    """Who holds rights in the text, as far as it says so."""

    holder: str = Field(description="Who holds them.", examples=["South China Morning Post Publishers Ltd."])
    year: int | None = Field(description="Since which year.", examples=[2025])
    licence: str | None = Field(description="Under which licence it may be used; null: none is named.", examples=[None])


class Republication(Schema):
    """Where the same text was seen."""

    address: str = Field(
        description="Its address.",
        examples=["https://gaptekzone.com/the-ai-showdown-china-vs-chinese-talent-in-the-u-s/"],
    )
    note: str = Field(description="How far that can be trusted.", examples=["Seen in a stored copy, not fetched live."])


class SourceText(Schema):
    """The file that every offset counts in."""

    sha256: Sha256 = Field(
        description="SHA-256 of the file.",
        examples=["056bbfc50cec00f0ed3dd1c46577ac8ea57e901215eee026e9fcaf516de3d919"],
    )
    characters: int = Field(description="Length in Unicode code points.", examples=[7895], ge=0)
    file_name: str = Field(description="The name that the file came with.", examples=["000_83bf1c3743d96f87.txt"])


class SourceCounts(Schema):
    """How many records of each kind rest on the source."""

    passages: Counted
    researchers: Counted
    institutions: Counted
    statistics: Counted
    claims: Counted


class CoverageTotals(Schema):
    """How much of the text is represented by records. Characters leave out the blanks between passages."""

    passages_represented: int = Field(description="Passages that some record rests on.", examples=[50], ge=0)
    passages_left_out: int = Field(description="Passages left out, each with a reason.", examples=[9], ge=0)
    characters_represented: int = Field(description="Characters of the represented passages.", examples=[7137], ge=0)
    characters_left_out: int = Field(description="Characters of the passages left out.", examples=[699], ge=0)


class SourceOut(Schema):
    """A text that records rest on."""

    type: Literal[RecordType.source] = Field(description="Always `source`.", examples=["source"])
    id: str = Field(description="Its id, which never changes.", examples=["scmp-ai-talent-2025"])
    url: str = Field(description="Its address.", examples=["/v1/sources/scmp-ai-talent-2025"])
    label: str = Field(
        description="What to show for it: its title, or in brackets our description.",
        examples=["[Article on the competition between China and the United States for AI talent]"],
    )
    source_type: SourceType = Field(description="What kind of text.", examples=["newspaper_article"])
    title: str | None = Field(description="The title, where the text states one.", examples=[None])
    title_absent_reason: AbsentBecause
    descriptive_title: str = Field(
        description="Our description; printed in brackets for want of a title.",
        examples=["Article on the competition between China and the United States for AI talent"],
    )
    summary: str = Field(
        description="What it is, by whom and where, on one line of ours, to be found by.",
        examples=[
            "Article on the competition between China and the United States for AI talent; South China Morning Post"
        ],
    )
    publisher: str | None = Field(description="As stated.", examples=["South China Morning Post"])
    publisher_absent_reason: AbsentBecause
    publisher_institution: Ref | None = Field(description="The publisher's own record, where it has one.")
    publisher_address: str | None = Field(description="The address that the text gives.", examples=["www.scmp.com"])
    authors: list[AuthorOut] | None = Field(description="The authors, as stated, in order.")
    authors_absent_reason: AbsentBecause
    date_published: DatePublished | None = Field(description="When it was published, as far as the text tells.")
    date_published_absent_reason: AbsentBecause
    date_accessed: str = Field(description="The day on which the text was read (ISO 8601).", examples=["2026-11-24"])
    language: str = Field(description="ISO 639-1 code.", examples=["en"])
    rights: RightsOut | None = Field(description="Who holds rights in it, as stated.")
    rights_absent_reason: AbsentBecause
    original_url: str | None = Field(description="Address of the original, where the text states it.", examples=[None])
    original_url_absent_reason: AbsentBecause
    republication: Republication | None = Field(description="Where the text that we hold was republished.")
    extent: SourceExtent = Field(description="Whether we hold all of it.", examples=["whole"])
    text: SourceText
    condition: str = Field(
        description="What the layout did to the text.", examples=["A republication, torn by its layout."]
    )
    counts: SourceCounts
    coverage: CoverageTotals


class Extent(Schema):
    """So much of a text, and its share of all that has the same role."""

    passages: int = Field(description="How many passages.", examples=[46], ge=0)
    characters: int = Field(description="How many characters, blanks between passages left out.", examples=[6800], ge=0)
    share_of_passages: float = Field(description="0 to 1, rounded to four digits.", examples=[0.9787], ge=0, le=1)
    share_of_characters: float = Field(description="0 to 1, rounded to four digits.", examples=[0.9914], ge=0, le=1)
    url: str = Field(
        description="The passages themselves.", examples=["/v1/passages?source=scmp-ai-talent-2025&role=body"]
    )


class LeftOut(Extent):
    """What was left out for one reason."""

    reason: LeftOutReason = Field(description="Why.", examples=["transition"])


class RoleCoverage(Schema):
    """What became of all passages that are for one thing."""

    role: PassageRole = Field(description="What they are for on their page.", examples=["body"])
    all: Extent
    represented: Extent
    left_out: list[LeftOut] = Field(description="By reason; empty where nothing was left out.")


class CoverageOut(Schema):
    """How much of a source's text is represented by records, and what was left out, and why."""

    source: Ref
    body: RoleCoverage
    beside_the_body: list[RoleCoverage] = Field(description="Promotion, links and page furniture.")
    totals: CoverageTotals
