"""What can go wrong, and how it is said: RFC 9457 problem details, one shape for everything."""

from collections.abc import Mapping
from typing import ClassVar, Self
from urllib.parse import quote

from pydantic import BaseModel, Field

MEDIA_TYPE = "application/problem+json"


class FieldError(BaseModel):
    """One thing that was wrong with the request."""

    parameter: str = Field(description="The query parameter; `path`; or `Accept`, the header.", examples=["topc"])
    code: str = Field(description="What was wrong with it.", examples=["unknown_parameter"])
    detail: str = Field(description="The same in a sentence.", examples=["There is no parameter `topc`."])
    allowed: list[str] | None = Field(description="What is allowed, where that can be listed.", examples=[["topic"]])
    did_you_mean: str | None = Field(description="The nearest right answer.", examples=["topic"])


class ProblemOut(BaseModel):
    """A problem (RFC 9457), with every error that was found."""

    type: str = Field(description="A page about this kind of problem.", examples=["/problems/unknown_parameter"])
    title: str = Field(description="What kind of problem.", examples=["Unknown parameter"])
    status: int = Field(description="The HTTP status.", examples=[422])
    detail: str = Field(description="What was wrong this time.", examples=["There is no parameter `topc`."])
    instance: str = Field(description="The request's path.", examples=["/v1/claims"])
    code: str = Field(description="The kind of problem, for programs.", examples=["unknown_parameter"])
    errors: list[FieldError] = Field(description="Each error; empty where the problem is not in a parameter.")
    example: str | None = Field(
        description="The nearest request that works, where there is one.", examples=["/v1/claims?topic=patents"]
    )


