"""Draw rows of the matrix as tables, the pages of sections, and what counts and defines them."""

from collections.abc import Collection, Iterable

from markupsafe import Markup

from comparison.model.answers import MEANINGS
from comparison.model.levels import LEVELS, Level
from comparison.model.matrix import Row
from comparison.pages.answers import counts, total
from comparison.pages.page import Page, named


def table(
    page: Page, rows: Collection[str] = (), section: str | None = None, ticks: bool = False
) -> str:
    """Return the named rows, or those of a section, or all, as one HTML table.

    section: whose rows and answers have their old addresses here; ticks: whether each row has a
    box to tick.
    """
    matrix = page.comparison.matrix
    known = {key: row for _, key, row in matrix.rows()}
    for key in rows:
        named("row", known, key)
    wanted = rows or known
    groups = {
        name: {key: row for at, key, row in matrix.rows() if at == name and key in wanted}
        for name in ([section] if section else matrix.sections)
    }
    drawn = [row for group in groups.values() for row in group.values()]
    return page.draw(
        "table.html.j2", groups=groups, section=section, ticks=ticks, scale=_scale(drawn)
    )


def _scale(rows: Iterable[Row]) -> list[Level]:
    """Return the levels that answers of the rows have, in the order of the legend."""
    found = {answer.standing for row in rows for answer in row.answers.values()}
    return [level for level in LEVELS if level in found]


def selection(page: Page) -> str:
    """Return all rows as a table to tick rows in, and what can be done with those, as HTML."""
    return page.draw("selection.html.j2", table=Markup(table(page, ticks=True)))


def section(page: Page, name: str) -> str:
    """Return the body of a section's page as Markdown: its title and the table of its rows."""
    content = named("section", page.comparison.matrix.sections, name)
    return page.draw(
        "section.md.j2",
        section=content,
        table=Markup(table(page, section=name)),
    )


def coverage(page: Page) -> str:
    """Return a table that counts, for each section, what its statements rest on."""
    counted = counts(page.comparison.matrix)
    return page.draw("coverage.html.j2", counted=counted, totals=total(counted), kinds=MEANINGS)


def levels(page: Page) -> str:
    """Return the definition of every level as HTML."""
    return page.draw("levels.html.j2", levels=LEVELS)
