"""A problem as a page, for people whose browser asks for one. It says what the problem's JSON says."""

import re
from html import escape
from itertools import islice

from app.formats.html import framed, link
from app.http.negotiation import quality
from app.http.problems import FieldError, ProblemOut

_CODE = re.compile("`([^`]+)`")

MOST_ALLOWED = 40
"""Of more allowed values, so many are shown."""


def wants_page(accept: str) -> bool:
    """Whether a client likes HTML better than JSON, as browsers do."""
    return quality(accept, "text/html") > quality(accept, "application/json")


def problem_page(problem: ProblemOut, prefix: str) -> str:
    """The whole page; `prefix` is the path below which the application is served."""
    example = f"<p>This works: {link(problem.example, problem.example)}</p>\n" if problem.example else ""
    meaning = f"<p>{link(problem.type, 'What this problem means')}</p>\n" if problem.type != "about:blank" else ""
    field_errors = "".join(_field_error(field_error, problem) for field_error in problem.errors)
    main = f"""<h1>{escape(problem.title)}</h1>
{_sentence(problem.detail)}{field_errors}{example}{meaning}
<p><code>{escape(problem.code)}</code>, HTTP status {problem.status}, at <code>{escape(problem.instance)}</code></p>
"""
    return framed(problem.title, main, prefix=prefix)


def _sentence(text: str) -> str:
    """A paragraph; what stands between backticks is code."""
    told = _CODE.sub(r"<code>\1</code>", escape(text))
    return f"<p>{told}</p>\n"


def _field_error(field_error: FieldError, problem: ProblemOut) -> str:
    """What would be right; an error is told where the problem's detail is another, a guess where it isn't linked."""
    rows = []
    if field_error.did_you_mean and field_error.did_you_mean != problem.example:
        rows.append(("Did you mean", f"<code>{escape(field_error.did_you_mean)}</code>"))
    if field_error.allowed:
        shown = " ".join(f"<code>{escape(value)}</code>" for value in islice(field_error.allowed, MOST_ALLOWED))
        more = len(field_error.allowed) - MOST_ALLOWED
        rows.append(("Allowed", f"{shown} and {more} more" if more > 0 else shown))
    items = "".join(f"<dt>{name}</dt><dd>{value}</dd>\n" for name, value in rows)
    told = (
        ""
        if field_error.detail == problem.detail
        else f"<h2><code>{escape(field_error.parameter)}</code></h2>\n{_sentence(field_error.detail)}"
    )
    return f"{told}<dl>\n{items}</dl>\n" if items else told
