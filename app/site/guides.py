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
    """A guide by its name in the address. `about` is a line for the list of guides."""

    name: str
    about: str

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
    name: Guide(name, about)
    for name, about in {
        "first-request": "What to send, and what comes back.",
        "paging": "Long lists, orders, counts, and what comes along.",
        "honest-figures": "Almost 40, at least a third: how hedged numbers are filtered.",
        "what-the-text-does-not-say": "Nulls, their reasons, and how to ask for them.",
        "errors": "What a refusal tells, and how to go on from it.",
        "citing": "References for a footnote or a reference manager.",
        "verifying": "Check one citation, or all of them, against your copy.",
        "tables": "CSV, the workbook, SQLite and the data package.",
        "caching": "Ask only for what changed.",
        "adding-an-article": "From a text that you hold to records with proof.",
        "running-it": "One machine or many: settings, proxy, metrics, releases.",
    }.items()
}
"""In the order in which people need them, each with what it is about."""


def contents(prefix: str) -> str:
    """The list of all guides."""
    listed = [*((guide.name, guide.title, guide.about) for guide in GUIDES.values())]
    listed.append((GLOSSARY, "Glossary", "What every coded value means, and the rules of coding."))
    items = [
        f'<li><a href="{prefix}/guides/{name}">{escape(title)}</a>. {escape(about)}</li>\n'
        for name, title, about in listed
    ]
    return f"<h1>Guides</h1>\n<ul>\n{''.join(items)}</ul>\n"


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
