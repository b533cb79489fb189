"""Proves the database that is served against the text: nothing here trusts the build, the lock or the YAML."""

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

from pydantic import ValidationError

from app.citations.schemas import CitationOut, CitationPart, Span
from app.claims.schemas import ClaimOut
from app.db import DatabaseError, check
from app.institutions.schemas import InstitutionOut
from app.passages.schemas import PassageOut
from app.researchers.schemas import AffiliationOut, ResearcherOut
from app.sources.schemas import CoverageTotals, SourceOut
from app.statistics.schemas import StatisticOut
from app.vocabulary import CitedType, Coverage, PassageRole
from seed.lock import digest, read_text
from seed.records import QUOTE_WORDS, SeedError
from seed.wording import copied, runs

CitedOut = ResearcherOut | AffiliationOut | InstitutionOut | StatisticOut | ClaimOut

TABLES = ("researcher", "institution", "statistic", "claim", "source", "passage", "citation", "topic", "series")


@dataclass(frozen=True)
class Finding:
    """One thing that was checked. `status` is `exact` or `ok` where it holds, else it names what is wrong."""

    check: str
    subject: str
    status: str
    detail: str = ""

    @property
    def holds(self) -> bool:
        """Whether the check passed."""
        return self.status in {"exact", "ok"}


@dataclass(frozen=True)
class Report:
    """All findings on one database and one text."""

    source: str
    findings: list[Finding]

    @property
    def holds(self) -> bool:
        """Whether every check passed."""
        return all(finding.holds for finding in self.findings)

    def as_json(self) -> str:
        """Everything, for machines."""
        failures = [asdict(finding) for finding in self.findings if not finding.holds]
        checks = {name: {"passed": good, "of": of} for name, good, of in self._tally()}
        return json.dumps(
            {"source": self.source, "holds": self.holds, "checks": checks, "failures": failures}, indent=2
        )

    def as_table(self) -> str:
        """Everything, for people: a line a check, then a line a failure."""
        lines = [f"{self.source}", ""]
        for name, good, of in self._tally():
            share = f"{good / of:.0%}" if good == of else f"{100 * good / of:.1f}%"
            lines.append(f"{'ok  ' if good == of else 'FAIL'}  {name:<34} {good:>5} of {of:<5} {share}")
        failed = [finding for finding in self.findings if not finding.holds]
        lines += ["", *(f"FAIL  {f.check}: {f.subject}: {f.status} {f.detail}".rstrip() for f in failed)]
        lines.append("Every check holds." if self.holds else "The database does not hold against this text.")
        return "\n".join(lines)

    def _tally(self) -> Iterator[tuple[str, int, int]]:
        total = Counter(finding.check for finding in self.findings)
        good = Counter(finding.check for finding in self.findings if finding.holds)
        for name, of in total.items():
            yield name, good[name], of


@dataclass(frozen=True)
class Served:
    """Every record as the API sends it, checked against the schema that OpenAPI publishes; `raw` by table."""

    researchers: list[ResearcherOut]
    institutions: list[InstitutionOut]
    statistics: list[StatisticOut]
    claims: list[ClaimOut]
    sources: list[SourceOut]
    passages: list[PassageOut]
    citations: list[CitationOut]
    raw: dict[str, list[str]]

    def cited(self) -> Iterator[tuple[CitedType, CitationPart]]:
        """Every citation that is embedded in a record, with the record's kind."""
        records: list[tuple[CitedType, Sequence[CitedOut]]] = [
            (CitedType.researcher, self.researchers),
            (CitedType.affiliation, [tie for person in self.researchers for tie in person.affiliations]),
            (CitedType.institution, self.institutions),
            (CitedType.statistic, self.statistics),
            (CitedType.claim, self.claims),
        ]
        for kind, found in records:
            for record in found:
                for part in (record.citation, *record.further_citations):
                    yield kind, part


