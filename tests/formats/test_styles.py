"""What the golden files don't show: dates of every precision, sentences that already end, titles and apostrophes."""

import pytest

from app.formats.styles import Style, apa, chicago, headline, mla, printed
from tests.formats.examples import Json, author, cited, reference

ADA, BO, OFFICE = author("Penn", "Ada-Bea Cara"), author("Wave", "Bo"), author("Tide Office")


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
    assert written in printed(style, cited(reference(source={"date_published": {"value": value}})))


@pytest.mark.parametrize(("style", "written"), [(apa, "(n.d.)"), (mla, "Gazette, as republished"), (chicago, "n.d. ")])
def test_a_date_that_is_unknown_is_said_or_left_out(style: Style, written: str) -> None:
    assert written in printed(style, cited(reference(source={"date_published": None})))


@pytest.mark.parametrize(
    ("style", "names", "written"),
    [
        (apa, [ADA], "Penn, A.-B. C. (2019)."),
        (apa, [ADA, BO], "Penn, A.-B. C., & Wave, B. (2019)."),
        (apa, [OFFICE], "Tide Office. (2019)."),
        (apa, [OFFICE, BO], "Tide Office & Wave, B. (2019)."),
        (apa, [BO] * 22, f"{'Wave, B., ' * 19}. . . Wave, B. (2019)."),
        (mla, [ADA], "Penn, Ada-Bea Cara. “T.”"),
        (mla, [ADA, BO], "Penn, Ada-Bea Cara, and Bo Wave. “T.”"),
        (mla, [OFFICE, BO], "Tide Office and Bo Wave. “T.”"),
        (mla, [ADA, BO, OFFICE], "Penn, Ada-Bea Cara, et al. “T.”"),
        (chicago, [BO, ADA, OFFICE], "Wave, Bo, Ada-Bea Cara Penn, and Tide Office. 2019. “T.” Harbour Gazette."),
        (chicago, [BO] * 11, f"Wave, Bo{', Bo Wave' * 6}, et al. 2019. “T.”"),
    ],
)
def test_names_are_inverted_as_the_manual_says(style: Style, names: list[Json], written: str) -> None:
    assert printed(style, cited(reference(source={"title": "T", "authors": names}))).startswith(written)


@pytest.mark.parametrize(
    ("style", "date"), [(apa, "read March 1, 2024]"), (mla, "read 1 Mar. 2024."), (chicago, "read March 1, 2024.")]
)
def test_what_was_read_is_a_stored_copy(style: Style, date: str) -> None:
    text = printed(style, cited(reference()))
    assert f"tored copy {date}" in text
    assert not {"Accessed", "Retrieved"} & set(text.split())


@pytest.mark.parametrize("style", [apa, mla, chicago])
def test_the_record_is_named_by_its_id_and_by_an_address_only_where_that_is_whole(style: Style) -> None:
    label = {"label": "Rise's height", "id": "rise-2", "type": "statistic", "url": "/v1/statistics/rise-2"}
    placed, unplaced = (printed(style, cited(reference(base, record=label))) for base in ("https://api.example", ""))
    assert "[Statistic rise-2]." in placed
    assert "https://api.example/v1/statistics/rise-2" in placed
    assert "[Statistic rise-2]." in unplaced
    assert "/v1/" not in unplaced


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("Share of the world’s AI patents", "Share of the World’s AI Patents"),
        (
            "Share of xAI’s founding team who have Chinese ancestry",
            "Share of xAI’s Founding Team Who Have Chinese Ancestry",
        ),
        ("Share of top-tier researchers whose roots are in", "Share of Top-Tier Researchers Whose Roots Are In"),
        ("27 per cent", "27 per Cent"),
        ("…", "…"),
    ],
)
def test_a_title_in_headline_style(title: str, written: str) -> None:
    assert headline(title) == written


def test_titles_of_ours_are_in_headline_style_but_for_a_claim_which_is_a_sentence() -> None:
    record = {"label": "rise of a tide", "type": "statistic"}
    for style in (mla, chicago):
        assert "“Rise of a Tide.”" in printed(style, cited(reference(record=record)))
        assert "The Tide Record" in printed(style, cited(reference()))
        assert "“Tides rise.”" in printed(style, cited(reference()))
    assert "rise of a tide [Statistic" in printed(apa, cited(reference(record=record)))


@pytest.mark.parametrize("style", [apa, mla, chicago])
def test_apostrophes_are_curly_but_in_the_quote_which_stands_to_the_letter(style: Style) -> None:
    text = printed(
        style, cited(reference(record={"label": "The sea's"}, source={"title": "Tide's"}, quote={"exact": "it's"}))
    )
    assert [word in text for word in ("sea’s", "Tide’s", "“it's”")] == [True] * 3
    assert text.count("'") == 1


@pytest.mark.parametrize("style", [apa, mla, chicago])
@pytest.mark.parametrize("mark", ["?", "!", "."])
def test_no_sentence_ends_twice(style: Style, mark: str) -> None:
    text = printed(style, cited(reference(source={"title": f"Tides{mark}"}, record={"label": f"Rise{mark}"})))
    assert not any(doubled in text for doubled in (f"{mark}.", f"{mark}”."))


def test_references_are_two_paragraphs_each() -> None:
    assert printed(apa, cited(reference(), reference())).count("\n\n") == 3


def test_a_description_is_in_brackets_only_where_the_style_asks_for_them() -> None:
    assert ["[Report" in printed(style, cited(reference())) for style in (apa, mla, chicago)] == [True, False, False]
