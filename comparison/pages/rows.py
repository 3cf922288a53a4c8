"""Draw the page of each row: answers, details, programs, tests, and what hangs on it."""

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any, NamedTuple

from packaging.version import Version

from comparison.load.definitions import lines_of
from comparison.load.excerpts import excerpt
from comparison.load.probe_code import probe_code
from comparison.markdown import label, plain_text
from comparison.model.answers import Evidence
from comparison.model.matrix import Row
from comparison.model.probes import row_of
from comparison.pages import exchange_view
from comparison.pages.answers import AnswerView, StatementView, pairs
from comparison.pages.page import Page, named


class Link(NamedTuple):
    """A place that something on a row's page leads to."""

    title: str
    address: str
    """Below the site's, or of another site."""


class Mark(NamedTuple):
    """A sign beside a statement that leads to what is behind it."""

    kind: str
    """What that is, as CSS knows it: tested, source, read, measured, looked."""
    word: str
    """What the sign says; a number where it is not the first of its kind."""
    about: str
    """What the test shows or which source it is, in plain words."""
    address: str
    """Below the site's, or of another site."""


class Tab(NamedTuple):
    """The program of a framework, or the part of it that shows the row."""

    framework: str
    file: str
    code: str
    lines: list[int]
    """The lines that show the row, from 1."""
    part: bool
    """Whether something of the program is left out."""


class Probe(NamedTuple):
    """A small test of behaviour that no program of the page shows."""

    test: str
    frameworks: tuple[str, ...]
    """Those that it shows."""
    shows: str
    """What it shows, as inline Markdown."""
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
        address_of=partial(_address, page),
        programs={task: _tabs(page, content, task) for task in _shown(content)},
        probes=_probes(page, key, content),
        exchanges=[
            view
            for task in content.tasks
            for view in exchange_view.views(page.comparison.exchanges[task])
            if {f"{task}::{test}" for test in view.tests} & {*content.proofs}
        ],
        newer=partial(_newer, page),
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


def _newer(page: Page, view: AnswerView) -> tuple[str, date] | None:
    """Return the newest known release of a framework and the day on which that was asked; None
    where it is no newer than the one that the answer describes.
    """
    tried = page.comparison.releases and page.comparison.releases.frameworks.get(view.framework)
    if tried and Version(tried.newest) > Version(view.version):
        return tried.newest, tried.looked
    return None


KINDS = {"tested": "tested", "source": "source", "looked": "nothing found"}
"""What a mark says of each kind of evidence that leads to more than one place."""


def _marks(page: Page, view: StatementView) -> Iterator[Mark]:
    """Yield what is behind a statement: its record, its tests, its sources."""
    said = view.statement
    if view.evidence == Evidence.RECORD:
        kind, word = ("facts", "read") if said.fact else ("measurements", "measured")
        yield Mark(word, word, kind, f"data/v1/{kind}.json")
    frameworks = [view.framework] if view.framework else list(page.comparison.matrix.frameworks)
    tests = [
        (plain_text(page.shows(proof, framework).text), _address(page, proof, framework))
        for proof in said.proof
        for framework in [key for key in frameworks if page.ran(proof, key)][:1]
    ]
    sources, looked = ([(label(at), at) for at in each] for each in (said.sources, said.looked))
    for kind, leads in (("tested", tests), ("source", sources), ("looked", looked)):
        for number, (about, address) in enumerate(leads, 1):
            yield Mark(kind, KINDS[kind] if number == 1 else str(number), about, address)


def _address(page: Page, proof: str, framework: str) -> str:
    """Return where a test is: on its row's page, or its first exchange on the page of its task."""
    address = page.shows(proof, framework).address
    return address if row_of(proof) else f"{address}#{proof.rpartition('::')[2]}"


def _shown(row: Row) -> list[str]:
    """Return the tasks whose programs stand on the page: those that code names, else the first."""
    return list(dict.fromkeys(code.partition("::")[0] for code in row.code)) or [*row.tasks[:1]]


def _tabs(page: Page, row: Row, task: str) -> list[Tab]:
    """Return the programs of a task; their parts that show the row if each can be cut."""
    names = [name for at, _, name in (code.partition("::") for code in row.code) if at == task]
    files, programs = page.files(task), page.programs(task)
    lit = {key: sorted({*_lines(code, names)}) for key, code in programs.items()}
    parts = {key: excerpt(code, lit[key]) for key, code in programs.items()}
    if all(part.part for part in parts.values()):
        return [Tab(key, files[key], part.code, part.lit, True) for key, part in parts.items()]
    return [Tab(key, files[key], code, lit[key], False) for key, code in programs.items()]


def _lines(code: str, names: list[str]) -> Iterator[int]:
    for name in names:
        yield from lines_of(code, name)


def _probes(page: Page, key: str, row: Row) -> list[Probe]:
    """Return the probes that the row's answers and details name, and words of the dictionary."""
    entries = page.comparison.dictionary.entries.values()
    named_in = [*row.proofs, *(code for entry in entries for code in entry.code)]
    tests = dict.fromkeys(name.rpartition("::")[2] for name in named_in if row_of(name) == key)
    module = (page.root / f"probes/test_{key}.py").read_text("utf-8") if tests else ""
    recorded = page.comparison.probes[key].tests if tests else {}
    return [
        Probe(
            test,
            recorded[test].frameworks,
            recorded[test].shows,
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
