"""Cut out of a program the statements that show some of its lines, with what they stand on."""

import ast
from collections.abc import Collection, Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

CUT = "# …"
"""What stands where statements are left out."""
FEW, SHORT = 3, 6
"""Fewer lines are left out nowhere; a program that would lose no more in all is shown whole."""


class Excerpt(NamedTuple):
    """A program, or a part of it."""

    code: str
    lit: list[int]
    """The numbers of the lines in it that are lit, from 1."""
    part: bool
    """Whether something is left out."""


def excerpt(program: str, lit: Collection[int]) -> Excerpt:
    """Return the statements of a program that hold its lit lines, those of its imports and
    constants that they use, and the comments above them; the whole where that leaves out little.

    lit: numbers of lines, from 1. What is no Python is returned whole.
    """
    lines = program.rstrip("\n").split("\n")
    kept = _without_small_gaps(lines, {*_kept(program, lines, lit)})
    left_out = {*range(1, len(lines) + 1)} - kept
    if not kept or len(_said(lines, left_out)) <= SHORT:
        return Excerpt("\n".join(lines), sorted(lit), False)
    code: list[str] = []
    numbers = []
    for number in range(1, len(lines) + 1):
        if number in kept:
            code.append(lines[number - 1])
            numbers += [len(code)] if number in lit else []
        elif code[-2:-1] != [CUT]:
            code += [*([""] if code and code[-1] else []), CUT, ""]
    return Excerpt("\n".join(code).rstrip(), numbers, True)


def _without_small_gaps(lines: list[str], kept: set[int]) -> set[int]:
    """Return the numbers of some lines, and of those between them where few are left out."""
    bounds = pairwise([0, *sorted(kept), len(lines) + 1])
    gaps = [range(before + 1, after) for before, after in bounds]
    return kept | {number for gap in gaps if len(_said(lines, gap)) < FEW for number in gap}


def _said(lines: list[str], numbers: Iterable[int]) -> list[str]:
    """Return those lines of some numbers on which something is written."""
    return [lines[number - 1] for number in numbers if lines[number - 1].strip()]


def _kept(program: str, lines: list[str], lit: Collection[int]) -> Iterator[int]:
    """Yield the numbers of the lines that are kept, none where nothing can be read."""
    try:
        body = ast.parse(program).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    shown = [node for node in body if not _imports(node) and {*_lines(node)} & {*lit}]
    used = _names(shown)
    shown += [
        node
        for node in body
        if isinstance(node, ast.Assign | ast.AnnAssign) and node not in shown
        if _names([node], ast.Store) & used
    ]
    used = _names(shown)
    for node in body:
        if node in shown or (_imports(node) and _bound(node) & used):
            yield from _above(node, lines)
            yield from _lines(node)


def _imports(node: ast.stmt) -> bool:
    return isinstance(node, ast.Import | ast.ImportFrom)


def _lines(node: ast.stmt) -> range:
    decorators = [each.lineno for each in getattr(node, "decorator_list", ())]
    return range(min([node.lineno, *decorators]), (node.end_lineno or node.lineno) + 1)


def _above(node: ast.stmt, lines: list[str]) -> Iterator[int]:
    """Yield the numbers of the comments that stand right above a statement."""
    number = _lines(node).start - 1
    while number and lines[number - 1].startswith("#"):
        yield number
        number -= 1


def _names(nodes: Collection[ast.stmt], context: type[ast.expr_context] = ast.Load) -> set[str]:
    """Return the names that statements use, or, with ast.Store, give."""
    within = [child for node in nodes for child in ast.walk(node)]
    return {
        child.id
        for child in within
        if isinstance(child, ast.Name)
        if isinstance(child.ctx, context)
    }


def _bound(node: ast.stmt) -> set[str]:
    """Return the names that an import gives."""
    names = node.names if isinstance(node, ast.Import | ast.ImportFrom) else []
    return {name.asname or name.name.partition(".")[0] for name in names}
