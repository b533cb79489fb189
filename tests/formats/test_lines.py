import json

from hypothesis import given
from hypothesis import strategies as st

from app.formats.lines import json_text, ndjson_text
from tests.formats.examples import context
from tests.formats.text import text, unhurried

documents = st.lists(st.dictionaries(text, st.none() | st.booleans() | st.integers() | text))


@unhurried
@given(documents)
def test_each_document_is_a_line_by_any_rule_of_lines(given: list[dict[str, object]]) -> None:
    lines = ndjson_text(given, context())
    assert [json.loads(line) for line in lines.splitlines()] == given
    assert lines.count("\n") == len(given)


def test_characters_stay_as_they_are() -> None:
    assert ndjson_text([{"a": "é🌊\u2028"}], context()) == '{"a":"é🌊\\u2028"}\n'


@unhurried
@given(documents)
def test_json_holds_the_documents(given: list[dict[str, object]]) -> None:
    assert json.loads(json_text(given, context())) == given
    for document in given:
        assert json.loads(json_text([document], context(single=True))) == document
