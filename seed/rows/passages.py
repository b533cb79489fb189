"""Passages: every sentence of an article, with what became of it."""

from collections import defaultdict
from collections.abc import Iterator

from sqlmodel import SQLModel

from app import models as m
from app import vocabulary as v
from app.query.schemas import ref as make_ref
from app.resources.passages.schemas import Lines, PassageOut, Represents
from seed import records as r
from seed.context import checked
from seed.evidence import LockedArticle

AS_SHOWN = {"id", "ordinal", "start", "end", "sha256", "role", "condition", "coverage", "left_out_reason"}


def passage_rows(own: LockedArticle) -> Iterator[SQLModel]:
    """Every passage, and the records that it is evidence of."""
    records, quoted = _records(own), _quoted(own)
    for ordinal, passage in enumerate(own.article.passages, start=1):
        represented = passage.id in quoted
        _check_coverage(passage, represented=represented)
        shown = _shown(own, ordinal, passage, records[passage.id], represented=represented)
        yield checked(
            m.Passage,
            **shown.model_dump(include=AS_SHOWN),
            position=own.context.position(m.Passage),
            source_id=own.source.id,
            line_first=shown.lines.first,
            line_last=shown.lines.last,
            document=shown.model_dump_json(),
        )
        for known in shown.records:
            yield checked(m.PassageRecord, passage_id=shown.id, record_type=known.type, record_id=known.id)


def _records(own: LockedArticle) -> dict[str, list[Represents]]:
    """The records whose evidence covers each passage, in the order of the files; the source before all others."""
    found: dict[str, list[Represents]] = defaultdict(list)
    for key in own.source.stated_in:
        found[key].append(Represents(**own.cited.model_dump(include={"type", "id", "label", "url"})))
    for owner, locked in own.proofs():
        known = Represents(**owner.model_dump())
        for key in own.covered(locked):
            if known not in found[key]:
                found[key].append(known)
    return found


def _quoted(own: LockedArticle) -> set[str]:
    """The passages that a quote begins in, and those that the source's own record rests on."""
    at = {key: range(locked.at.start, locked.at.end) for key, locked in own.lock.passages.items()}
    begun = {key for _, locked in own.proofs() for key in own.covered(locked) if locked.quote_start in at[key]}
    return begun | set(own.source.stated_in)


def _check_coverage(passage: r.Passage, *, represented: bool) -> None:
    """Refuse a passage that is both quoted and left out, or neither."""
    if represented == (passage.left_out_reason is not None):
        found = "a record quotes it, so it is not left out" if represented else "no record quotes it, and no reason"
        raise r.SeedError(f"passages: {passage.id}: left_out_reason: {found}")


def _shown(
    own: LockedArticle, ordinal: int, passage: r.Passage, records: list[Represents], *, represented: bool
) -> PassageOut:
    at = own.lock.passages[passage.id].at
    return checked(
        PassageOut,
        **own.passage_ref(passage.id).model_dump(),
        **passage.model_dump(include={"role", "condition", "left_out_reason"}),
        **at.model_dump(include={"start", "end", "sha256"}),
        source=make_ref(v.RecordType.source, own.source.id, own.cited.label),
        ordinal=ordinal,
        lines=Lines(first=at.first_line, last=at.last_line),
        coverage=v.Coverage.represented if represented else v.Coverage.left_out,
        left_out_reason_absent_reason=v.AbsentReason.not_applicable if represented else None,
        records=records,
    )
