"""A name lights the lines of a program that define it, or else those that use it."""

import pytest

from comparison.load.definitions import lines_of, names_in

PROGRAM = """\
from shop import Counter, open_shop

app = open_shop(
    size=1,
)


@app.get("/")
@app.late
def greet(name: Counter):
    with open_shop() as opened:
        return opened.sell(name)


class Till:
    total = 0
"""


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("greet", [8, 9, 10, 11, 12]),
        ("Till", [15, 16]),
        ("open_shop", [3, 4, 5, 11]),
        ("size", [3, 4, 5]),
        ("Counter", [10]),
        ("sell", [12]),
        ("late", [9]),
        ("shop", []),
    ],
)
def test_a_name_lights_its_definition_or_its_use(name: str, lines: list[int]) -> None:
    assert lines_of(PROGRAM, name) == lines


def test_what_has_a_line_has_a_name_and_an_import_has_none() -> None:
    assert {"greet", "Till", "open_shop", "size", "sell"} <= {*names_in(PROGRAM)}
    assert all(lines_of(PROGRAM, name) for name in names_in(PROGRAM))
    assert names_in("def broken(:") == []
