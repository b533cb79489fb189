"""Each type of text with each sort of author and each precision of date, in every format of references.

The golden files are read against the manuals, a line a combination; `REWRITE_GOLDEN=1` writes them anew.
"""

import os
from pathlib import Path

import pytest

from app.formats.registry import CITATION_FORMATS
from app.vocabulary import SourceType
from tests.formats.examples import CITATIONS, SOURCE, Json, author, context

WORKS = Path(__file__).parent / "works"
ADA, BO, OFFICE, PRESS = author("Penn", "Ada"), author("Wave", "Bo"), author("Tide Office"), author("Tide Press")
AUTHORS: dict[str, list[Json] | None] = {
    "nobody": None,
    "one": [ADA],
    "two": [ADA, BO],
    "body": [OFFICE],
    "own": [PRESS],
}
DATES = ("2020-07-04", "2020-07", "2020", None)
STYLES = {"apa", "mla", "chicago", "bibtex", "ris", "csl"}


def works() -> list[Json]:
    """Sources of every type, with and without title and republication."""
    made = []
    for kind in SourceType:
        for number, (name, authors) in enumerate(AUTHORS.items()):
            date = DATES[number % len(DATES)]
            made.append(
                SOURCE
                | {
                    "id": f"{kind}-{name}",
                    "source_type": kind.value,
                    "title": None if name == "nobody" else "Tides and ports",
                    "publisher": "Tide Press",
                    "authors": authors,
                    "date_published": date and {"value": date, "basis": "stated", "note": None},
                    "republication": SOURCE["republication"] if name in {"nobody", "two"} else None,
                    "original_url": "https://example.org/original" if name == "one" else None,
                }
            )
    return made


def written(style: str) -> str:
    """Every work's own reference, without that of the record."""
    sources = works()
    about = context()
    citations = [CITATIONS[0] | {"source": CITATIONS[0]["source"] | {"id": source["id"]}} for source in sources]
    known = {source["id"]: source for source in sources}
    shown = []
    for citation in citations:
        text = CITATION_FORMATS[style].encode(
            [citation], type(about)(about.dataset, about.model, about.base, sources=known)
        )
        shown.append(f"## {citation['source']['id']}\n\n{text.decode()}")
    return "\n".join(shown).replace("\r\n", "\n")


@pytest.mark.parametrize("style", sorted(STYLES))
def test_every_combination_is_written_as_it_always_was(style: str) -> None:
    path, made = WORKS / f"{style}.txt", written(style)
    if os.environ.get("REWRITE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(made, encoding="utf-8")
    assert made == path.read_text(encoding="utf-8")


def test_only_a_page_is_no_reference() -> None:
    assert set(CITATION_FORMATS) - STYLES == {"html"}
    assert {path.stem for path in WORKS.iterdir()} == STYLES


@pytest.mark.parametrize(
    ("style", "work", "line"),
    [
        ("apa", "press_release-one", "Penn, A. (2020, July). Tides and ports [Press release]. Tide Press"),
        ("apa", "speech-two", "Penn, A., & Wave, B. (2020). Tides and ports [Speech transcript]. Tide Press [as repub"),
        ("apa", "report-own", "Tide Press. (2020, July 4). Tides and ports. [Stored copy"),
        ("apa", "web_page-body", "Tide Office. (n.d.). Tides and ports. Tide Press"),
        ("mla", "report-own", "“Tides and ports.” Tide Press, 4 July 2020, lines 1–2"),
        ("mla", "newspaper_article-two", "Penn, Ada, and Bo Wave. “Tides and ports.” Tide Press, 2020, as republished"),
        ("chicago", "speech-one", "Penn, Ada. 2020. “Tides and ports.” Speech, Tide Press, July. Lines 1–2"),
        ("chicago", "report-own", "Tide Press. 2020. “Tides and ports.” Report, July 4. Lines"),
        ("bibtex", "speech-one", "  howpublished = {Speech, Tide Press, https://example.org/original},"),
        ("bibtex", "report-own", "  date = {2020-07-04},"),
        ("ris", "press_release-one", "M3  - Press release"),
        ("ris", "report-own", "TY  - RPRT"),
        ("csl", "speech-one", '[{"id":"claim-tides-rise","type":"speech","genre":"Speech",'),
    ],
)
def test_what_the_manuals_ask_for(style: str, work: str, line: str) -> None:
    (entry,) = [part for part in written(style).split("## ") if part.startswith(f"{work}\n")]
    assert line in entry
