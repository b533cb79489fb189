"""What the pages for people show: the documents that the API sends, read for one article."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from sqlalchemy import bindparam, func
from sqlmodel import col, select

from app import models as m
from app.database import Database, Prepared, prepare

Record = Mapping[str, Any]

ARTICLES_SHOWN = 100
"""A choice of more articles than this is a search, not a list."""


CLAIMS_SHOWN = 10
"""As many as the page's script asks for at once."""


def _of_source(table: type[m.Statistic | m.Passage | m.Claim], most: int | None = None) -> Prepared:
    statement = select(col(table.document)).where(col(table.source_id) == bindparam("source"))
    return prepare(statement.order_by(col(table.position)).limit(most))


def _named_in(
    table: type[m.Researcher | m.Institution], link: type[m.ResearcherSource | m.InstitutionSource]
) -> Prepared:
    """The records of a kind that several sources may name."""
    statement = select(col(table.document)).join(link, col(link.position) == col(table.position))
    return prepare(statement.where(col(link.source_id) == bindparam("source")).order_by(col(table.position)))


def _claims_about(link: type[m.ClaimResearcher | m.ClaimInstitution], whom: object) -> Prepared:
    """How many claims of a source are about each, by id."""
    statement = select(col(whom), func.count()).join(m.Claim, col(m.Claim.position) == col(link.position))
    return prepare(statement.where(col(m.Claim.source_id) == bindparam("source")).group_by(col(whom)))


_SOURCES = prepare(select(col(m.Source.document)).order_by(col(m.Source.position)).limit(ARTICLES_SHOWN))
_SOURCE = prepare(select(col(m.Source.document)).where(col(m.Source.id) == bindparam("source")))
_OF_SOURCE = (
    _of_source(m.Statistic),
    _of_source(m.Passage),
    _named_in(m.Researcher, m.ResearcherSource),
    _named_in(m.Institution, m.InstitutionSource),
    _of_source(m.Claim, CLAIMS_SHOWN),
)
_ABOUT = {
    "researcher": _claims_about(m.ClaimResearcher, m.ClaimResearcher.researcher_id),
    "institution": _claims_about(m.ClaimInstitution, m.ClaimInstitution.institution_id),
}
_CITATIONS = prepare(select(func.count()).where(col(m.Citation.source_id) == bindparam("source")))


@dataclass(frozen=True)
class Article:
    """One article with the records that the page draws; of claims the first ten."""

    source: Record
    statistics: list[Record]
    passages: list[Record]
    researchers: list[Record]
    institutions: list[Record]
    claims: list[Record]
    citations: int
    about: Mapping[str, int]
    """How many claims are about each researcher and institution, by `researcher=ID`, as a list of claims is asked."""

    @property
    def id(self) -> str:
        """The source's id."""
        return str(self.source["id"])


def read_sources(database: Database) -> list[Record]:
    """The sources that there is a page for, in reading order."""
    return list(_read(database, _SOURCES))


def read_article(database: Database, source_id: str) -> Article | None:
    """An article with its records; None where no source has the id."""
    source = next(_read(database, _SOURCE, source_id), None)
    if source is None:
        return None
    found = [list(_read(database, statement, source_id)) for statement in _OF_SOURCE]
    statistics, passages, researchers, institutions, claims = found
    institutions = [_as_cited(each, source_id) for each in institutions]
    researchers = [
        {
            **_as_cited(each, source_id),
            "affiliations": [_as_cited(tie, source_id) for tie in each["affiliations"] if _proofs(tie, source_id)],
        }
        for each in researchers
    ]
    ((citations,),) = database.rows(_CITATIONS, {"source": source_id})
    return Article(
        source, statistics, passages, researchers, institutions, claims, citations, _about(database, source_id)
    )


def _about(database: Database, source_id: str) -> dict[str, int]:
    return {
        f"{name}={identifier}": number
        for name, statement in _ABOUT.items()
        for identifier, number in database.rows(statement, {"source": source_id})
    }


def _proofs(record: Record, source_id: str) -> list[Record]:
    """The citations of a record that stand in one article: others may name it, too."""
    every = [record["citation"], *record["further_citations"]]
    return [each for each in every if each["source"]["id"] == source_id]


def _as_cited(record: Record, source_id: str) -> Record:
    """A record with the citation that one article has for it in front."""
    return {**record, "citation": next(iter(_proofs(record, source_id)), record["citation"])}


def _read(database: Database, statement: Prepared, source_id: str = "") -> Iterator[Record]:
    for (document,) in database.rows(statement, {"source": source_id} if source_id else {}):
        yield json.loads(document)


def text_of(value: object) -> str:
    """A value of a record as HTML text: of an object, its label or text."""
    if isinstance(value, Mapping):
        return text_of(value.get("label") or value.get("text") or value.get("value"))
    return escape(str(value))


def words_of(code: object) -> str:
    """A coded value as people would say it, as HTML text."""
    return escape(str(code).replace("_", " "))


def said(record: Record, field: str) -> str:
    """A field as HTML text, with its basis where that is not the wording; where it is null, why."""
    value = record.get(field)
    if value is None:
        return f'<span class="absent">{words_of(record.get(f"{field}_absent_reason") or "not stated")}</span>'
    implied = isinstance(value, Mapping) and value.get("basis") == "implied"
    return text_of(value) + (' <span class="basis">implied</span>' if implied else "")


def is_torn(statistic: Record) -> bool:
    """Whether the text, as we hold it, doesn't settle what the record means."""
    return not statistic["text_complete"]


def proof_address(record: Record, prefix: str) -> str:
    """The address of the page that shows a record's proof, as HTML text."""
    return f"{prefix}/v1/citations/{escape(record['citation']['id'])}?format=html"


def citation_link(record: Record, prefix: str, text: str | None = None) -> str:
    """A link to the page that shows a record's proof: by default, where it stands."""
    shown = escape(place_of(record["citation"])) if text is None else text
    return f'<a class="cite" href="{proof_address(record, prefix)}">{shown}</a>'


def year_of(source: Record) -> str:
    """Its year or day, as far as the text tells."""
    return str((source["date_published"] or {}).get("value") or "no date stated")


def publisher_of(source: Record) -> str:
    """Who published it, as far as the text tells."""
    return str(source["publisher"] or "no publisher stated")


def place_of(citation: Record) -> str:
    """`line 26`, `lines 30–39`."""
    label, value = citation["locator"]["label"], citation["locator"]["value"]
    return f"{label}{'s' if '–' in value else ''} {value}"
