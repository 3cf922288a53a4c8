"""Draw the dictionary, which leads from each framework's words to those of the others."""

import re
from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

from comparison.load.definitions import cut
from comparison.load.probe_code import essence
from comparison.load.programs import MAIN
from comparison.model.dictionary import Drawn, entries_of, in_order
from comparison.model.probes import row_of
from comparison.pages.page import Page, named


class Piece(NamedTuple):
    """Some signs of a snippet."""

    text: str
    word: bool
    """Whether they are a word of the entry."""


class Snippet(NamedTuple):
    """The code that shows an entry on one side."""

    code: str
    title: str
    """What it is cut from: the title of a task, or of a probe's row."""
    address: str
    """Where that stands whole, below the site's address."""
    shows: str
    """What the probe shows, as inline Markdown; empty for a program."""


def dictionary(page: Page) -> str:
    """Return the finder as Markdown: a list of words for each framework, and the first entry."""
    matrix, entries = page.comparison.matrix, _entries(page)
    known = {
        framework: sorted(
            (entry for entry in entries if entry.words[framework].terms),
            key=lambda entry: in_order(entry.words[framework].terms[0]),
        )
        for framework in matrix.frameworks
    }
    listed = [(name, entry.anchor) for name, some in known.items() for entry in some]
    owners = {anchor: name for name, anchor in reversed(listed)}
    return page.draw(
        "dictionary.md.j2",
        removed=page.comparison.dictionary.removed,
        known=known,
        owners=owners,
        wordless=[entry for entry in entries if entry.anchor not in owners],
        example=next((entry for some in known.values() for entry in some), None),
        snippet=partial(_snippet, page),
        pieces=_pieces,
        sections=filled(page),
    )


def dictionary_section(page: Page, section: str) -> str:
    """Return the entries of a section as Markdown, with their code and their sources."""
    content = named("section", page.comparison.matrix.sections, section)
    return page.draw(
        "dictionary_section.md.j2",
        section=content,
        entries=sorted(
            (entry for entry in _entries(page) if entry.row in content.rows),
            key=lambda entry: not entry.key,  # rows last: what is finer than a row is told first
        ),
        snippet=partial(_snippet, page),
        pieces=_pieces,
    )


def filled(page: Page) -> dict[str, str]:
    """Return the titles of the sections that have entries, by their keys."""
    rows = {entry.row for entry in _entries(page)}
    sections = page.comparison.matrix.sections.items()
    return {name: section.title for name, section in sections if rows & section.rows.keys()}


def _entries(page: Page) -> list[Drawn]:
    return list(entries_of(page.comparison.dictionary, page.comparison.matrix))


def _snippet(page: Page, entry: Drawn, framework: str) -> Snippet | None:
    """Return the first code of an entry that this side has: a part of a program, or a probe."""
    for code in entry.code:
        snippet = (
            _probe(page, code, framework) if row_of(code) else _part(page, entry, code, framework)
        )
        if snippet:
            return snippet
    return None


def _probe(page: Page, code: str, framework: str) -> Snippet | None:
    if not page.ran(code, framework):
        return None
    module = (page.root / f"probes/test_{row_of(code)}.py").read_text("utf-8")
    return Snippet(essence(module, code.rpartition("::")[2]), *page.shows(code, framework))


def _part(page: Page, entry: Drawn, code: str, framework: str) -> Snippet | None:
    """Return all that an entry names of the program that the code is of."""
    task = page.comparison.matrix.tasks[(name := code.partition("::")[0])]
    if framework in task.absent:
        return None
    program = (page.root / f"snippets/{name}/{framework}/{MAIN}").read_text("utf-8")
    named_in = [other.partition("::")[2] for other in entry.code if other.startswith(f"{name}::")]
    part = cut(program, named_in)
    return Snippet(part, task.title, f"code/{name}/", "") if part else None


def _pieces(code: str, terms: Sequence[str]) -> Iterator[Piece]:
    """Yield code in pieces, of which some are terms, without what these have in brackets."""
    words = sorted({re.sub(r"\(.*", "", term) for term in terms} - {""}, key=len, reverse=True)
    pattern = "|".join(rf"(?<![\w@]){re.escape(word)}(?!\w)" for word in words)
    end = 0
    for match in re.finditer(pattern, code) if words else ():
        yield Piece(code[end : match.start()], False)
        yield Piece(match[0], True)
        end = match.end()
    yield Piece(code[end:], False)
