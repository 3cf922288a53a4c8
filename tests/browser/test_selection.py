"""Rows that a reader ticks on the built site: shown alone, linked to, and written into a record."""

import csv
import io
import re
from html import unescape
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect
from pytest_playwright.pytest_playwright import CreateContextCallback

from comparison.load.loader import load
from tests.all_rows import box, copied, open_tools, said, shown
from tests.example import FORMULAS, NO_FORMULAS

ROWS = [key for _, key, _ in load().matrix.rows()]
FIRST, SECOND = "validation", "templates"


@pytest.fixture
def copying(new_context: CreateContextCallback) -> Page:
    """A page that may use the clipboard."""
    return new_context(permissions=["clipboard-read", "clipboard-write"]).new_page()


def copied_cells(page: Page) -> list[str]:
    """Return the cells of the table that was copied beside the text, for a spreadsheet."""
    html = page.evaluate(
        "navigator.clipboard.read().then(([item]) => item.getType('text/html'))"
        ".then((blob) => blob.text())"
    )
    return [unescape(cell.split("<")[0]) for cell in html.split("<td>")[1:]]


def test_an_address_shows_its_rows_and_says_where_levels_differ(page: Page) -> None:
    page.goto(f"all/?rows={FIRST},licence")
    assert shown(page) == ["licence", FIRST]
    expect(said(page)).to_have_text(
        f"2 of {len(ROWS)} rows shown. The level of support differs in: Validation."
    )
    expect(page.get_by_role("rowheader", name="Architecture", exact=True)).not_to_be_visible()


def test_filters_stand_in_the_address_and_survive_a_reload(page: Page) -> None:
    page.goto("all/")
    page.get_by_label("Section").select_option("requests")
    page.get_by_label("Find in rows").fill("TYPE  pydantic")
    page.get_by_label("Find in rows").blur()
    found = shown(page)
    assert found
    assert set(found) < set(load().matrix.sections["requests"].rows)
    expect(page).to_have_url(re.compile(r"all/\?section=requests&text=TYPE%20%20pydantic$"))
    page.reload()
    assert shown(page) == found
    expect(said(page)).to_contain_text(f"{len(found)} of {len(ROWS)} rows shown.")
    page.get_by_role("button", name="Show all rows").click()
    expect(page).to_have_url(re.compile(r"all/$"))
    assert shown(page) == ROWS


def test_only_rows_whose_levels_differ_are_shown_where_that_is_asked(page: Page) -> None:
    page.goto("all/?differences")
    assert shown(page) == [key for _, key, row in load().matrix.rows() if row.differs]
    expect(page.get_by_label("Only differences")).to_be_checked()


def test_columns_are_chosen_and_never_all_hidden(page: Page) -> None:
    first, second = (framework.name for framework in load().matrix.frameworks.values())
    page.goto("all/")
    head = page.get_by_role("columnheader")
    expect(head).to_have_count(2)
    page.get_by_label(first, exact=True).uncheck()
    expect(head).to_have_text(re.compile(second))
    cells = page.locator("tbody tr:not(.cmp-group)").first.get_by_role("cell")
    expect(cells).to_have_count(1)
    expect(page).to_have_url(re.compile(rf"all/\?columns={list(load().matrix.frameworks)[1]}$"))
    page.reload()
    expect(head).to_have_text(re.compile(second))
    page.get_by_label(second, exact=True).click()
    expect(head).to_have_count(2)


def test_the_rows_shown_are_copied_for_a_spreadsheet_and_for_markdown(copying: Page) -> None:
    copying.goto(f"all/?rows={FIRST}&columns={next(iter(load().matrix.frameworks))}")
    head, rule, row = copied(copying, "Copy table", "the rows").split("\n")
    (framework, *_) = load().matrix.frameworks.values()
    assert head == f"|  | {framework.release} |"
    assert rule == "| --- | --- |"
    assert re.match(
        r"\| \[Validation\]\(http\S+/requests/validation/\) \| \(third party\) Paths", row
    )
    assert copied_cells(copying)[:3] == ["", framework.release, "Validation"]


def test_a_copied_answer_says_since_which_release_it_holds(copying: Page) -> None:
    key, place, held = next(
        (key, place, f"{answer.level.label}, since {answer.since}: ")
        for _, key, row in load().matrix.rows()
        for place, answer in enumerate(row.answers.values(), 1)
        if answer.since and answer.level
    )
    copying.goto(f"all/?rows={key}")
    _, row = csv.reader(copied(copying, "Copy CSV", "the rows, as CSV").split("\n"))
    assert row[place].startswith(held)


