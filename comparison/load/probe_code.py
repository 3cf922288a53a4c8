"""Cut one probe out of its module, with all of the module that it needs and nothing else."""

import ast
import symtable
from collections.abc import Iterator
from textwrap import dedent
from typing import NamedTuple

WIDEST = 76
"""Characters of a line of code that no page cuts."""
MARK = "pytest.mark.framework"
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


class Piece(NamedTuple):
    """A statement of a module: its text, where it stands, and the names that it gives and needs."""

    text: str
    first: int
    last: int
    gives: frozenset[str]
    needs: frozenset[str]
    block: bool
    """Whether it is a function or a class, around which stand two empty lines."""


def probe_code(module: str, test: str) -> str:
    """Return the code of a probe, which runs when it is a module of its own.

    module: the text of probes/test_<row>.py; test: a function of it. That is the imports,
    constants, functions and fixtures that the test uses, directly or through others, and the test
    without the mark that names its frameworks. Raises LookupError where there is no such test.
    """
    pieces = list(_pieces(module))
    tests = [piece for piece in pieces if piece.block and test in piece.gives]
    if not tests:
        raise LookupError(f"there is no test {test}")
    wanted, needed = {tests[-1]}, set(tests[-1].needs)
    while more := {piece for piece in pieces if piece.gives & needed} - wanted:
        wanted |= more
        needed |= {name for piece in more for name in piece.needs}
    lines = module.splitlines()
    code = ""
    before: Piece | None = None
    for piece in (piece for piece in pieces if piece in wanted):
        if before and (piece.block or before.block):
            code += "\n\n"
        elif before and not all(map(str.strip, lines[before.last : piece.first])):
            code += "\n"
        code += _only(piece.text, needed) + "\n"
        before = piece
    return code


def essence(module: str, test: str) -> str:
    """Return what a probe does: its code without imports, its own first line and its docstring.

    module, test: as for probe_code; what the test uses of the module stands before that.
    """
    code = probe_code(module, test)
    parts = []
    for node in ast.parse(code).body:
        if isinstance(node, FUNCTIONS) and node.name == test:
            body = node.body[1:] if ast.get_docstring(node) is not None else node.body
            first, last = (body or node.body)[0], node.body[-1]
            parts.append(dedent(_lines(code, _start(first), last.end_lineno)))
        elif not isinstance(node, ast.Import | ast.ImportFrom):
            parts.append(_lines(code, _start(node), node.end_lineno))
    return "\n\n".join(parts)


def _start(node: ast.stmt) -> int:
    """Return the line on which a statement begins, with its decorators."""
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(decorator.lineno for decorator in decorators)])


def _lines(code: str, first: int, last: int | None) -> str:
    return "\n".join(code.splitlines()[first - 1 : last])


def _pieces(module: str) -> Iterator[Piece]:
    """Yield each statement that gives names; a function or class without its framework mark."""
    lines = module.splitlines()
    for node in ast.parse(module).body:
        first, last = node.lineno - 1, node.end_lineno or node.lineno
        if isinstance(node, (*FUNCTIONS, ast.ClassDef)):
            for decorator in node.decorator_list:
                if not ast.unparse(decorator).startswith(MARK):
                    first = min(first, decorator.lineno - 1)
        text = "\n".join(lines[first:last])
        gives, needs = _names(text)
        if isinstance(node, FUNCTIONS):  # fixtures are asked for by their names
            needs |= {argument.arg for argument in node.args.args}
        if gives:
            yield Piece(
                text, first, last, gives, needs, isinstance(node, (*FUNCTIONS, ast.ClassDef))
            )


def _names(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the names that a statement gives its module, and those that it needs of it."""
    module = symtable.symtable(text, "probe", "exec")
    tables, needs = [module], set()
    for table in tables:
        tables += table.get_children()
        for symbol in table.get_symbols():
            if symbol.is_referenced() and (table is module or symbol.is_global()):
                needs.add(symbol.get_name())
    given = {name for name in module.get_symbols() if name.is_assigned() or name.is_imported()}
    return frozenset(symbol.get_name() for symbol in given), frozenset(needs)


def _only(text: str, names: set[str]) -> str:
    """Return a statement; if it imports, only what has one of the names."""
    (node,) = ast.parse(text).body
    if not isinstance(node, ast.Import | ast.ImportFrom):
        return text
    used = [
        alias for alias in node.names if (alias.asname or alias.name.partition(".")[0]) in names
    ]
    if len(used) == len(node.names):
        return text
    node.names = used
    line = ast.unparse(node)
    if len(line) <= WIDEST:
        return line
    start, _, listed = line.partition(" import ")
    return f"{start} import (\n" + "".join(f"    {name},\n" for name in listed.split(", ")) + ")"
