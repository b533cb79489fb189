"""From what people wrote and machines counted to the rows of the database and the documents that the API sends."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import quote as percent_encode

from sqlmodel import SQLModel

from app import models as m
from app import vocabulary as v
from app.citations import schemas as c
from app.claims.schemas import Attribution, ClaimOut
from app.claims.schemas import RelatedClaim as RelatedClaimOut
from app.institutions.schemas import InstitutionOut
from app.kit.schemas import Counted, Ref, record_url
from app.kit.schemas import Place as PlaceOut
from app.kit.schemas import Worded as WordedOut
from app.kit.schemas import ref as make_ref
from app.passages.schemas import Lines, PassageOut, Represents
from app.researchers.schemas import AffiliationOut, ResearcherOut
from app.sources import schemas as so
from app.statistics.schemas import PeriodOut, StatisticOut
from app.topics.schemas import SeriesOut, TopicCounts, TopicOut
from seed import records as r
from seed.lock import Lock, LockedCitation

VERIFY = (
    "python3 -c \"import hashlib; t = open('{file}', 'rb').read().decode(); "
    "print(t[{quote_start}:{quote_end}], hashlib.sha256(t[{start}:{end}].encode()).hexdigest() == '{sha256}')\""
)


def absent(value: object) -> v.AbsentReason | None:
    """The reason why there is no value, where there is none."""
    return value.absent_reason if isinstance(value, r.Absent) else None


def worded(value: r.Worded | r.Absent) -> WordedOut | None:
    """A worded text as it is sent."""
    return None if isinstance(value, r.Absent) else WordedOut(text=value.text, basis=value.basis)


def plain(number: float | None) -> float | None:
    """40 rather than 40.0: no digit that the text doesn't give."""
    return int(number) if number is not None and number.is_integer() else number


@dataclass
class Labels:
    """What to show for each record, by kind and id, over all articles; an unknown id is an error that names it."""

    names: dict[tuple[str, str], str] = field(default_factory=dict)

    def add(self, kind: v.RecordType, record_id: str, label: str) -> None:
        """Name a record; an id stands for one record for ever."""
        if (kind, record_id) in self.names:
            raise r.SeedError(f"{kind}: {record_id}: the id is taken twice")
        self.names[kind, record_id] = label

    def ref(self, kind: v.RecordType, record_id: str, where: str) -> Ref:
        """Refer to a record from `where`."""
        if (kind, record_id) not in self.names:
            raise r.SeedError(f"{where}: there is no {kind} {record_id}")
        return make_ref(kind, record_id, self.names[kind, record_id])

    def entity(self, key: str, where: str) -> Ref:
        """Refer to a researcher or an institution by `type/id`."""
        kind, record_id = key.split("/")
        return self.ref(v.RecordType(kind), record_id, where)


