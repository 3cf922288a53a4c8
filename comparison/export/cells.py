"""Write answers as cells of Markdown tables."""

from collections.abc import Iterable, Sequence

from comparison.markdown import href, plain, said
from comparison.model.matrix import Matrix
from comparison.pages.answers import AnswerView


def cell(view: AnswerView) -> str:
    """Return an answer as the cell of a Markdown table: level, text, and numbered sources."""
    numbered = enumerate(view.answer.sources, 1)
    sources = " ".join(f"[{number}]({href(source)})" for number, source in numbered)
    return f"{answer(view)} {sources}".strip()


def answer(view: AnswerView) -> str:
    """Return the level, the releases and the text of an answer as Markdown."""
    return f"({view.about}) {said(view.text)}" if view.about else said(view.text)


def versions(matrix: Matrix) -> str:
    """Return which release of each framework is described, and when that was last checked."""
    frameworks = matrix.frameworks.values()
    return "; ".join(f"{plain(each.release)}, checked {each.checked.date}" for each in frameworks)


def head(columns: Sequence[str]) -> list[str]:
    """Return the two lines that begin a table whose first column has no title."""
    return [line(["", *map(plain, columns)]), line(["---"] * (len(columns) + 1))]


def line(cells: Iterable[str]) -> str:
    """Return cells as a line of a table."""
    return f"| {' | '.join(cells)} |"
