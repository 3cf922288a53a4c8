"""Draw the page that says what changed for readers, and when."""

from collections.abc import Callable, Sequence
from typing import Any

from comparison.history.commits import Step
from comparison.pages.page import Page

WHOLE = 20
"""Of a step with more changes only the rows are named; what became of them is in the JSON."""


def changelog(page: Page, log: Sequence[Step]) -> str:
    """Return what changed for readers, newest first, as Markdown.

    log: the steps of the history that changed something.
    """
    return page.draw("changelog.md.j2", log=log, **_context(page, page.url))


def changed(page: Page, step: Step, site: str) -> str:
    """Return what one step of the history changed as HTML that can stand anywhere.

    site: the address of the site, with a slash at its end.
    """
    context = _context(page, lambda target: site + target)
    return page.draw("feed_entry.html.j2", step=step, **context)


def _context(page: Page, leads: Callable[[str], str]) -> dict[str, Any]:
    """Return what the templates of changes need; leads: the way to a place on the site."""
    places = {
        key: page.row_address(row)
        for _, row, content in page.comparison.matrix.rows()
        for key in (row, *content.formerly)
    }
    return {"places": places, "leads": leads, "whole": WHOLE}
