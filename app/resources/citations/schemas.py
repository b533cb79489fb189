"""What a citation is: a span of a source, by offsets and hash, and a short quote within it.

Offsets count Unicode code points of the file's bytes decoded as UTF-8, with no normalisation; `end` is exclusive.
"""

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field

from app.query.choices import KEPT_OF_CITATIONS
from app.query.schemas import Ref, Schema
from app.vocabulary import CitedType, RecordType, SourceType

Sha256 = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
Offset = Annotated[int, Field(ge=0)]


class CitedSource(Ref):
    """The text that a citation points into."""

    type: Literal[RecordType.source] = Field(description="Always `source`.", examples=["source"])
    id: str = Field(description="The source's id.", examples=["scmp-ai-talent-2025"])
    label: str = Field(
        description="Title, or in brackets our description where the text states none.",
        examples=["[Article on the competition between China and the United States for AI talent]"],
    )
    url: str = Field(description="Its address.", examples=["/v1/sources/scmp-ai-talent-2025"])
    source_type: SourceType = Field(description="What kind of text.", examples=["newspaper_article"])
    publisher: str | None = Field(description="Publisher, as stated.", examples=["South China Morning Post"])
    year: str | None = Field(description="Year of publication; null: not known.", examples=["2025"])
    republication: str | None = Field(
        description="Where the text that we hold was republished; null: it was not.",
        examples=["https://gaptekzone.com/the-ai-showdown-china-vs-chinese-talent-in-the-u-s/"],
    )


class CitedRecord(Schema):
    """The record that the citation proves."""

    type: CitedType = Field(description="What kind of record it is.", examples=["statistic"])
    id: str = Field(description="Its id.", examples=["china-ai-patent-share-2022"])
    label: str = Field(description="What to show for it.", examples=["Share of the world's AI patents: China, 2022"])
    url: str = Field(
        description="Its address; for an affiliation, its researcher's.",
        examples=["/v1/statistics/china-ai-patent-share-2022"],
    )


class Locator(Schema):
    """Where to look, for people (a CSL locator)."""

    label: Literal["line"] = Field(description="What `value` counts.", examples=["line"])
    value: str = Field(description="A line of the file, counted from 1, or a range of lines.", examples=["26"])


class Span(Schema):
    """All the text that the record rests on (Web Annotation: TextPositionSelector)."""

    start: Offset = Field(description="First code point, from 0.", examples=[677])
    end: Offset = Field(description="One past the last code point.", examples=[805])
    sha256: Sha256 = Field(
        description="SHA-256 of the span's UTF-8 bytes.",
        examples=["ad3ae12cea419da4ea2ecd7d0145b194300dea1c51fd0d752aaa74a91e8eda3f"],
    )


class Quote(Schema):
    """A short phrase within the span, to the letter (Web Annotation: TextQuoteSelector)."""

    exact: str = Field(description="The words as they stand.", examples=["almost forty percent"])
    start: Offset = Field(description="Its first code point in the file.", examples=[735])
    end: Offset = Field(description="One past its last code point in the file.", examples=[755])


def _may_be_short(schema: dict[str, Any], model: type[Schema]) -> None:
    """Within a record, `citation=short` leaves members out; under its own address a citation is whole."""
    if model is CitationPart:
        schema["required"] = list(KEPT_OF_CITATIONS)


class CitationPart(Schema):
    """A citation, as it is sent inside the record that it proves; `citation=short` keeps what is required of it."""

    model_config = ConfigDict(json_schema_extra=_may_be_short)

    type: Literal[RecordType.citation] = Field(description="Always `citation`.", examples=["citation"])
    id: str = Field(
        description="Derived from the record's id.",
        examples=["statistic-share-of-top-tier-ai-researchers-in-us-with-roots-in-china"],
    )
    url: str = Field(
        description="Its address.",
        examples=["/v1/citations/statistic-share-of-top-tier-ai-researchers-in-us-with-roots-in-china"],
    )
    source: CitedSource
    locator: Locator
    span: Span
    quote: Quote
    source_sha256: Sha256 = Field(
        description="SHA-256 of the whole file.",
        examples=["056bbfc50cec00f0ed3dd1c46577ac8ea57e901215eee026e9fcaf516de3d919"],
    )
    deep_link: str | None = Field(
        description="The republication or the original, opened at the quote; null where the quote is not unique in the text, or there is no address.",
        examples=[
            "https://gaptekzone.com/the-ai-showdown-china-vs-chinese-talent-in-the-u-s/#:~:text=almost%20forty%20percent"
        ],
    )
    formatted: str = Field(
        description="The citation on one printable line.",
        examples=["South China Morning Post (2025), as republished, line 5."],
    )


class CitationOut(CitationPart):
    """A citation with the record that it proves and the way to check it."""

    record: CitedRecord
    note: str | None = Field(
        description="What must be known beside the record, as its own `note` says; null: nothing.",
        examples=["The text neither defines the group nor gives the year or the source of the figure."],
    )
    ordinal: int = Field(description="0 for the record's principal citation, else its further ones.", examples=[0])
    passages: list[Ref] = Field(description="The passages that the span covers.")
    verify_command: str = Field(
        description=(
            "Checks this very citation against your copy of the text, with nothing but Python: prints the quote, and "
            "whether the whole file and the span are as cited; ends with status 1 unless both are."
        ),
        examples=[
            (
                """python3 -c "import hashlib, sys; b = open('000_83bf1c3743d96f87.txt', 'rb').read(); t = b.decode(errors='replace'); """
                """h = lambda part: hashlib.sha256(part).hexdigest(); print(t[735:755]); """
                """r = dict(file=h(b) == '056bbfc50cec00f0ed3dd1c46577ac8ea57e901215eee026e9fcaf516de3d919', """
                """span=h(t[677:805].encode()) == 'ad3ae12cea419da4ea2ecd7d0145b194300dea1c51fd0d752aaa74a91e8eda3f'); """
                """[print(k, 'as cited' if v else 'differs') for k, v in r.items()]; sys.exit(not all(r.values()))\""""
            )
        ],
    )
