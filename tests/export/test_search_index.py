"""What the search reads of a page, and what it finds that by."""

import json

from comparison.export.search_index import Meant, completed, readable

SIDES = """<div class="cmp-sides">
<section class="cmp-side cmp-c1"><h2><span class="cmp-name cmp-c1">Left</span></h2>
<p>Yes.</p><section><p>Nested.</p></section><ul><li>One</li><li>Two</li></ul></section>
<section class="cmp-side cmp-c2"><p><span class="cmp-name cmp-c2">Right</span>, if</p></section>
</div>
<p>Both.</p>
<table><tr><td class="cmp-c2">No.</td></tr></table>"""


def test_each_block_of_a_side_begins_with_its_name_and_no_other_block_does() -> None:
    read = readable(SIDES)
    for block in ("<p>Left: Yes.", "<p>Left: Nested.", "<li>Left: One", "<li>Two", "<p>Both."):
        assert block in read
    assert "<p>Right: No.</p>" in read
    assert "Right: <span" not in read


def entry(text: str, meant: dict[str, Meant]) -> dict[str, str]:
    """Return the entry of an index for a page with a text."""
    page = {"location": "code/file-upload/", "title": "T", "text": text}
    (read,) = json.loads(completed(json.dumps({"docs": [page]}), meant))["docs"]
    return dict(read)


def test_a_name_is_found_by_its_parts_and_a_page_by_its_address() -> None:
    parts = entry("<code>COOKIE_SAMESITE</code> JSONResponse OpenAPI app.run 0.1.2", {})["parts"]
    assert parts == "app cookie file json response run samesite upload"


def test_what_a_row_is_about_is_safe_in_html_and_shown_without_links() -> None:
    meant = Meant("names", ["<int:id>", "app.run"], '<p>\n<a href="x">A</a></p>\n')
    read = entry("", {"code/file-upload/": meant})
    assert read["names"] == "&lt;int:id&gt; app.run run"
    assert read["said"] == "<p>A</p>"
