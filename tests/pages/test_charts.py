"""Charts keep what is compared on one line, and every number has room on the smallest screen."""

from pathlib import Path

import pytest

from comparison.load.loader import load
from comparison.pages import performance
from comparison.pages.charts import ROOM, Lane, Mark, chart
from comparison.pages.page import Page
from tests.html_trees import seen


def mark(median: float, low: float, high: float, framework: str = "left") -> Mark:
    return Mark(framework, framework, framework, median, low, high, f"{median} ({low} to {high})")


@pytest.mark.parametrize(
    ("highest", "numbers"),
    {
        181: ["0", "50", "100", "150", "200"],
        4720: ["0", "1,000", "2,000", "3,000", "4,000", "5,000"],
        2.21: ["0.0", "0.5", "1.0", "1.5", "2.0", "2.5"],
        59: ["0", "20", "40", "60"],
        0.0031: ["0.000", "0.001", "0.002", "0.003", "0.004"],
    }.items(),
)
def test_an_axis_has_few_round_numbers_and_ends_behind_the_highest(
    highest: float, numbers: list[str]
) -> None:
    drawn = chart([Lane(None, [mark(highest, highest, highest)])])
    assert [text for _, text in drawn.ticks] == numbers
    assert [round(at) for at, _ in drawn.ticks] == [
        round(100 * number / (len(numbers) - 1)) for number in range(len(numbers))
    ]


def test_a_pair_lies_on_one_line_with_its_numbers_outside_of_both() -> None:
    pair = [mark(80, 60, 100), mark(70, 65, 90, "right")]
    (lane,) = chart([Lane("Both", pair)]).lanes
    left, right = lane.marks
    assert (left.y, right.y) == (50, 50)
    assert lane.gap == (70, 80)
    assert (left.before, left.number, right.before, right.number) == (False, 100, True, 60)
    assert lane.text == "left: 80 (60 to 100); right: 70 (65 to 90)"


@pytest.mark.parametrize(
    "marks",
    [
        [mark(50, ROOM - 1, 50), mark(100, 100, 100, "right")],
        [mark(50, 50, 50), mark(60, 60, 60, "right"), mark(100, 90, 100, "third")],
    ],
)
def test_what_has_no_room_on_one_line_lies_on_lines_of_its_own(marks: list[Mark]) -> None:
    (lane,) = chart([Lane("All", marks)]).lanes
    assert lane.gap is None
    assert [placed.mark for placed in lane.marks] == marks
    heights = [placed.y for placed in lane.marks]
    assert heights == sorted({*heights})
    assert not any(placed.before for placed in lane.marks)


def test_the_chart_of_home_names_both_sides_by_their_marks_and_leads_to_the_rest(
    example: Path,
) -> None:
    drawn = performance.speed(Page(load()))
    assert 'href="performance/"' in drawn
    assert "As this site starts them" in seen(drawn)
    assert drawn.count('<span class="cmp-name cmp-c1">') == 1 + drawn.count("<small>") > 3
    with pytest.raises(LookupError, match="is missing; write it: make bench"):
        performance.speed(Page(load(example), root=example))
