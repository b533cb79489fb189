"""Addresses under `/v1/topics`."""

from typing import Annotated

from fastapi import APIRouter, Path
from fastapi import Query as FromQuery

from app import models as m
from app.openapi.documentation import ABSENT, answers
from app.query.answer import Answer
from app.query.filters import Where
from app.query.reader import Reader
from app.query.routes import ReadRoute
from app.query.schemas import Page
from app.query.selections import Scope
from app.resources.claims.includes import ClaimRecord
from app.resources.claims.queries import ClaimQuery
from app.resources.topics.queries import TopicParts, TopicQuery
from app.resources.topics.schemas import TopicOut

TopicId = Annotated[str, Path(description="The topic's id.", examples=["patents"])]

CLAIMS = Where(m.ClaimTopic.topic_id, of=m.ClaimTopic.position)

router = APIRouter(prefix="/v1/topics", tags=["topics"], route_class=ReadRoute)


@router.get("", response_model=Page[TopicOut], responses=answers(TopicQuery))
async def list_topics(query: Annotated[TopicQuery, FromQuery()], read: Reader) -> Answer:
    """Subjects that claims can be filtered by."""
    return read.page(query)


@router.get("/{topic_id}", response_model=TopicOut, responses=answers(TopicParts, *ABSENT))
async def get_topic(topic_id: TopicId, query: Annotated[TopicParts, FromQuery()], read: Reader) -> Answer:
    """One topic, by its id."""
    return read.one(topic_id, query)


@router.get("/{topic_id}/claims", response_model=Page[ClaimRecord], responses=answers(ClaimQuery, *ABSENT))
async def list_topic_claims(topic_id: TopicId, query: Annotated[ClaimQuery, FromQuery()], read: Reader) -> Answer:
    """Claims that fall under a topic."""
    return read.page(query, Scope(CLAIMS, m.Topic, topic_id))
