"""One refusal of each kind, as it is really sent: what OpenAPI shows for it."""

from app.http.problems import (
    AddressTooLong,
    ExpiredCursor,
    Fault,
    ForeignCursor,
    HeadersTooLarge,
    InvalidCursor,
    InvalidValue,
    MethodNotAllowed,
    MissingParameter,
    NotAcceptable,
    NotFound,
    Problem,
    Renamed,
    RepeatedParameter,
    Unexpected,
    UnknownParameter,
    UnknownValue,
    Withdrawn,
    shown,
)

CLAIM = "/v1/claims/many-top-ai-researchers-work-in-us"


def _at_fault(
    kind: type[Problem],
    parameter: str,
    detail: str,
    example: str,
    allowed: list[str] | None = None,
    guess: str | None = None,
) -> Problem:
    fault = Fault(parameter=parameter, code=kind.code, detail=detail, allowed=allowed, did_you_mean=guess)
    return kind(detail, fault, example=example)


_REFUSALS = (
    (
        "/v1/topics",
        _at_fault(
            UnknownParameter,
            "srt",
            "There is no parameter `srt` here.",
            "/v1/topics?sort=label",
            ["limit", "cursor", "format", "q", "sort"],
            "sort",
        ),
    ),
    (
        "/v1/claims",
        _at_fault(RepeatedParameter, "limit", "`limit` takes one value, and was given 2 times.", "/v1/claims?limit=1"),
    ),
    (
        "/v1/search",
        _at_fault(MissingParameter, "q", "`q` is needed here.", "/v1/search?q=patents", guess="patents"),
    ),
    (
        "/v1/claims",
        _at_fault(
            InvalidValue,
            "certainty",
            "`certainty`: 'hedgd' is refused: input should be 'asserted', 'hedged' or 'conditional'.",
            "/v1/claims?certainty=hedged",
            ["asserted", "hedged", "conditional"],
            "hedged",
        ),
    ),
    (
        "/v1/claims",
        _at_fault(
            UnknownValue,
            "researcher",
            "No record has `researcher` zhu.",
            "/v1/claims?researcher=zhu-songchun",
            ["tingwen-huang", "zhu-songchun"],
            "zhu-songchun",
        ),
    ),
    ("/v1/claims", _at_fault(InvalidCursor, "cursor", "The cursor can't be read.", "/v1/claims?limit=5")),
    (
        "/v1/claims",
        _at_fault(
            ForeignCursor,
            "cursor",
            "The cursor belongs to a list with other filters or another order.",
            "/v1/claims?limit=5",
        ),
    ),
    (
        "/v1/claims",
        _at_fault(
            ExpiredCursor, "cursor", "The cursor was made for an earlier release of the data.", "/v1/claims?limit=5"
        ),
    ),
    (
        "/v1/institutions/deepsek",
        _at_fault(NotFound, "path", "There is no institution deepsek.", "/v1/institutions/deepseek", guess="deepseek"),
    ),
    (
        "/v1/claims/called-otherwise",
        Renamed("The claim called-otherwise is now called many-top-ai-researchers-work-in-us.", example=CLAIM),
    ),
    (
        "/v1/claims/read-wrongly",
        Withdrawn(
            "The claim read-wrongly was withdrawn in version 1.1.0: The passage was read wrongly.",
            example="/v1/claims",
        ),
    ),
    ("/v1/claims", MethodNotAllowed("POST is not answered here; GET is.", example="/v1/claims")),
    (
        "/v1/search",
        _at_fault(
            NotAcceptable,
            "Accept",
            "This can be had as application/json.",
            "/v1/search?q=patents",
            ["application/json"],
            "application/json",
        ),
    ),
    ("/v1/claims", AddressTooLong("The address is longer than 8,192 bytes.", example="/v1/claims")),
    ("/v1/claims", HeadersTooLarge("The headers are together larger than 32,768 bytes.", example="/v1/claims")),
    ("/v1/claims", Unexpected("Something went wrong on our side; it has been logged.", example="/healthz")),
)

SPECIMENS = {problem.code: shown(problem, path) for path, problem in _REFUSALS}
