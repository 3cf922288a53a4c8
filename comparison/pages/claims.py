"""Draw the pages of claims and of the articles that make them."""

from collections.abc import Iterable

from comparison.model.claims import VERDICTS, Article, Statement, Verdict
from comparison.pages.page import Page, named
from comparison.pages.performance import figures


def claims(page: Page) -> str:
    """Return every claim with its verdict as Markdown, in groups, then the contradictions."""
    data = page.comparison.claims
    return page.draw(
        "claims.md.j2",
        data=data,
        groups=grouped(page),
        verdicts=VERDICTS,
        counts=counted(claim.verdict for claim in data.claims.values()),
    )


def claims_section(page: Page, section: str) -> str:
    """Return the claims of a section as Markdown: what was found, and what that rests on."""
    content = named("section", page.comparison.matrix.sections, section)
    return page.draw(
        "claims_section.md.j2",
        section=content,
        data=page.comparison.claims,
        keys=grouped(page).get(section, ()),
        figure=lambda wanted: figures(page, wanted),
    )


def grouped(page: Page) -> dict[str, list[str]]:
    """Return the claims of each section that has some, by the sections' keys."""
    claims = page.comparison.claims.claims.items()
    groups = {
        name: [key for key, claim in claims if claim.rows[0] in section.rows]
        for name, section in page.comparison.matrix.sections.items()
    }
    return {name: keys for name, keys in groups.items() if keys}


def articles(page: Page) -> str:
    """Return the articles as Markdown, each with all it states, by what became of that."""
    data = page.comparison.claims
    return page.draw(
        "articles.md.j2",
        data=data,
        situations=page.comparison.situations.situations,
        counts={
            key: counted(
                data.claims[said.claim].verdict for said in article.statements if said.claim
            )
            for key, article in data.articles.items()
        },
        by_verdict=lambda article, verdict: _judged(page, article, verdict),
    )


def counted(given: Iterable[Verdict]) -> dict[Verdict, int]:
    """Return how often each verdict was given, in the order of the legend."""
    verdicts = list(given)
    return {verdict: verdicts.count(verdict) for verdict in VERDICTS}


def _judged(page: Page, article: Article, verdict: Verdict) -> list[Statement]:
    claims = page.comparison.claims.claims
    return [
        statement
        for statement in article.statements
        if statement.claim and claims[statement.claim].verdict == verdict
    ]
