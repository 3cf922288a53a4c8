"""When to take which framework, and the questions that people ask."""

from typing import Any

from comparison.pages.page import Page
from comparison.pages.performance import figures


def general(page: Page) -> str:
    """Return in short when to take which framework, as HTML."""
    advice = page.comparison.situations
    return page.draw(
        "general.html.j2",
        choice=advice.general,
        situations=advice.situations,
        **names(page),
    )


def situations(page: Page) -> str:
    """Return the situations as Markdown: a list, and what would make one choose each there."""
    advice = page.comparison.situations
    return page.draw("situations.md.j2", situations=advice.situations, **names(page))


def questions(page: Page) -> str:
    """Return the questions and their answers as Markdown."""
    return page.draw(
        "questions.md.j2",
        questions=page.comparison.questions.questions,
        claims=page.comparison.claims.claims,
        situations=page.comparison.situations.situations,
        **names(page),
    )


def names(page: Page) -> dict[str, Any]:
    """Return what templates ask for the rows, tests and figures that a text names."""
    return {
        "titles": {key: row.title for _, key, row in page.comparison.matrix.rows()},
        "shows": page.shows,
        "figure": lambda wanted: figures(page, wanted),
    }
