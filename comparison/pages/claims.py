"""Draw the pages of claims and of the articles that make them."""

from comparison.model.claims import VERDICTS
from comparison.pages.page import Page
from comparison.pages.performance import figures


def claims(page: Page) -> str:
    """Return the body of the page of claims as Markdown: contradictions, then every claim."""
    data = page.comparison.claims
    groups = {
        name: [key for key, claim in data.claims.items() if claim.rows[0] in section.rows]
        for name, section in page.comparison.matrix.sections.items()
    }
    filled = {section: keys for section, keys in groups.items() if keys}
    return page.draw(
        "claims.md.j2", data=data, groups=filled, figure=lambda wanted: figures(page, wanted)
    )


def verdicts(page: Page) -> str:
    """Return the definition of every verdict as HTML, and how many claims have it."""
    given = [claim.verdict for claim in page.comparison.claims.claims.values()]
    counts = {verdict: given.count(verdict) for verdict in VERDICTS}
    return page.draw("verdicts.html.j2", verdicts=VERDICTS, counts=counts)


def articles(page: Page) -> str:
    """Return the articles as Markdown, each with all it states and what answers that."""
    situations = page.comparison.situations.situations
    return page.draw("articles.md.j2", data=page.comparison.claims, situations=situations)
