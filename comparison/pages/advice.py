"""Draw the pages that say when to take which framework, and answer what people ask."""

from comparison.pages.page import Page
from comparison.pages.performance import figures


def situations(page: Page) -> str:
    """Return the situations as Markdown: a list, and what would make one choose each there."""
    advice = page.comparison.situations
    questions = page.comparison.questions.questions
    return page.draw(
        "situations.md.j2",
        situations=advice.situations,
        removed=advice.removed,
        asked={
            key: {name: asked for name, asked in questions.items() if key in asked.situations}
            for key in advice.situations
        },
    )


def questions(page: Page) -> str:
    """Return the questions and their answers as Markdown."""
    return page.draw(
        "questions.md.j2",
        questions=page.comparison.questions.questions,
        removed=page.comparison.questions.removed,
        claims=page.comparison.claims.claims,
        situations=page.comparison.situations.situations,
        figure=lambda wanted: figures(page, wanted),
    )
