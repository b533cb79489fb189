"""What the dataset is: version, digest, counts, coverage, licence and method."""

from typing import Any

from pydantic import Field, create_model

from app.dataset.codebook import VocabularyOut
from app.dataset.rules import RuleOut
from app.query.schemas import Counted, Schema
from app.resources import KINDS
from app.resources.citations.schemas import Sha256
from app.resources.sources.schemas import CoverageTotals

_COUNTED: dict[str, Any] = dict.fromkeys((*(kind.name for kind in KINDS), "affiliations", "changes"), (Counted, ...))

DatasetCounts = create_model(
    "DatasetCounts",
    __base__=Schema,
    __doc__="How many records there are of each kind. Affiliations are sent inside their researchers.",
    **_COUNTED,
)


class LicenceOut(Schema):
    """What may be done with the data."""

    id: str = Field(description="SPDX identifier.", examples=["CC-BY-4.0"])
    url: str = Field(description="The licence.", examples=["https://creativecommons.org/licenses/by/4.0/"])
    note: str = Field(description="What it covers.", examples=["Our data is free to reuse with attribution."])


class MethodOut(Schema):
    """How the data was made, for those who must defend it."""

    coded_by: str = Field(description="Who coded it.", examples=["Machine-assisted, and read against the text."])
    rules: list[str] = Field(description="By which rules.", examples=[["Nothing torn is restored."]])
    review: str = Field(description="How it was reviewed.", examples=["Passage by passage."])
    judgement: str = Field(description="What is judgement of ours.", examples=["Claim types are editorial judgement."])
    corrections: str = Field(
        description="How to ask for a correction.", examples=["Name the record's id and the passage."]
    )


class ReleaseOut(Schema):
    """What the release itself states; kept in the database."""

    title: str = Field(description="What the dataset is called.", examples=["The AI talent record"])
    data_version: str = Field(description="Version of the data (semantic versioning).", examples=["1.0.0"])
    released: str = Field(description="Day of the release (ISO 8601).", examples=["2026-11-25"])
    counts: DatasetCounts
    coverage: CoverageTotals
    licence: LicenceOut
    method: MethodOut


class DownloadOut(Schema):
    """The whole dataset in one file."""

    url: str = Field(description="Its address.", examples=["/v1/dataset.zip"])
    label: str = Field(description="What it is.", examples=["CSV tables with their description (Data Package)"])
    media_type: str = Field(description="Its media type.", examples=["application/zip"])
    bytes: int = Field(description="Its size.", examples=[56000], ge=1)
    sha256: Sha256 = Field(
        description="SHA-256 of the file; `Repr-Digest` says it again (RFC 9530).",
        examples=["619a0fd47a3df3d6faef0f863b6a57740a9c2baaccff48d27d3821727a96e41c"],
    )
    packed_bytes: int | None = Field(
        description="Its size as sent to clients that accept gzip; null where the file is compressed already.",
        examples=[None],
    )


class DatasetOut(ReleaseOut):
    """The dataset as a whole."""

    content_digest: Sha256 = Field(
        description="SHA-256 over the canonical rows: equal digests hold equal data.",
        examples=["5dd46db72b9c174bbd8215569f1fc2410556856e85b065784dad5f6505a6f053"],
    )
    schema_version: str = Field(description="The database's migration.", examples=["20261125_the_record"])
    cite_as: str = Field(
        description="How to cite the dataset as a whole, on one line (APA).",
        examples=["The AI talent record (Version 1.0.0) [Data set]. (2026, November 25)."],
    )
    downloads: list[DownloadOut] = Field(description="The same in one file.")
    codebook: list[VocabularyOut] = Field(description="What every coded value means.")
    coding_rules: list[RuleOut] = Field(description="The rules by which records are coded, each with an example.")
