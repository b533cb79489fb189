import pytest

from app.formats.documents import at, compact, parts

DOCUMENT = {"a": {"b": {"c": 0}}, "none": None, "list": [{"x": 1}, {"x": 2}], "text": "t"}


@pytest.mark.parametrize(
    ("path", "found"),
    [(("a", "b", "c"), 0), (("none",), None), (("none", "b"), None), (("text", "b"), None), (("missing", "b"), None)],
)
def test_a_path_leads_to_a_value_or_to_none(path: tuple[str, ...], found: object) -> None:
    assert at(DOCUMENT, *path) == found


def test_the_parts_of_a_list_are_its_objects() -> None:
    assert list(parts(DOCUMENT, "list")) == [{"x": 1}, {"x": 2}]
    assert not list(parts(DOCUMENT, "none"))


def test_json_has_no_word_for_what_is_no_number() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        compact(float("nan"))
