"""Proves the database that is served against the text: nothing here trusts the build, the lock or the YAML."""

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from app.db import DatabaseError, check
from app.vocabulary import CitedType
from seed.lock import digest, read_text
from seed.records import QUOTE_WORDS, SeedError
from seed.wording import copied, runs

Document = dict[str, object]

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
        return json.dumps({"source": self.source, "holds": self.holds, "checks": checks, "failures": failures}, indent=2)

    def as_table(self) -> str:
        """Everything, for people: a line a check, then a line a failure."""
        lines = [f"{self.source}", ""]
        for name, good, of in self._tally():
            share = f"{good / of:.0%}" if good == of else f"{100 * good / of:.1f}%"
            lines.append(f"{'ok  ' if good == of else 'FAIL'}  {name:<34} {good:>5} of {of:<5} {share}")
        lines += ["", *(f"FAIL  {f.check}: {f.subject}: {f.status} {f.detail}".rstrip() for f in self.findings if not f.holds)]
        lines.append("Every check holds." if self.holds else "The database does not hold against this text.")
        return "\n".join(lines)

    def _tally(self) -> Iterator[tuple[str, int, int]]:
        total = Counter(finding.check for finding in self.findings)
        good = Counter(finding.check for finding in self.findings if finding.holds)
        for name, of in total.items():
            yield name, good[name], of


