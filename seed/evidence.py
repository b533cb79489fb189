"""What the records of one article rest on: their citations, as parts of documents and as rows."""

from collections.abc import Iterator
from urllib.parse import quote as percent_encode

from sqlmodel import SQLModel

from app import models as m
from app import vocabulary as v
from app.query.schemas import Ref, record_url
from app.query.schemas import ref as make_ref
from app.resources.citations import schemas as c
from seed import records as r
from seed.context import Context, checked, citation_id, full_name, given
from seed.lock import Lock, LockedCitation

VERIFY = (
    "python3 -c \"import hashlib, sys; b = open('{file}', 'rb').read(); t = b.decode(errors='replace'); "
    "h = lambda part: hashlib.sha256(part).hexdigest(); print(t[{quote_start}:{quote_end}]); "
    "r = dict(file=h(b) == '{file_sha256}', span=h(t[{start}:{end}].encode()) == '{sha256}'); "
    "[print(k, 'as cited' if v else 'differs') for k, v in r.items()]; sys.exit(not all(r.values()))\""
)
"""One line for any shell: within the double quotes stands nothing that a shell would expand."""


class LockedArticle:
    """One article with what was counted in its text: makes what every record of it begins with, and its citations."""

    def __init__(self, context: Context, article: r.Article, lock: Lock) -> None:
        """`context` knows the labels of all articles."""
        self.context = context
        self.labels = context.labels
        self.article = article
        self.source = article.source
        self.lock = lock
        self.keys = list(lock.passages)
        self.address = self._address()
        self.cited = self._cited_source()
        self.parts = {(kind, record.id): self._cite(kind, record) for kind, record in article.cited()}

    def _cited_source(self) -> c.CitedSource:
        published = given(self.source.date_published)
        return c.CitedSource(
            **self.labels.ref(v.RecordType.source, self.source.id, "source").model_dump(),
            source_type=self.source.source_type,
            publisher=given(self.source.publisher),
            year=published.value[:4] if published else None,
            republication=self.source.republication.address if self.source.republication else None,
        )

    def _address(self) -> str | None:
        """Where the text can be read: the republication that we hold, or the original."""
        return self.source.republication.address if self.source.republication else given(self.source.original_url)

    def head(self, kind: v.RecordType, record: r.Cited) -> dict[str, object]:
        """What the document of every cited record has."""
        principal, *further = self.context.proofs[kind, record.id]
        return {
            "type": kind,
            "id": record.id,
            "url": record_url(kind, record.id),
            "citation": principal,
            "further_citations": further,
        }

    def columns(self, table: type[SQLModel], kind: v.RecordType, record_id: str) -> dict[str, object]:
        """What the row of every cited record has."""
        return {
            "id": record_id,
            "position": self.context.position(table),
            "source_id": self.source.id,
            "citation_id": citation_id(v.CitedType(kind.value), record_id),
        }

    def names_first(self, kind: v.RecordType, record_id: str) -> bool:
        """Whether no article before this one names the record."""
        return self.context.proofs[kind, record_id][0].source.id == self.source.id

    def _cite(self, kind: v.CitedType, record: r.Cited) -> list[tuple[int, c.CitationPart]]:
        """A record's citations in this article, numbered on from those in the articles before."""
        known = self.context.proofs[kind, record.id]
        own = [
            (ordinal, self._citation(citation_id(kind, record.id, ordinal), locked))
            for ordinal, locked in enumerate(self._locked(kind, record), start=len(known))
        ]
        known += [part for _, part in own]
        return own

    def _locked(self, kind: v.CitedType, record: r.Cited) -> list[LockedCitation]:
        return self.lock.citations[f"{kind}/{record.id}"]

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
            deep_link=f"{self.address}#:~:text={fragment}" if locked.unique and self.address else None,
            formatted=f"{self._named()}, {noun} {lines}.",
        )

    def _named(self) -> str:
        """The source in a few words: who, what it is called, when, and that what we hold is a republication."""
        source, authors = self.source, given(self.source.authors) or []
        title = None if isinstance(source.title, r.Absent) else f"“{source.title}”"
        names = " and ".join(filter(None, [", ".join(map(full_name, authors[:-1])), *map(full_name, authors[-1:])]))
        who = ", ".join(filter(None, [names, title, given(source.publisher)])) or f"[{source.descriptive_title}]"
        return f"{who} ({self.cited.year or 'n.d.'})" + (", as republished" if source.republication else "")

    def citations(self) -> Iterator[SQLModel]:
        """Every citation, principal and further, with the passages that it covers."""
        for kind, record in self.article.cited():
            owner = self._owner(kind, record)
            for (ordinal, part), locked in zip(self.parts[kind, record.id], self._locked(kind, record), strict=True):
                shown = self._shown(owner, getattr(record, "note", None), ordinal, part, self.covered(locked))
                yield self._citation_row(shown, locked)
                for key in self.covered(locked):
                    yield checked(m.CitationPassage, citation_id=part.id, passage_id=self.passage_id(key))

    def proofs(self) -> Iterator[tuple[c.CitedRecord, LockedCitation]]:
        """Every record with each place that proves it."""
        for kind, record in self.article.cited():
            for locked in self._locked(kind, record):
                yield self._owner(kind, record), locked

    def _owner(self, kind: v.CitedType, record: r.Cited) -> c.CitedRecord:
        if kind is v.CitedType.affiliation:
            person, tie = next((p, t) for p in self.article.researchers for t in p.affiliations if t.id == record.id)
            where = f"researchers: {tie.id}: institution"
            institution = self.labels.ref(v.RecordType.institution, tie.institution, where)
            label = f"{person.name}, {tie.role}, {institution.label}"
            return c.CitedRecord(
                type=kind, id=record.id, label=label, url=record_url(v.RecordType.researcher, person.id)
            )
        named = self.labels.ref(v.RecordType(kind.value), record.id, record.id)
        return c.CitedRecord(type=kind, id=named.id, label=named.label, url=named.url)

    def _shown(
        self, owner: c.CitedRecord, note: str | None, ordinal: int, part: c.CitationPart, covered: list[str]
    ) -> c.CitationOut:
        return checked(
            c.CitationOut,
            **part.model_dump(),
            record=owner,
            note=note,
            ordinal=ordinal,
            passages=[self.passage_ref(key) for key in covered],
            verify_command=VERIFY.format(
                file=self.source.file_name,
                file_sha256=part.source_sha256,
                quote_start=part.quote.start,
                quote_end=part.quote.end,
                **part.span.model_dump(),
            ),
        )

    def _citation_row(self, shown: c.CitationOut, locked: LockedCitation) -> m.Citation:
        return checked(
            m.Citation,
            **shown.model_dump(include={"id", "ordinal", "deep_link"}),
            **shown.span.model_dump(),
            position=self.context.position(m.Citation),
            source_id=self.source.id,
            record_type=shown.record.type,
            record_id=shown.record.id,
            line_first=locked.span.first_line,
            line_last=locked.span.last_line,
            quote=shown.quote.exact,
            quote_start=shown.quote.start,
            quote_end=shown.quote.end,
            document=shown.model_dump_json(),
        )

    def covered(self, locked: LockedCitation) -> list[str]:
        """The passages that a citation's span covers."""
        first, last = (self.keys.index(key) for key in (locked.evidence.passages[0], locked.evidence.passages[-1]))
        return self.keys[first : last + 1]

    def passage_id(self, key: str) -> str:
        """A passage's id: the source's and its own."""
        return f"{self.source.id}-{key}"

    def passage_ref(self, key: str) -> Ref:
        """Refer to a passage by its place and line."""
        label = f"Passage {self.keys.index(key) + 1}, line {self.lock.passages[key].at.first_line}"
        return make_ref(v.RecordType.passage, self.passage_id(key), label)
