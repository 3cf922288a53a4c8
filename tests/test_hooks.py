"""HTML that macros draw reaches the page as it does by way of Markdown's own parsers."""

import markdown
import pytest

from hooks import _AsDrawn

PIECES = {
    "a table": "Before\n\n<table>\n<tr><td>a</td></tr>\n</table>\n\nAfter",
    "a blank line inside": "<div>\n<div>\na\n</div>\n\n<p>b</p>\n</div>\n\n*After*",
    "one line": "<div>a</div>\n\n*Between*\n\n<div>\nb\n</div>\n\nAfter",
    "two in a row": "<div>\na\n</div>\n<div>\nb\n</div>\n\n*After*",
    "text behind it": "<div>\na\n</div>\n*After*",
    "not closed": "<div>\n<div>\na\n</div>\n\n*After*",
    "at the end": "*Before*\n\n<form>\na\n</form>",
}


@pytest.mark.parametrize("text", PIECES.values(), ids=PIECES)
def test_html_that_is_put_in_as_it_is_looks_as_if_it_was_parsed(text: str) -> None:
    assert markdown.markdown(text, extensions=[_AsDrawn()]) == markdown.markdown(text)
