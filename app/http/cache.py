"""Cached responses (RFC 9111): whole, in memory, bounded in bytes; the least recently asked for goes first."""

from collections import OrderedDict

from app.http.request import RequestKey
from app.http.responses import PreparedResponse

LARGEST_SHARE = 8
"""A response that would fill more than this part of the room is not cached: it would drive out too many others."""

OVERHEAD = 3_072
"""Bytes that an entry takes beside its text: objects, dictionaries, the place in the order."""


class ResponseStore:
    """Prepared responses by the key of the request, with counts of what became of them."""

    def __init__(self, limit: int) -> None:
        """`limit`: bytes in all, with addresses, headers and objects counted; 0 caches nothing."""
        self.limit = limit
        self.bytes = self.hits = self.misses = self.evictions = 0
        self._entries: OrderedDict[RequestKey, PreparedResponse] = OrderedDict()

    def __len__(self) -> int:
        return len(self._entries)

    def get(self, key: RequestKey) -> PreparedResponse | None:
        """The response cached for a key, which is now the most recent one."""
        found = self._entries.get(key)
        if found is None and key.query:
            key = key._replace(query=b"")
            found = self._entries.get(key)
            if found is not None and found.reads_query:
                found = None
        if found is None:
            self.misses += 1
            return None
        self._entries.move_to_end(key)
        self.hits += 1
        return found

    def keep(self, key: RequestKey, response: PreparedResponse) -> None:
        """Cache a response that anyone may be sent again, where it fits; once, where it is the same for every query."""
        if not self.limit or response.etag is None:
            return
        if not response.reads_query:
            key = key._replace(query=b"")
        size = weight(key, response)
        if size > self.limit // LARGEST_SHARE:
            return
        if (replaced := self._entries.pop(key, None)) is not None:
            self.bytes -= weight(key, replaced)
        self._entries[key] = response
        self.bytes += size
        while self.bytes > self.limit:
            self.bytes -= weight(*self._entries.popitem(last=False))
            self.evictions += 1

    def clear(self) -> None:
        """Forget all."""
        self._entries.clear()
        self.bytes = 0


def weight(key: RequestKey, response: PreparedResponse) -> int:
    """About how many bytes of memory an entry takes."""
    fields = sum(len(name) + len(value) for name, value in response.headers)
    texts = len(key.root_path) + len(key.path) + len(key.query) + len(key.accept)
    return OVERHEAD + texts + fields + len(response.body)
