"""Addresses under `/v1/topics`."""

from typing import Annotated

from fastapi import APIRouter, Path, Response

from app import models as m
from app.openapi.operations import ABSENT, described
from app.query.filters import Equals
from app.query.parser import parsed
from app.query.reader import Reader
from app.query.schemas import Page
from app.query.sets import Scope
from app.resources.claims.includes import ClaimRecord
from app.resources.claims.queries import ClaimQuery
from app.resources.topics.queries import TopicParts, TopicQuery
from app.resources.topics.schemas import TopicOut

TopicId = Annotated[str, Path(description="The topic's id.", examples=["patents"])]

CLAIMS = Equals(m.ClaimTopic.topic_id, of=m.ClaimTopic.position)

router = APIRouter(prefix="/v1/topics", tags=["topics"])


@router.get("", response_model=Page[TopicOut], **described(TopicQuery))
async def list_topics(query: Annotated[TopicQuery, parsed(TopicQuery)], reader: Reader) -> Response:
    """Subjects that claims can be filtered by."""
    return reader.page(query)


@router.get("/{topic_id}", response_model=TopicOut, **described(TopicParts, *ABSENT))
async def get_topic(topic_id: TopicId, query: Annotated[TopicParts, parsed(TopicParts)], reader: Reader) -> Response:
    """One topic, by its id."""
    return reader.one(topic_id, query)


@router.get("/{topic_id}/claims", response_model=Page[ClaimRecord], **described(ClaimQuery, *ABSENT))
async def list_topic_claims(
    topic_id: TopicId, query: Annotated[ClaimQuery, parsed(ClaimQuery)], reader: Reader
) -> Response:
    """Claims that fall under a topic."""
    return reader.page(query, Scope(CLAIMS, m.Topic, topic_id))
