"""What is refused because others would wait for it, and how to ask for less."""

from urllib.parse import parse_qsl, quote, urlencode

from app.http.problems import TooCostly

MOST_PARAMETERS = 400
"""As many ids as an address has room for."""

READING_SECONDS = 0.1
"""A request may read so long, by the processor's clock, all of its statements together."""

TRIAL_SECONDS = 0.03
"""So long may be read to try the example of a refusal."""

ASK_LESS = {
    "q": "use fewer words, or longer beginnings",
    "facets": "count the values of fewer filters",
    "include": "bring fewer kinds of records along",
    "limit": "ask for a shorter page",
    "sort": "take the reading order",
}
"""How each parameter that can be dear is asked for less; the dearest first."""


def too_many_parameters(path: str, number: int) -> TooCostly:
    """Where a query has more parameters than are looked at."""
    detail = f"The query has {number:,} parameters; at most {MOST_PARAMETERS} are taken."
    return TooCostly(detail, example=quote(path))


def too_long_to_read(path: str, query: bytes) -> TooCostly:
    """Where reading what was asked takes too long; with each parameter that may be why, and without all of them."""
    pairs = parse_qsl(query.decode("latin-1"), keep_blank_values=True)
    names = {name for name, _ in pairs}
    asked = {name: advice for name, advice in ASK_LESS.items() if name in names}
    field_errors = [TooCostly.error(name, f"`{name}` may be why it takes long: {asked[name]}.") for name in asked]
    advice = ", or ".join(asked.values()) or "use fewer filters and values"
    detail = f"What was asked takes more than {READING_SECONDS * 1000:.0f} ms of processor time to read: {advice}."
    kept = [pair for pair in pairs if pair[0] not in {*ASK_LESS, "cursor"}]
    return TooCostly(
        detail, *field_errors, example=f"{quote(path)}?{urlencode(kept)}" if kept and field_errors else quote(path)
    )
