"""What a list of topics can be asked."""

from typing import Annotated

from pydantic import Field

from app import models as m
from app.query.choices import Sorts
from app.query.filters import Question, TextMatch
from app.query.pagination import ListQuery, RecordQuery
from app.resources.topics.schemas import TopicOut
from app.vocabulary import SearchedType


class TopicParts(RecordQuery):
    """What one topic can be asked, and each in a list."""

    table = m.Topic
    model = TopicOut


class TopicQuery(TopicParts, ListQuery):
    """Topics: the subjects that claims can be filtered by."""

    q: Annotated[Question | None, TextMatch(SearchedType.topic), Field(examples=["patents"])] = None
    sort: Annotated[str, Sorts("label", "claims"), Field(examples=["label"])] = "label"
