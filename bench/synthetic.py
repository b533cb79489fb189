"""A release of any size: articles of invented words, in the documents and proportions of the real database.

Each document is a real one, taken as a template, with its ids, labels, texts and references replaced; so answers keep
their size and shape, and still are what OpenAPI promises. Equal sizes give equal rows.
"""

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

from sqlmodel import SQLModel

from app import models as m
from app.query.schemas import record_url
from app.vocabulary import CitedType, Direction, RecordType, Relation
from bench.invented import RARELY, Prose, rare
from seed.build import Row
from seed.context import citation_id, flag

Document = dict[str, Any]

SEED = 20261124

CLAIMS, PASSAGES, INSTITUTIONS, STATISTICS = 100, 60, 2, 8
"""Of an article."""
RESEARCHERS_EVERY = 2
"""One article in so many names a researcher."""
FURTHER_CITATIONS = 0.27
"""Of a claim, beside its principal one: with the other records' that makes 1.4 citations a claim."""
SECOND_TOPIC = 0.75
"""Drawn for so many claims, and now and then the first again: 1.6 topics a claim."""
RARE_EVERY = 10
"""One claim in so many holds a rare word."""

COUNTRIES = [f"X{letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
"""Codes that ISO 3166-1 leaves to users."""

TEMPLATES = ("source", "source_coverage", "series", "passage", "citation", "researcher", "institution", "statistic")


def read_templates(database: Path) -> dict[str, list[Document]]:
    """The documents of a real database, in reading order, by table."""
    with sqlite3.connect(database) as connection:
        return {
            table: [json.loads(text) for (text,) in connection.execute(f"SELECT document FROM {table} ORDER BY rowid")]  # noqa: S608 - names of ours
            for table in (*TEMPLATES, "topic", "claim")
        }


def make_ref(kind: RecordType, record_id: str, label: str) -> Document:
    """A reference to a record."""
    return {"type": kind.value, "id": record_id, "label": label, "url": record_url(kind, record_id)}


class Synthesis:
    """Makes the rows of one release of `claims` claims, in whole articles."""

    def __init__(self, claims: int, templates: dict[str, list[Document]]) -> None:
        self.articles = max(1, claims // CLAIMS)
        self.rare_words = max(1, claims // RARE_EVERY // RARELY)
        self.templates = templates
        self.random = Random(SEED)  # noqa: S311 - to be repeated, not to be secret
        self.prose = Prose(self.random)
        self.numbers: Counter[type[SQLModel]] = Counter()
        self.topics = [make_ref(RecordType.topic, topic["id"], topic["label"]) for topic in templates["topic"]]
        self.topic_weights = [1 / (rank + 1) for rank in range(len(self.topics))]
        self.topic_claims: Counter[str] = Counter()
        self.countries = [{"code": code, "label": self.prose.name(n)} for n, code in enumerate(COUNTRIES)]
        self.institutions: list[Document] = []
        self.parents: dict[str, str | None] = {}
        self.researchers: list[Document] = []

    def rows(self) -> Iterator[Row]:
        """Every row but the release's, the counts and the search's."""
        for country in self.countries:
            yield m.Country, {**country, "abbreviations": None}
        groups = (shown["population"] for kind in ("statistic", "claim") for shown in self.templates[kind])
        for group in {group["id"]: group for group in groups if group}.values():
            yield m.Population, dict(group)
        for _ in range(self.articles):
            yield from Article(self).rows()
        for ref, shown in zip(self.topics, self.templates["topic"], strict=True):
            total = self.topic_claims[ref["id"]]
            counted = {"total": total, "url": shown["counts"]["claims"]["url"]}
            document = shown | {"counts": {"claims": counted}}
            columns = {"label": ref["label"], "claims": total}
            yield self.row(m.Topic, ref["id"], document, columns)

    def number(self, table: type[SQLModel]) -> int:
        """The next position in a table."""
        self.numbers[table] += 1
        return self.numbers[table]

    def row(self, table: type[SQLModel], record_id: str, document: Document, columns: Document) -> Row:
        """A record's row."""
        text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
        return table, {"id": record_id, "position": self.number(table), **columns, "document": text}

    def some(self, known: list[Document], chance: float) -> list[Document]:
        """One of the records so far, if at all; the earlier, the more often."""
        if not known or self.random.random() >= chance:
            return []
        return [known[int(len(known) * self.random.random() ** 3)]]

    def with_units_above(self, institution: str | None) -> list[str]:
        """An institution, and those that it is a unit of."""
        return [institution, *self.with_units_above(self.parents[institution])] if institution else []

    def place(self) -> Document:
        """A country, the first ones more often."""
        return {**self.countries[int(len(self.countries) * self.random.random() ** 2)], "basis": "stated"}


class Article:
    """Makes the rows of one article."""

    def __init__(self, release: Synthesis) -> None:
        self.release = release
        self.random, self.prose, self.templates = release.random, release.prose, release.templates
        self.id = self.prose.slug(release.numbers[m.Source] + 1)
        self.shown = dict(self.templates["source"][0])
        self.shown["descriptive_title"] = self.prose.like(self.shown["descriptive_title"])
        self.shown["label"] = f"[{self.shown['descriptive_title']}]"
        self.shown |= {"summary": self.shown["descriptive_title"], "publisher_institution": None}
        self.shown |= {"title": None, "title_absent_reason": "not_stated"}
        self.shown |= {"authors": None, "authors_absent_reason": "not_stated"}
        self.ref = make_ref(RecordType.source, self.id, self.shown["label"])
        self.evidence: dict[int, list[Document]] = defaultdict(list)
        self.citations: list[Row] = []

    def rows(self) -> Iterator[Row]:
        """The article and all that it says."""
        yield from self._source()
        for _ in range(INSTITUTIONS):
            yield from self._institution()
        if self.release.numbers[m.Source] % RESEARCHERS_EVERY == 0:
            yield from self._researcher()
        statistics: list[Document] = []
        yield from self._statistics(statistics)
        yield from self._claims(statistics)
        yield from self.citations
        for ordinal in range(1, PASSAGES + 1):
            yield from self._passage(ordinal)

    def _source(self) -> Iterator[Row]:
        shown = self.shown | {"id": self.id, "url": self.ref["url"]}
        columns = {
            **{name: shown[name] for name in ("label", "source_type", "extent", "publisher")},
            "rights_holder": shown["rights"] and shown["rights"]["holder"],
            "republication": shown["republication"] and shown["republication"]["address"],
            "title": None,
            "authors": None,
            "date_published": shown["date_published"]["value"],
            "original_url": None,
            "sha256": shown["text"]["sha256"],
            "characters": shown["text"]["characters"],
        }
        yield self.release.row(m.Source, self.id, shown, columns)
        coverage = self.templates["source_coverage"][0] | {"source": self.ref}
        yield m.SourceCoverage, {"id": self.id, "document": json.dumps(coverage, separators=(",", ":"))}

    def _passage_id(self, ordinal: int) -> str:
        return f"{self.id}-p{ordinal:02d}"

    def _cite(self, kind: CitedType, record: Document, ordinal: int = 0) -> Document:
        """A citation as records hold it; its own row waits until all records are made."""
        shown = dict(self.random.choice(self.templates["citation"]))
        record_id = record["id"]
        name = citation_id(kind, record_id, ordinal)
        at = self.random.randint(1, PASSAGES)
        passage = make_ref(RecordType.passage, self._passage_id(at), f"Passage {at}, line {at}")
        quote = shown["quote"] | {"exact": self.prose.phrase(3)}
        shown |= {
            "id": name,
            "url": record_url(RecordType.citation, name),
            "source": shown["source"] | self.ref,
            "quote": quote,
            "record": record,
            "ordinal": ordinal,
            "passages": [passage],
        }
        columns = {
            "source_id": self.id,
            "record_type": kind,
            "record_id": record_id,
            "ordinal": ordinal,
            "line_first": at,
            "line_last": at,
            **shown["span"],
            "quote": quote["exact"],
            "quote_start": quote["start"],
            "quote_end": quote["end"],
            "deep_link": shown["deep_link"],
        }
        self.citations.append(self.release.row(m.Citation, name, shown, columns))
        self.citations.append((m.CitationPassage, {"citation_id": name, "passage_id": passage["id"]}))
        if record not in self.evidence[at]:
            self.evidence[at].append(record)
        return {key: shown[key] for key in self.templates["claim"][0]["citation"]}

    def _head(self, ref: Document) -> Document:
        """What a cited record's document begins and ends with."""
        return {"id": ref["id"], "url": ref["url"], "citation": self._cite(CitedType(ref["type"]), ref)}

    def _columns(self, ref: Document) -> Document:
        return {"source_id": self.id, "citation_id": citation_id(CitedType(ref["type"]), ref["id"])}

    def _institution(self) -> Iterator[Row]:
        release = self.release
        number = release.numbers[m.Institution] + 1
        name = self.prose.name(number)
        ref = make_ref(RecordType.institution, self.prose.slug(number), name)
        template = self.random.choice(self.templates["institution"])
        parent, owner = (next(iter(release.some(release.institutions, 0.1)), None) for _ in range(2))
        place = release.place() if template["country"] else None
        shown = template | self._head(ref) | {"name": name, "name_as_written": name, "parent": parent, "owner": owner}
        shown |= {"country": place, "description": self.prose.like(template["description"]), "further_citations": []}
        columns = {key: shown[key] for key in ("name", "name_as_written", "institution_type", "description")}
        columns |= {"country": place and place["code"]}
        columns |= {"parent_id": parent and parent["id"], "owner_id": owner and owner["id"]}
        release.institutions.append(ref)
        release.parents[ref["id"]] = parent["id"] if parent else None
        table, row = release.row(m.Institution, ref["id"], shown, self._columns(ref) | columns)
        yield table, row
        link = {"position": row["position"], "source_id": self.id, "institution_id": ref["id"]}
        yield m.InstitutionSource, link

    def _researcher(self) -> Iterator[Row]:
        release = self.release
        number = release.numbers[m.Researcher] + 1
        name = self.prose.name(number)
        ref = make_ref(RecordType.researcher, self.prose.slug(number), name)
        template = self.random.choice(self.templates["researcher"])
        ties = []
        for tie_number, tie in enumerate(template["affiliations"]):
            tie_id = f"{ref['id']}-{tie_number}"
            (institution,) = release.some(release.institutions, 1)
            citation = self._cite(CitedType.affiliation, ref | {"id": tie_id, "type": CitedType.affiliation.value})
            ties.append(tie | {"id": tie_id, "institution": institution, "citation": citation, "further_citations": []})
            link = {"id": tie_id, "researcher_id": ref["id"], "institution_id": institution["id"]}
            link |= {"citation_id": citation["id"], "role": tie["role"], "status": tie["status"]}
            yield m.Affiliation, link | {"role_as_written": tie["role_as_written"]}
        shown = template | self._head(ref) | {"name": name, "affiliations": ties, "further_citations": []}
        shown["description"] = self.prose.like(template["description"])
        columns = {"name": name, "field": shown["field"]["text"], "description": shown["description"]}
        release.researchers.append(ref)
        table, row = release.row(m.Researcher, ref["id"], shown, self._columns(ref) | columns)
        yield table, row
        link = {"position": row["position"], "source_id": self.id, "researcher_id": ref["id"]}
        yield m.ResearcherSource, link
        for above in {each for tie in ties for each in release.with_units_above(tie["institution"]["id"])}:
            yield m.ResearcherInstitution, {"researcher_id": ref["id"], "institution_id": above}

    def _statistics(self, made: list[Document]) -> Iterator[Row]:
        release = self.release
        series = make_ref(RecordType.series, f"{self.id}-series", self.prose.phrase(4))
        points: list[Document] = []
        for template in self.templates["statistic"][:STATISTICS]:
            number = release.numbers[m.Statistic] + 1
            measure = template["measure"] and self.prose.phrase(5)
            ref = make_ref(RecordType.statistic, self.prose.slug(number), measure or template["value_text"])
            place = template["geography"] and release.place()
            about = release.some(release.institutions, 0.2)
            shown = template | self._head(ref) | {"measure": measure, "geography": place, "about": about}
            shown["label"] = ref["label"]
            shown |= {"series": template["series"] and series, "further_citations": []}
            if template["value"] is not None:
                shown["value"] = round(template["value"] * self.random.uniform(0.2, 1), 1)
            if template["series"]:
                points.append(shown)
            period = shown["period"] or {"text": None, "start": None, "end": None}
            columns = {key: value for key, value in shown.items() if key in m.Statistic.model_fields}
            columns |= self._columns(ref) | {
                "population_id": shown["population"] and shown["population"]["id"],
                "text_complete": flag(shown["text_complete"]),
                "least": shown["lower"],
                "most": shown["upper"],
                "least_inclusive": shown["lower_inclusive"],
                "most_inclusive": shown["upper_inclusive"],
                "geography": place and place["code"],
                "period": period["text"],
                "period_start": period["start"],
                "period_end": period["end"],
                "series_id": shown["series"] and series["id"],
            }
            del columns["id"]
            made.append(ref)
            yield release.row(m.Statistic, ref["id"], shown, columns)
            for one in about:
                yield m.StatisticInstitution, {"statistic_id": ref["id"], "institution_id": one["id"]}
        yield self._series(series, points)

    def _series(self, series: Document, figures: list[Document]) -> Row:
        template = self.templates["series"][0]
        points = [
            {"statistic": make_ref(RecordType.statistic, figure["id"], figure["measure"])}
            | {key: figure[key] for key in template["points"][0] if key != "statistic"}
            for figure in figures
        ]
        shown = (
            template
            | series
            | {
                "definition": self.prose.like(template["definition"]),
                "points": points,
                "statistics": {"total": len(points), "url": f"/v1/statistics?series={series['id']}"},
            }
        )
        return self.release.row(m.Series, series["id"], shown, {"label": series["label"]})

    def _claims(self, statistics: list[Document]) -> Iterator[Row]:
        earlier: list[Document] = []
        for _ in range(CLAIMS):
            number = self.release.numbers[m.Claim]
            template = self.random.choice(self.templates["claim"])
            text = self.prose.like(template["text"])
            if number % RARE_EVERY == 0:
                text = f"{rare(number // RARE_EVERY % self.release.rare_words).capitalize()} {text.lower()}"
            ref = make_ref(RecordType.claim, self.prose.slug(number + 1), text)
            yield from self._claim(ref, template, statistics, earlier)
            earlier.append(ref)

    def _claim(
        self, ref: Document, template: Document, statistics: list[Document], earlier: list[Document]
    ) -> Iterator[Row]:
        release, record_id = self.release, ref["id"]
        several = 1 + (self.random.random() < SECOND_TOPIC)
        topics = self.random.choices(release.topics, release.topic_weights, k=several)
        topics = [topic for number, topic in enumerate(topics) if topic not in topics[:number]]
        spoken_of = (release.place() for _ in template["countries"])
        places = list({place["code"]: place for place in spoken_of}.values())
        researchers = release.some(release.researchers, 0.08)
        institutions = release.some(release.institutions, 0.34)
        figures = release.some(statistics, 0.19)
        relation = self.random.choice(list(Relation)).value
        others = release.some(earlier, 0.58)
        further = [self._cite(CitedType.claim, ref, 1)] if self.random.random() < FURTHER_CITATIONS else []
        shown = template | self._head(ref) | {"text": ref["label"], "topics": topics, "countries": places}
        shown |= {
            "about": [*researchers, *institutions],
            "statistics": figures,
            "related": [{"relation": relation, "claim": other} for other in others],
            "further_citations": further,
        }
        columns = {key: value for key, value in shown.items() if key in m.Claim.model_fields and key != "id"}
        columns |= self._columns(ref)
        columns |= {key: shown["attribution"][key] for key in ("attributed_to", "primary_source")}
        columns |= {
            "qualifiers": "; ".join(shown["qualifiers"]) or None,
            "population_id": shown["population"] and shown["population"]["id"],
            "text_complete": flag(shown["text_complete"]),
            **{f"period_{end}": shown["period"] and shown["period"][end] for end in ("start", "end")},
            "period": shown["period"] and shown["period"]["text"],
        }
        yield release.row(m.Claim, record_id, shown, columns)
        yield from self._links({"claim_id": record_id, "position": release.numbers[m.Claim]}, shown)
        for other in others:
            yield from self._bond(record_id, relation, other["id"])

    def _links(self, own: dict[str, Any], shown: Document) -> Iterator[Row]:
        for topic in shown["topics"]:
            self.release.topic_claims[topic["id"]] += 1
            yield m.ClaimTopic, own | {"topic_id": topic["id"]}
        for place in shown["countries"]:
            yield m.ClaimCountry, own | {"country": place["code"]}
        for one in shown["about"]:
            if one["type"] == RecordType.researcher:
                yield m.ClaimResearcher, own | {"researcher_id": one["id"]}
            else:
                yield m.ClaimInstitution, own | {"institution_id": one["id"]}
        for one in shown["statistics"]:
            yield m.ClaimStatistic, own | {"statistic_id": one["id"]}

    def _bond(self, own: str, relation: str, other: str) -> Iterator[Row]:
        for claim, direction, far in ((own, Direction.outgoing, other), (other, Direction.incoming, own)):
            yield (
                m.ClaimBond,
                {
                    "id": f"{claim}-{relation}-{direction}-{far}",
                    "position": self.release.number(m.ClaimBond),
                    "claim_id": claim,
                    "relation": relation,
                    "direction": direction,
                    "related_id": far,
                },
            )

    def _passage(self, ordinal: int) -> Iterator[Row]:
        records = self.evidence[ordinal]
        template = self.random.choice(self.templates["passage"])
        passage_id = self._passage_id(ordinal)
        label = f"Passage {ordinal}, line {ordinal}"
        shown = template | make_ref(RecordType.passage, passage_id, label) | {"source": self.ref, "records": records}
        shown |= {"ordinal": ordinal, "lines": {"first": ordinal, "last": ordinal}}
        columns = {key: value for key, value in shown.items() if key in m.Passage.model_fields and key != "id"}
        columns |= {"source_id": self.id, "line_first": ordinal, "line_last": ordinal}
        yield self.release.row(m.Passage, passage_id, shown, columns)
        for record in records:
            link = {"passage_id": passage_id, "record_type": record["type"], "record_id": record["id"]}
            yield m.PassageRecord, link
