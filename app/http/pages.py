"""A problem as a page, for people whose browser asks for one. It says what the problem's JSON says."""

import re
from html import escape
from itertools import islice

from app.formats.html import framed, link
from app.http.negotiation import quality
from app.http.problems import Fault, ProblemOut

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
    faults = "".join(_fault(fault, problem.detail) for fault in problem.errors)
    main = f"""<h1>{escape(problem.title)}</h1>
<p><code>{escape(problem.code)}</code>, HTTP status {problem.status}, at <code>{escape(problem.instance)}</code></p>
{_sentence(problem.detail)}{faults}{example}{meaning}"""
    return framed(problem.title, main, prefix=prefix)


def _sentence(text: str) -> str:
    """A paragraph; what stands between backticks is code."""
    told = _CODE.sub(r"<code>\1</code>", escape(text))
    return f"<p>{told}</p>\n"


def _fault(fault: Fault, said: str) -> str:
    """What would be right; a fault is told again where the problem's `said` detail is another."""
    rows = []
    if fault.did_you_mean:
        rows.append(("Did you mean", f"<code>{escape(fault.did_you_mean)}</code>"))
    if fault.allowed:
        shown = " ".join(f"<code>{escape(value)}</code>" for value in islice(fault.allowed, MOST_ALLOWED))
        more = len(fault.allowed) - MOST_ALLOWED
        rows.append(("Allowed", f"{shown} and {more} more" if more > 0 else shown))
    items = "".join(f"<dt>{name}</dt><dd>{value}</dd>\n" for name, value in rows)
    told = "" if fault.detail == said else f"<h2><code>{escape(fault.parameter)}</code></h2>\n{_sentence(fault.detail)}"
    return f"{told}<dl>\n{items}</dl>\n" if items else told
