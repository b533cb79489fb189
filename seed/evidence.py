"""The evidence of one article as rows and documents: its citations, its passages and the source itself."""

from collections import defaultdict
from collections.abc import Iterator
from urllib.parse import quote as percent_encode

from sqlmodel import SQLModel

from app import models as m
from app import vocabulary as v
from app.citations import schemas as c
from app.kit.schemas import Counted, Ref, record_url
from app.kit.schemas import ref as make_ref
from app.passages.schemas import Lines, PassageOut, Represents
from app.sources import schemas as so
from seed import records as r
from seed.context import Context, absent, citation_id
from seed.lock import Lock, LockedCitation

VERIFY = (
    "python3 -c \"import hashlib, sys; b = open('{file}', 'rb').read(); t = b.decode(errors='replace'); "
    "h = lambda part: hashlib.sha256(part).hexdigest(); print(t[{quote_start}:{quote_end}]); "
    "r = dict(file=h(b) == '{file_sha256}', span=h(t[{start}:{end}].encode()) == '{sha256}'); "
    "[print(k, 'as cited' if v else 'differs') for k, v in r.items()]; sys.exit(not all(r.values()))\""
)
"""One line for any shell: within the double quotes stands nothing that a shell would expand."""


class Evidence:
    """Makes the citations, passages and source of one article."""

    def __init__(self, context: Context, article: r.Article, lock: Lock) -> None:
        """`context` knows the labels of all articles."""
        self.context = context
        self.labels = context.labels
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

    def citations(self) -> Iterator[SQLModel]:
        """Every citation, principal and further, with the passages that it covers."""
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
                file_sha256=part.source_sha256,
                quote_start=part.quote.start,
                quote_end=part.quote.end,
                **part.span.model_dump(),
            ),
        )
        yield m.Citation(
            id=part.id,
            position=self.context.position(m.Citation),
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

    def passages(self) -> Iterator[SQLModel]:
        """Every passage; after the citations, which tell what each of them represents."""
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
                position=self.context.position(m.Passage),
                source_id=self.source.id,
                line_first=at.first_line,
                line_last=at.last_line,
                document=shown.model_dump_json(),
            )
            for known in shown.records:
                yield m.PassageRecord(passage_id=shown.id, record_type=known.type, record_id=known.id)

    def source_row(self, rows: list[SQLModel]) -> m.Source:
        """The source, with its counts and coverage totals."""
        passages = [row for row in rows if isinstance(row, m.Passage)]
        source = self.source
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
            coverage=coverage_totals(passages),
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
            position=self.context.position(m.Source),
            date_published=shown.date_published.value,
            sha256=self.lock.sha256,
            characters=self.lock.characters,
            document=shown.model_dump_json(),
        )

    def coverage_row(self, rows: list[SQLModel]) -> m.SourceCoverage:
        """How much of the source is represented, by what its passages are for."""
        passages = [row for row in rows if isinstance(row, m.Passage)]
        body, *others = [
            self._coverage_of(role, [p for p in passages if p.role == role])
            for role in v.PassageRole
            if role is v.PassageRole.body or any(p.role == role for p in passages)
        ]
        shown = so.CoverageOut(
            source=self.labels.ref(v.RecordType.source, self.source.id, "coverage"),
            body=body,
            beside_the_body=others,
            totals=coverage_totals(passages),
        )
        return m.SourceCoverage(id=self.source.id, document=shown.model_dump_json())

    def _coverage_of(self, role: v.PassageRole, passages: list[m.Passage]) -> so.RoleCoverage:
        address = f"/v1/passages?source={self.source.id}&role={role}"

        def extent(some: list[m.Passage], more: str = "") -> so.Extent:
            return so.Extent(
                passages=len(some),
                characters=_characters(some),
                share_of_passages=_share(len(some), len(passages)),
                share_of_characters=_share(_characters(some), _characters(passages)),
                url=address + more,
            )

        left_out = {reason: [p for p in passages if p.left_out_reason == reason] for reason in v.LeftOutReason}
        return so.RoleCoverage(
            role=role,
            all=extent(passages),
            represented=extent([p for p in passages if p.coverage is v.Coverage.represented], "&coverage=represented"),
            left_out=[
                so.LeftOut(reason=reason, **extent(some, f"&left_out_reason={reason}").model_dump())
                for reason, some in left_out.items()
                if some
            ],
        )


def coverage_totals(passages: list[m.Passage]) -> so.CoverageTotals:
    """Passages and characters, represented and left out."""
    kept = [p for p in passages if p.coverage is v.Coverage.represented]
    left = [p for p in passages if p.coverage is v.Coverage.left_out]
    return so.CoverageTotals(
        passages_represented=len(kept),
        passages_left_out=len(left),
        characters_represented=_characters(kept),
        characters_left_out=_characters(left),
    )


def _characters(passages: list[m.Passage]) -> int:
    return sum(passage.end - passage.start for passage in passages)


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0
