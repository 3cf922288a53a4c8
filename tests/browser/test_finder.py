"""The dictionary and the claims in a browser: finding a word, its entry, and the address."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, ViewportSize, expect

from comparison.load.loader import load

PHONE = ViewportSize(width=390, height=844)
WORD, ENTRY, TITLE = "before_request", "before-request", "Run code before every handler"


@pytest.mark.parametrize("size", [PHONE, ViewportSize(width=1280, height=900)])
def test_a_word_is_found_its_entry_opens_and_the_way_back_works(
    page: Page, size: ViewportSize
) -> None:
    page.set_viewport_size(size)
    page.goto("dictionary/")
    box = page.get_by_role("searchbox", name="Find a word")
    expect(box).to_be_in_viewport()
    box.fill(f"{WORD}()")
    lines = page.locator(".cmp-words li").filter(visible=True)
    expect(page.locator(".cmp-find output")).to_have_text(f"{lines.count()} entries.")
    assert 0 < lines.count() < 5
    line = page.get_by_role("link", name=f"@app.{WORD}", exact=True)
    expect(line.locator("..")).to_contain_text("@app.middleware")
    line.press("Enter")
    title = page.locator(".cmp-panel h2")
    expect(title).to_have_text(TITLE)
    expect(title).to_be_focused()
    expect(title).to_be_in_viewport()
    assert page.url.endswith(f"/dictionary/#{ENTRY}")
    page.locator(".cmp-panel").get_by_role("link", name="Middleware and hooks").click()
    expect(page.locator("h1")).to_contain_text("Middleware and hooks")
    page.go_back()
    expect(title).to_have_text(TITLE)
    page.go_back()
    page.wait_for_url("**/dictionary/")
    expect(lines.first).to_be_visible()


def test_an_old_address_opens_its_entry_whichever_side_has_the_word(page: Page) -> None:
    page.set_viewport_size(PHONE)
    data = load()
    first = next(iter(data.matrix.frameworks))
    entries = data.dictionary.entries.items()
    one_sided = next(key for key, entry in entries if not entry.words[first].terms)
    for key in (ENTRY, one_sided):
        page.goto("about:blank")
        page.goto(f"dictionary/#{key}")
        expect(page.locator(".cmp-panel h2")).to_have_text(data.dictionary.entries[key].title)
    page.get_by_role("button", name="Back to the words").click()
    expect(page.locator(".cmp-words a[aria-current]")).to_be_focused()
    assert page.url.endswith("/dictionary/")


@pytest.mark.parametrize("hash", ["#%", "#<img>", "#none-such", '#"]', "#from-fastapi"])
def test_other_addresses_leave_the_words_as_they_are(page: Page, hash: str) -> None:
    page.set_viewport_size(PHONE)
    page.goto(f"dictionary/{hash}")
    known = page.locator("input[name=known]:checked")
    expect(known).to_have_value(hash.removeprefix("#from-") if "from" in hash else "flask")
    expect(page.locator(".cmp-words li").filter(visible=True).first).to_be_visible()
    expect(page.locator(".cmp-panel")).not_to_be_visible()


def test_where_an_entry_cannot_be_fetched_its_page_opens(page: Page) -> None:
    page.route("**/dictionary/building/", lambda route: route.abort(), times=1)
    page.goto("dictionary/")
    page.get_by_role("link", name=f"@app.{WORD}", exact=True).click()
    page.wait_for_url(f"**/dictionary/building/#{ENTRY}")
    expect(page.get_by_role("heading", name=TITLE)).to_be_in_viewport()


def test_without_a_script_words_lead_to_their_entries(
    new_context: Callable[..., BrowserContext],
) -> None:
    page = new_context(java_script_enabled=False, viewport=PHONE).new_page()
    page.goto(f"dictionary/#{ENTRY}")
    expect(page.get_by_role("searchbox", name="Find a word")).not_to_be_visible()
    page.locator(f"#{ENTRY}").get_by_role("link").click()
    page.wait_for_url(f"**/dictionary/building/#{ENTRY}")
    expect(page.get_by_role("heading", name=TITLE)).to_be_in_viewport()
    page.goto("claims/")
    page.get_by_text("false", exact=True).first.click()
    shown = page.locator(".cmp-judged li").filter(visible=True)
    assert {text.strip() for text in shown.locator(".cmp-verdict").all_inner_texts()} == {"false"}


def test_claims_are_filtered_by_a_verdict_that_the_address_keeps(page: Page) -> None:
    claims = load().claims.claims.values()
    count = sum(claim.verdict == "false" for claim in claims)
    page.goto("claims/")
    lines = page.locator(".cmp-judged li").filter(visible=True)
    expect(lines).to_have_count(len(claims))
    page.get_by_role("radio", name="false").check()
    assert page.url.endswith("/claims/?verdict=false")
    page.reload()
    expect(lines).to_have_count(count)
    expect(page.locator(".cmp-judged output")).to_have_text(
        f"{count} of {len(claims)} claims shown: false."
    )


@pytest.mark.parametrize("verdict", ["", "none-such", '"]', "%", "<img>", "true&verdict=false"])
def test_an_unknown_verdict_in_the_address_is_ignored(page: Page, verdict: str) -> None:
    page.goto(f"claims/?verdict={verdict}")
    chosen = page.locator("input[name=verdict]:checked")
    expect(chosen).to_have_value("true" if verdict.startswith("true") else "")
