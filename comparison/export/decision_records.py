"""Write decision records about rows of the matrix, for a team's own documents.

The parts are those of https://cognitect.com/blog/2011/11/15/documenting-architecture-decisions.html,
with the options as https://adr.github.io/madr/ names them.
"""

import json
from collections.abc import Callable, Iterable
from typing import Any

from comparison.export.cells import cell, head, line, versions
from comparison.markdown import href, plain, said
from comparison.model.comparison import Comparison
from comparison.model.levels import Level
from comparison.model.matrix import Matrix, Row
from comparison.model.situations import Situation
from comparison.pages.answers import AnswerView, views

CONTEXT = "What we build, and why we decide now: …"
SAME = "- In none of these rows does the level of support differ."
GIVEN = ("address", "rows", "needs", "differences")
"""What depends on the rows that are chosen; needs, on what a reader says of each."""
TEMPLATE = """\
# {title}

- Status: proposed
- Date: YYYY-MM-DD
- Compared: {versions}
- The rows, with notes and all sources: {address}

## Context

{context}

## Options

{options}

## The options, row by row

{head}
{rows}
{needs}
## Decision

We choose … because …

## Consequences

The level of support differs in these rows; what is not built in is to be added and kept up to date:

{differences}
"""


def parts(matrix: Matrix) -> dict[str, Any]:
    """Return what a record of any rows is put together from, for the site's script.

    template: the text, with {address}, {rows}, {needs} and {differences} to be replaced; same: what
    is said for the differences where there are none; columns: the heads of a table; rows: per key
    its title, address below the site's, its cells, for each column what it is instead of built-in
    (empty if it is; null without a level), and how the levels of support differ, if they do.
    """
    rows = {key: _row(matrix, section, key, row) for section, key, row in matrix.rows()}
    return {
        "template": _template(matrix, {name: f"{{{name}}}" for name in GIVEN}),
        "same": SAME,
        "columns": [plain(framework.release) for framework in matrix.frameworks.values()],
        "rows": rows,
    }


def files(comparison: Comparison, site: str) -> dict[str, str]:
    """Return the text of each file by its name: the parts, and a record per situation.

    site: the address of the site, with a slash at its end, for the links in the records.
    """
    matrix = comparison.matrix
    whole = parts(matrix)
    records = {
        f"decisions/{key}.md.txt": _of_situation(matrix, whole["rows"], situation, site)
        for key, situation in comparison.situations.situations.items()
    }
    return {"decision.json": json.dumps(whole, ensure_ascii=False), **records}


def _of_situation(matrix: Matrix, rows: dict[str, Any], situation: Situation, site: str) -> str:
    """Return the record for a situation: its selection, and what would make one choose each."""
    chosen = {key: row for key, row in rows.items() if key in situation.selection}
    differ = [row["differs"] for row in chosen.values() if row["differs"]]
    address = f"{site}all/?rows={','.join(chosen)}"
    table = "\n".join(
        line([f"[{row['title']}]({site}{row['address']})", *row["cells"]])
        for row in chosen.values()
    )
    given = zip(GIVEN, (address, table, "", "\n".join(differ) or SAME), strict=True)
    context = _context(matrix, situation, lambda row: site + rows[row]["address"])
    return _template(matrix, dict(given), situation.title, "\n".join(context))


def _template(
    matrix: Matrix, given: dict[str, str], title: str = "…", context: str = CONTEXT
) -> str:
    frameworks = matrix.frameworks.values()
    return TEMPLATE.format(
        title=f"A Python web framework: {plain(title)}",
        versions=versions(matrix),
        context=context,
        options="\n".join(f"- [{plain(each.name)}]({href(each.home)})" for each in frameworks),
        head="\n".join(head([each.release for each in frameworks])),
        **given,
    )


def _context(matrix: Matrix, situation: Situation, row_url: Callable[[str], str]) -> Iterable[str]:
    yield plain(situation.summary)
    groups = {
        f"{matrix.frameworks[key].name}, if": group for key, group in situation.reasons.items()
    }
    for name, reasons in {**groups, "Either will do, if": situation.either}.items():
        if reasons:
            yield from [
                "",
                f"{plain(name)}:",
                "",
                *(f"- {said(reason.says, row_url)}" for reason in reasons),
            ]


def _row(matrix: Matrix, section: str, key: str, row: Row) -> dict[str, Any]:
    shown = views(matrix, row).values()
    each = [f"{plain(view.column.name)}: {view.level}" for view in shown]
    differs = f"- {plain(row.title)}: {'; '.join(each)}" if row.differs else ""
    return {
        "title": plain(row.title),
        "address": f"{section}/{key}/",
        "cells": [cell(view) for view in shown],
        "lacks": [_lacks(view) for view in shown],
        "differs": differs,
    }


def _lacks(view: AnswerView) -> str | None:
    """Return how far something is supported that is not built in; docs/assets/needs.js reads it."""
    if not view.level:
        return None
    return "" if view.answer.standing is Level.BUILT_IN else view.level
