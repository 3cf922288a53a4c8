"""Choosing and moving on a phone: the way to a situation, to its record, and to the first step."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize, expect
from pytest_playwright.pytest_playwright import CreateContextCallback

from comparison.load.loader import load

SITUATIONS = load().situations.situations


@pytest.fixture
def phone(new_context: CreateContextCallback) -> Page:
    """A phone's page that may use the clipboard."""
    size = ViewportSize(width=390, height=844)
    permissions = ["clipboard-read", "clipboard-write"]
    return new_context(viewport=size, permissions=permissions).new_page()


def test_how_to_start_moving_is_seen_at_first_sight(phone: Page) -> None:
    phone.goto("migrate/")
    steps = phone.locator("article ol").first.locator("li")
    for step in (steps.first, steps.last):
        expect(step).to_be_in_viewport(ratio=1)
    expect(phone.locator("article .hll")).to_contain_text(".mount(")


def test_a_situation_is_reached_from_the_list_and_its_record_copied(
    phone: Page, site: tuple[Path, str]
) -> None:
    key, situation = list(SITUATIONS.items())[-1]
    phone.goto("choose/")
    phone.locator(".cmp-chips").get_by_role("link", name=situation.title).click()
    expect(phone.get_by_role("heading", name=situation.title)).to_be_in_viewport()
    phone.get_by_role("button", name=f"Copy the decision record: {situation.title}").click()
    expect(phone.get_by_text("Copied: the decision record.")).to_be_visible()
    file = site[0] / f"data/v1/decisions/{key}.md.txt"
    assert phone.evaluate("navigator.clipboard.readText()") == file.read_text("utf-8")


def test_a_question_shows_its_short_answer_and_folds_the_rest(phone: Page) -> None:
    key, question = next(iter(load().questions.questions.items()))
    phone.goto(f"questions/#{key}")
    expect(phone.get_by_text(question.short)).to_be_in_viewport()
    row = phone.locator(f".cmp-question a[href$='/{question.rows[0]}/']").first
    expect(row).not_to_be_visible()
    phone.locator(".cmp-question summary").first.click()
    expect(row).to_be_visible()
