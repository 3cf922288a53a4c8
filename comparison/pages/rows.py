"""Draw the page of each row: answers, details, programs, tests, and what hangs on it."""

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial
from typing import Any, NamedTuple

from comparison.load.definitions import lines_of
from comparison.load.probe_code import probe_code
from comparison.load.programs import MAIN
from comparison.model.answers import Evidence
from comparison.model.matrix import Row
from comparison.model.probes import row_of
from comparison.pages import exchange_view
from comparison.pages.answers import StatementView, pairs
from comparison.pages.page import Page, named, names_of


class Link(NamedTuple):
    """A place that something on a row's page leads to."""

    title: str
    address: str
    """Below the site's, or of another site."""


class Tab(NamedTuple):
    """The program of a framework, with the lines that show the row."""

    framework: str
    file: str
    code: str
    lines: list[int]


class Probe(NamedTuple):
    """A small test of behaviour that no program of the page shows."""

    test: str
    names: str
    """The frameworks that it shows."""
    shows: str
    """What it shows, as inline Markdown."""
    file: str
    code: str


def row(page: Page, key: str) -> str:
    """Return the body of a row's page as Markdown."""
    matrix = page.comparison.matrix
    places = {at: (section, content) for section, at, content in matrix.rows()}
    section, content = named("row", places, key)
    return page.draw(
        "row.md.j2",
        key=key,
        section=section,
        row=content,
        pairs=pairs(matrix, content),
        marks=partial(_marks, page),
        programs={task: _tabs(page, content, task) for task in _shown(content)},
        probes=_probes(page, key, content),
        exchanges=[
            exchange_view.shown(exchange, partial(names_of, matrix))
            for task in content.tasks
            for exchange in page.comparison.exchanges[task]
            if {f"{task}::{test}" for test in exchange.tests.values()} & {*content.proofs}
        ],
        related=_related(page, key, content),
        changes=page.changes,
        facts=page.comparison.facts,
        measured=page.comparison.measurements,
    )


def moved(page: Page, section: str, old: str) -> str:
    """Return what stands at the old address of a row: its new one, or why it is gone."""
    rows = page.comparison.matrix.sections[section].rows
    now = [key for key, content in rows.items() if old in content.formerly]
    reason = page.comparison.matrix.sections[section].removed.get(old, "")
    return page.draw("moved.md.j2", old=old, section=section, now=now, reason=reason)


def _marks(page: Page, view: StatementView) -> Iterator[Link]:
    """Yield what stands behind a statement: its tests, then its sources."""
    if view.evidence == Evidence.RECORD:
        kind = "facts" if view.statement.fact else "measurements"
        yield Link(kind, f"data/v1/{kind}.json")
    frameworks = [view.framework] if view.framework else list(page.comparison.matrix.frameworks)
    for proof in view.statement.proof:
        for framework in [key for key in frameworks if page.ran(proof, key)][:1]:
            yield Link("tested", page.shows(proof, framework).address)
    for source in (*view.statement.sources, *view.statement.looked):
        yield Link("", source)


def _shown(row: Row) -> list[str]:
    """Return the tasks whose programs stand on the page: those that code names, else the first."""
    return list(dict.fromkeys(code.partition("::")[0] for code in row.code)) or [*row.tasks[:1]]


def _tabs(page: Page, row: Row, task: str) -> list[Tab]:
    names = [name for at, _, name in (code.partition("::") for code in row.code) if at == task]
    tabs = []
    for framework in page.comparison.matrix.frameworks:
        if framework not in page.comparison.matrix.tasks[task].absent:
            file = f"snippets/{task}/{framework}/{MAIN}"
            code = (page.root / file).read_text("utf-8")
            lines = {line for name in names for line in lines_of(code, name)}
            tabs.append(Tab(framework, file, code, sorted(lines)))
    return tabs


def _probes(page: Page, key: str, row: Row) -> list[Probe]:
    """Return the probes that the row's answers and details name, and words of the dictionary."""
    file = f"probes/test_{key}.py"
    entries = page.comparison.dictionary.entries.values()
    named_in = [*row.proofs, *(code for entry in entries for code in entry.code)]
    tests = dict.fromkeys(name.rpartition("::")[2] for name in named_in if row_of(name) == key)
    module = (page.root / file).read_text("utf-8") if tests else ""
    recorded = page.comparison.probes[key].tests if tests else {}
    return [
        Probe(
            test,
            names_of(page.comparison.matrix, recorded[test].frameworks),
            recorded[test].shows,
            file,
            probe_code(module, test),
        )
        for test in tests
    ]


def _related(page: Page, key: str, row: Row) -> dict[str, list[Link]]:
    """Return what names a row, by its kind."""
    data = page.comparison
    beside: dict[str, tuple[str, Mapping[str, Any], str, Callable[[Any], Collection[str]]]] = {
        "Claims": ("claims", data.claims.claims, "states", lambda claim: claim.rows),
        "Questions": ("questions", data.questions.questions, "asks", lambda one: one.rows),
        "Situations": ("choose", data.situations.situations, "title", lambda one: one.selection),
        "Dictionary": ("dictionary", data.dictionary.entries, "title", lambda entry: [entry.row]),
    }
    programs = [Link(data.matrix.tasks[task].title, f"code/{task}/") for task in row.tasks]
    return {"Programs": programs} | {
        kind: [
            Link(getattr(thing, title), page.address_of(at, name))
            for name, thing in things.items()
            if key in rows_of(thing)
        ]
        for kind, (at, things, title, rows_of) in beside.items()
    }