def verify(database: Path, text_path: Path, source_id: str | None = None) -> Report:
    """Check every record of one source in `database` against its text. Raises SeedError where nothing can be read."""
    text = read_text(text_path)
    try:
        check(database)
        intact = Finding("database digest", database.name, "ok")
    except DatabaseError as error:
        intact = Finding("database digest", database.name, "damaged", str(error))
    if not database.is_file():
        raise SeedError(intact.detail)
    try:
        documents = _documents(database)
        source = _source(documents["source"], text, source_id)
    except (sqlite3.Error, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise SeedError(f"{database}: can't be read: {error}") from None
    return Report(str(source["id"]), [intact, *Proof(documents, source, text).findings()])


def _documents(database: Path) -> dict[str, list[Document]]:
    connection = sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        return {
            table: [json.loads(document) for (document,) in connection.execute(f"SELECT document FROM {table}")]  # noqa: S608 - names of ours
            for table in TABLES
        }
    finally:
        connection.close()


def _source(sources: list[Document], text: str, source_id: str | None) -> Document:
    """The source asked for, else the one whose digest the text has, else the only one."""
    if source_id is not None:
        wanted = [source for source in sources if source["id"] == source_id]
    else:
        wanted = [source for source in sources if source["text"]["sha256"] == digest(text)] or sources
    if len(wanted) != 1:
        names = ", ".join(str(source["id"]) for source in sources)
        raise SeedError(f"say which source the text is, by --source: {names}")
    return wanted[0]


class Proof:
    """The checks, each a generator of findings."""

    def __init__(self, documents: dict[str, list[Document]], source: Document, text: str) -> None:
        """`documents` as served, by table."""
        self.documents = documents
        self.source = source
        self.text = text
        mine = [c for c in documents["citation"] if c["source"]["id"] == source["id"]]
        self.citations = {citation["id"]: citation for citation in mine}
        self.passages = sorted(
            (p for p in documents["passage"] if p["source"]["id"] == source["id"]), key=lambda p: p["start"]
        )

    def findings(self) -> Iterator[Finding]:
        """Every check in turn."""
        yield from self._file()
        for citation in self.citations.values():
            yield self._quote(citation)
            yield self._quote_shape(citation)
            yield self._hash("span hash", citation["id"], citation["span"])
            yield self._deep_link(citation)
        yield from self._records()
        for passage in self.passages:
            yield self._hash("passage hash", passage["id"], passage)
            yield self._coverage(passage)
        yield self._tiling()
        yield self._totals()
        yield from self._wording()

    def _file(self) -> Iterator[Finding]:
        same = digest(self.text) == self.source["text"]["sha256"]
        detail = "" if same else "the text's digest is not the one that the database was built from"
        yield Finding("source digest", self.source["id"], "ok" if same else "source_differs", detail)

    def _quote(self, citation: Document) -> Finding:
        quote = citation["quote"]
        exact = quote["exact"]
        if self.text[quote["start"] : quote["end"]] == exact:
            return Finding("citation", citation["id"], "exact")
        found = [match.start() for match in re.finditer(re.escape(exact), self.text)]
        if not found:
            return Finding("citation", citation["id"], "missing", f"“{exact}” stands nowhere in the text")
        if len(found) > 1:
            return Finding("citation", citation["id"], "ambiguous", f"“{exact}” stands at {found}")
        return Finding("citation", citation["id"], "moved", f"“{exact}” stands at {found[0]}, not at {quote['start']}")

    def _quote_shape(self, citation: Document) -> Finding:
        """At most ten words, on one line, within the span, and no whole sentence."""
        quote, span = citation["quote"], citation["span"]
        exact = quote["exact"]
        whole = {p["integrity"] for p in self.passages if p["end"] - p["start"] == len(exact) and p["start"] == quote["start"]}
        faults = [
            fault
            for fault, found in {
                f"more than {QUOTE_WORDS} words": len(exact.split()) > QUOTE_WORDS,
                "not on one line": "\n" in exact,
                "outside its span": not span["start"] <= quote["start"] < quote["end"] <= span["end"],
                "length differs from its offsets": quote["end"] - quote["start"] != len(exact),
                "a whole sentence": "intact" in whole,
            }.items()
            if found
        ]
        return Finding("quote shape", citation["id"], "; ".join(faults) or "ok")

    def _hash(self, name: str, subject: str, at: Document) -> Finding:
        same = digest(self.text[at["start"] : at["end"]]) == at["sha256"]
        return Finding(name, subject, "ok" if same else "hash differs", "" if same else f"{at['start']}–{at['end']}")

    def _deep_link(self, citation: Document) -> Finding:
        unique = self.text.casefold().count(citation["quote"]["exact"].casefold()) == 1
        fits = unique == (citation["deep_link"] is not None)
        return Finding("deep link", citation["id"], "ok" if fits else "a link exactly where the quote is unique")

    def _records(self) -> Iterator[Finding]:
        """Every record embeds the very citation that is served under the citation's own address."""
        for kind in CitedType:
            for record in self._cited(kind):
                for part in (record["citation"], *record["further_citations"]):
                    if part["source"]["id"] != self.source["id"]:
                        continue
                    served = self.citations.get(part["id"], {})
                    same = part == {key: served.get(key) for key in part}
                    yield Finding(f"{kind} cited", part["id"], "ok" if same else "differs from the citation served")

    def _cited(self, kind: CitedType) -> list[Document]:
        if kind is CitedType.affiliation:
            return [tie for person in self.documents["researcher"] for tie in person["affiliations"]]
        return self.documents[kind]

    def _coverage(self, passage: Document) -> Finding:
        """Represented exactly where a record quotes the passage or the source rests on it; else with a reason."""
        inside = range(passage["start"], passage["end"])
        quoted = any(citation["quote"]["start"] in inside for citation in self.citations.values())
        describes = any(record["type"] == "source" for record in passage["records"])
        if passage["coverage"] == "represented":
            fits = quoted or describes
        else:
            reasons = {"transition"} if passage["role"] == "body" else {passage["role"]}
            fits = not quoted and not describes and passage["left_out_reason"] in reasons
        return Finding("passage accounted for", passage["id"], "ok" if fits else "no record quotes it, or no reason")

    def _tiling(self) -> Finding:
        gaps, reached = [], 0
        for passage in self.passages:
            if passage["start"] < reached:
                return Finding("tiling", passage["id"], "overlaps", f"begins before {reached}")
            gaps.append(self.text[reached : passage["start"]])
            reached = passage["end"]
        gaps.append(self.text[reached:])
        bare = sum(not character.isspace() for gap in gaps for character in gap)
        total = sum(not character.isspace() for character in self.text)
        held = f"{total - bare} of {total} non-blank characters"
        return Finding("tiling", held, "ok" if not bare else "characters outside every passage", "")

    def _totals(self) -> Finding:
        expected = {
            f"{unit}_{coverage}": sum(
                1 if unit == "passages" else p["end"] - p["start"] for p in self.passages if p["coverage"] == coverage
            )
            for unit in ("passages", "characters")
            for coverage in ("represented", "left_out")
        }
        fits = expected == self.source["coverage"]
        return Finding("coverage totals", self.source["id"], "ok" if fits else "differ", "" if fits else str(expected))

    def _wording(self) -> Iterator[Finding]:
        """No text of ours shares ten words in a row with the article; quotes are held by their own rule."""
        theirs = set(runs(self.text))
        for kind, documents in self.documents.items():
            for document in documents:
                name = f"{kind}/{document['id']}"
                found = next((run for ours in _texts(document) if (run := copied(ours, theirs))), None)
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
