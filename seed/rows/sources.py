"""The source itself: what an article says of itself, and how much of it is represented."""

from app import models as m
from app import vocabulary as v
from app.query.schemas import Counted
from app.resources.sources import schemas as so
from seed import records as r
from seed.context import absent, as_written, checked, full_name, given
from seed.evidence import LockedArticle

AS_WRITTEN = {
    "id",
    "source_type",
    "descriptive_title",
    "publisher_address",
    "date_accessed",
    "language",
    "extent",
    "condition",
}


def source_row(own: LockedArticle, passages: list[m.Passage]) -> m.Source:
    """The source, with its counts and coverage totals."""
    shown = _shown(own, passages)
    return checked(
        m.Source,
        **shown.model_dump(include={"id", "label", "source_type", "extent", "publisher", "title", "original_url"}),
        position=own.context.position(m.Source),
        authors="; ".join(_inverted(author) for author in shown.authors) if shown.authors else None,
        date_published=shown.date_published.value if shown.date_published else None,
        rights_holder=shown.rights.holder if shown.rights else None,
        republication=shown.republication.address if shown.republication else None,
        sha256=own.lock.sha256,
        characters=own.lock.characters,
        document=shown.model_dump_json(),
    )


def _shown(own: LockedArticle, passages: list[m.Passage]) -> so.SourceOut:
    source, publisher, authors = own.source, own.source.publisher_institution, given(own.source.authors)
    return checked(
        so.SourceOut,
        **source.model_dump(include=AS_WRITTEN),
        type=v.RecordType.source,
        url=own.cited.url,
        title=given(source.title),
        title_absent_reason=absent(source.title),
        label=source.label,
        summary=_summary(own),
        publisher=given(source.publisher),
        publisher_absent_reason=absent(source.publisher),
        publisher_institution=own.labels.ref(v.RecordType.institution, publisher, "source: publisher_institution")
        if publisher
        else None,
        authors=[_author(author) for author in authors] if authors else None,
        authors_absent_reason=absent(source.authors),
        original_url=given(source.original_url),
        original_url_absent_reason=absent(source.original_url),
        date_published=as_written(source.date_published),
        date_published_absent_reason=absent(source.date_published),
        rights=as_written(source.rights),
        rights_absent_reason=absent(source.rights),
        republication=as_written(source.republication),
        text=so.SourceText(sha256=own.lock.sha256, characters=own.lock.characters, file_name=source.file_name),
        counts=_counts(own),
        coverage=_totals(passages),
    )


def _author(author: r.Person | r.Body) -> so.AuthorOut:
    return so.AuthorOut(**{"family": None, "given": None, "name": None} | author.model_dump())


def _inverted(author: so.AuthorOut) -> str:
    """A name with the family name first, as lists are sorted."""
    return author.name or ", ".join(filter(None, (author.family, author.given)))


def _summary(own: LockedArticle) -> str:
    """What it is, by whom and where; a title says no more of what it is than our description does."""
    authors = ", ".join(full_name(author) for author in given(own.source.authors) or [])
    return "; ".join(filter(None, (own.source.descriptive_title, authors, given(own.source.publisher))))


def _counts(own: LockedArticle) -> so.SourceCounts:
    return so.SourceCounts(
        **{
            kind: Counted(total=len(getattr(own.article, kind)), url=f"/v1/{kind}?source={own.source.id}")
            for kind in so.SourceCounts.model_fields
        }
    )


def coverage_row(own: LockedArticle, passages: list[m.Passage]) -> m.SourceCoverage:
    """How much of the source is represented, by what its passages are for."""
    body, *others = [
        _coverage_of(own, role, [p for p in passages if p.role == role])
        for role in v.PassageRole
        if role is v.PassageRole.body or any(p.role == role for p in passages)
    ]
    shown = checked(
        so.CoverageOut,
        source=own.labels.ref(v.RecordType.source, own.source.id, "coverage"),
        body=body,
        beside_the_body=others,
        totals=_totals(passages),
    )
    return checked(m.SourceCoverage, id=own.source.id, document=shown.model_dump_json())


def _coverage_of(own: LockedArticle, role: v.PassageRole, passages: list[m.Passage]) -> so.RoleCoverage:
    address = f"/v1/passages?source={own.source.id}&role={role}"
    kept = [p for p in passages if p.coverage is v.Coverage.represented]
    left = {reason: [p for p in passages if p.left_out_reason == reason] for reason in v.LeftOutReason}
    return so.RoleCoverage(
        role=role,
        all=_extent(passages, passages, address),
        represented=_extent(kept, passages, f"{address}&coverage=represented"),
        left_out=[
            so.LeftOut(reason=reason, **_extent(some, passages, f"{address}&left_out_reason={reason}").model_dump())
            for reason, some in left.items()
            if some
        ],
    )


def _extent(some: list[m.Passage], passages: list[m.Passage], url: str) -> so.Extent:
    return so.Extent(
        passages=len(some),
        characters=_characters(some),
        share_of_passages=_share(len(some), len(passages)),
        share_of_characters=_share(_characters(some), _characters(passages)),
        url=url,
    )


def _totals(passages: list[m.Passage]) -> so.CoverageTotals:
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
