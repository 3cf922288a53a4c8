"""Changed rows are shown in a pull request as Markdown, as much as fits, and stay text."""

from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt

from comparison.export import changed_rows
from comparison.load.loader import DATA, load
from tests.example import FULL, write
from tests.hostile import Deal, differences, spoiled
from tests.html_trees import parsed, seen, text

MARKDOWN = MarkdownIt("commonmark").enable("table")


def test_a_row_is_shown_with_its_answers_and_details(example: Path) -> None:
    write(example, FULL)
    (drawn,) = changed_rows.drawn(load(example).matrix, ["routing", "gone"])
    tree = parsed(MARKDOWN.render(drawn))
    cells = [[text(cell) for cell in row] for row in tree.iter("tr")]
    assert [text(tree.find(f".//{part}")) for part in ("h3", "p")] == [
        "Routing",
        "How is a route written?",
    ]
    assert cells[:3] == [
        ["", "Left 1.0", "Right 3.10"],
        [
            "Answer",
            "(built-in, since 0.5, until 0.9) A decorator 1 2 hello::test_greets",
            "(third party) A table 1",
        ],
        ["Note", "Or a call.", ""],
    ]
    assert cells[3] == ["Order", "(since 0.7) The first wins 1", "It has no order 1"]
    assert cells[4] == ["A greeting", *["It is JSON hello::test_greets"] * 2]


def test_hostile_text_of_a_row_stays_text(example: Path) -> None:
    def drawn(hostile: bool) -> Any:
        write(example, FULL | {DATA: spoiled(DATA, FULL[DATA], Deal(hostile))})
        matrix = load(example).matrix
        rows = changed_rows.drawn(matrix, [key for _, key, _ in matrix.rows()])
        return {"": parsed(MARKDOWN.render("\n".join(rows)))}

    ours, twin = drawn(True), drawn(False)
    assert "hit=1" in "".join(ours[""].itertext())
    assert differences(ours, twin) == []


def test_what_does_not_fit_is_counted() -> None:
    parts = ["first", "sécond", "third"]
    assert changed_rows.fitting(parts, "rows", 100) == (parts, 100 - 6 - 8 - 6)
    assert changed_rows.fitting(parts, "rows", 13) == (["first", "\n2 more rows."], 7)
    assert "2 more rows." in seen(MARKDOWN.render("\n".join(["- a", "\n2 more rows."])))
