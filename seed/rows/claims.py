"""Claims, what they speak of, and how they bear on each other."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from sqlmodel import SQLModel

from app import models as m
from app import vocabulary as v
from app.resources.claims.schemas import Attribution, ClaimOut, RelatedClaim
from seed import records as r
from seed.context import Context, absent, checked, flag, period
from seed.evidence import LockedArticle

KIND = v.RecordType.claim

CODED = {"text", "note", "claim_type", "certainty", "hedge", "checkable"}


def claim_rows(own: LockedArticle, claim: r.Claim) -> Iterator[SQLModel]:
    """A claim, and links to what it speaks of."""
    shown = _shown(own, claim)
    yield checked(
        m.Claim,
        **own.columns(m.Claim, KIND, claim.id),
        **claim.model_dump(include=CODED | {"attributed_to", "primary_source"}),
        qualifiers="; ".join(claim.qualifiers) or None,
        polarity=shown.polarity,
        population_id=shown.population.id if shown.population else None,
        period=shown.period.text if shown.period else None,
        period_start=shown.period.start if shown.period else None,
        period_end=shown.period.end if shown.period else None,
        text_complete=flag(claim.text_complete),
        document=shown.model_dump_json(),
    )
    yield from _links(shown, own.context.positions[m.Claim])


def _shown(own: LockedArticle, claim: r.Claim) -> ClaimOut:
    where, ref = f"claims: {claim.id}", own.labels.ref
    topic, statistic = v.RecordType.topic, v.RecordType.statistic
    return checked(
        ClaimOut,
        **own.head(KIND, claim),
        **claim.model_dump(include=CODED),
        certainty_absent_reason=None if claim.certainty else v.AbsentReason.not_applicable,
        qualifiers=claim.qualifiers,
        polarity=claim.polarity if claim.certainty else None,
        polarity_absent_reason=None if claim.certainty else v.AbsentReason.not_applicable,
        population=own.context.population(claim.population, f"{where}: population"),
        population_absent_reason=absent(claim.population)
        or (None if claim.population else v.AbsentReason.not_applicable),
        period=period(claim.period),
        period_absent_reason=absent(claim.period) or (None if claim.period else v.AbsentReason.not_stated),
        text_complete=claim.text_complete,
        attribution=Attribution(
            stated_by="source", attributed_to=claim.attributed_to, primary_source=claim.primary_source
        ),
        topics=[ref(topic, key, f"{where}: topics") for key in claim.topics],
        countries=[own.context.place(place, f"{where}: countries") for place in claim.countries],
        about=own.context.about(claim.about, f"{where}: about"),
        statistics=[ref(statistic, key, f"{where}: statistics") for key in claim.statistics],
        related=[
            RelatedClaim(relation=link.relation, claim=ref(KIND, link.claim, f"{where}: related"))
            for link in claim.related
        ],
    )


def _links(shown: ClaimOut, position: int) -> Iterator[SQLModel]:
    own = {"claim_id": shown.id, "position": position}
    for topic in shown.topics:
        yield checked(m.ClaimTopic, **own, topic_id=topic.id)
    for place in shown.countries:
        yield checked(m.ClaimCountry, **own, country=place.code)
    for entity in shown.about:
        if entity.type is v.RecordType.researcher:
            yield checked(m.ClaimResearcher, **own, researcher_id=entity.id)
        else:
            yield checked(m.ClaimInstitution, **own, institution_id=entity.id)
    for statistic in shown.statistics:
        yield checked(m.ClaimStatistic, **own, statistic_id=statistic.id)


def bond_rows(context: Context, claims: Sequence[r.Claim]) -> Iterator[SQLModel]:
    """How the claims of all articles bear on each other: each bond from either side, as one reads the claims."""
    bonds = [(claim.id, link.relation, link.claim) for claim in claims for link in claim.related]
    seen: dict[str, list[tuple[v.Relation, v.Direction, str]]] = defaultdict(list)
    for own, relation, other in bonds:
        seen[own].append((relation, v.Direction.outgoing, other))
    for own, relation, other in bonds:
        seen[other].append((relation, v.Direction.incoming, own))
    for claim in claims:
        for relation, direction, other in seen[claim.id]:
            yield checked(
                m.ClaimBond,
                id=f"{claim.id}-{relation}-{direction}-{other}",
                position=context.position(m.ClaimBond),
                claim_id=claim.id,
                relation=relation,
                direction=direction,
                related_id=other,
            )
