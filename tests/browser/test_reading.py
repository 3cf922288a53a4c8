"""The built site in a real browser, as readers use it: on a desk and on a phone, light and dark."""

import gzip
import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, ViewportSize, expect
from pytest_playwright.pytest_playwright import CreateContextCallback

from comparison.load.loader import ROOT, load

PHONE = ViewportSize(width=390, height=844)
TABLET = ViewportSize(width=1000, height=800)
DESK = ViewportSize(width=1280, height=900)
Scheme = Literal["light", "dark"]
SECTION = f"{next(iter(load().matrix.sections))}/"
TASK = f"code/{next(iter(load().matrix.tasks))}/"
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
SCHEMES: dict[Scheme, dict[str, Any]] = {
    "light": WCAG,
    "dark": {"runOnly": {"type": "rule", "values": ["color-contrast"]}},
}
"""What is looked for in each: only contrast depends on it, and takes by far the longest."""
TWICE = "document.documentElement.style.setProperty('font-size', '250%', 'important')"
"""Makes text twice as large, as a script may; the theme has 125 %."""
ONCE = "document.documentElement.style.removeProperty('font-size')"
FEWER = """for (const one of document.querySelectorAll("body *")) {
    let alike = 0
    for (let other = one; (other = other.previousElementSibling);)
        alike += other.tagName === one.tagName && other.className === one.className
    if (alike > 2) one.remove()
}"""
"""Leaves three of any elements that stand beside each other and are alike."""
MOVED = """() => new Promise((done) => {
    const add = (sum, shift) => sum + shift.value;
    new PerformanceObserver((list) => done(list.getEntries().reduce(add, 0)))
        .observe({type: "layout-shift", buffered: true});
    requestAnimationFrame(() => setTimeout(() => done(0)));
})"""
"""Returns how far a page has moved while it loaded: https://web.dev/articles/cls."""
TROUBLES = [
    "scrolls sideways at 320",
    "scrolls sideways at 390",
    "scrolls sideways with text of twice the size",
    "has a barrier on a phone",
    "has a barrier on a desk",
    "moves while it loads",
    "shows an error",
    "asks a third party",
]


@pytest.fixture(
    scope="session", params=["kinds", pytest.param("every page", marks=pytest.mark.audit)]
)
def every(request: pytest.FixtureRequest) -> bool:
    """Whether all of every page is looked at, or a page of each kind, without what repeats."""
    return bool(request.param == "every page")


def kinds(files: list[Path]) -> set[Path]:
    """Return the shortest page, and few pages that together have every element and part."""
    parts = {}
    for file in sorted(files, key=lambda file: file.stat().st_size, reverse=True):
        content = file.read_text("utf-8").partition("<article")[2].partition("</article>")[0]
        parts[file] = {*re.findall(r"<[a-z]+|\bcmp-[a-z-]+", content)}
    chosen, missing = {file}, set[str]().union(*parts.values())
    while missing:
        most = max(parts, key=lambda file: len(parts[file] & missing))  # of equals the longest
        chosen.add(most)
        missing -= parts[most]
    return chosen


@pytest.fixture(scope="session")
def troubles(browser: Browser, site: tuple[Path, str], every: bool) -> dict[str, list[str]]:
    """What is wrong with pages, each opened once, by the kind of trouble."""
    folder, url = site
    found: dict[str, list[str]] = {name: [] for name in TROUBLES}
    context = browser.new_context(base_url=url, reduced_motion="reduce")
    context.on("request", lambda request: asked(request.url))
    context.on("console", lambda message: said(message))
    context.on("weberror", lambda error: found["shows an error"].append(str(error.error)))
    page = context.new_page()

    def asked(address: str) -> None:
        if not address.startswith((url, "data:")):
            found["asks a third party"].append(address)

    def said(message: ConsoleMessage) -> None:
        if message.type == "error":
            found["shows an error"].append(f"{page.url}: {message.text}")

    def look(trouble: str, size: ViewportSize) -> None:
        page.set_viewport_size(size)
        if "sideways" in trouble:
            if page.evaluate("document.documentElement.scrollWidth") > size["width"]:
                found[trouble].append(page.url)
            return
        for scheme, options in SCHEMES.items():
            if scheme == "dark" and size == PHONE:
                continue  # its colours are those of a desk
            contrast = {"rules": {"color-contrast": {"enabled": size == DESK}}}
            page.emulate_media(color_scheme=scheme)
            result = Axe().run(page, options=options | contrast | {"resultTypes": ["violations"]})
            if result.violations_count:
                found[trouble].append(result.generate_report())

    files = list(folder.rglob("*.html"))
    for file in files if every else kinds(files):
        page.set_viewport_size(PHONE)
        page.goto(str(file.relative_to(folder)).removesuffix("index.html"))
        if page.evaluate(MOVED) > 0.01:
            found["moves while it loads"].append(page.url)
        look("scrolls sideways at 320", ViewportSize(width=320, height=844))
        look("scrolls sideways at 390", PHONE)
        page.evaluate(TWICE)
        look("scrolls sideways with text of twice the size", PHONE)
        page.evaluate(ONCE)
        if not every:
            page.evaluate(FEWER)
        look("has a barrier on a phone", PHONE)
        look("has a barrier on a desk", DESK)
    page.goto("", wait_until="networkidle")
    context.close()
    return found


