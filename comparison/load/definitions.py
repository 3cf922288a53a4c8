"""Find the lines of a program that show a name: where it is defined, or else used."""

import ast
from collections.abc import Iterable, Iterator
from textwrap import dedent

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def names_in(program: str) -> list[str]:
    """Return the names that lines_of finds in a program; none where it is no Python."""
    nodes = [node for node, _ in _nodes(program)]
    defined = [node.name for node in nodes if isinstance(node, Definition)]
    return list(dict.fromkeys([*defined, *(name for node in nodes for name in _used(node))]))


def lines_of(program: str, name: str) -> list[int]:
    """Return the numbers of the lines that show a name, from 1.

    That is each function or class of that name with its decorators; where there is none, each
    statement that uses the name, or of a longer one, such as a function, the part that does.
    """
    nodes = list(_nodes(program))
    spans = [
        (min([node.lineno, *(each.lineno for each in node.decorator_list)]), node.end_lineno)
        for node, _ in nodes
        if isinstance(node, Definition) and node.name == name
    ]
    for node, statement in nodes if not spans else ():
        if name in _used(node):
            located = isinstance(node, ast.expr | ast.keyword) and hasattr(statement, "body")
            part = node if located else statement
            assert isinstance(part, ast.expr | ast.keyword | ast.stmt)
            spans.append((part.lineno, part.end_lineno))
    return sorted({line for first, last in spans for line in range(first, (last or first) + 1)})


def cut(program: str, names: Iterable[str]) -> str:
    """Return the lines of a program that show any of some names, with a gap where lines lack."""
    wanted = sorted({line for name in names for line in lines_of(program, name)})
    lines, parts = program.splitlines(), list[str]()
    for number in wanted:
        parts += [""] if parts and number - 1 not in wanted else []
        parts.append(lines[number - 1])
    return dedent("\n".join(parts))


def _nodes(program: str) -> Iterator[tuple[ast.AST, ast.stmt]]:
    """Yield each node of a program but imports, with the innermost statement that it is part of."""
    try:
        waiting: list[tuple[ast.AST, ast.stmt]] = [(node, node) for node in ast.parse(program).body]
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    while waiting:
        node, statement = waiting.pop(0)
        if isinstance(node, ast.Import | ast.ImportFrom):
            continue
        yield node, statement
        for child in ast.iter_child_nodes(node):
            waiting.append((child, child if isinstance(child, ast.stmt) else statement))


def _used(node: ast.AST) -> list[str]:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name) | ast.keyword(arg=str(name)):
            return [name]
    return []
