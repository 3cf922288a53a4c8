"""Home answers on the first screen of a phone, and leads from there."""

import re

from playwright.sync_api import Page, ViewportSize, expect
from pytest_playwright.pytest_playwright import CreateContextCallback

PHONE = ViewportSize(width=390, height=844)


def bottom(page: Page, part: str) -> float:
    """Return where the first of some parts of a page ends."""
    box = page.locator(part).first.bounding_box()
    assert box
    return box["y"] + box["height"]


def test_a_phone_answers_at_first_sight_and_the_learner_arrives_in_one_tap(
    new_context: CreateContextCallback,
) -> None:
    page = new_context(viewport=PHONE).new_page()
    page.goto("")
    for part in ("h1", ".cmp-short", ".cmp-trust", ".cmp-take-which li"):
        assert bottom(page, part) < PHONE["height"], part
    page.get_by_role("link", name=re.compile("^Should I learn")).first.click()
    expect(page).to_have_url(re.compile(r"/questions/#which-to-learn-first$"))
    expect(page.locator("#which-to-learn-first")).to_be_in_viewport()


def test_home_says_the_levels_in_words_and_stays_small(new_context: CreateContextCallback) -> None:
    page = new_context(viewport={"width": 320, "height": 844}).new_page()
    page.goto("")
    sessions = page.locator(".cmp-map li").filter(has=page.get_by_role("link", name="Sessions"))
    expect(sessions.get_by_role("img", name=re.compile("built-in; .+: "))).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert page.evaluate("document.querySelectorAll('*').length") < 1500