@pytest.mark.parametrize("trouble", TROUBLES)
def test_no_page(troubles: dict[str, list[str]], trouble: str) -> None:
    assert troubles[trouble] == []


def test_a_chosen_tab_is_chosen_on_every_page_and_after_a_reload(page: Page) -> None:
    first, second = [framework.name for framework in load().matrix.frameworks.values()]
    tasks = list(load().matrix.tasks)
    page.set_viewport_size(TABLET)
    page.goto(f"code/{tasks[0]}/")
    expect(page.locator(".tabbed-block").first).to_be_visible()
    expect(page.locator(".tabbed-block").last).not_to_be_visible()
    page.locator(".tabbed-labels").get_by_text(second, exact=True).click()
    for _ in range(2):
        expect(page.locator(".tabbed-block").first).not_to_be_visible()
        expect(page.locator(".tabbed-block").last).to_be_visible()
        page.reload()
    page.goto(f"code/{tasks[1]}/")
    expect(page.locator(".tabbed-block").last).to_be_visible()
    page.locator(".tabbed-labels").get_by_text(first, exact=True).click()
    expect(page.locator(".tabbed-block").first).to_be_visible()


def test_programs_stand_side_by_side_on_a_desk(page: Page) -> None:
    page.set_viewport_size(DESK)
    page.goto(TASK)
    left, right = (block.bounding_box() for block in page.locator(".tabbed-block").all())
    assert left and right
    assert left["y"] == right["y"]
    assert left["x"] + left["width"] <= right["x"]


def test_a_program_can_be_copied(new_context: CreateContextCallback) -> None:
    page = new_context(permissions=["clipboard-read", "clipboard-write"]).new_page()
    page.goto(TASK)
    page.locator(".md-code__button").first.click()
    expect(page.locator(".md-dialog")).to_contain_text("Copied")
    matrix = load().matrix
    folder = ROOT / "snippets" / next(iter(matrix.tasks)) / next(iter(matrix.frameworks))
    program = (folder / "app.py").read_text("utf-8")
    assert page.evaluate("navigator.clipboard.readText()") == program.rstrip("\n")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_follow_the_system_until_the_reader_chooses(
    new_context: CreateContextCallback, scheme: Scheme
) -> None:
    page = new_context(color_scheme=scheme).new_page()
    page.goto("")
    body = page.locator("body")
    expect(body).to_have_attribute(
        "data-md-color-scheme", {"light": "default", "dark": "slate"}[scheme]
    )
    page.locator("label[title='Switch to light mode']").click()
    page.locator("label[title='Switch to dark mode']").click()
    page.reload()
    expect(body).to_have_attribute("data-md-color-scheme", "slate")


def test_paper_shows_the_whole_table_and_both_programs(page: Page) -> None:
    page.set_viewport_size(TABLET)
    page.emulate_media(media="print")
    page.goto("all/")
    expect(page.locator("tbody:not(.cmp-none) tr").filter(visible=False)).to_have_count(0)
    page.goto("all/?rows=validation")
    for name in ("Untick all", "Show all rows"):
        expect(page.get_by_role("button", name=name)).not_to_be_visible()
    page.goto(TASK)
    for block in page.locator(".tabbed-block").all():
        expect(block).to_be_visible()


def test_what_has_the_focus_is_seen_in_any_colours(page: Page) -> None:
    for colours in ("none", "active"):
        page.emulate_media(forced_colors=colours)
        page.goto(f"all/?rows={next(iter(load().matrix.rows()))[1]}")
        for locator in ("input[name=text]", "input[name=rows]", ".cmp-why", ".cmp-tools summary"):
            one = page.locator(locator).first
            one.focus()
            page.keyboard.press("Shift")  # the reader uses the keyboard
            style = one.evaluate("one => getComputedStyle(one).outlineStyle")
            assert style != "none", (colours, locator)


