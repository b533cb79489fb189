"""A client with httpx: pages to the end, answers that are held, and refusals that help.

python examples/client.py [BASE]
"""

import sys
from collections.abc import Iterator
from typing import Any

import httpx


class Record:
    """Reads the record, and holds what it has read."""

    def __init__(self, client: httpx.Client) -> None:
        self.client = client
        self.held: dict[str, tuple[str, Any]] = {}
        self.not_modified = 0

    def get(self, address: str, **query: Any) -> Any:
        """One answer. What is held is asked for by its tag, and comes as 304 without a body."""
        url = str(self.client.build_request("GET", address, params=query or None).url)
        tag, body = self.held.get(url, ("", None))
        answer = self.client.get(url, headers={"if-none-match": tag} if tag else {})
        if answer.status_code == httpx.codes.NOT_MODIFIED:
            self.not_modified += 1
            return body
        if answer.is_error:
            raise ValueError(explained(answer.json()))
        self.held[url] = answer.headers["etag"], answer.json()
        return answer.json()

    def all(self, address: str, **query: Any) -> Iterator[Any]:
        """Every record of a list, page by page."""
        page = self.get(address, limit=100, **query)
        yield from page["data"]
        while page["links"]["next"]:
            page = self.get(page["links"]["next"])
            yield from page["data"]


def explained(problem: Any) -> str:
    """A problem (RFC 9457) in words: what was wrong, and what would have worked."""
    meant = [fault["did_you_mean"] for fault in problem["errors"] if fault["did_you_mean"]]
    return " ".join([problem["detail"], *(f"Did you mean {each}?" for each in meant), f"Try {problem['example']}"])


def main(base: str) -> None:
    """Read the claims twice, then misspell a filter."""
    with httpx.Client(base_url=base) as client:
        record = Record(client)
        hedged = [claim for claim in record.all("/v1/claims") if claim["hedge"]]
        print(f"{len(hedged)} claims are hedged, the first with “{hedged[0]['hedge']}”: {hedged[0]['text']}")
        list(record.all("/v1/claims"))
        print(f"Asked again, {record.not_modified} pages were held.")
        try:
            record.get("/v1/claims", topc="patents")
        except ValueError as refusal:
            print(refusal)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000")
