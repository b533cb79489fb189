import re

import pytest
from bibtexparser.entrypoint import parse_string
from bibtexparser.model import Entry
from hypothesis import given
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

from app.formats.bibliography import on_one_line
from app.formats.bibtex import bibtex, escape
from tests.formats.examples import author, cited, reference
from tests.formats.text import text, unhurried

BRACES = [
    MacroTextSpec("textbraceleft", "{"),
    MacroTextSpec("textbraceright", "}"),
]  # LaTeX has them, the reader hasn't
CONTEXT = get_default_latex_context_db()
CONTEXT.add_context_category("braces", macros=BRACES, prepend=True)
READ = "The text was read on 2024-03-01 in a stored copy."
LATEX = LatexNodes2Text(latex_context=CONTEXT, strict_latex_spaces=True)


def parsed(written: str) -> list[Entry]:
    library = parse_string(written)
    assert not library.failed_blocks
    return library.entries


def printed(value: str) -> str:
    """What LaTeX prints, by a reader that is not ours; it has another circumflex."""
    return str(LATEX.latex_to_text(value)).replace("\N{MODIFIER LETTER CIRCUMFLEX ACCENT}", "^")


def expected(value: str) -> str:
    return on_one_line(value).replace("\N{MODIFIER LETTER CIRCUMFLEX ACCENT}", "^")


def test_the_values_are_read_back() -> None:
    article, record = parsed(
        bibtex(cited(reference(source={"title": "Of tides", "authors": [author("Mar", "Ana"), author("Bo {Wave")]})))
    )
    assert (article.key, record.key) == ("claim-tides-rise", "claim-tides-rise-record")
    assert article.fields_dict["year"].value == "2019"
    assert article.fields_dict["title"].value == "{Of tides [as republished]}"
    assert article.fields_dict["langid"].value == "english"
    assert (article.fields_dict["key"].value, record.fields_dict["key"].value) == (
        "The Harbour Gazette",
        "The tide record",
    )
    assert article.fields_dict["author"].value == r"Mar, Ana and {Bo \textbraceleft{}Wave}"
    assert article.fields_dict["urldate"].value == "2024-03-01"
    assert record.fields_dict["url"].value == "https://api.example/v1/claims/tides-rise"


@unhurried
@given(text)
def test_any_text_is_one_balanced_field_that_reads_as_the_text(value: str) -> None:
    written = bibtex(cited(reference(record={"label": value}, source={"publisher": value}, quote={"exact": value})))
    assert written.count("{") == written.count("}")
    article, record = parsed(written)
    if title := record.fields_dict.get("title"):
        assert printed(title.value[1:-1]) == expected(value)
    assert printed(article.fields_dict["note"].value) == f"As republished, lines 1–2: “{expected(value)}”. {READ}"
    named = [on_one_line(value), "as republished at https://example.org/tides"]
    assert printed(article.fields_dict["howpublished"].value) == expected(", ".join(filter(None, named)))


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("a_b & 50% #1 $2", r"a\_b \& 50\% \#1 \$2"),
        ("\\{}~^", r"\textbackslash{}\textbraceleft{}\textbraceright{}\textasciitilde{}\textasciicircum{}"),
        ("a--b ``c''", "a-{}-b `{}`c'{}'"),
        ("שלום é", "שלום é"),
    ],
)
def test_specials_and_ligatures_are_escaped_and_nothing_else(given: str, written: str) -> None:
    assert escape(given) == written


def test_an_address_cannot_end_its_field() -> None:
    article, _ = parsed(
        bibtex(cited(reference(source={"republication": {"address": "https://example.org/a}{b\\%20_~c"}})))
    )
    assert article.fields_dict["url"].value == "https://example.org/a%7D%7Bb%5C%20_~c"


def test_plain_styles_print_the_address_and_the_record_is_named() -> None:
    """`plain.bst` and its like print `howpublished` and `note`, and no `url`."""
    _, record = parsed(bibtex(cited(reference())))
    assert record.fields_dict["howpublished"].value.endswith("2024-03-09, https://api.example/v1/claims/tides-rise")
    assert record.fields_dict["note"].value.startswith("Record claim/tides-rise. Licence")
    _, unplaced = parsed(bibtex(cited(reference(base=""))))
    assert "url" not in unplaced.fields_dict
    assert "/v1/" not in bibtex(cited(reference(base="")))
    assert unplaced.fields_dict["note"].value == record.fields_dict["note"].value


def test_a_language_that_babel_has_another_name_for_is_left_out() -> None:
    article, _ = parsed(bibtex(cited(reference(source={"language": "tlh"}))))
    assert "langid" not in article.fields_dict


def test_what_is_unknown_has_no_field() -> None:
    article, _ = parsed(bibtex(cited(reference(source={"date_published": None}))))
    assert not {"author", "year"} & set(article.fields_dict)
    assert not re.search(r"= \{\{?\}", bibtex(cited(reference(source={"date_published": None}))))


@pytest.mark.parametrize(("date", "shown"), [("0987", "0987"), ("0987-05", "0987-05"), ("2020-07-04", "2020-07-04")])
def test_a_date_has_a_year_of_four_digits(date: str, shown: str) -> None:
    given = {"date_published": {"value": date, "basis": "stated", "note": None}}
    (article, *_) = parsed(bibtex(reference(source=given).items))
    assert (article["date"], article["year"]) == (shown, shown[:4])
