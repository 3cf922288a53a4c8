"""Draw what somebody needs who moves an application: a program, words, and what differs."""

from collections.abc import Sequence
from typing import NamedTuple

from comparison.load.definitions import lines_of, names_in
from comparison.model.levels import Level
from comparison.pages.answers import StatementView, pairs, views
from comparison.pages.page import Page, named


class Side(NamedTuple):
    """What one framework does, or all of them where framework is empty."""

    framework: str
    text: str
    """What it does, as inline Markdown."""
    level: Level | None
    """How far it supports it; None where that is not said."""
    proof: str
    """The address of a test that shows it, below the site's; empty where there is none."""


class Contrast(NamedTuple):
    """Something that the frameworks do in different ways."""

    title: str
    """What it is, as inline Markdown."""
    of: str
    """The title of the row that it is a detail of; empty where it is none."""
    address: str
    """Where it is compared in full, below the site's address."""
    sides: tuple[Side, ...]


def contrasts(page: Page, names: Sequence[str]) -> str:
    """Return a table of what the frameworks do, as HTML.

    names: keys of rows, of details as <row>/<about>, and of entries of the dictionary. Raises
    LookupError with the nearest name if there is no such thing.
    """
    known = _known(page)
    found = [named("row, detail or entry", known, name) for name in names]
    return page.draw("contrasts.html.j2", contrasts=found)


def words(page: Page, entries: Sequence[str]) -> str:
    """Return a table of what each framework calls some things, as HTML.

    entries: keys of the dictionary; raises LookupError with the nearest if there is none.
    """
    known = page.comparison.dictionary.entries
    return page.draw("words.html.j2", entries={key: named("entry", known, key) for key in entries})


def program(page: Page, task: str, name: str) -> str:
    """Return the programs of a task as Markdown, with the lines that show a name lit up.

    Raises LookupError with the nearest name if there is no such task, or no such name in it.
    """
    content = named("task", page.comparison.matrix.tasks, task)
    files, code = page.files(task), page.programs(task)
    names = dict.fromkeys(each for text in code.values() for each in names_in(text))
    named("name", names, name)
    lit = {framework: lines_of(text, name) for framework, text in code.items()}
    return page.draw("program.md.j2", key=task, task=content, files=files, code=code, lit=lit)


def situation(page: Page, key: str) -> str:
    """Return what would make somebody choose each framework in a situation, as HTML."""
    content = named("situation", page.comparison.situations.situations, key)
    return page.draw("situation.html.j2", key=key, situation=content)


def _known(page: Page) -> dict[str, Contrast]:
    """Return whatever has a side for each framework, by the name that contrasts is given."""
    matrix, known = page.comparison.matrix, {}
    for key, entry in page.comparison.dictionary.entries.items():
        said = {name: each.says or each.absent or "" for name, each in entry.words.items()}
        sides = tuple(Side(name, said.get(name, ""), None, "") for name in matrix.frameworks)
        known[key] = Contrast(entry.title, "", f"dictionary/#{key}", sides)
    for _, key, row in matrix.rows():
        address = page.row_address(key)
        known[key] = Contrast(
            row.title,
            "",
            address,
            tuple(
                Side(name, view.text, view.answer.standing, "")
                for name, view in views(matrix, row).items()
            ),
        )
        for pair in pairs(matrix, row):
            sides = tuple(
                Side(view.framework, view.text, None, _proof(page, view)) for view in pair.all
            )
            known[f"{key}/{pair.about}"] = Contrast(pair.about, row.title, address, sides)
    return known


def _proof(page: Page, view: StatementView) -> str:
    """Return the address of the first test that shows a statement; empty where there is none."""
    frameworks = [view.framework] if view.framework else page.comparison.matrix.frameworks
    shown = (
        page.shows(proof, each).address
        for proof in view.statement.proof
        for each in frameworks
        if page.ran(proof, each)
    )
    return next(shown, "")
