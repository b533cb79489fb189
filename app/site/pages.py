"""Pages for people: what is in the frame of all of them, made of templates of ours and text that is HTML already."""

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from string import Template

from app.dataset.schemas import ReleaseOut
from app.formats.html import about, framed
from app.http.responses import HTML, SECURITY, Representation
from app.query.reader import ReleaseReader

STATIC = Path(__file__).parent / "static"


def release_of(reader: ReleaseReader) -> ReleaseOut:
    """What the release says of itself."""
    return ReleaseOut.model_validate(json.loads(reader.release.document))


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
    release = release_of(reader)
    told = about(release.data_version, release.released, release.licence.id, release.licence.url)
    text = framed(
        title, main, prefix=reader.render.prefix, head=head, kind=kind, element=element, within=within, release=told
    )
    return Representation(text.encode(), {"content-type": HTML, **SECURITY})


@cache
def _template(name: str) -> Template:
    return Template((STATIC / name).read_text(encoding="utf-8"))
