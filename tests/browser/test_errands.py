"""What readers come to home for, done on a phone in few steps."""

import pytest
from playwright.sync_api import Page, ViewportSize, expect
from pytest_playwright.pytest_playwright import CreateContextCallback

from comparison.load.loader import load


@pytest.fixture
def phone(new_context: CreateContextCallback) -> Page:
    """Home on a phone that lets pages copy."""
    permissions = ["clipboard-read", "clipboard-write"]
    viewport = ViewportSize(width=390, height=844)
    page = new_context(viewport=viewport, permissions=permissions).new_page()
    page.goto("")
    return page


def test_how_to_start_to_move_is_one_tap_away(phone: Page) -> None:
    phone.get_by_role("link", name="Move an application").click()
    expect(phone.locator("article ol li").first).to_be_in_viewport()


def test_three_rows_become_a_decision_record(phone: Page) -> None:
    phone.get_by_role("link", name="Write a decision record").click()
    rows = [row for _, _, row in load().matrix.rows()][:3]
    for row in rows:
        phone.get_by_label(f"Tick {row.title}").check()
    phone.get_by_text("Take along").click()
    phone.get_by_role("button", name="Copy record").click()
    expect(phone.get_by_role("status", name="Ticked")).to_contain_text("Copied")
    record = phone.evaluate("navigator.clipboard.readText()")
    assert all(row.title in record for row in rows)


def test_what_a_word_is_called_over_there_is_found_by_typing_it(phone: Page) -> None:
    phone.get_by_role("link", name="What is it called over there?").click()
    phone.get_by_role("searchbox").fill("before_request")
    expect(phone.get_by_role("link", name="before_request").first).to_be_in_viewport()
