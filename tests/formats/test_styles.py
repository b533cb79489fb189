"""What the golden files don't show: dates of every precision, and sentences that already end."""

import pytest

from app.formats.styles import Style, apa, chicago, mla, printed
from tests.formats.examples import reference


@pytest.mark.parametrize(
    ("style", "value", "written"),
    [
        (apa, "2020", "(2020)."),
        (apa, "2020-05", "(2020, May)."),
        (apa, "2020-05-06", "(2020, May 6)."),
        (mla, "2020", "Gazette, 2020, as"),
        (mla, "2020-09", "Gazette, Sept. 2020, as"),
        (mla, "2020-09-06", "Gazette, 6 Sept. 2020, as"),
        (chicago, "2020", "Gazette. 2020. Report on high tides & low 50% tides. As"),
        (chicago, "2020-09", "Gazette. 2020. Report on high tides & low 50% tides. September. As"),
        (chicago, "2020-09-06", "Gazette. 2020. Report on high tides & low 50% tides. September 6. As"),
    ],
)
def test_a_date_is_printed_as_far_as_it_is_known(style: Style, value: str, written: str) -> None:
    assert written in style(reference(source={"date_published": {"value": value}}))


@pytest.mark.parametrize(("style", "written"), [(apa, "(n.d.)"), (mla, "Gazette, as republished"), (chicago, "n.d. ")])
def test_a_date_that_is_unknown_is_said_or_left_out(style: Style, written: str) -> None:
    assert written in style(reference(source={"date_published": None}))


@pytest.mark.parametrize(
    ("style", "names", "written"),
    [
        (apa, ["A Mar"], "A Mar. (2019)."),
        (apa, ["A Mar", "B Wave"], "A Mar & B Wave. (2019)."),
        (mla, ["A Mar", "B Wave"], "A Mar and B Wave. “T.”"),
        (mla, ["A Mar", "B Wave", "C Sand"], "A Mar et al. “T.”"),
        (chicago, ["A Mar", "B Wave", "C Sand"], "A Mar, B Wave, and C Sand. 2019. “T.” Harbour Gazette."),
    ],
)
def test_names_stand_in_a_row_as_stated(style: Style, names: list[str], written: str) -> None:
    assert style(reference(source={"title": "T", "authors": names})).startswith(written)


@pytest.mark.parametrize("style", [apa, mla, chicago])
@pytest.mark.parametrize("mark", ["?", "!", "."])
def test_no_sentence_ends_twice(style: Style, mark: str) -> None:
    text = style(reference(source={"title": f"Tides{mark}"}, record={"label": f"Rise{mark}"}))
    assert not any(doubled in text for doubled in (f"{mark}.", f"{mark}”."))


def test_references_are_two_paragraphs_each() -> None:
    assert printed(apa, [reference(), reference()]).count("\n\n") == 3


def test_a_description_is_in_brackets_only_where_the_style_asks_for_them() -> None:
    assert ["[Report" in style(reference()) for style in (apa, mla, chicago)] == [True, False, False]
