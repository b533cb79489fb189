"""Addresses under `/v1/topics`."""

from typing import Annotated

from fastapi import APIRouter, Path, Response
from fastapi import Query as FromQuery

from app import models as m
from app.kit.documentation import LIST, ONE
from app.kit.pagination import Query
from app.kit.reading import Reader
from app.kit.schemas import Page
from app.topics.queries import TopicQuery
from app.topics.schemas import TopicOut

TopicId = Annotated[str, Path(description="The topic's id.", examples=["patents"])]

router = APIRouter(prefix="/v1/topics", tags=["topics"])


@router.get("", response_model=Page[TopicOut], responses=LIST)
async def list_topics(query: Annotated[TopicQuery, FromQuery()], read: Reader) -> Response:
    """Subjects that claims can be filtered by."""
    return read.page(query)


@router.get("/{topic_id}", response_model=TopicOut, responses=ONE)
async def get_topic(topic_id: TopicId, query: Annotated[Query, FromQuery()], read: Reader) -> Response:
    """One topic, by its id."""
    return read.one(m.Topic, topic_id, query)