def test_the_rows_shown_are_copied_as_csv_and_as_a_table_without_formulas(copying: Page) -> None:
    cells = [*FORMULAS, *NO_FORMULAS]
    harmless = [f"'{cell.strip().lstrip(chr(0xFEFF))}" for cell in FORMULAS]
    harmless += [cell.strip() for cell in NO_FORMULAS]
    copying.goto(f"all/?rows={','.join(ROWS)}")
    copying.evaluate(
        """cells => [...document.querySelectorAll(".cmp-choose td:nth-child(2):has(.cmp-said)")]
        .slice(0, cells.length).forEach((cell, place) => {
            cell.querySelectorAll(".cmp-level, .cmp-since").forEach((part) => part.remove());
            cell.querySelector(".cmp-said").textContent = cells[place];
        })""",
        cells,
    )
    text = copied(copying, "Copy CSV", "the rows, as CSV")
    head, *rows = csv.reader(io.StringIO(text, newline=""))
    assert head[1:] == [framework.release for framework in load().matrix.frameworks.values()]
    assert [row[1] for row in rows[: len(cells)]] == harmless
    copied(copying, "Copy table", "the rows")
    assert copied_cells(copying)[4 : 4 + 3 * len(cells) : 3] == harmless


def test_a_row_and_an_answer_are_copied_from_their_page(copying: Page) -> None:
    key, framework = next(iter(load().matrix.frameworks.items()))
    copying.goto("requests/validation/")
    link = copied(copying, f"Copy link: Validation, {framework.name}", "the link")
    assert link.endswith(f"/requests/validation/#{key}")
    row = copied(copying, "Copy row: Validation", "the row").split("\n")[2]
    assert row.startswith("| [Validation](http")


HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.mark.parametrize(
    ("query", "rows", "ignored"),
    {
        "an unknown row": (f"rows={FIRST},valdation", [FIRST], "1 unknown row"),
        "only unknown rows": ("rows=valdation", ROWS, "1 unknown row"),
        "elements": (f"rows={FIRST},{quote(HOSTILE)}", [FIRST], "1 unknown row"),
        "another parameter": (
            f"rows={FIRST}&{quote(HOSTILE)}=1&length",
            [FIRST],
            "2 unknown parameters",
        ),
        "an unknown section": (f"rows={FIRST}&section=reqests", [FIRST], "1 unknown section"),
        "an unknown column": (
            f"rows={FIRST}&columns={quote(HOSTILE)}",
            [FIRST],
            "1 unknown column",
        ),
        "broken escapes": (
            f"rows=%E0%A4%A,{FIRST}&%",
            [FIRST],
            "1 unknown parameter, 1 unknown row",
        ),
        "a must that is not ticked": (f"must={FIRST}&no-matter={SECOND}", [FIRST, SECOND], ""),
        "an unknown must": (f"rows={FIRST}&must=valdation", [FIRST], "1 unknown row"),
        "musts as elements": (
            f"must={quote(HOSTILE)},{FIRST}&no-matter={quote(HOSTILE)},%E0%A4%A",
            [FIRST],
            "3 unknown rows",
        ),
        "twice": (f"rows={FIRST},{FIRST}&rows={SECOND}", [FIRST, SECOND], ""),
        "nothing": ("rows=", ROWS, ""),
    }.values(),
)
def test_a_broken_address_shows_what_is_understood(
    page: Page, query: str, rows: list[str], ignored: str
) -> None:
    page.goto(f"all/?{query}")
    assert shown(page) == rows
    text = said(page).text_content() or ""
    assert text.partition("Ignored in the address: ")[2] == (f"{ignored}." if ignored else "")


def test_an_address_of_100_kb_shows_what_is_understood(page: Page, site: tuple[Path, str]) -> None:
    file = site[0] / "all/index.html"
    page.route("**/all/?rows=*", lambda route: route.fulfill(path=file))  # no server takes as much
    page.goto(f"all/?rows={FIRST},{','.join(f'x{number:09}' for number in range(10_000))}")
    assert shown(page) == [FIRST]
    expect(said(page)).to_contain_text("Ignored in the address: 10000 unknown rows.")


