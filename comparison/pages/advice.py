"""Draw what people say, decide and ask: claims, situations, questions in; HTML, Markdown out."""

from typing import Any

from comparison.model.claims import VERDICT_MEANS
from comparison.model.figures import said
from comparison.model.matrix import Measured
from comparison.pages.drawing import Drawing


class Advice(Drawing):
    """What the macros draw of claims, situations and questions on one page of the site."""

    def claims(self) -> str:
        """Return the body of the page of claims as Markdown: contradictions, then every claim."""
        claims = self.comparison.claims
        groups = {
            name: [key for key, one in claims.claims.items() if one.rows[0] in section.criteria]
            for name, section in self.matrix.sections.items()
        }
        return self._draw(
            "claims.md.j2",
            said=claims,
            groups={section: keys for section, keys in groups.items() if keys},
            **self._about(),
        )

    def verdicts(self) -> str:
        """Return the definition of every verdict as HTML, and how many claims have it."""
        verdicts = [claim.verdict for claim in self.comparison.claims.claims.values()]
        counts = {verdict: verdicts.count(verdict) for verdict in VERDICT_MEANS}
        return self._draw("verdicts.html.j2", means=VERDICT_MEANS, counts=counts)

    def articles(self) -> str:
        """Return the articles as Markdown, each with all it states and what answers that."""
        return self._draw(
            "articles.md.j2",
            said=self.comparison.claims,
            situations=self.comparison.situations.situations,
            **self._about(),
        )

    def general(self) -> str:
        """Return in short when to take which framework, as HTML."""
        return self._draw(
            "general.html.j2",
            choice=self.comparison.situations.general,
            situations=self.comparison.situations.situations,
            **self._about(),
        )

    def situations(self) -> str:
        """Return the situations as Markdown: a list, and what would make one choose each there."""
        situations = self.comparison.situations.situations
        return self._draw("situations.md.j2", situations=situations, **self._about())

    def questions(self) -> str:
        """Return the questions and their answers as Markdown."""
        return self._draw(
            "questions.md.j2",
            questions=self.comparison.questions.questions,
            claims=self.comparison.claims.claims,
            situations=self.comparison.situations.situations,
            **self._about(),
        )

    def _about(self) -> dict[str, Any]:
        """Return what the templates ask for rows, tests and figures that are named."""
        return {
            "titles": {key: row.title for _, key, row in self.matrix.rows()},
            "shows": self._shows,
            "figure": self._figures,
        }

    def _figures(self, named: list[Measured]) -> dict[str, list[dict[str, str]]]:
        """Return measured figures by what was measured: of whom, the value, and the page."""
        groups: dict[str, list[dict[str, str]]] = {}
        for one in named:
            title, figure = self._figure(one)
            groups.setdefault(title, []).append(figure)
        return groups

    def _figure(self, named: Measured) -> tuple[str, dict[str, str]]:
        measured, known = self._measured()
        exhibit = known[named.exhibit]
        cell = exhibit.cell(named.subject, named.column)
        assert cell, "checked when the figure was named"
        column = named.column or exhibit.columns[0]
        title = exhibit.title + (f", {column}" if len(exhibit.columns) > 1 else "")
        return title, {
            "subject": self._subject(measured, named.subject),
            "value": said(cell, exhibit.unit),
            "address": f"{exhibit.page}#{exhibit.key}",
        }
