"""The frame of the pages that encoders write: the site's head, style and script; no template, no release is needed."""

from collections.abc import Iterable
from html import escape

SITE = "The AI talent record"


def framed(title: str, main: str, *, prefix: str, head: Iterable[str] = (), site: str = SITE) -> str:
    """A complete HTML document. `main` and each line of `head` are HTML; `prefix` stands before addresses of ours."""
    more = "".join(f"{line}\n" for line in head)
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{escape(title)} · {escape(site)}</title>
<link rel="icon" href="{prefix}/favicon.ico" type="image/svg+xml">
<link rel="stylesheet" href="{prefix}/assets/site.css">
<script type="module" src="{prefix}/assets/page/code.js"></script>
{more}</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header class="site">
<a class="brand" href="{prefix}/">{escape(site)}</a>
<nav aria-label="Site">
<a href="{prefix}/#figures">Figures</a>
<a href="{prefix}/#article">Article</a>
<a href="{prefix}/#claims">Claims</a>
<a href="{prefix}/#people">People</a>
<a href="{prefix}/#use">Use it</a>
<a href="{prefix}/guides">Guides</a>
<a href="{prefix}/docs">API</a>
</nav>
</header>
<main id="main" class="prose">
{main}</main>
</body>
</html>
"""


def link(address: str, text: str) -> str:
    """A link to an address of the web or of this service; the text alone where the address is of another kind."""
    if address.startswith(("https://", "http://", "/")):
        return f'<a href="{escape(address)}">{escape(text)}</a>'
    return escape(text)


def meta(name: str, content: str) -> str:
    """A line of metadata."""
    return f'<meta name="{name}" content="{escape(content)}">'
