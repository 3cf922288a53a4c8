"""The pages of rows and tasks in a real browser: what is seen at once, and what opens."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from comparison.load.loader import load
from comparison.pages.exchange_view import differing
from tests.conftest import build
from tests.example import GOOD, write_site
from tests.html_trees import opened

PHONE = ViewportSize(width=390, height=844)
DESK = ViewportSize(width=1280, height=900)
LONGEST = max(
    load().matrix.rows(),
    key=lambda row: sum(len(answer.said) for answer in row[2].answers.values()),
)
TASK = max(load().exchanges, key=lambda task: len(load().exchanges[task]))
COVERED = """() => [...document.querySelectorAll("pre")].filter((pre) => {
    const text = document.createRange()
    text.selectNodeContents(pre.querySelector("code") ?? pre)
    const button = pre.querySelector(".md-code__button")?.getBoundingClientRect()
    return [...text.getClientRects()].some(({left, right, top, bottom, width}) =>
        width && (right > innerWidth || button && right > button.left && left < button.right
            && bottom > button.top + 1 && top < button.bottom - 1))
}).map((pre) => pre.textContent)"""
"""Returns what of the code on a page is cut, or lies under a button."""
WRAPPED = """(columns) => [...document.querySelectorAll(".tabbed-block code")].some((code) => {
    const line = document.createElement("span")
    line.textContent = "m".repeat(columns)
    code.append("\\n", line)
    return line.getClientRects().length > 1
})"""


def test_all_answers_are_seen_at_once_on_a_phone(page: Page) -> None:
    page.set_viewport_size(PHONE)
    section, key, row = LONGEST
    page.goto(f"{section}/{key}/")
    for framework in row.answers:
        expect(page.locator(f"#{framework}")).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_code_is_neither_cut_nor_covered(page: Page, size: ViewportSize) -> None:
    page.set_viewport_size(size)
    page.goto(f"code/{TASK}/")
    page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))")
    expect(page.locator(".md-code__button").last).to_be_visible()
    assert page.evaluate(COVERED) == []
    if size is DESK:
        assert (page.evaluate(WRAPPED, 76), page.evaluate(WRAPPED, 90)) == (False, True)


def test_the_address_of_a_test_opens_what_it_is_folded_in(page: Page) -> None:
    section, row, test = next(
        (section, key, proof.rpartition("::")[2])
        for section, key, row in load().matrix.rows()
        for proof in row.proofs
        if proof.startswith("probe::")
    )
    exchange = next(each for each in load().exchanges[TASK] if not differing(each))
    same = next(iter(exchange.tests.values()))
    for address in (f"{section}/{row}/#{test}", f"code/{TASK}/#{same}"):
        page.goto(address)
        expect(page.locator(":target")).to_be_in_viewport()


def test_the_largest_pages_stay_light(page: Page, site: tuple[Path, str]) -> None:
    pages = sorted(
        (file for each in ("building", "code") for file in site[0].glob(f"{each}/*/index.html")),
        key=lambda file: file.read_text("utf-8").count("<"),
    )
    for file in pages[-3:]:
        page.goto(str(file.parent.relative_to(site[0])) + "/", wait_until="networkidle")
        assert page.evaluate("document.querySelectorAll('*').length") < 1_500, file


def long(length: int, sign: str = "W") -> str:
    """Return a text of one word that is as long as it may be."""
    return sign * length


FOUR = """\
  {key}:
    name: {name}
    begun: true
    distribution: {key}
    home: https://{key}.example/
    checked: {{version: "2.5", date: 2026-11-21}}
    install: pip install {key}
    develop: {key} run --port 8000
    serve: {key} serve --port 8000
"""
ROWS = f"""\
      plain:
        title: Plain
        asks: Has it neither code nor details?
        answers:
          left: {{answer: Neither, sources: ["https://left.example/#plain"]}}
          right: {{unknown: Nobody asked.}}
      widest:
        title: {long(60)}
        asks: {long(240)}
        tasks: [hello]
        code: [hello::app]
        answers:
          left:
            answer: {long(140)}
            note: {long(600)}
            sources: [https://left.example/#{long(200)}]
          right: {{answer: Short, sources: ["https://right.example/#short"]}}
        details:
          - about: {long(60)}
            left: {{says: {long(140, "M")}, sources: ["https://left.example/#{long(200)}"]}}
            right: {{none: {long(140, "Q")}, looked: ["https://right.example/#order"]}}
tasks:
"""
RELEASES = {
    "frameworks": {
        key: {"newest": newest, "looked": "2026-11-26", "whole": {newest: "2026-11-20"}}
        for key, newest in (("left", "1.1"), ("right", "3.9"))
    }
}


@pytest.fixture(scope="module")
def invented(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> tuple[Page, str]:
    """A window, and the address in it of a site of four frameworks with the longest texts."""
    project = tmp_path_factory.mktemp("four") / "project"
    more = "".join(FOUR.format(key=key, name=key.title()) for key in ("third", "fourth"))
    data = GOOD.replace("sections:", f"{more}sections:").replace("tasks:\n", ROWS, 1)
    data = data.replace("tasks: [hello]", "tasks: [hello]", 1)
    data += "    absent: {third: It has no way., fourth: Nor has it.}\n"
    write_site(project, {"data/comparison.yaml": data, "data/releases.json": json.dumps(RELEASES)})
    built = build(project, project / "site")
    assert built.returncode == 0, built.stdout + built.stderr
    page = browser.new_page()
    return page, opened(page, project / "site")


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("row", ["plain", "widest"])
def test_any_row_of_four_frameworks_fits_and_its_columns_are_equal(
    invented: tuple[Page, str], row: str, width: int
) -> None:
    page, url = invented
    page.set_viewport_size(ViewportSize(width=width, height=844))
    page.goto(f"{url}requests/{row}/")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    boxes = [card.bounding_box() for card in page.locator(".cmp-row .cmp-side").all()]
    assert len({box and round(box["width"]) for box in boxes}) == 1
    assert len(boxes) == 4


def test_a_newer_release_than_the_described_one_is_named(invented: tuple[Page, str]) -> None:
    page, url = invented
    page.goto(f"{url}requests/plain/")
    newer = page.locator("#left .cmp-newer")
    expect(newer).to_contain_text("Described: 1.0. Newest known: 1.1 (26 November 2026")
    expect(page.locator(".cmp-newer")).to_have_count(1)  # 3.9 is older than 3.10
