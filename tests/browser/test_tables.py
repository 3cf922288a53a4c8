"""Tables of rows: columns that stay, rows in sight on any screen, and what musts are lacking."""

from collections import Counter
from typing import Any

import pytest
from playwright.sync_api import Page, ViewportSize, expect
from pytest_playwright.pytest_playwright import CreateContextCallback

from comparison.load.loader import load
from comparison.model.levels import Level
from tests.all_rows import box, copied, said, shown

MATRIX = load().matrix
SECTION, CONTENT = max(MATRIX.sections.items(), key=lambda section: len(section[1].rows))
PHONE = ViewportSize(width=390, height=844)
ZOOMED = ViewportSize(width=320, height=256)
"""A window of 1280 by 1024 at 400 %."""
ROWS = {key: row for _, key, row in MATRIX.rows()}
MUST = next(key for key, row in ROWS.items() if row.differs)
NO_LEVELS = next(key for key, row in ROWS.items() if not any(a.level for a in row.answers.values()))
ON_TOP = """() => [0.3, 0.5, 0.9].map((part) =>
    document.elementFromPoint(innerWidth / 2, innerHeight * part)?.closest("tbody tr") !== null)"""
"""Returns at three heights of the window whether a row is seen there, and nothing above it."""


def widths(page: Page) -> list[float]:
    """Return how wide the heads of the columns are."""
    heads = page.locator("thead th").all()
    return [round(size["width"], 1) for head in heads if (size := head.bounding_box())]


def test_columns_are_equally_wide_and_stay_so_when_rows_go(page: Page) -> None:
    page.goto("all/")
    before = widths(page)
    assert len(set(before)) == 1
    page.get_by_label("Section").select_option("operation")
    page.get_by_label("Find in rows").fill("memory")
    assert len(shown(page)) < 5
    assert widths(page) == before


def test_where_no_row_matches_the_table_says_so_and_leads_back(page: Page) -> None:
    page.goto("all/?text=nothing-holds-this")
    cell = page.get_by_role("cell", name="No row matches.")
    cell.get_by_role("button", name="Show all rows").click()
    expect(cell).not_to_be_visible()
    assert shown(page) == list(ROWS)


@pytest.mark.parametrize("query", ["", f"?rows={','.join(ROWS)}&must={MUST}"])
def test_rows_are_seen_at_400_percent(page: Page, query: str) -> None:
    page.set_viewport_size(ZOOMED)
    page.goto(f"all/{query}")
    box(page, "sessions").evaluate("one => one.scrollIntoView({block: 'start'})")
    assert page.evaluate(ON_TOP) == [True] * 3


@pytest.mark.parametrize("part", [SECTION, "all"])
def test_on_a_phone_a_table_is_read_as_a_table(page: Page, part: str) -> None:
    page.set_viewport_size(PHONE)
    page.goto(f"{part}/")
    tree: Any = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")
    roles = Counter(node["role"]["value"] for node in tree["nodes"] if not node["ignored"])
    groups = len(MATRIX.sections) if part == "all" else 0
    rows = len(ROWS if groups else CONTENT.rows)
    heard = ("table", "row", "rowheader", "columnheader", "cell")
    assert {role: roles[role] for role in heard} == {
        "table": 1,
        "row": 1 + groups + rows,
        "rowheader": groups + rows,
        "columnheader": len(MATRIX.frameworks),
        "cell": 1 + rows * len(MATRIX.frameworks),  # with the corner: cells keep their columns
    }


def test_musts_say_what_each_side_lacks_and_survive_a_reload(
    new_context: CreateContextCallback,
) -> None:
    page = new_context(permissions=["clipboard-read", "clipboard-write"]).new_page()
    page.goto("all/")
    for key, need in ((MUST, "must"), (NO_LEVELS, "must"), ("sessions", "no matter"), ("cors", "")):
        box(page, key).check()
        if need:
            choice = page.get_by_role("group", name=f"How much it matters: {ROWS[key].title}")
            choice.get_by_label("nice").focus()
            page.keyboard.press({"must": "ArrowLeft", "no matter": "ArrowRight"}[need])
            expect(choice.get_by_label(need)).to_be_checked()
    page.get_by_role("button", name="Show only ticked").click()
    page.wait_for_url("**/all/?rows=*&must=*&no-matter=sessions")
    page.reload()
    assert set(shown(page)) == {MUST, NO_LEVELS, "sessions", "cors"}
    expected = []
    for name, framework in MATRIX.frameworks.items():
        level = ROWS[MUST].answers[name].level
        missing = f"has no built-in: {ROWS[MUST].title} ({level and level.label})."
        expected.append(
            (framework, "has the rest built in." if level is Level.BUILT_IN else missing)
        )
    lacks = page.get_by_role("region", name="What your musts lack")
    for framework, words in expected:
        expect(lacks).to_contain_text(f"{framework.name} {words}")
    expect(lacks).to_contain_text(f"No levels, so read: {ROWS[NO_LEVELS].title}.")
    record = copied(page, "Copy record", "the decision record")
    expect(said(page, "Ticked")).to_have_text("Copied: the decision record.")
    part = record.partition("## What we need\n\n")[2].partition("\n\n## Decision")[0].split("\n")
    assert part == [
        f"- Must: {', '.join(ROWS[key].title for key in ROWS if key in (MUST, NO_LEVELS))}",
        f"- Nice to have: {ROWS['cors'].title}",
        f"- No matter: {ROWS['sessions'].title}",
        "",
        "Of the musts:",
        "",
        *(f"- {framework.release} {words}" for framework, words in expected),
        f"- No levels, so read: {ROWS[NO_LEVELS].title}.",
    ]
    assert f"- {ROWS['sessions'].title}: " not in record.partition("## Consequences")[2]
