"""From what people wrote and machines counted to the rows of the database and the documents that the API sends.

The records are made in `seed.rows`, a file a kind; here is the order in which they are read.
"""

from collections.abc import Iterator

from sqlmodel import SQLModel

from app import models as m
from app.formats.table import SEPARATOR
from app.vocabulary import RecordType
from seed.context import Context, checked
from seed.evidence import LockedArticle
from seed.lock import Lock
from seed.records import Country, Seed
from seed.rows.claims import bond_rows, claim_rows
from seed.rows.institutions import institution_rows
from seed.rows.passages import passage_rows
from seed.rows.researchers import researcher_rows
from seed.rows.series import series_row
from seed.rows.sources import coverage_row, source_row
from seed.rows.statistics import statistic_rows
from seed.rows.topics import topic_row


def rows_of(seed: Seed, locks: dict[str, Lock]) -> Iterator[SQLModel]:
    """Every row but the release's and the counts. `locks` by the article's folder."""
    context = Context(seed)
    claims = [claim for article in seed.articles.values() for claim in article.claims]
    yield from (_country(country) for country in seed.countries)
    yield from (topic_row(context, topic, claims) for topic in seed.topics)
    yield from (checked(m.Population, id=each.id, label=each.label, wording=each.wording) for each in seed.populations)
    figures: list[m.Statistic] = []
    # All that proves a record is known before the first is written: an article may name one that another named before.
    for own in [LockedArticle(context, article, locks[slug]) for slug, article in seed.articles.items()]:
        records = list(_article(own))
        figures += [row for row in records if isinstance(row, m.Statistic)]
        yield from records
    yield from (series_row(context, series, figures) for series in seed.series)
    yield from bond_rows(context, claims)


def _country(country: Country) -> m.Country:
    abbreviations = SEPARATOR.join(country.abbreviations) or None
    return checked(m.Country, code=country.code, label=country.label, abbreviations=abbreviations)


def _article(own: LockedArticle) -> Iterator[SQLModel]:
    """Every row that rests on one article alone."""
    passages = list(passage_rows(own))
    sentences = [row for row in passages if isinstance(row, m.Passage)]
    yield source_row(own, sentences)
    yield from passages
    yield coverage_row(own, sentences)
    yield from own.citations()
    for person in own.article.researchers:
        if own.names_first(RecordType.researcher, person.id):
            yield from researcher_rows(own, own.context.researchers[person.id])
    for body in own.article.institutions:
        if own.names_first(RecordType.institution, body.id):
            yield from institution_rows(own, own.context.institutions[body.id])
    for figure in own.article.statistics:
        yield from statistic_rows(own, figure)
    for claim in own.article.claims:
        yield from claim_rows(own, claim)
