"""What every answer is made from: one release of the data, and where it is served."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from app.database import Database
from app.formats.documents import Dataset, LinkedType
from app.models import Release
from app.query.sets import RecordSets


@dataclass
class Service:
    """The same for all requests. `linked`: how linked data has each kind of record."""

    database: Database
    release: Release
    about: Dataset
    linked: Mapping[str, LinkedType]

    @cached_property
    def sets(self) -> RecordSets:
        """The sets of records that the release's filters select."""
        return RecordSets(self.database)

    @cached_property
    def stamp(self) -> str:
        """What marks a cursor as made from this release."""
        return self.release.content_digest[:16]
