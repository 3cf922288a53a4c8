"""Addresses that people link to: all that were ever published, and whether each still leads on."""

from collections.abc import Iterator
from pathlib import Path as Folder
from typing import Any

from comparison.checks import Finding, twice
from comparison.claims import Claims
from comparison.dictionary import Dictionary
from comparison.mistakes import Path
from comparison.model import Matrix
from comparison.questions import Questions
from comparison.situations import Situations
from comparison.unchecked import listed, mapping, rows

FILE = "data/addresses.txt"
"""One address a line, below the site's; lines are added, and never removed."""


def read(root: Folder) -> list[str]:
    """Return the addresses that were published; none where no file is."""
    file = root / FILE
    return file.read_text("utf-8").split() if file.is_file() else []


def write(root: Folder, current: Iterator[str]) -> None:
    """Add to the file the addresses that it does not hold yet."""
    every = dict.fromkeys([*read(root), *current])
    (root / FILE).write_text("\n".join(every) + "\n", "utf-8")


def of_matrix(matrix: Matrix) -> Iterator[str]:
    """Yield the address of every row, of every answer, and of every task."""
    for section, key, _ in matrix.rows():
        yield f"{section}/#{key}"
        yield from (f"{section}/#{key}--{framework}" for framework in matrix.frameworks)
    yield from (f"code/{key}/" for key in matrix.tasks)


def beside(
    claims: Claims, situations: Situations, questions: Questions, dictionary: Dictionary
) -> Iterator[str]:
    """Yield the address of everything with a key that stands beside the matrix."""
    yield from (f"claims/#{key}" for key in claims.claims)
    yield from (f"articles/#{key}" for key in claims.articles)
    yield from (f"choose/#{key}" for key in situations.situations)
    yield from (f"questions/#{key}" for key in questions.questions)
    yield from (f"dictionary/#{key}" for key in dictionary.entries)


def findings(matrix: object, root: Folder) -> Iterator[Finding]:
    """Yield each old key that is taken, and each published row that leads nowhere any more.

    matrix: as it was read, valid or not; root: the folder that holds data/.
    """
    old: dict[str, set[Path]] = {}
    for path, row in rows(matrix):
        for key in _old(row):
            old.setdefault(key, set()).add(path)
    now = {str(path[-1]) for path, _ in rows(matrix)}
    sections = mapping(mapping(matrix).get("sections"))
    gone = [(name, key) for name, part in sections.items() for key in _removed(part)]
    for path, row in rows(matrix):
        yield from twice((*path, "formerly"), _old(row))
        for index, key in enumerate(_old(row)):
            if key in now or old[key] != {path}:
                yield (*path, "formerly", index), "another row has or had this key; remove it here"
    for name, key in gone:
        if key in now or key in old:
            what = "a row has or had this key; remove it here"
            yield ("sections", name, "removed", key), what
    there = {*gone, *((str(path[1]), key) for key, paths in old.items() for path in paths)}
    there |= {(str(path[1]), str(path[-1])) for path, _ in rows(matrix)}
    for address in read(root):
        section, _, key = address.partition("/#")
        if section in sections and "--" not in key and (section, key) not in there:
            what = f"the row {key} was published here; let the row in its place say"
            yield ("sections", section), f"{what} formerly: [{key}], or say why under removed"


def _old(row: object) -> list[str]:
    return [str(key) for key in listed(mapping(row).get("formerly"))]


def _removed(section: object) -> dict[str, Any]:
    return mapping(mapping(section).get("removed"))
