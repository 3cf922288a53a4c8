"""What stands around every page in a real browser: header, menu, footer, and where the focus is."""

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from comparison.load.loader import load

PHONE = ViewportSize(width=320, height=568)
DESK = ViewportSize(width=1280, height=600)
COVERED = """() => {
    const part = document.activeElement
    const box = part.getBoundingClientRect()
    const x = Math.min(Math.max(box.x + 4, 0), innerWidth - 1)
    const seen = [0, .5, 1].some((share) => {
        const y = box.y + 1 + (box.height - 2) * share
        const above = document.elementFromPoint(x, y)
        return above && (part.contains(above) || above.contains(part))
    })
    return part === document.body || seen ? "" : part.outerHTML.slice(0, 200)
}"""
"""Returns the part that has the focus if nothing of it is seen: WCAG 2.2, 2.4.11."""


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("path", ["about/", "building/"])
def test_what_has_the_focus_is_never_covered(page: Page, path: str, size: ViewportSize) -> None:
    page.set_viewport_size(size)
    page.emulate_media(reduced_motion="reduce")
    page.goto(path)
    page.locator(".md-content a[href]").last.focus()
    for key in ["Shift+Tab"] * 25 + ["Tab"] * 5:
        page.keyboard.press(key)
        assert page.evaluate(COVERED) == ""


def test_a_closed_menu_takes_no_focus_and_opens_by_key(page: Page) -> None:
    page.set_viewport_size(PHONE)
    page.emulate_media(reduced_motion="reduce")
    page.goto("about/")
    compare = page.locator(".md-sidebar--primary").get_by_text("Compare", exact=True).first
    expect(compare).not_to_be_visible()
    while not page.evaluate("document.activeElement.matches('label[for=__drawer]')"):
        page.keyboard.press("Tab")
        assert page.evaluate("!document.activeElement.closest('.md-sidebar, footer')")
    page.keyboard.press("Enter")
    expect(compare).to_be_in_viewport()
    while not page.evaluate("document.activeElement.closest('.md-sidebar')"):
        page.keyboard.press("Tab")
        assert page.evaluate("!document.activeElement.closest('.md-content, footer')")


def test_no_page_asks_a_browser_to_load_another_ahead(page: Page) -> None:
    for path in ("", "building/", "code/"):
        page.goto(path)
        expect(
            page.locator("link[rel~=next], link[rel~=prefetch], link[rel~=prerender]")
        ).to_have_count(0)


def test_the_footer_says_what_is_described_and_since_when_and_leads_on(page: Page) -> None:
    page.goto("questions/")
    footer = page.locator("footer")
    for framework in load().matrix.frameworks.values():
        expect(footer).to_contain_text(f"{framework.name} {framework.checked.version}")
        day = framework.checked.date
        expect(footer).to_contain_text(f"{day.day} {day:%B %Y}")
    footer.get_by_role("link", name="a feed").click()
    assert page.url.endswith("/changes.xml")
