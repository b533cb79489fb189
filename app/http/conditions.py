"""Conditional requests (RFC 9110 §13), as pure functions of header values."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache

from app.http.request import Fields


def is_held(etag: str, modified: datetime, fields: Fields) -> bool:
    """Whether the client already holds a representation. A date counts only where no tag is given (§13.2.2)."""
    if (tags := fields.get(b"if-none-match")) is not None:
        return etag_matches(tags, etag)
    since = moment(fields.get(b"if-modified-since", ""))
    return since is not None and since >= modified


def etag_matches(if_none_match: str, etag: str) -> bool:
    """Weak comparison of an If-None-Match field, `*` or a list of tags, with a representation's tag (§13.1.2)."""
    if if_none_match.strip() == "*":
        return True
    return etag in [tag.strip().removeprefix("W/") for tag in if_none_match.split(",")]


@lru_cache(maxsize=256)
def moment(date: str) -> datetime | None:
    """A date in any of the three forms of §5.6.7; the one without a zone is in UTC. Anything else is ignored."""
    try:
        moment = parsedate_to_datetime(date)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