def read_served(database: Path) -> Served:
    """Read what a database serves. Raises SeedError where it can't be read."""
    try:
        connection = sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        with closing(connection):
            raw = {
                table: [row[0] for row in connection.execute(f"SELECT document FROM {table}")]  # noqa: S608 - names of ours
                for table in TABLES
            }
        return Served(
            researchers=[ResearcherOut.model_validate_json(item) for item in raw["researcher"]],
            institutions=[InstitutionOut.model_validate_json(item) for item in raw["institution"]],
            statistics=[StatisticOut.model_validate_json(item) for item in raw["statistic"]],
            claims=[ClaimOut.model_validate_json(item) for item in raw["claim"]],
            sources=[SourceOut.model_validate_json(item) for item in raw["source"]],
            passages=[PassageOut.model_validate_json(item) for item in raw["passage"]],
            citations=[CitationOut.model_validate_json(item) for item in raw["citation"]],
            raw=raw,
        )
    except (sqlite3.Error, UnicodeDecodeError, ValidationError) as error:
        raise SeedError(f"{database}: can't be read: {' '.join(str(error).split())[:300]}") from None


def verify(database: Path, text_path: Path, source_id: str | None = None) -> Report:
    """Check every record of one source in `database` against its text. Raises SeedError where nothing can be read."""
    text = read_text(text_path)
    if not database.is_file():
        raise SeedError(f"{database}: there is no database; make it with: python -m seed build")
    try:
        check(database)
        intact = Finding("database digest", database.name, "ok")
    except DatabaseError as error:
        intact = Finding("database digest", database.name, "damaged", str(error))
    served = read_served(database)
    source = _source(served.sources, text, source_id)
    return Report(source.id, [intact, *Proof(served, source, text).findings()])


def _source(sources: list[SourceOut], text: str, source_id: str | None) -> SourceOut:
    """The source asked for, else the one whose digest the text has, else the only one."""
    if source_id is not None:
        wanted = [source for source in sources if source.id == source_id]
    else:
        wanted = [source for source in sources if source.text.sha256 == digest(text)] or sources
    if len(wanted) != 1:
        raise SeedError(f"say which source the text is, by --source: {', '.join(source.id for source in sources)}")
    return wanted[0]


