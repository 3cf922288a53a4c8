"""A recorded exchange is shown with what differs between frameworks marked."""

import json
from typing import Any

import pytest

from comparison.model.exchanges import Exchange
from comparison.model.fields import frozen
from comparison.pages.exchange_view import ExchangeView, pretty, readable, views
from tests.example import ANSWERED, EXCHANGE


def shown(**parts: Any) -> list[ExchangeView]:
    """Return two exchanges that differ from the example's in some parts as they are shown."""
    return views([Exchange.model_validate(EXCHANGE | parts)] * 2)


def test_json_bodies_are_indented_and_lists_of_plain_values_stay_on_a_line() -> None:
    body = {"detail": [{"loc": ["body", "é"], "input": {}}], "empty": [], "text": "a\nb"}
    text = pretty(frozen(body))
    assert json.loads(text) == body
    assert text.split("\n")[1:6] == [
        '  "detail": [',
        "    {",
        '      "loc": ["body", "é"],',
        '      "input": {}',
        "    }",
    ]


def test_lines_of_an_answer_that_another_lacks_are_marked() -> None:
    other = ANSWERED | {"status": 404, "headers": {"allow": "GET"}, "body": {"a": 1, "b": 2}}
    view, _ = shown(responses={"left": ANSWERED, "right": other})
    left, right = view.answers
    assert view.differs
    assert (left.status, right.status) == (("200", True), ("404", True))
    assert not left.media_type[1]
    assert [line for line, marked in left.lines if marked] == []
    assert [line for line, marked in right.lines if marked] == ["allow: GET", '  "b": 2']


def test_of_answers_of_two_kinds_only_the_kind_is_marked() -> None:
    page = ANSWERED | {"media_type": "text/html", "body": "<p>None</p>"}
    view, _ = shown(responses={"left": ANSWERED, "right": page})
    assert [answer.media_type[1] for answer in view.answers] == [True, True]
    assert not [line for answer in view.answers for line, marked in answer.lines if marked]


def test_equal_answers_are_shown_once_and_unmarked() -> None:
    one, other = ANSWERED | {"body": {"a": 1, "b": 2}}, ANSWERED | {"body": {"b": 2, "a": 1}}
    view, _ = shown(responses={"left": one, "right": other})
    (both,) = view.answers
    assert both.frameworks == ("left", "right")
    assert not view.differs
    assert not any(marked for _, marked in both.lines)


def test_an_exchange_is_named_by_its_tests_and_numbered_within_them() -> None:
    first, second = shown(tests={"left": "test_head_is_answered", "right": "test_head_is_refused"})
    assert first.titles == [(("left",), "Head is answered"), (("right",), "Head is refused")]
    assert (first.step, second.step) == ("1 of 2", "2 of 2")
    assert (len(first.begins), second.begins) == (2, ())


@pytest.mark.parametrize(
    ("test", "said"),
    [("test_takes_a_file", "Takes a file"), ("test_json_is_not_a_form", "JSON is not a form")],
)
def test_the_name_of_a_test_reads_as_a_sentence(test: str, said: str) -> None:
    assert readable(test) == said
