"""Proves the database that is served against the text: nothing here trusts the build, the lock or the YAML."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from app.database import RECORD_FILE, DatabaseError, check
from app.resources.citations.schemas import CitationOut, CitationPart, Span
from app.resources.passages.schemas import PassageOut
from app.resources.sources.schemas import CoverageTotals, SourceOut
from app.vocabulary import Coverage, PassageRole
from seed.findings import names_in, word_findings
from seed.lock import digest
from seed.records import QUOTE_WORDS, SeedError
from seed.report import Finding, Report
from seed.served import Served, read_served
from seed.texts import read_text
from seed.wording import Prose


def verify(release: Path, text_path: Path, source_id: str | None = None) -> Report:
    """Check every record of one source in a release against its text. Raises SeedError where nothing can be read."""
    database = release / RECORD_FILE
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


NAMED = ("source", "researcher", "institution")
"""The tables whose records have names and titles."""


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
        yield from word_findings(self.served.documents, self.source.model_dump(mode="json"), self.text)
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
            "a whole sentence": any(p.condition == "intact" and at == (p.start, p.end) for p in self.passages),
        }
        return Finding("quote shape", citation.id, "; ".join(fault for fault, found in faults.items() if found) or "ok")

    def _hash(self, name: str, subject: str, at: Span | PassageOut) -> Finding:
        if digest(self.text[at.start : at.end]) == at.sha256:
            return Finding(name, subject, "ok")
        return Finding(name, subject, "hash differs", f"{at.start}–{at.end}")

    def _deep_link(self, citation: CitationOut) -> Finding:
        placed = bool(self.source.republication or self.source.original_url)
        unique = placed and self.folded.count(citation.quote.exact.casefold()) == 1
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
        """No text of ours shares ten words in a row with the source; quotes, names and titles are no texts of ours."""
        records = [json.loads(text) for kind in NAMED for text in self.served.documents[kind].values()]
        theirs = Prose(self.text, (name for record in records for name in names_in(record)))
        for kind, documents in self.served.documents.items():
            for key, document in documents.items():
                found = next((run for ours in _texts(json.loads(document)) if (run := theirs.copied(ours))), None)
                yield Finding("wording", f"{kind}/{key}", "copied" if found else "ok", f"“{found}”" if found else "")


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
