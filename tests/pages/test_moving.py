"""A page that says how to move is drawn from rows, details, words and programs."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from comparison.load.loader import load
from comparison.pages import moving
from comparison.pages.page import Page
from tests.example import FULL, write
from tests.html_trees import links, parsed, seen, text


@pytest.fixture
def page(example: Path) -> Page:
    write(example, FULL)
    return Page(load(example), "migrate/", example)


def test_what_differs_is_shown_side_by_side_with_the_way_to_its_evidence(page: Page) -> None:
    names = ["routing", "routing/Order", "routing/A greeting", "greeting"]
    tree = parsed(moving.contrasts(page, names))
    assert [[text(cell) for cell in row] for row in tree.iter("tr")] == [
        ["", "Left", "Right"],
        ["Routing", "built-in A decorator", "third party A table"],
        ["Order Routing", "The first wins", "It has no order"],
        ["A greeting Routing", "It is JSON tested"],
        ["Say hello", "Greets with hello.", "Nobody greets; use a table."],
    ]
    row = "../requests/routing/"
    assert list(links(tree)) == [row, row, row, "../code/hello/", "../dictionary/#greeting"]


def test_names_of_each_side_stand_beside_each_other(page: Page) -> None:
    drawn = seen(moving.words(page, ["greeting"]))
    assert drawn == "Left Right Say hello @left.hello, greet no direct equivalent"


def test_a_program_is_shown_with_the_lines_that_matter(page: Page) -> None:
    file = page.root / "snippets/alone/left/app.py"
    file.write_text("app = 1\n\n\ndef greet():\n    return app\n")
    drawn = moving.program(page, "alone", "greet")
    assert 'title="snippets/alone/left/app.py" hl_lines="4 5"' in drawn
    assert drawn.count("```") == 4  # the program, and how it is installed


@pytest.mark.parametrize(
    ("draw", "names"),
    [
        (moving.contrasts, [["rooting"]]),
        (moving.words, [["greetings"]]),
        (moving.program, ["hallo", "app"]),
        (moving.program, ["hello", "ap"]),
        (moving.situation, ["table"]),
    ],
)
def test_a_name_that_is_unknown_is_refused_with_the_nearest(
    page: Page, draw: Callable[..., str], names: list[Any]
) -> None:
    with pytest.raises(LookupError, match="did you mean"):
        draw(page, *names)
