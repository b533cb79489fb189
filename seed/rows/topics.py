"""Topics, with how many claims of all articles they have."""

from app import models as m
from app import vocabulary as v
from app.query.schemas import Counted, record_url
from app.resources.topics.schemas import TopicCounts, TopicOut
from seed import records as r
from seed.context import Context, checked

KIND = v.RecordType.topic


def topic_row(context: Context, topic: r.Topic, claims: list[r.Claim]) -> m.Topic:
    """A topic; `claims` are those of all articles."""
    total = sum(topic.id in claim.topics for claim in claims)
    shown = checked(
        TopicOut,
        **topic.model_dump(),
        type=KIND,
        url=record_url(KIND, topic.id),
        counts=TopicCounts(claims=Counted(total=total, url=f"/v1/claims?topic={topic.id}")),
    )
    return checked(
        m.Topic,
        id=topic.id,
        position=context.position(m.Topic),
        label=topic.label,
        claims=total,
        document=shown.model_dump_json(),
    )
