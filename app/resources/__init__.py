"""Every kind of record, those that are asked for most first."""

from app.changes.queries import ChangeQuery
from app.query.pagination import ListQuery
from app.resources.citations.kind import CITATION
from app.resources.claims.kind import CLAIM
from app.resources.institutions.kind import INSTITUTION
from app.resources.kind import Kind, KindError
from app.resources.passages.kind import PASSAGE
from app.resources.researchers.kind import RESEARCHER
from app.resources.series.kind import SERIES
from app.resources.sources.kind import SOURCE
from app.resources.statistics.kind import STATISTIC
from app.resources.topics.kind import TOPIC
from app.vocabulary import RecordType

KINDS: tuple[Kind, ...] = (
    CLAIM,
    STATISTIC,
    RESEARCHER,
    INSTITUTION,
    CITATION,
    PASSAGE,
    SOURCE,
    TOPIC,
    SERIES,
)
LISTS: tuple[type[ListQuery], ...] = (*(query for kind in KINDS for query in kind.queries), ChangeQuery)
"""What lists can be asked, for the build to store sets and orders by."""

SEARCHED = {kind.record_type.value: kind.searched for kind in KINDS if kind.searched is not None}
"""The fields of records whose words are searched, by kind."""

for kind in RecordType:
    if kind not in {each.record_type for each in KINDS}:
        raise KindError(f"{kind}: RecordType has it, but no Kind in app/resources/__init__.py is it")
