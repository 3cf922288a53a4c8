"""Hostile text in all data and programs: on every page and in a browser it is text, no more."""

import csv
import json
import shutil
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from markdown_it import MarkdownIt
from playwright.sync_api import expect
from pytest_playwright.pytest_playwright import CreateContextCallback

from comparison.export import tables
from comparison.markdown import LANGUAGES
from tests.conftest import LEFT_OUT
from tests.example import ROOT, write_site
from tests.hostile import SITE, VECTORS, Deal, differences, shown, spoil, twins
from tests.html_trees import opened, pages, parsed, text

Twins = tuple[Path, Path]


@pytest.fixture(scope="session")  # tests in a browser run apart from the others
def built(tmp_path_factory: pytest.TempPathFactory) -> Twins:
    """A small site of hostile text, and the same of harmless text."""
    return twins(tmp_path_factory.mktemp("twins"))


@pytest.fixture(scope="session")
def trees(built: Twins) -> dict[str, Any]:
    """The element tree of each hostile page by its address."""
    return pages((built[0], ""))


def test_the_small_site_takes_text_wherever_this_one_does(tmp_path: Path) -> None:
    shutil.copytree(ROOT, tmp_path / "this", ignore=LEFT_OUT)
    write_site(tmp_path / "small", SITE)
    dealt = {}
    for name in ("this", "small"):
        spoil(tmp_path / name, deal := Deal(hostile=True))
        dealt[name] = deal.dealt.keys()
    assert dealt["this"] <= dealt["small"]


def test_hostile_text_makes_no_other_pages_than_harmless_text(built: Twins) -> None:
    assert differences(*map(shown, built)) == []


@pytest.mark.audit
@pytest.mark.parametrize("first", range(3, len(VECTORS), 3))
def test_hostile_text_makes_no_other_pages_wherever_it_stands(tmp_path: Path, first: int) -> None:
    assert differences(*map(shown, twins(tmp_path, first))) == []


def test_each_vector_stands_on_a_page_as_text(trees: dict[str, Any]) -> None:
    site = "\n".join(text(page) for page in trees.values())
    assert [one for one in VECTORS if " ".join(one.split()) not in site] == []


@pytest.mark.parametrize(
    "element",
    [
        *("title", "h1", "h2", "h3", "p", "li", "td", "th", "caption", "dt", "dd", "label"),
        *("option", "code", "pre", "figcaption", "{http://www.w3.org/2000/svg}text"),
    ],
)
def test_hostile_text_got_everywhere(trees: dict[str, Any], element: str) -> None:
    found = (one for page in trees.values() for one in page.iter(element))
    assert any("hit=1" in text(one).lower() for one in found)


def test_programs_are_shown_with_every_line(built: Twins, trees: dict[str, Any]) -> None:
    for file in sorted((built[0].parent / "snippets").glob("*/*/**/*")):
        if file.suffix in LANGUAGES:
            page = trees[f"code/{file.relative_to(built[0].parent).parts[1]}/"]
            code = ["".join(element.itertext()) for element in page.iter("code")]
            assert lines(file.read_text("utf-8")) in map(lines, code), file


def lines(code: str) -> list[str]:
    """Return lines of code; a tab is as good as the spaces that Markdown makes of it."""
    return [" ".join(line.split()) for line in code.rstrip().split("\n")]


def test_published_markdown_has_the_same_elements_with_hostile_text(built: Twins) -> None:
    markdown = MarkdownIt("commonmark").enable("table")
    rendered = (
        {
            file.name: parsed(markdown.render(file.read_text("utf-8")))
            for file in site.rglob("*.txt")
        }
        for site in built
    )
    assert differences(*rendered) == []


def test_other_published_files_are_read_as_they_were_meant(built: Twins) -> None:
    files = [file for file in built[0].rglob("*") if file.suffix in {".json", ".csv", ".xml"}]
    for file in files:
        content = file.read_text("utf-8")
        if file.suffix == ".json":
            json.loads(content)
        elif file.suffix == ".xml":
            ElementTree.fromstring(content)
        else:
            rows = list(csv.reader(content.splitlines(keepends=True)))
            columns = tables.DETAILS if file.name == "details.csv" else tables.COLUMNS
            assert {len(row) for row in rows} == {len(columns)}
    assert {file.suffix for file in files} == {".json", ".csv", ".xml"}


def test_nothing_of_it_runs_in_a_browser(
    built: Twins, trees: dict[str, Any], new_context: CreateContextCallback
) -> None:
    page = new_context().new_page()
    url = opened(page, built[0])
    for address in trees:
        page.goto(url + address)
        assert (page.url, page.evaluate("window.hit")) == (url + address, None)
    page.goto(url)
    page.keyboard.press("/")
    expect(page.locator(".md-search-result__meta")).to_have_text("Type to start searching")
    results = page.locator(".md-search-result__link")
    for words in ("script", "javascript", "onmouseover"):
        page.get_by_role("textbox", name="Search").fill(words[:-1])
        page.keyboard.press(words[-1])  # the theme searches when a key was pressed
        expect(results.first).to_be_visible()
    page.goto(f"{url}claims/?h=script")
    page.keyboard.press("/")
    expect(page.locator("article mark").first).to_be_attached()
    page.goto(f"{url}all/?text=script")
    page.locator("input[name=rows]:visible").first.check()
    page.get_by_text("Take along").click()
    page.get_by_role("button", name="Copy table").click()
    assert page.evaluate("window.hit") is None
