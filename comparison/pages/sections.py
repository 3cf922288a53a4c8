"""Draw rows of the matrix as tables, the pages of sections, and what counts and defines them."""

from collections.abc import Collection

from markupsafe import Markup

from comparison.model.levels import LEVELS, Level
from comparison.pages.page import Page, named


def table(
    page: Page, rows: Collection[str] = (), section: str | None = None, ticks: bool = False
) -> str:
    """Return the named rows, or those of a section, or all, as one HTML table.

    ticks: whether each row has a box to tick.
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
    return page.draw("table.html.j2", groups=groups, grouped=section is None, ticks=ticks)


def selection(page: Page) -> str:
    """Return all rows as a table to tick rows in, and what can be done with those, as HTML."""
    return page.draw("selection.html.j2", table=Markup(table(page, ticks=True)))


def section(page: Page, name: str) -> str:
    """Return the body of a section's page as Markdown: title, table, then each row in full."""
    content = named("section", page.comparison.matrix.sections, name)
    return page.draw(
        "section.md.j2",
        section=content,
        table=Markup(table(page, section=name)),
        changes=page.changes,
        facts=page.comparison.facts,
        measured=page.comparison.measurements,
    )


def coverage(page: Page) -> str:
    """Return one line that counts what the matrix holds."""
    matrix = page.comparison.matrix
    rows = [row for _, _, row in matrix.rows()]
    answers = [answer for row in rows for answer in row.answers.values()]
    counts = {
        "rows": len(rows),
        "answers": len(answers),
        "sources": sum(len(answer.sources) for answer in answers),
        "answers proven by a test": sum(bool(answer.proof) for answer in answers),
        "answers with a tested program": sum(
            any(name not in matrix.tasks[task].absent for task in row.tasks)
            for row in rows
            for name in row.answers
        ),
        "read from package metadata": sum(answer.fact is not None for answer in answers),
        "measured": sum(answer.measure is not None for answer in answers),
        Level.NOT_APPLICABLE.label: sum(answer.level == Level.NOT_APPLICABLE for answer in answers),
        Level.UNKNOWN.label: sum(answer.level == Level.UNKNOWN for answer in answers),
    }
    return page.draw("coverage.html.j2", counts=counts)


def levels(page: Page) -> str:
    """Return the definition of every level as HTML."""
    return page.draw("levels.html.j2", levels=LEVELS)
