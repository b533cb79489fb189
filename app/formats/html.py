"""The frame of every page for people: the site's head, navigation, style, script and foot; no release is needed."""

from collections.abc import Iterable
from html import escape

from app.formats.documents import Dataset

SITE = "The AI talent record"
SUMMARY = "Texts on AI talent as data: every record ships its proof."

PAGES = {"Guides": "/guides", "API": "/docs"}
SECTIONS = {"Figures": "figures", "Article": "article", "Claims": "claims", "People": "people", "Use it": "use"}
"""Parts of the home page."""

PROMISE = "We record what a text says and how firmly; we don’t rate whether it is true. Quotes remain their owner’s."


def framed(
    title: str,
    main: str,
    *,
    prefix: str,
    head: Iterable[str] = (),
    site: str = SITE,
    kind: str = "prose",
    element: str = "main",
    within: str = "",
    dataset: Dataset | None = None,
) -> str:
    """A complete HTML document. `main` and each line of `head` are HTML; `prefix` stands before addresses.

    `kind` is how it looks. `element` holds it: a `div` where it has a `main` of its own. `within`: which of `PAGES` it
    is or belongs to. `dataset`: whose version and licence its foot tells.
    """
    code = f'<script type="module" src="{prefix}/assets/page/code.js"></script>\n' if kind == "prose" else ""
    more = "".join(f"{line}\n" for line in head)
    return f"""<!doctype html>
<html lang="en" data-prefix="{prefix}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{escape(title)}{"" if title == site else f" · {escape(site)}"}</title>
<meta name="description" content="{SUMMARY}">
<link rel="icon" href="{prefix}/favicon.ico" type="image/svg+xml">
<link rel="stylesheet" href="{prefix}/assets/site.css">
{code}{more}</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header class="site">
<a class="brand" href="{prefix}/">{escape(site)}</a>
<nav aria-label="Site">
{_navigation(within, prefix)}</nav>
</header>
<{element} id="main" class="{kind}">
{main}</{element}>
<footer class="site">
<p>{_release(dataset)}{PROMISE}</p>
</footer>
</body>
</html>
"""


def _navigation(within: str, prefix: str) -> str:
    """The parts of the home page and the other pages, the one that is shown marked."""
    links = [f'<a href="{prefix}/#{part}">{name}</a>\n' for name, part in SECTIONS.items()]
    for name, address in PAGES.items():
        current = ' aria-current="true"' if name == within else ""
        links.append(f'<a href="{prefix}{address}"{current}>{name}</a>\n')
    return "".join(links)


def _release(dataset: Dataset | None) -> str:
    """Which version of what a page shows, and its licence; nothing where no release was read."""
    if dataset is None:
        return ""
    licence = f'<a rel="license" href="{escape(dataset.licence_url)}">{escape(dataset.licence)}</a>'
    return f"Version {escape(dataset.version)}, {dataset.released.isoformat()}. Data: {licence}. "


def link(address: str, text: str) -> str:
    """A link to an address of the web or of this service; the text alone where the address is of another kind."""
    if address.startswith(("https://", "http://", "/")):
        return f'<a href="{escape(address)}">{escape(text)}</a>'
    return escape(text)


def counted(number: int, noun: str) -> str:
    """So many of something: `1 claim`, `3 claims`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def preview(title: str, description: str) -> list[str]:
    """What a page is called and says where its address is shared (Open Graph)."""
    told = {"og:title": title, "og:description": description}
    return [f'<meta property="{name}" content="{escape(content)}">' for name, content in told.items()]


def meta(name: str, content: str) -> str:
    """A line of metadata."""
    return f'<meta name="{name}" content="{escape(content)}">'
