from typing import Any

import rispy
from hypothesis import given

from app.formats.bibliography import on_one_line
from app.formats.ris import ris
from tests.formats.examples import author, cited, reference
from tests.formats.text import text, unhurried

READ = "The text was read on 2024-03-01 in a stored copy."


def parsed(written: str) -> list[dict[str, Any]]:
    assert "\r" not in written.replace("\r\n", "")
    return [dict(entry) for entry in rispy.loads(written.replace("\r\n", "\n"))]


def test_the_values_are_read_back() -> None:
    article, record = parsed(
        ris(cited(reference(source={"title": "Of tides", "authors": [author("Mar", "Ana"), author("Wave Office")]})))
    )
    assert article == {
        "type_of_reference": "NEWS",
        "id": "claim-tides-rise",
        "title": "Of tides [as republished]",
        "authors": ["Mar, Ana", "Wave Office"],
        "secondary_title": "The Harbour Gazette",
        "publisher": "The Harbour Gazette",
        "year": "2019",
        "date": "2019///",
        "access_date": "2024/03/01/",
        "urls": ["https://example.org/tides"],
        "language": "en",
        "notes": [f"As republished, lines 1–2: “The tide rose”. {READ}"],
    }
    assert record == {
        "type_of_reference": "DATA",
        "id": "claim-tides-rise-record",
        "title": "Tides rise.",
        "secondary_title": "The tide record",
        "type_of_work": "claim",
        "accession_number": "claim/tides-rise",
        "edition": "2.1.0",
        "year": "2024",
        "date": "2024/03/09/",
        "urls": ["https://api.example/v1/claims/tides-rise"],
        "notes": ["Licence: CC-BY-4.0, https://example.org/licence"],
    }


@unhurried
@given(text)
def test_any_text_is_one_line_and_reads_as_the_text(value: str) -> None:
    written = ris(cited(reference(record={"label": value}, source={"publisher": value}, quote={"exact": value})))
    article, record = parsed(written)
    folded = on_one_line(value)
    assert record.get("title", "") == folded.strip()
    assert article.get("publisher", "") == folded.strip()
    assert article["notes"] == [f"As republished, lines 1–2: “{folded}”. {READ}"]
    assert len(written.splitlines()) == len(written.split("\r\n")) - 1


def test_a_record_whose_address_is_a_bare_path_has_none() -> None:
    (_, placed), (_, unplaced) = (parsed(ris(cited(reference(base=base)))) for base in ("https://api.example", ""))
    del placed["urls"]
    assert placed == unplaced


def test_what_is_unknown_has_no_tag() -> None:
    article, _ = parsed(ris(cited(reference(source={"date_published": None}))))
    assert not {"authors", "year", "date"} & set(article)
