"""Conditional requests (RFC 9110 §13), as pure functions of header values."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache

from app.http.problems import PreconditionFailed
from app.http.request import Fields


def is_held(etag: str, modified: datetime, fields: Fields) -> bool:
    """Whether the client already holds a representation. A date counts only where no tag is given (§13.2.2).

    Raises PreconditionFailed where another one is asked for.
    """
    if not _is_wanted(etag, modified, fields):
        detail = f"What is here has the ETag {etag}, and was last modified on {modified:%Y-%m-%d}."
        raise PreconditionFailed(detail, headers={"etag": etag})
    if (tags := fields.get(b"if-none-match")) is not None:
        return etag_matches(tags, etag)
    since = moment(fields.get(b"if-modified-since", ""))
    return since is not None and since >= modified


def _is_wanted(etag: str, modified: datetime, fields: Fields) -> bool:
    """Whether a representation is the one that a client goes on with (§13.1.1, by strong comparison; §13.1.4)."""
    if (tags := fields.get(b"if-match")) is not None:
        return tags.strip() == "*" or etag in [tag.strip() for tag in tags.split(",")]
    until = moment(fields.get(b"if-unmodified-since", ""))
    return until is None or modified <= until


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
