"""Pages for people: what is in the frame of all of them, made of templates of ours and text that is HTML already."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from string import Template

from app.formats.html import framed
from app.http.responses import HTML, SECURITY, Representation
from app.query.reader import ReleaseReader

STATIC = Path(__file__).parent / "static"


def filled(name: str, **values: str) -> str:
    """A template with its values."""
    return _template(name).substitute(values)


def page(
    reader: ReleaseReader,
    title: str,
    main: str,
    *,
    kind: str = "prose",
    head: Iterable[str] = (),
    element: str = "main",
    within: str = "",
) -> Representation:
    """A whole page, as `framed` makes it, with the release at its foot and the policy that every page has."""
    render = reader.render
    text = framed(
        title, main, prefix=render.prefix, head=head, kind=kind, element=element, within=within, dataset=render.about
    )
    return Representation(text.encode(), {"content-type": HTML, **SECURITY})


@cache
def _template(name: str) -> Template:
    return Template((STATIC / name).read_text(encoding="utf-8"))
