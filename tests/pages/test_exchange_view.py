"""A recorded exchange is shown with what differs between frameworks marked."""

import json

from comparison.model.exchanges import Exchange
from comparison.model.fields import frozen
from comparison.pages.exchange_view import pretty, shown
from tests.example import ANSWERED, EXCHANGE


def test_json_bodies_are_indented_and_lists_of_plain_values_stay_on_a_line() -> None:
    body = {"detail": [{"loc": ["body", "é"], "input": {}}], "empty": [], "text": "a\nb"}
    shown = pretty(frozen(body))
    assert json.loads(shown) == body
    assert shown.split("\n")[1:6] == [
        '  "detail": [',
        "    {",
        '      "loc": ["body", "é"],',
        '      "input": {}',
        "    }",
    ]


def test_lines_of_an_answer_that_another_lacks_are_marked() -> None:
    other = ANSWERED | {"status": 404, "headers": {"allow": "GET"}, "body": {"a": 1, "b": 2}}
    exchange = EXCHANGE | {"responses": {"left": ANSWERED, "right": other}}
    left, right = shown(Exchange.model_validate(exchange), " and ".join)["answers"]
    assert left["differs"] == right["differs"] == {"status": True, "media_type": False}
    assert [line for line, marked in left["lines"] if marked] == []
    assert [line for line, marked in right["lines"] if marked] == ["allow: GET", '  "b": 2']


def test_equal_answers_are_shown_once_and_unmarked() -> None:
    one, other = ANSWERED | {"body": {"a": 1, "b": 2}}, ANSWERED | {"body": {"b": 2, "a": 1}}
    exchange = EXCHANGE | {"responses": {"left": one, "right": other}}
    (both,) = shown(Exchange.model_validate(exchange), " and ".join)["answers"]
    assert both["names"] == "left and right"
    assert not any(marked for _, marked in both["lines"])