def test_rows_are_ticked_with_the_keyboard_and_survive_a_reload(page: Page) -> None:
    page.goto("all/")
    for row in (FIRST, SECOND):
        box(page, row).focus()
        page.keyboard.press("Space")
    expect(said(page, "Ticked")).to_have_text("2 rows ticked")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(rf"all/\?rows={FIRST},{SECOND}$"))
    for _ in range(2):
        assert shown(page) == [FIRST, SECOND]
        page.reload()
    page.get_by_role("button", name="Show all rows").click()
    assert shown(page) == ROWS
    page.get_by_role("button", name="Untick all").click()
    expect(page).to_have_url(re.compile(r"all/$"))
    assert page.locator("input[name=rows]:checked").count() == 0


def test_tools_are_there_while_a_row_is_ticked(page: Page) -> None:
    page.goto("all/")
    tools = page.get_by_role("group", name="Ticked rows")
    choice = page.get_by_role("group", name="How much it matters: Validation")
    expect(tools).not_to_be_visible()
    box(page, FIRST).check()
    expect(tools).to_be_visible()
    expect(choice.get_by_label("nice")).to_be_checked()
    box(page, FIRST).uncheck()
    expect(tools).not_to_be_visible()
    expect(choice).not_to_be_visible()


def test_the_link_leads_to_the_same_rows(copying: Page) -> None:
    copying.goto("all/")
    box(copying, FIRST).check()
    copying.goto(copied(copying, "Copy link", "the link"))
    assert shown(copying) == [FIRST]


def test_a_situation_leads_to_its_rows(page: Page) -> None:
    page.goto("choose/")
    for key, situation in load().situations.situations.items():
        part = page.locator(f".cmp-row:has(a[href$='decisions/{key}.md.txt'])")
        link = part.locator("a[href*='?rows=']")
        assert link.get_attribute("href") == f"../all/?rows={','.join(situation.selection)}"
    link.click()
    page.wait_for_url("**/all/?rows=*")
    assert shown(page) == [row for row in ROWS if row in situation.selection]


def test_the_copied_record_says_what_the_file_of_a_situation_says(
    copying: Page, site: tuple[Path, str]
) -> None:
    key, situation = next(iter(load().situations.situations.items()))
    copying.goto(f"all/?rows={','.join(situation.selection)}")
    record = copied(copying, "Copy record", "the decision record")
    file = (site[0] / f"data/v1/decisions/{key}.md.txt").read_text("utf-8")
    assert file.startswith("# A Python web framework: ")
    for part in ("## Options", "## Decision", "## Consequences", situation.summary[:20]):
        assert part in file
    parted = [re.split(r"\n\n(?=## )", text, maxsplit=2) for text in (record, file)]
    (own_head, _, own), (head, _, written) = parted
    assert own == written
    assert own_head.split("\n")[1:] == head.split("\n")[1:]


def test_where_nothing_can_be_copied_the_text_is_there_to_copy(
    new_context: CreateContextCallback,
) -> None:
    context = new_context()
    context.add_init_script("delete Navigator.prototype.clipboard")
    page = context.new_page()
    page.goto(f"all/?rows={FIRST}")
    open_tools(page)
    page.get_by_role("button", name="Copy record").click()
    area = page.get_by_role("textbox", name="To be copied")
    expect(area).to_be_focused()
    assert "## Decision" in area.input_value()
    expect(said(page, "Ticked")).to_contain_text("does not let this page copy")


def test_a_record_that_cannot_be_loaded_is_tried_again(copying: Page) -> None:
    copying.route("**/decision.json", lambda route: route.abort())
    copying.goto(f"all/?rows={FIRST}")
    open_tools(copying)
    copying.get_by_role("button", name="Copy record").click()
    expect(said(copying, "Ticked")).to_contain_text("could not be loaded")
    copying.unroute("**/decision.json")
    assert "## Decision" in copied(copying, "Copy record", "the decision record")


def test_without_scripts_every_row_is_there_and_nothing_to_tick(
    new_context: CreateContextCallback,
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(f"all/?rows={FIRST}")
    expect(page.locator("input[name=rows]").first).not_to_be_visible()
    expect(page.get_by_role("button", name="Show all rows")).not_to_be_visible()
    expect(page.get_by_label("Section")).not_to_be_visible()
    expect(page.locator("tbody:not(.cmp-none) tr").filter(visible=False)).to_have_count(0)
