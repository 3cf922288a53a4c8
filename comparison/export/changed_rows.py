"""Write rows as Markdown that a pull request shows: every answer and every detail, side by side."""

from collections.abc import Iterable

from comparison.export.cells import cell, head, line
from comparison.markdown import href, plain, said
from comparison.model.matrix import Matrix, Row
from comparison.pages.answers import Pair, StatementView, pairs, views

ROOM = 900_000
"""How many bytes may be shown: GitHub takes a summary of 1 MiB, and nothing of a longer one."""


def drawn(matrix: Matrix, keys: Iterable[str]) -> list[str]:
    """Return each of the named rows that the matrix has, in its order, as Markdown."""
    wanted = {*keys}
    return [_drawn(matrix, row) for _, key, row in matrix.rows() if key in wanted]


def fitting(parts: Iterable[str], things: str, room: int = ROOM) -> tuple[list[str], int]:
    """Return the first parts for which there is room, and the room in bytes that is left.

    Where some are left out, the last says how many; things: what they are called.
    """
    shown, waiting = [], [*parts]
    while waiting and (size := len(waiting[0].encode()) + 1) <= room:
        shown.append(waiting.pop(0))
        room -= size
    return [*shown, *([f"\n{len(waiting)} more {things}."] if waiting else [])], room


def _drawn(matrix: Matrix, row: Row) -> str:
    columns = [framework.release for framework in matrix.frameworks.values()]
    shown = views(matrix, row).values()
    answers = [cell(view) + _tests(view.answer.proof) for view in shown]
    notes = [said(view.note) for view in shown]
    table = [*head(columns), line(["Answer", *answers])]
    table += [line(["Note", *notes])] if any(notes) else []
    table += [_detail(matrix, pair) for pair in pairs(matrix, row)]
    return "\n".join([f"### {plain(row.title)}", "", plain(row.asks), "", *table, ""])


def _detail(matrix: Matrix, pair: Pair) -> str:
    sides = pair.sides or [pair.all[0]] * len(matrix.frameworks)
    return line([said(pair.about), *map(_statement, sides)])


def _statement(view: StatementView) -> str:
    """Return a statement as the cell of a table: the releases, the text, and its evidence."""
    statement = view.statement
    about = [f"({', '.join(view.releases)})"] if view.releases else []
    sources = enumerate([*statement.sources, *statement.looked], 1)
    links = [f"[{number}]({href(source)})" for number, source in sources]
    return " ".join([*about, said(view.text), *links]) + _tests(statement.proof)


def _tests(proof: Iterable[str]) -> str:
    return "".join(f" `{test}`" for test in proof)
