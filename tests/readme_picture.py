"""Take the picture of the built site that the README shows; `make picture` runs it."""

from playwright.sync_api import ViewportSize, sync_playwright

from comparison.load.loader import ROOT
from tests.html_trees import opened
from tests.system_programs import find

FILE = ROOT / ".github/site.png"
PAGE = "building/sessions/"
DESK = ViewportSize(width=1280, height=720)


def main() -> None:
    """Write the picture of one page on a desk, in light colours."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=["--no-sandbox"])
        page = browser.new_page(viewport=DESK, color_scheme="light")
        page.goto(opened(page, ROOT / "site") + PAGE)
        page.screenshot(path=FILE)
        browser.close()


if __name__ == "__main__":
    main()
