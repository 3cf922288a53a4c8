"""Write the whole comparison as plain Markdown: llms.txt and its full version.

The shape of the first is that of https://llmstxt.org/#format.
"""

from collections.abc import Callable, Iterator

from comparison.export.cells import answer, versions
from comparison.markdown import plain, said
from comparison.model.comparison import Comparison
from comparison.model.matrix import Matrix
from comparison.model.questions import Questions
from comparison.model.situations import Choice, Reason, Situations
from comparison.pages.answers import AnswerView, StatementView, pairs, views
from comparison.pages.page import Page

TITLE = "{names}, side by side"
SUMMARY = "Every answer has a primary source; every program shown is tested on a real server."
PAGES = {
    "llms-full.txt": ("Everything in one text", "all rows, claims, situations and questions"),
    "data/v1/comparison.json": ("All rows as JSON", "with levels, notes and sources"),
    "choose/": ("Situations", "what would make one choose each framework"),
    "claims/": ("Claims, checked", "what articles say, and what became of it"),
    "performance/": ("Performance, measured", "conditions, figures and every sample"),
    "dictionary/": ("Dictionary", "what is called how on each side"),
    "changes/": ("What changed", "every change of an answer, newest first"),
    "code/": ("Code", "programs for the same tasks"),
}


def index(matrix: Matrix, site: str) -> str:
    """Return llms.txt: what there is on the site, whose address ends with a slash."""
    lines = [*_head(matrix), "## Pages", ""]
    lines += [f"- [{name}]({site}{path}): {about}" for path, (name, about) in PAGES.items()]
    lines += ["", "## Rows", ""]
    for key, section in matrix.sections.items():
        lines.append(f"- [{plain(section.title)}]({site}{key}/): {plain(section.summary)}")
    return "\n".join([*lines, ""])


def full(comparison: Comparison, site: str) -> str:
    """Return everything that the site says in words, with its sources and addresses."""
    matrix = comparison.matrix
    parts = [_head(matrix), _rows(matrix, site), _claims(comparison, site)]
    parts += [_situations(matrix, comparison.situations, site)]
    parts += [_questions(comparison.questions, site)]
    return "\n".join(line for part in parts for line in part)


def _head(matrix: Matrix) -> list[str]:
    names = " and ".join(framework.name for framework in matrix.frameworks.values())
    return [f"# {plain(TITLE.format(names=names))}", "", f"> {SUMMARY} {versions(matrix)}.", ""]


def _rows(matrix: Matrix, site: str) -> Iterator[str]:
    for name, section in matrix.sections.items():
        yield from [f"## {plain(section.title)}", ""]
        for key, row in section.rows.items():
            yield from [f"### {plain(row.title)}", "", f"{site}{name}/{key}/", ""]
            yield from [plain(row.asks), ""]
            for view in views(matrix, row).values():
                yield f"- {plain(view.column.name)}: {_answer(view)}"
            for pair in pairs(matrix, row):
                for statement in pair.all:
                    yield f"- {_detail(matrix, pair.about, statement)}"
            yield ""


def _answer(view: AnswerView) -> str:
    note = f" {said(view.note)}" if view.note else ""
    sources = " ".join(f"<{source}>" for source in view.answer.sources)
    return f"{answer(view)}.{note}{' Sources: ' if sources else ''}{sources}"


def _detail(matrix: Matrix, about: str, view: StatementView) -> str:
    name = f", {plain(matrix.frameworks[view.framework].name)}" if view.framework else ""
    releases = f" ({', '.join(view.releases)})" if view.releases else ""
    tested = " Tested." if view.statement.proof else ""
    sources = " ".join(f"<{url}>" for url in (*view.statement.sources, *view.statement.looked))
    evidence = f"{tested}{' Sources: ' if sources else ''}{sources}"
    return f"{said(about)}{name}:{releases} {said(view.text)}.{evidence}"


def _claims(comparison: Comparison, site: str) -> Iterator[str]:
    page = Page(comparison)
    yield from ["## Claims, checked", ""]
    for key, claim in comparison.claims.claims.items():
        yield f"- {plain(claim.states)} {claim.verdict.label.capitalize()}: {said(claim.says)}"
        yield f"  {site}{page.address_of('claims', key)}"
    yield ""


def _situations(matrix: Matrix, situations: Situations, site: str) -> Iterator[str]:
    sections = {key: section for section, key, _ in matrix.rows()}

    def because(reason: Reason) -> str:
        return said(reason.says, lambda row: f"{site}{sections[row]}/{row}/")

    yield from ["## When to take which", ""]
    if situations.general.summary:
        yield from [because(situations.general.summary), ""]
    yield from _reasons(matrix, situations.general, because)
    for key, situation in situations.situations.items():
        yield from [f"### {plain(situation.title)}", "", f"{site}choose/#{key}", ""]
        yield from [plain(situation.summary), ""]
        yield from _reasons(matrix, situation, because)


def _reasons(matrix: Matrix, choice: Choice, because: Callable[[Reason], str]) -> Iterator[str]:
    for name, reasons in choice.reasons.items():
        for reason in reasons:
            yield f"- {plain(matrix.frameworks[name].name)}, if {because(reason)}"
    yield from [*(f"- Either, if {because(reason)}" for reason in choice.either), ""]


def _questions(questions: Questions, site: str) -> Iterator[str]:
    yield from ["## Questions", ""]
    for key, question in questions.questions.items():
        yield from [f"### {plain(question.asks)}", "", f"{site}questions/#{key}", ""]
        yield from [plain(question.short), "", said(question.says), ""]
