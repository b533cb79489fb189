"""Kept answers (RFC 9111): whole, in memory, bounded in bytes; the least recently asked for goes first."""

from collections import OrderedDict
from typing import NamedTuple

from app.http.responses import Finished

LARGEST_SHARE = 8
"""An answer that would fill more than this part of the room is not kept: it would drive out too many others."""

OVERHEAD = 3_072
"""Bytes that an entry takes beside its text: objects, dictionaries, the place in the order."""


class Asked(NamedTuple):
    """All of a request that an answer depends on: it is all that the application is told."""

    path: str
    """Decoded, as the router reads it; so spellings of one path are one entry."""
    query: bytes
    """As it was sent."""
    accept: str
    """In the canonical form of `negotiation.preference`."""
    packed: bool
    """Whether the client takes gzip."""


class AnswerCache:
    """A store of finished answers with the counts of what became of them."""

    def __init__(self, limit: int) -> None:
        """`limit`: bytes in all, with addresses, headers and objects counted; 0 keeps nothing."""
        self.limit = limit
        self.bytes = self.hits = self.misses = self.evictions = 0
        self._entries: OrderedDict[Asked, Finished] = OrderedDict()

    def __len__(self) -> int:
        return len(self._entries)

    def get(self, asked: Asked) -> Finished | None:
        """The answer kept to what is `asked`, which is now the most recent one."""
        found = self._entries.get(asked)
        if found is None:
            self.misses += 1
            return None
        self._entries.move_to_end(asked)
        self.hits += 1
        return found

    def keep(self, asked: Asked, answer: Finished) -> None:
        """Keep an answer that anyone may be sent again, where it fits."""
        if not self.limit or answer.etag is None or answer.download:
            return
        size = weight(asked, answer)
        if size > self.limit // LARGEST_SHARE:
            return
        if (replaced := self._entries.pop(asked, None)) is not None:
            self.bytes -= weight(asked, replaced)
        self._entries[asked] = answer
        self.bytes += size
        while self.bytes > self.limit:
            self.bytes -= weight(*self._entries.popitem(last=False))
            self.evictions += 1


def weight(asked: Asked, answer: Finished) -> int:
    """About how many bytes of memory an entry takes."""
    fields = sum(len(name) + len(value) for name, value in answer.start["headers"])
    return OVERHEAD + len(asked.path) + len(asked.query) + len(asked.accept) + fields + len(answer.body["body"])
