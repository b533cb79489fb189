"""Guides: pages of prose in Markdown, each of whose requests is run in a test, and a glossary made of the codebook."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from html import escape
from pathlib import Path

from markdown_it import MarkdownIt

from app.dataset.codebook import CODEBOOK
from app.dataset.rules import RULES

FOLDER = Path(__file__).parent / "guides"
GLOSSARY = "glossary"


@dataclass(frozen=True)
class Guide:
    """A guide by its name in the address."""

    name: str

    @cached_property
    def text(self) -> str:
        """Its Markdown."""
        return (FOLDER / f"{self.name}.md").read_text(encoding="utf-8")

    @cached_property
    def title(self) -> str:
        """Its heading."""
        return self.text.splitlines()[0].removeprefix("# ")

    @cached_property
    def _rendered(self) -> str:
        return str(MarkdownIt("commonmark").enable("table").render(self.text))

    def page(self, prefix: str) -> str:
        """Its HTML, with the application's prefix before addresses of ours."""
        return self._rendered.replace('href="/', f'href="{prefix}/')


GUIDES = {
    name: Guide(name)
    for name in (
        "first-request",
        "paging",
        "honest-figures",
        "what-the-text-does-not-say",
        "errors",
        "citing",
        "verifying",
        "tables",
        "caching",
        "adding-an-article",
        "running-it",
    )
}
"""In the order in which people need them."""


def contents(prefix: str) -> str:
    """The list of all guides."""
    titles = [*((guide.name, guide.title) for guide in GUIDES.values()), (GLOSSARY, "Glossary")]
    items = "".join(f'<li><a href="{prefix}/guides/{name}">{escape(title)}</a></li>\n' for name, title in titles)
    return f"<h1>Guides</h1>\n<ul>\n{items}</ul>\n"


def glossary() -> str:
    """What every coded value means, and the rules by which records are coded; each has an anchor."""
    return "".join(["<h1>Glossary</h1>\n", *_vocabularies(), '<h2 id="coding-rules">Coding rules</h2>\n', *_rules()])


def _vocabularies() -> Iterator[str]:
    for each in CODEBOOK:
        yield f'<h2 id="{each.vocabulary}">{escape(each.vocabulary)}</h2>\n<p>{escape(each.definition)}</p>\n<dl>\n'
        for code in each.values:
            anchor = f"{each.vocabulary}.{code.value}"
            yield f'<dt id="{anchor}"><code>{escape(code.value)}</code></dt><dd>{escape(code.definition)}</dd>\n'
        yield "</dl>\n"


def _rules() -> Iterator[str]:
    for each in RULES:
        yield f'<h3 id="{escape(each.id)}">{escape(each.label)}</h3>\n<p>{escape(each.rule)}</p>\n'
        yield f"<p>{escape(each.example)}</p>\n"
