"""From what people wrote and machines counted to the rows of the database and the documents that the API sends."""

from collections.abc import Iterator

from sqlmodel import SQLModel

from app import models as m
from app import vocabulary as v
from app.claims.schemas import Attribution, ClaimOut
from app.claims.schemas import RelatedClaim as RelatedClaimOut
from app.institutions.schemas import InstitutionOut
from app.kit.schemas import Counted, Ref, record_url
from app.researchers.schemas import AffiliationOut, ResearcherOut
from app.series.schemas import PointOut, SeriesOut
from app.statistics.schemas import PeriodOut, StatisticOut
from app.topics.schemas import TopicCounts, TopicOut
from seed import records as r
from seed.context import Context, absent, citation_id, plain, worded
from seed.evidence import Evidence
from seed.lock import Lock

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


class Renderer:
    """Makes every row of one release, in reading order."""

    def __init__(self, seed: r.Seed, locks: dict[str, Lock]) -> None:
        """`locks` by the article's folder."""
        self.seed = seed
        self.locks = locks
        self.context = Context(seed)

    def rows(self) -> Iterator[SQLModel]:
        """Every row but the release's and the counts."""
        for country in self.seed.countries:
            yield m.Country(code=country.code, label=country.label)
        yield from self._topics()
        figures: list[StatisticOut] = []
        for slug, article in self.seed.articles.items():
            renderer = ArticleRenderer(self.context, article, self.locks[slug])
            yield from renderer.rows()
            figures += renderer.figures
        yield from self._series(figures)

    def _series(self, figures: list[StatisticOut]) -> Iterator[SQLModel]:
        kind = v.RecordType.series
        for item in self.seed.series:
            points = sorted((figure for figure in figures if figure.series == item.id), key=_in_a_chart)
            units = {figure.unit for figure in points}
            if len(units) != 1:
                raise r.SeedError(f"series: {item.id}: its figures have no unit in common: {', '.join(sorted(units))}")
            shown = SeriesOut(
                **item.model_dump(),
                type=kind,
                url=record_url(kind, item.id),
                unit=units.pop(),
                points=[self._point(figure) for figure in points],
                statistics=Counted(total=len(points), url=f"/v1/statistics?series={item.id}"),
            )
            document = shown.model_dump_json()
            yield m.Series(id=item.id, position=self.context.position(m.Series), label=item.label, document=document)

    def _point(self, figure: StatisticOut) -> PointOut:
        return PointOut.model_validate(
            figure.model_dump(include=set(PointOut.model_fields))
            | {"statistic": self.context.labels.ref(v.RecordType.statistic, figure.id, "series")}
        )

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
                position=self.context.position(m.Topic),
                label=topic.label,
                claims=total,
                document=shown.model_dump_json(),
            )


def _in_a_chart(figure: StatisticOut) -> tuple[str, int]:
    return figure.geography.code if figure.geography else "", figure.period.start if figure.period else 0


class ArticleRenderer:
    """Makes the rows of one article."""

    def __init__(self, context: Context, article: r.Article, lock: Lock) -> None:
        """`context` knows the labels of all articles."""
        self.context = context
        self.labels = context.labels
        self.article = article
        self.source = article.source
        self.evidence = Evidence(context, article, lock)
        self.figures: list[StatisticOut] = []

    def rows(self) -> Iterator[SQLModel]:
        """Every row that rests on this article; passages after the records that they represent."""
        records = [*self._researchers(), *self._institutions(), *self._statistics(), *self._claims()]
        citations = list(self.evidence.citations())
        passages = list(self.evidence.passages())
        yield self.evidence.source_row(passages)
        yield from passages
        yield self.evidence.coverage_row(passages)
        yield from citations
        yield from records
        yield from self._bonds()

    def _head(self, kind: v.RecordType, record: r.Cited) -> dict[str, object]:
        principal, *further = self.evidence.cite(v.CitedType(kind.value), record)
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
            "position": self.context.position(table),
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
        principal, *further = self.evidence.cite(v.CitedType.affiliation, tie)
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
                    "country": self.context.place(body.country, f"{where}: country"),
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
        for figure in self.article.statistics:
            where = f"statistics: {figure.id}"
            if figure.series and figure.series not in self.context.series:
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
                    "geography": self.context.place(figure.geography, f"{where}: geography"),
                    "geography_absent_reason": absent(figure.geography),
                    "period": None if isinstance(figure.period, r.Absent) else PeriodOut(**figure.period.model_dump()),
                    "period_absent_reason": absent(figure.period),
                    "about": about,
                }
                | figure.model_dump(include=WORDING)
            )
            self.figures.append(shown)
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
                    "countries": [self.context.place(place, f"{where}: countries") for place in claim.countries],
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
            yield from self._claim_links(claim, about, self.context.positions[m.Claim])

    @staticmethod
    def _claim_links(claim: r.Claim, about: list[Ref], position: int) -> Iterator[SQLModel]:
        own = {"claim_id": claim.id, "position": position}
        for topic in claim.topics:
            yield m.ClaimTopic(**own, topic_id=topic)
        for place in claim.countries:
            yield m.ClaimCountry(**own, country=place.code)
        for entity in about:
            if entity.type is v.RecordType.researcher:
                yield m.ClaimResearcher(**own, researcher_id=entity.id)
            else:
                yield m.ClaimInstitution(**own, institution_id=entity.id)
        for statistic in claim.statistics:
            yield m.ClaimStatistic(**own, statistic_id=statistic)

    def _bonds(self) -> Iterator[SQLModel]:
        """From either side, in the reading order of the claim that it is seen from."""
        out, back = v.Direction.outgoing, v.Direction.incoming
        bonds = [(claim.id, link.relation, link.claim) for claim in self.article.claims for link in claim.related]
        for claim in self.article.claims:
            seen = [(relation, out, other) for own, relation, other in bonds if own == claim.id]
            seen += [(relation, back, own) for own, relation, other in bonds if other == claim.id]
            for relation, direction, other in seen:
                yield m.ClaimBond(
                    id=f"{claim.id}-{relation}-{direction}-{other}",
                    position=self.context.position(m.ClaimBond),
                    claim_id=claim.id,
                    relation=relation,
                    direction=direction,
                    related_id=other,
                )