class Proof:
    """The checks of one source, each yielding findings."""

    def __init__(self, served: Served, source: SourceOut, text: str) -> None:
        self.served = served
        self.source = source
        self.text = text
        self.folded = text.casefold()
        self.citations = {item.id: item for item in served.citations if item.source.id == source.id}
        mine = (item for item in served.passages if item.source.id == source.id)
        self.passages = sorted(mine, key=lambda passage: passage.start)

    def findings(self) -> Iterator[Finding]:
        """Every check in turn."""
        yield self._file()
        for citation in self.citations.values():
            yield self._quote(citation)
            yield self._quote_shape(citation)
            yield self._hash("span hash", citation.id, citation.span)
            yield self._deep_link(citation)
        yield from self._records()
        for passage in self.passages:
            yield self._hash("passage hash", passage.id, passage)
            yield self._coverage(passage)
        yield self._tiling()
        yield self._totals()
        yield from self._wording()

    def _file(self) -> Finding:
        if digest(self.text) == self.source.text.sha256:
            return Finding("source digest", self.source.id, "ok")
        return Finding("source digest", self.source.id, "source_differs", "the database was built from another text")

    def _quote(self, citation: CitationOut) -> Finding:
        quote = citation.quote
        if self.text[quote.start : quote.end] == quote.exact:
            return Finding("citation", citation.id, "exact")
        found = [match.start() for match in re.finditer(re.escape(quote.exact), self.text)]
        if not found:
            return Finding("citation", citation.id, "missing", f"“{quote.exact}” stands nowhere in the text")
        if len(found) > 1:
            return Finding("citation", citation.id, "ambiguous", f"“{quote.exact}” stands at {found}")
        return Finding("citation", citation.id, "moved", f"“{quote.exact}” stands at {found[0]}, not at {quote.start}")

    def _quote_shape(self, citation: CitationOut) -> Finding:
        """At most ten words, on one line, within the span, and no whole sentence."""
        quote, span = citation.quote, citation.span
        at = (quote.start, quote.end)
        faults = {
            f"more than {QUOTE_WORDS} words": len(quote.exact.split()) > QUOTE_WORDS,
            "not on one line": "\n" in quote.exact,
            "outside its span": not span.start <= quote.start < quote.end <= span.end,
            "a whole sentence": any(p.integrity == "intact" and at == (p.start, p.end) for p in self.passages),
        }
        return Finding("quote shape", citation.id, "; ".join(fault for fault, found in faults.items() if found) or "ok")

    def _hash(self, name: str, subject: str, at: Span | PassageOut) -> Finding:
        if digest(self.text[at.start : at.end]) == at.sha256:
            return Finding(name, subject, "ok")
        return Finding(name, subject, "hash differs", f"{at.start}–{at.end}")

    def _deep_link(self, citation: CitationOut) -> Finding:
        unique = self.folded.count(citation.quote.exact.casefold()) == 1
        fits = unique == (citation.deep_link is not None)
        return Finding(
            "deep link", citation.id, "ok" if fits else "needs to be there exactly where the quote is unique"
        )

    def _records(self) -> Iterator[Finding]:
        """Every record embeds the very citation that is served under the citation's own address."""
        for kind, part in self.served.cited():
            if part.source.id == self.source.id:
                whole = self.citations.get(part.id)
                same = whole is not None and part == CitationPart(
                    **whole.model_dump(include=set(type(part).model_fields))
                )
                yield Finding(f"{kind} cited", part.id, "ok" if same else "differs from the citation served")

    def _coverage(self, passage: PassageOut) -> Finding:
        """Represented exactly where a record quotes the passage or the source rests on it; else with a reason."""
        inside = range(passage.start, passage.end)
        used = any(citation.quote.start in inside for citation in self.citations.values())
        used = used or any(record.type == "source" for record in passage.records)
        if passage.coverage is Coverage.represented:
            return Finding("passage accounted for", passage.id, "ok" if used else "no record quotes it")
        expected = "transition" if passage.role is PassageRole.body else passage.role.value
        fits = not used and passage.left_out_reason == expected
        return Finding("passage accounted for", passage.id, "ok" if fits else "left out without a fitting reason")

    def _tiling(self) -> Finding:
        gaps, reached = [], 0
        for passage in self.passages:
            if passage.start < reached:
                return Finding("tiling", passage.id, "overlaps", f"begins before {reached}")
            gaps.append(self.text[reached : passage.start])
            reached = passage.end
        outside = len("".join("".join([*gaps, self.text[reached:]]).split()))
        total = len("".join(self.text.split()))
        subject = f"{total - outside} of {total} non-blank characters in a passage"
        return Finding("tiling", subject, "characters outside every passage" if outside else "ok")

    def _totals(self) -> Finding:
        def sizes(coverage: Coverage) -> list[int]:
            return [passage.end - passage.start for passage in self.passages if passage.coverage is coverage]

        kept, left = sizes(Coverage.represented), sizes(Coverage.left_out)
        expected = CoverageTotals(
            passages_represented=len(kept),
            passages_left_out=len(left),
            characters_represented=sum(kept),
            characters_left_out=sum(left),
        )
        fits = expected == self.source.coverage
        return Finding("coverage totals", self.source.id, "ok" if fits else "differ", "" if fits else str(expected))

    def _wording(self) -> Iterator[Finding]:
        """No text of ours shares ten words in a row with the article; quotes are held by their own rule."""
        theirs = set(runs(self.text))
        for kind, documents in self.served.raw.items():
            for document in map(json.loads, documents):
                found = next((run for ours in _texts(document) if (run := copied(ours, theirs))), None)
                name = f"{kind}/{document['id']}"
                yield Finding("wording", name, "copied" if found else "ok", f"“{found}”" if found else "")


def _texts(value: object) -> Iterator[str]:
    """Every text in a document but the quotes, which are the article's by design."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if key != "quote":
                yield from _texts(item)
