"""The table of all rows in a browser: what is shown and said there, and what its buttons copy."""

from playwright.sync_api import Locator, Page, expect


def shown(page: Page) -> list[str]:
    """Return the keys of the rows that a reader sees, once the page has heeded its address."""
    if "?" in page.url:
        expect(said(page)).to_contain_text("rows shown")
    boxes = page.locator("input[name=rows]:visible")
    return list(boxes.evaluate_all("boxes => boxes.map((box) => box.value)"))


def box(page: Page, row: str) -> Locator:
    return page.locator(f"input[value={row}]")


def open_tools(page: Page) -> None:
    """Open what is folded around the buttons that copy."""
    folded = page.locator("details:not([open]):has(.cmp-take, [data-take]) > summary")
    while folded.count():
        folded.first.click()


def said(page: Page, name: str = "Rows shown") -> Locator:
    """Return where the page says what came of something."""
    return page.get_by_role("status", name=name)


def copied(page: Page, button: str, what: str) -> str:
    """Press a button and return the text that it copies, after the page has said what that is."""
    open_tools(page)
    page.get_by_role("button", name=button).click()
    expect(page.get_by_text(f"Copied: {what}.")).to_be_visible()
    return str(page.evaluate("navigator.clipboard.readText()"))