class Renderer:
    """Makes every row of one release, in reading order."""

    def __init__(self, seed: r.Seed, locks: dict[str, Lock]) -> None:
        """`locks` by the article's folder."""
        self.seed = seed
        self.locks = locks
        self.labels = Labels()
        self.countries = {country.code: country.label for country in seed.countries}
        for topic in seed.topics:
            self.labels.add(v.RecordType.topic, topic.id, topic.label)
        for article in seed.articles.values():
            self._name(article)
        self.positions: dict[type[SQLModel], int] = defaultdict(int)

    def _name(self, article: r.Article) -> None:
        source = article.source
        title = f"[{source.descriptive_title}]" if isinstance(source.title, r.Absent) else source.title
        self.labels.add(v.RecordType.source, source.id, title)
        for person in article.researchers:
            self.labels.add(v.RecordType.researcher, person.id, person.name)
        for body in article.institutions:
            self.labels.add(v.RecordType.institution, body.id, body.name)
        for figure in article.statistics:
            label = figure.value_text if isinstance(figure.measure, r.Absent) else figure.measure
            self.labels.add(v.RecordType.statistic, figure.id, label)
        for claim in article.claims:
            self.labels.add(v.RecordType.claim, claim.id, claim.text)

    def position(self, table: type[SQLModel]) -> int:
        """The next place in the reading order of a table."""
        self.positions[table] += 1
        return self.positions[table]

    def place(self, value: r.Place | r.Absent, where: str) -> PlaceOut | None:
        """A country as it is sent."""
        if isinstance(value, r.Absent):
            return None
        if value.code not in self.countries:
            raise r.SeedError(f"{where}: there is no country {value.code} in countries.yaml")
        return PlaceOut(code=value.code, label=self.countries[value.code], basis=value.basis)

    def rows(self) -> Iterator[SQLModel]:
        """Every row but the release's and the counts."""
        for country in self.seed.countries:
            yield m.Country(code=country.code, label=country.label)
        yield from self._topics()
        for item in self.seed.series:
            address = f"/v1/statistics?series={item.id}"
            points = sum(f.series == item.id for a in self.seed.articles.values() for f in a.statistics)
            shown = SeriesOut(**item.model_dump(), statistics=Counted(total=points, url=address))
            document = shown.model_dump_json()
            yield m.Series(id=item.id, position=self.position(m.Series), label=item.label, document=document)
        for slug, article in self.seed.articles.items():
            yield from ArticleRenderer(self, article, self.locks[slug]).rows()

    def _topics(self) -> Iterator[SQLModel]:
        used = [key for article in self.seed.articles.values() for claim in article.claims for key in claim.topics]
        for topic in self.seed.topics:
            kind = v.RecordType.topic
            total = used.count(topic.id)
            counted = Counted(total=total, url=f"/v1/claims?topic={topic.id}")
            shown = TopicOut(
                type=kind,
                id=topic.id,
                url=record_url(kind, topic.id),
                label=topic.label,
                definition=topic.definition,
                counts=TopicCounts(claims=counted),
            )
            yield m.Topic(
                id=topic.id,
                position=self.position(m.Topic),
                label=topic.label,
                claims=total,
                document=shown.model_dump_json(),
            )


