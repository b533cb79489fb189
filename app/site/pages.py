"""The frame of every page for people: templates of ours, filled with text that is HTML already."""

import json
from functools import cache
from html import escape
from pathlib import Path
from string import Template

from app.dataset.schemas import ReleaseOut
from app.http.responses import HTML, SECURITY, Representation
from app.query.reader import ReleaseReader

STATIC = Path(__file__).parent / "static"
SUMMARY = "Texts on AI talent as data: every record ships its proof."


def release_of(reader: ReleaseReader) -> ReleaseOut:
    """What the release says of itself."""
    return ReleaseOut.model_validate(json.loads(reader.release.document))


def filled(name: str, **values: str) -> str:
    """A template with its values."""
    return _template(name).substitute(values)


def page(
    reader: ReleaseReader, title: str, body: str, *, kind: str = "prose", head: str = "", element: str = "main"
) -> Representation:
    """A whole page: `title` is plain text, `body` and `head` are HTML.

    `element` holds the body: a `div` where the body has a `main` of its own.
    """
    release = release_of(reader)
    text = filled(
        "shell.html",
        prefix=reader.render.prefix,
        title=escape(title),
        summary=SUMMARY,
        head=head,
        body=body,
        kind=kind,
        element=element,
        version=escape(release.data_version),
        released=escape(release.released),
        licence=escape(release.licence.id),
        licence_url=escape(release.licence.url),
    )
    return html_response(text)


def html_response(text: str) -> Representation:
    """HTML with the policy that every page has."""
    return Representation(text.encode(), {"content-type": HTML, **SECURITY})


@cache
def _template(name: str) -> Template:
    return Template((STATIC / name).read_text(encoding="utf-8"))