def test_nothing_moves_for_those_who_want_that(page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto("")
    moving = page.evaluate(
        "[...document.querySelectorAll('*')].map((one) => getComputedStyle(one))"
        ".filter((one) => one.animationName !== 'none' || one.transitionDuration !== '0s').length"
    )
    assert moving == 0


def test_answers_stand_side_by_side_on_a_phone_too(page: Page) -> None:
    page.set_viewport_size(PHONE)
    page.goto(SECTION)
    row = page.locator(".cmp-table tbody tr:not(.cmp-group)").first
    left, right = (cell.bounding_box() for cell in row.locator("td").all())
    assert left and right
    assert left["y"] == right["y"]
    assert min(left["width"], right["width"]) > 150


def test_column_heads_stay_in_view_in_a_long_table(page: Page) -> None:
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        page.goto(SECTION)
        page.locator(".cmp-table tbody tr").last.scroll_into_view_if_needed()
        expect(page.locator(".cmp-table thead th").last).to_be_in_viewport()


def test_without_storage_all_but_memory_works(new_context: CreateContextCallback) -> None:
    context = new_context(viewport=TABLET)
    context.add_init_script(
        "for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(window, name,"
        " {configurable: true, get() { throw new DOMException('no', 'SecurityError') }})"
    )
    page = context.new_page()
    page.goto(TASK)
    page.locator(".tabbed-labels label").last.click()
    expect(page.locator(".tabbed-block").last).to_be_visible()
    page.goto("about/?q=jsonify")
    expect(page.locator(".md-search-result__link[href*=serialisation]").first).to_be_attached()


@pytest.mark.parametrize("stored", ["not json", "5", '{"index": "x", "color": {"a b": 1}}'])
def test_what_others_of_the_origin_stored_stops_nothing(
    new_context: CreateContextCallback, site: tuple[Path, str], stored: str
) -> None:
    path = json.dumps(urlsplit(site[1]).path)
    context = new_context(viewport=TABLET)
    context.add_init_script(
        f"if (location.host) for (const name of ['__palette', '__tabs', '__other'])"
        f" localStorage.setItem({path} + '.' + name, {json.dumps(stored)})"
    )
    page = context.new_page()
    page.goto(TASK)
    page.locator(".tabbed-labels label").last.click()
    expect(page.locator(".tabbed-block").last).to_be_visible()
    page.get_by_title("Switch to light mode").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "default")


def test_an_unknown_address_offers_ways_on(page: Page) -> None:
    response = page.goto("no/such/page/")
    assert response and response.status == 404
    for name in ("Which one?", "Dictionary", "Code", "Migrate"):
        way = page.get_by_role("article").get_by_role("link", name=name)
        assert page.request.get(str(way.evaluate("link => link.href"))).ok
    page.get_by_role("article").get_by_role("link", name="All rows").click()
    rows = page.get_by_role("table").locator("input[name=rows]")
    expect(rows).to_have_count(len([*load().matrix.rows()]))
    page.go_back()
    page.get_by_role("link", name="Search this site").click()
    expect(page.get_by_role("textbox", name="Search")).to_be_focused()


def test_the_first_view_is_light_and_search_waits_until_it_is_wanted(
    page: Page, site: tuple[Path, str]
) -> None:
    folder, url = site
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("", wait_until="networkidle")
    seen = [one for one in asked if not one.startswith("data:")]
    assert len(seen) <= 10
    files = [folder / (one.removeprefix(url) or "index.html") for one in seen]
    assert sum(len(gzip.compress(file.read_bytes())) for file in files) <= 85 * 1024
    assert not [file for file in files if "search" in file.name]
    with page.expect_request("**/search_index.json"):
        page.keyboard.press("/")


def test_a_day_says_in_words_how_long_ago_it_is(page: Page) -> None:
    page.clock.set_fixed_time("2031-01-01")
    page.goto("building/")
    expect(page.locator("caption time").first).to_contain_text(" (4 years ago)")


def test_an_answer_checked_more_than_a_year_ago_says_so(page: Page) -> None:
    checked = max(framework.checked.date for framework in load().matrix.frameworks.values())
    for days, marked in ((360, False), (370, True)):
        page.clock.set_fixed_time(f"{checked + timedelta(days=days)}T12:00:00Z")
        page.goto("requests/validation/")
        mark = page.locator(".cmp-side").first.get_by_text("it may be out of date")
        expect(mark).to_have_count(int(marked))


def test_both_programs_are_shown_without_scripts(new_context: CreateContextCallback) -> None:
    page = new_context(java_script_enabled=False, viewport=TABLET).new_page()
    page.goto(TASK)
    for block in page.locator(".tabbed-block").all():
        expect(block).to_be_visible()