class ArticleRenderer:
    """Makes the rows of one article."""

    def __init__(self, whole: Renderer, article: r.Article, lock: Lock) -> None:
        """`whole` knows the labels of all articles."""
        self.whole = whole
        self.labels = whole.labels
        self.article = article
        self.source = article.source
        self.lock = lock
        self.keys = list(lock.passages)
        self.records_of: dict[str, list[Represents]] = defaultdict(list)
        self.quoted: set[str] = set()
        self.cited = self._cited_source()
        for key in self.source.stated_in:
            self.records_of[key].append(
                Represents(type=v.RecordType.source, **self.cited.model_dump(include={"id", "label", "url"}))
            )
            self.quoted.add(key)

    def rows(self) -> Iterator[SQLModel]:
        """Every row that rests on this article; passages after the records that they represent."""
        records = [*self._researchers(), *self._institutions(), *self._statistics(), *self._claims()]
        citations = list(self._citations())
        passages = list(self._passages())
        yield self._source(passages)
        yield from passages
        yield from citations
        yield from records

    def passage_id(self, key: str) -> str:
        """A passage's id: the source's and its own."""
        return f"{self.source.id}-{key}"

    def _cited_source(self) -> c.CitedSource:
        return c.CitedSource(
            **self.labels.ref(v.RecordType.source, self.source.id, "source").model_dump(),
            publisher=self.source.publisher,
            year=self.source.date_published.value[:4],
            republication=self.source.republication.address,
        )

    def cite(self, kind: v.CitedType, record: r.Cited) -> list[c.CitationPart]:
        """A record's citations, the principal one first."""
        return [
            self._citation(citation_id(kind, record.id, ordinal), locked)
            for ordinal, locked in enumerate(self.lock.citations[f"{kind}/{record.id}"])
        ]

    def _citation(self, identifier: str, locked: LockedCitation) -> c.CitationPart:
        span, exact = locked.span, locked.evidence.quote
        lines = str(span.first_line) if span.first_line == span.last_line else f"{span.first_line}–{span.last_line}"
        noun = "line" if span.first_line == span.last_line else "lines"
        fragment = percent_encode(exact, safe="").replace("-", "%2D")
        return c.CitationPart(
            type=v.RecordType.citation,
            id=identifier,
            url=record_url(v.RecordType.citation, identifier),
            source=self.cited,
            locator=c.Locator(label="line", value=lines),
            span=c.Span(start=span.start, end=span.end, sha256=span.sha256),
            quote=c.Quote(exact=exact, start=locked.quote_start, end=locked.quote_end),
            source_sha256=self.lock.sha256,
            deep_link=f"{self.source.republication.address}#:~:text={fragment}" if locked.unique else None,
            formatted=f"{self.source.publisher} ({self.cited.year}), as republished, {noun} {lines}.",
        )

    def _citations(self) -> Iterator[SQLModel]:
        for kind, record in self.article.cited():
            owner = self._owner(kind, record)
            for ordinal, (part, locked) in enumerate(
                zip(self.cite(kind, record), self.lock.citations[f"{kind}/{record.id}"], strict=True)
            ):
                yield from self._citation_rows(owner, ordinal, part, locked)

    def _owner(self, kind: v.CitedType, record: r.Cited) -> c.CitedRecord:
        if kind is v.CitedType.affiliation:
            person, tie = next((p, t) for p in self.article.researchers for t in p.affiliations if t.id == record.id)
            label = f"{person.name}, {tie.role}"
            return c.CitedRecord(
                type=kind, id=record.id, label=label, url=record_url(v.RecordType.researcher, person.id)
            )
        named = self.labels.ref(v.RecordType(kind.value), record.id, record.id)
        return c.CitedRecord(type=kind, id=named.id, label=named.label, url=named.url)

    def _citation_rows(
        self, owner: c.CitedRecord, ordinal: int, part: c.CitationPart, locked: LockedCitation
    ) -> Iterator[SQLModel]:
        first, last = (self.keys.index(key) for key in (locked.evidence.passages[0], locked.evidence.passages[-1]))
        covered = self.keys[first : last + 1]
        shown = c.CitationOut(
            **part.model_dump(),
            record=owner,
            ordinal=ordinal,
            passages=[self._passage_ref(key) for key in covered],
            verify_command=VERIFY.format(
                file=self.source.file_name,
                quote_start=part.quote.start,
                quote_end=part.quote.end,
                **part.span.model_dump(),
            ),
        )
        yield m.Citation(
            id=part.id,
            position=self.whole.position(m.Citation),
            source_id=self.source.id,
            record_type=owner.type,
            record_id=owner.id,
            ordinal=ordinal,
            line_first=locked.span.first_line,
            line_last=locked.span.last_line,
            **part.span.model_dump(),
            quote=part.quote.exact,
            quote_start=part.quote.start,
            quote_end=part.quote.end,
            deep_link=part.deep_link,
            document=shown.model_dump_json(),
        )
        for key in covered:
            yield m.CitationPassage(citation_id=part.id, passage_id=self.passage_id(key))
            at = self.lock.passages[key].at
            if at.start <= part.quote.start < at.end:
                self.quoted.add(key)
            known = Represents(**owner.model_dump())
            if known not in self.records_of[key]:
                self.records_of[key].append(known)

    def _passage_ref(self, key: str) -> Ref:
        return make_ref(v.RecordType.passage, self.passage_id(key), self._passage_label(key))

    def _passage_label(self, key: str) -> str:
        return f"Passage {self.keys.index(key) + 1}, line {self.lock.passages[key].at.first_line}"

    def _passages(self) -> Iterator[SQLModel]:
        for ordinal, passage in enumerate(self.article.passages, start=1):
            at = self.lock.passages[passage.id].at
            represented = passage.id in self.quoted
            if represented == (passage.left_out_reason is not None):
                found = (
                    "a record quotes it, so it is not left out" if represented else "no record quotes it, and no reason"
                )
                raise r.SeedError(f"passages: {passage.id}: left_out_reason: {found}")
            reason = None if passage.left_out_reason else v.AbsentReason.not_applicable
            shown = PassageOut(
                **self._passage_ref(passage.id).model_dump(),
                source=make_ref(v.RecordType.source, self.source.id, self.cited.label),
                ordinal=ordinal,
                lines=Lines(first=at.first_line, last=at.last_line),
                start=at.start,
                end=at.end,
                sha256=at.sha256,
                role=passage.role,
                integrity=passage.integrity,
                coverage=v.Coverage.represented if represented else v.Coverage.left_out,
                left_out_reason=passage.left_out_reason,
                left_out_reason_absent_reason=reason,
                records=self.records_of[passage.id],
            )
            yield m.Passage(
                **shown.model_dump(
                    include={
                        "id",
                        "ordinal",
                        "start",
                        "end",
                        "sha256",
                        "role",
                        "integrity",
                        "coverage",
                        "left_out_reason",
                    }
                ),
                position=self.whole.position(m.Passage),
                source_id=self.source.id,
                line_first=at.first_line,
                line_last=at.last_line,
                document=shown.model_dump_json(),
            )
            for known in shown.records:
                yield m.PassageRecord(passage_id=shown.id, record_type=known.type, record_id=known.id)

    def _source(self, rows: list[SQLModel]) -> m.Source:
        passages = [row for row in rows if isinstance(row, m.Passage)]
        source = self.source
        sizes = {kind: [p.end - p.start for p in passages if p.coverage is kind] for kind in v.Coverage}
        kept, left = sizes[v.Coverage.represented], sizes[v.Coverage.left_out]
        counts = {
            kind: Counted(total=len(getattr(self.article, kind)), url=f"/v1/{kind}?source={source.id}")
            for kind in so.SourceCounts.model_fields
        }
        shown = so.SourceOut(
            type=v.RecordType.source,
            id=source.id,
            url=self.cited.url,
            title=None if isinstance(source.title, r.Absent) else source.title,
            title_absent_reason=absent(source.title),
            authors=None if isinstance(source.authors, r.Absent) else source.authors,
            authors_absent_reason=absent(source.authors),
            original_url=None if isinstance(source.original_url, r.Absent) else source.original_url,
            original_url_absent_reason=absent(source.original_url),
            date_accessed=source.date_accessed.isoformat(),
            date_published=so.DatePublished(**source.date_published.model_dump()),
            republication=so.Republication(**source.republication.model_dump()),
            text=so.SourceText(sha256=self.lock.sha256, characters=self.lock.characters, file_name=source.file_name),
            counts=so.SourceCounts(**counts),
            coverage=so.CoverageTotals(
                passages_represented=len(kept),
                passages_left_out=len(left),
                characters_represented=sum(kept),
                characters_left_out=sum(left),
            ),
            **source.model_dump(
                include={
                    "descriptive_title",
                    "publisher",
                    "publisher_address",
                    "rights_holder",
                    "copyright_year",
                    "language",
                    "condition",
                }
            ),
        )
        return m.Source(
            **shown.model_dump(include={"id", "publisher", "title", "original_url"}),
            position=self.whole.position(m.Source),
            date_published=shown.date_published.value,
            sha256=self.lock.sha256,
            characters=self.lock.characters,
            document=shown.model_dump_json(),
        )

    def _head(self, kind: v.RecordType, record: r.Cited) -> dict[str, object]:
        principal, *further = self.cite(v.CitedType(kind.value), record)
        return {
            "type": kind,
            "id": record.id,
            "url": record_url(kind, record.id),
            "citation": principal,
            "further_citations": further,
        }

    def _row(self, table: type[SQLModel], kind: v.RecordType, record_id: str) -> dict[str, object]:
        return {
            "id": record_id,
            "position": self.whole.position(table),
            "source_id": self.source.id,
            "citation_id": citation_id(v.CitedType(kind.value), record_id),
        }

    def _researchers(self) -> Iterator[SQLModel]:
        kind = v.RecordType.researcher
        for person in self.article.researchers:
            shown = ResearcherOut.model_validate(
                self._head(kind, person)
                | {
                    "name": person.name,
                    "field": worded(person.field),
                    "field_absent_reason": absent(person.field),
                    "description": person.description,
                    "affiliations": [self._affiliation(tie) for tie in person.affiliations],
                }
            )
            yield m.Researcher(
                **self._row(m.Researcher, kind, person.id),
                name=person.name,
                field=shown.field.text if shown.field else None,
                description=person.description,
                document=shown.model_dump_json(),
            )
            for tie in person.affiliations:
                yield m.Affiliation(
                    id=tie.id,
                    researcher_id=person.id,
                    institution_id=tie.institution,
                    citation_id=citation_id(v.CitedType.affiliation, tie.id),
                    role=tie.role,
                    status=tie.status,
                )

    def _affiliation(self, tie: r.Affiliation) -> AffiliationOut:
        principal, *further = self.cite(v.CitedType.affiliation, tie)
        return AffiliationOut(
            id=tie.id,
            institution=self.labels.ref(
                v.RecordType.institution, tie.institution, f"researchers: {tie.id}: institution"
            ),
            role=tie.role,
            status=tie.status,
            citation=principal,
            further_citations=further,
        )

    def _institutions(self) -> Iterator[SQLModel]:
        kind = v.RecordType.institution
        for body in self.article.institutions:
            where = f"institutions: {body.id}"
            what = None if isinstance(body.institution_type, r.Absent) else body.institution_type
            shown = InstitutionOut.model_validate(
                self._head(kind, body)
                | {
                    "name": body.name,
                    "name_as_written": body.name_as_written,
                    "institution_type": what and what.value,
                    "institution_type_basis": what and what.basis,
                    "institution_type_absent_reason": absent(body.institution_type),
                    "country": self.whole.place(body.country, f"{where}: country"),
                    "country_absent_reason": absent(body.country),
                    "parent": body.parent and self.labels.ref(kind, body.parent, f"{where}: parent"),
                    "owner": body.owner and self.labels.ref(kind, body.owner, f"{where}: owner"),
                    "description": body.description,
                }
            )
            yield m.Institution(
                **self._row(m.Institution, kind, body.id),
                **shown.model_dump(include={"name", "name_as_written", "institution_type", "description"}),
                country=shown.country.code if shown.country else None,
                parent_id=body.parent,
                owner_id=body.owner,
                document=shown.model_dump_json(),
            )

    def _statistics(self) -> Iterator[SQLModel]:
        kind = v.RecordType.statistic
        known = {series.id for series in self.whole.seed.series}
        for figure in self.article.statistics:
            where = f"statistics: {figure.id}"
            if figure.series and figure.series not in known:
                raise r.SeedError(f"{where}: series: there is no series {figure.series} in series.yaml")
            about = [self.labels.entity(key, f"{where}: about") for key in figure.about]
            shown = StatisticOut.model_validate(
                self._head(kind, figure)
                | {
                    "measure": None if isinstance(figure.measure, r.Absent) else figure.measure,
                    "measure_absent_reason": absent(figure.measure),
                    "kind": None if isinstance(figure.kind, r.Absent) else figure.kind,
                    "kind_absent_reason": absent(figure.kind),
                    "value": plain(figure.value),
                    "lower": plain(figure.lower),
                    "upper": plain(figure.upper),
                    "population": worded(figure.population),
                    "population_absent_reason": absent(figure.population),
                    "geography": self.whole.place(figure.geography, f"{where}: geography"),
                    "geography_absent_reason": absent(figure.geography),
                    "period": None if isinstance(figure.period, r.Absent) else PeriodOut(**figure.period.model_dump()),
                    "period_absent_reason": absent(figure.period),
                    "about": about,
                }
                | figure.model_dump(include=WORDING)
            )
            yield m.Statistic(
                **self._row(m.Statistic, kind, figure.id),
                **figure.model_dump(include=(WORDING - {"series"}) | {"value", "lower", "upper"}),
                measure=shown.measure,
                kind=shown.kind,
                population=shown.population.text if shown.population else None,
                geography=shown.geography.code if shown.geography else None,
                period=shown.period.text if shown.period else None,
                period_start=shown.period.start if shown.period else None,
                period_end=shown.period.end if shown.period else None,
                series_id=figure.series,
                document=shown.model_dump_json(),
            )
            for entity in about:
                if entity.type is v.RecordType.researcher:
                    yield m.StatisticResearcher(statistic_id=figure.id, researcher_id=entity.id)
                else:
                    yield m.StatisticInstitution(statistic_id=figure.id, institution_id=entity.id)

    def _claims(self) -> Iterator[SQLModel]:
        kind = v.RecordType.claim
        for claim in self.article.claims:
            where = f"claims: {claim.id}"
            about = [self.labels.entity(key, f"{where}: about") for key in claim.about]
            shown = ClaimOut.model_validate(
                self._head(kind, claim)
                | claim.model_dump(include=CODED)
                | {
                    "certainty_absent_reason": None if claim.certainty else v.AbsentReason.not_applicable,
                    "attribution": Attribution(
                        stated_by="article", attributed_to=claim.attributed_to, primary_source=claim.primary_source
                    ),
                    "topics": [self.labels.ref(v.RecordType.topic, key, f"{where}: topics") for key in claim.topics],
                    "countries": [self.whole.place(place, f"{where}: countries") for place in claim.countries],
                    "about": about,
                    "statistics": [
                        self.labels.ref(v.RecordType.statistic, key, f"{where}: statistics") for key in claim.statistics
                    ],
                    "related": [
                        RelatedClaimOut(
                            relation=link.relation, claim=self.labels.ref(kind, link.claim, f"{where}: related")
                        )
                        for link in claim.related
                    ],
                }
            )
            yield m.Claim(
                **self._row(m.Claim, kind, claim.id),
                **claim.model_dump(include=CODED),
                attributed_to=claim.attributed_to,
                primary_source=claim.primary_source,
                document=shown.model_dump_json(),
            )
            yield from self._claim_links(claim, about)

    @staticmethod
    def _claim_links(claim: r.Claim, about: list[Ref]) -> Iterator[SQLModel]:
        for topic in claim.topics:
            yield m.ClaimTopic(claim_id=claim.id, topic_id=topic)
        for place in claim.countries:
            yield m.ClaimCountry(claim_id=claim.id, country=place.code)
        for entity in about:
            if entity.type is v.RecordType.researcher:
                yield m.ClaimResearcher(claim_id=claim.id, researcher_id=entity.id)
            else:
                yield m.ClaimInstitution(claim_id=claim.id, institution_id=entity.id)
        for statistic in claim.statistics:
            yield m.ClaimStatistic(claim_id=claim.id, statistic_id=statistic)
        for link in claim.related:
            yield m.ClaimRelation(claim_id=claim.id, relation=link.relation, related_id=link.claim)


CODED = {"text", "claim_type", "certainty", "hedge", "limiter", "checkable", "determination"}
WORDING = {
    "value_text",
    "unit",
    "modifier",
    "lower_inclusive",
    "upper_inclusive",
    "bounds_basis",
    "series",
    "primary_source",
    "determination",
}


def citation_id(kind: v.CitedType, record_id: str, ordinal: int = 0) -> str:
    """A citation's id, derived from its record's."""
    return f"{kind}-{record_id}" + (f"-further-{ordinal}" if ordinal else "")
