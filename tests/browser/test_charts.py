"""Charts in a real browser: what they say can be read on the smallest phone."""

from itertools import pairwise

import pytest
from playwright.sync_api import Page, ViewportSize

NUMBERS = """() => [...document.querySelectorAll(".cmp-lanes > li > svg")].map((lane) =>
    [...lane.querySelectorAll("text")].map((text) => {
        const box = text.getBoundingClientRect()
        const size = parseFloat(getComputedStyle(text).fontSize)
        return [box.left, box.right, box.top, box.bottom, size]
    }))"""
"""Returns, of each lane, where its numbers are and how large their text is."""


@pytest.mark.parametrize("path", ["performance/", "loads/compute/"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_numbers_of_a_chart_keep_their_size_and_their_room(
    page: Page, path: str, width: int
) -> None:
    page.set_viewport_size(ViewportSize(width=width, height=800))
    page.goto(path)
    lanes = page.evaluate(NUMBERS)
    assert len(lanes) > 20
    for numbers in lanes:
        for left, right, _, _, size in numbers:
            assert 0 <= left < right <= width
            assert size >= 12
        for first, second in pairwise(numbers):
            beside = first[1] <= second[0] or second[1] <= first[0]
            assert beside or first[3] <= second[2]


def test_every_figure_of_a_chart_is_in_a_table_that_opens_without_a_script(page: Page) -> None:
    page.goto("performance/")
    figure = page.locator("figure").first
    table = figure.get_by_role("table")
    assert not table.is_visible()
    figure.locator("summary").click()
    assert table.is_visible()
    for value in figure.locator("li > svg[role=img] text").all_text_contents():
        assert table.get_by_text(value).first.is_visible()
