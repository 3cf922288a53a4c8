"""What people type into the search box: that they find it, and see whose answer it is."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Locator, Page, expect

from comparison.load.loader import load

TYPED = yaml.safe_load(Path(__file__).with_name("search_queries.yaml").read_text("utf-8"))
"""What is typed, and the places of which one is to be found."""
FOUND = """async (queries) => {
    const config = JSON.parse(document.querySelector("#__config").textContent);
    const index = await fetch(new URL(`${config.base}/search/search_index.json`, location))
        .then((read) => read.json());
    const worker = new Worker(config.search);
    const ask = (type, data) => new Promise((told) => {
        worker.addEventListener("message", ({ data }) => told(data.data), { once: true });
        worker.postMessage({ type, data });
    });
    await ask(0, { ...index, options: {} });
    const found = {};
    for (const query of queries) {
        const { items } = await ask(2, query);
        found[query] = items.slice(0, 3).map((group) => group.map((item) => item.location));
    }
    return found;
}"""
"""Asks the search of the page itself, without drawing what it finds: the first three, by parts."""


@pytest.fixture
def searching(page: Page) -> Page:
    """A page whose search is open and has read its index."""
    page.goto("about/")
    page.keyboard.press("/")
    meta = page.locator(".md-search-result__meta")
    expect(meta).to_have_text("Type to start searching", timeout=30_000)  # it reads its index
    return page


def search(page: Page, words: str, *address: str) -> Locator:
    """Type words into the search, the last sign by its key, and return the link to an address."""
    box = page.get_by_role("textbox", name="Search")
    box.fill(words[:-1])
    box.press(words[-1])
    leads = "".join(f"[href*='{part}']" for part in address)
    return page.locator(f".md-search-result__link{leads}").first


def leads(results: list[list[str]], wanted: str) -> bool:
    """Return whether results lead to a page, or first on a page to a part, on whichever page."""
    folder, _, part = wanted.partition("#")
    if part:
        ends = [first for first, *_ in results if first.startswith(folder)]
        return any(end.endswith(f"#{part}") for end in ends)
    return any(first.partition("#")[0] == wanted for first, *_ in results)


def test_what_people_type_leads_to_an_answer(searching: Page) -> None:
    rows = {row.title: [f"{section}/{key}/"] for section, key, row in load().matrix.rows()}
    stated = list(load().claims.claims.items())[::5]
    claims = {claim.states: [f"claims/#{key}"] for key, claim in stated}
    found: dict[str, Any] = searching.evaluate(FOUND, [*TYPED, *rows, *claims])
    assert not [query for query, results in found.items() if not results]
    for queries, share in ((TYPED, 0.9), (rows, 1), (claims, 0.9)):
        missed = [
            f"{query}: {found[query]}"
            for query, wanted in queries.items()
            if not any(leads(found[query], place) for place in wanted)
        ]
        assert len(missed) <= (1 - share) * len(queries), missed


def test_a_result_shows_what_each_side_says_and_leads_there(searching: Page) -> None:
    link = search(searching, "login state", "building", "sessions")
    frameworks = load().matrix.frameworks
    expect(link.locator(".cmp-name")).to_have_text([one.name for one in frameworks.values()])
    expect(link).to_contain_text(f"{next(iter(frameworks.values())).name}: built-in")
    link.click()
    expect(searching.locator("h1")).to_contain_text("Sessions")


def test_what_is_nowhere_leads_to_what_is_not_compared_yet(searching: Page) -> None:
    expect(search(searching, "qqqq", "not-compared/")).to_contain_text("Not compared yet")


def test_what_was_found_is_not_marked_as_a_difference(searching: Page) -> None:
    def line(mark: Locator) -> str:
        return str(mark.evaluate("one => getComputedStyle(one).boxShadow"))

    search(searching, "json")
    assert line(searching.locator(".md-search-result mark").first) == "none"
    searching.goto("code/hello/?h=json")
    searching.keyboard.press("/")
    assert line(searching.locator("article mark[data-md-highlight]").first) == "none"
    assert line(searching.locator(".cmp-exchange mark:not([data-md-highlight])").first) != "none"