class Problem(Exception):
    """A refusal. Each class is one kind, with its own page under `/problems/`; its docstring is that page's text."""

    status: ClassVar[int] = 422
    code: ClassVar[str]
    title: ClassVar[str]

    def __init_subclass__(cls) -> None:
        """The title is the code in words, unless another is given."""
        cls.title = vars(cls).get("title", cls.code.replace("_", " ").capitalize())

    def __init__(
        self,
        detail: str,
        *field_errors: FieldError,
        example: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """`detail` says what was wrong this time. `headers` are sent with it, the addresses in them without a base."""
        super().__init__(detail)
        self.detail = detail
        self.field_errors = field_errors
        self.example = example
        self.headers = dict(headers or {})

    @classmethod
    def error(
        cls, parameter: str, detail: str, allowed: list[str] | None = None, did_you_mean: str | None = None
    ) -> FieldError:
        """One error of this kind, for a problem that may have several."""
        return FieldError(parameter=parameter, code=cls.code, detail=detail, allowed=allowed, did_you_mean=did_you_mean)

    @classmethod
    def of(
        cls,
        parameter: str,
        detail: str,
        allowed: list[str] | None = None,
        did_you_mean: str | None = None,
        *,
        example: str,
    ) -> Self:
        """A problem whose only error says all."""
        return cls(detail, cls.error(parameter, detail, allowed, did_you_mean), example=example)


class UnknownParameter(Problem):
    """The request has a query parameter that this address doesn't know.

    Nothing is ignored, so that a misspelt filter can't pass for an unfiltered list.
    """

    code = "unknown_parameter"


class RepeatedParameter(Problem):
    """A parameter that takes one value was given more than once.

    Filters may be repeated, and mean “any of these”; `limit`, `sort` and `cursor` may not.
    """

    code = "repeated_parameter"


class MissingParameter(Problem):
    """A parameter that this address can't do without is not there."""

    code = "missing_parameter"


class InvalidValue(Problem):
    """A parameter's value is not of the kind that it takes. Values are never rounded, clamped or guessed."""

    code = "invalid_value"


class UnknownValue(Problem):
    """A filter's id or country is well formed, but no record has it.

    Saying so beats an empty list that looks like an answer.
    """

    code = "unknown_value"


class TooCostly(Problem):
    """The request asks for more than is answered at once: others would wait for it.

    Ask for less: fewer words or longer beginnings in `q`, fewer values, `facets` or `include`, a smaller `limit`.
    The whole dataset can be had as files: see `/v1/dataset`.
    """

    code = "too_costly"


class InvalidCursor(Problem):
    """The cursor was not made by this service, or has been changed.

    Take `links.next` of a page as it is, or start at the first page.
    """

    code = "cursor_invalid"
    title = "Invalid cursor"


class ForeignCursor(Problem):
    """The cursor belongs to another list: other filters or another order.

    Keep the rest of the request as it was, or start at the first page.
    """

    code = "cursor_foreign"
    title = "Foreign cursor"


class ExpiredCursor(Problem):
    """The cursor was made for an earlier release of the data. Start again at the first page."""

    code = "cursor_expired"
    title = "Expired cursor"


class NotFound(Problem):
    """There is nothing at this address, and there never was. Ids are lower-case words joined by hyphens."""

    status = 404
    code = "not_found"


class Renamed(Problem):
    """The record has a new id. Its old address leads to the new one for good: follow the Location header."""

    status = 308
    code = "renamed"


class Withdrawn(Problem):
    """The record was published and then withdrawn. Why, and what took its place if anything did: see `/v1/changes`."""

    status = 410
    code = "withdrawn"


class MethodNotAllowed(Problem):
    """The API is read-only: it answers GET, HEAD and OPTIONS."""

    status = 405
    code = "method_not_allowed"


class NotAcceptable(Problem):
    """None of the media types in the request's Accept header can be had at this address.

    The refusal lists those that can. Most addresses also take `format=`, which wins over the header.
    """

    status = 406
    code = "not_acceptable"


class PreconditionFailed(Problem):
    """What is here is another version than `If-Match` names, or newer than `If-Unmodified-Since`.

    Leave the header out to be sent what there is.
    """

    status = 412
    code = "precondition_failed"


class AddressTooLong(Problem):
    """The address is longer than 8,192 bytes."""

    status = 414
    code = "uri_too_long"
    title = "Address too long"


class RangeNotSatisfiable(Problem):
    """None of the bytes that `Range` asks for is there. `Content-Range` says how many bytes there are."""

    status = 416
    code = "range_not_satisfiable"


class HeadersTooLarge(Problem):
    """The request's headers are together larger than 32,768 bytes; past 64 kB the server says so in plain text."""

    status = 431
    code = "headers_too_large"


class Unexpected(Problem):
    """Something went wrong on our side. It has been logged; the same request may work later."""

    status = 500
    code = "internal_error"


class Unavailable(Problem):
    """The service is about to stop, or what was asked for can't be read, is still being checked or was overwritten.

    Junk is never sent. Another server answers, or this one later: `Retry-After` says when, where it is known.
    """

    status = 503
    code = "unavailable"


PROBLEMS: dict[str, type[Problem]] = {kind.code: kind for kind in Problem.__subclasses__()}


CONDITIONAL = (PreconditionFailed, RangeNotSatisfiable)
"""What is refused for its conditions alone, which whatever has an ETag can be asked by."""


def out_of_range(size: int) -> RangeNotSatisfiable:
    """The refusal of a range that begins past the last of `size` bytes."""
    detail = f"There are {size:,} bytes; none of them is in the range asked for."
    return RangeNotSatisfiable(detail, headers={"content-range": f"bytes */{size}"})


def stopping() -> Unavailable:
    """The refusal of a service that drains."""
    return Unavailable("The service is stopping.", example="/healthz")


def explanation(kind: type[Problem]) -> str:
    """What a kind of problem means, for people: its docstring on one line."""
    return " ".join((kind.__doc__ or "").split())


def not_found(detail: str, guess: str | None, example: str, allowed: list[str] | None = None) -> NotFound:
    """Nothing there, with the nearest thing that is."""
    return NotFound.of("path", detail, allowed, guess, example=example)


def _placed(field_error: FieldError, base: str) -> FieldError:
    """The error with `base` before an address that may have been meant."""
    guess = field_error.did_you_mean
    return (
        field_error.model_copy(update={"did_you_mean": base + guess})
        if guess and guess.startswith("/")
        else field_error
    )


def shown(problem: Problem, path: str, base: str = "") -> ProblemOut:
    """A problem as it is sent for a request at `path`."""
    return ProblemOut(
        type=f"{base}/problems/{problem.code}",
        title=problem.title,
        status=problem.status,
        detail=problem.detail,
        instance=base + quote(path, safe="/:@!$&'()*+,;=-._~"),
        code=problem.code,
        errors=[_placed(field_error, base) for field_error in problem.field_errors],
        example=base + problem.example if problem.example else None,
    )
