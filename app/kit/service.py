"""What every answer is made from: one release of the data, and where it is served."""

from dataclasses import dataclass

from app.db import Database
from app.formats.documents import Dataset
from app.models import Release


@dataclass
class Service:
    """The same for all requests; `base` stands before every address of ours, and is mostly empty."""

    database: Database
    release: Release
    about: Dataset
    base: str
