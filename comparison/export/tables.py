"""Write the matrix for other programs: as JSON, CSV and Markdown."""

import csv
import io
import json
import re
from collections.abc import Iterable

from comparison.export.cells import cell, head, line
from comparison.load.schemas import of_files
from comparison.markdown import plain
from comparison.model.answers import MEANINGS
from comparison.model.figures import Exhibit
from comparison.model.matrix import Matrix
from comparison.pages.answers import counts, pairs, total, views

FOLDER = "data/v1"
"""Where the site publishes the exports; the number changes when their shape does."""
FORMULA = re.compile(
    "[\t\r]|"
    "[\0- \"'\x85\xa0\u1680\u2000-\u200f\u2028\u2029\u202f\u205f\u3000\ufeff]*"
    "[-=+@\uff1d\uff0b\uff0d\uff20]"
)
"""How a cell begins that a spreadsheet may run, blanks and quotes before it or not, in full width,
too; docs/assets/site.js has the same: https://owasp.org/www-community/attacks/CSV_Injection."""


COLUMNS = (
    *("section", "row", "framework", "version", "checked", "level", "answer", "note", "sources"),
    *("since", "until"),
)
"""The columns of the CSV; new ones come last."""

DETAILS = (
    *("section", "row", "about", "framework", "evidence", "statement", "since", "until"),
    *("proof", "sources"),
)
"""The columns of the CSV of details; new ones come last."""


def files(matrix: Matrix) -> dict[str, str]:
    """Return the text of each exported file by its name."""
    return {
        "comparison.json": as_json(matrix),
        "comparison.csv": as_csv(matrix),
        "details.csv": details_as_csv(matrix),
        "counts.json": _dump(_counts(matrix)),
        "comparison.md.txt": as_markdown(matrix),
        "comparison.schema.json": schemas()["comparison.schema.json"],
    }


def row_files(matrix: Matrix) -> dict[str, str]:
    """Return a file for each row, by the name of the file: the row as in the matrix, and what
    it needs to be read alone: key, section, address below the site's, and the frameworks.
    """
    columns = {
        key: framework.model_dump(mode="json", include={"name", "home", "checked"})
        for key, framework in matrix.frameworks.items()
    }
    return {
        f"rows/{key}.json": _dump(
            {"key": key, "section": name, "address": f"{name}/{key}/", "frameworks": columns}
            | row.model_dump(mode="json", exclude_defaults=True)
        )
        for name, key, row in matrix.rows()
    }


def samples(exhibits: Iterable[Exhibit]) -> dict[str, str]:
    """Return the samples behind the tables of what was measured, by the name of the file."""
    named = {exhibit.file: exhibit.samples for exhibit in exhibits}
    return {f"measured/{name}.json": _dump(content) for name, content in named.items()}


def schemas() -> dict[str, str]:
    """Return the JSON Schema of each file of data/ by its name."""
    return {f"{name}.schema.json": _dump(schema) for name, schema in of_files().items()}


def as_json(matrix: Matrix) -> str:
    """Return the matrix in the shape of data/comparison.yaml, without the keys left empty."""
    return _dump(matrix.model_dump(mode="json", exclude_defaults=True))


def as_csv(matrix: Matrix) -> str:
    """Return one line per answer, safe to open in a spreadsheet: no cell is taken for a formula."""
    lines = []
    for section, key, row in matrix.rows():
        for framework, view in views(matrix, row).items():
            answer = view.answer
            lines += [
                [
                    *(section, key, framework, view.version, str(view.day), view.level, view.text),
                    *(view.note, " ".join(answer.sources), answer.since, answer.until),
                ]
            ]
    return _csv(COLUMNS, lines)


def details_as_csv(matrix: Matrix) -> str:
    """Return one line per statement of a detail; that of all frameworks has none of them."""
    lines = []
    for section, key, row in matrix.rows():
        for pair in pairs(matrix, row):
            for view in pair.all:
                said, sources = view.statement, [*view.statement.sources, *view.statement.looked]
                cells = (section, key, pair.about, view.framework, view.evidence, view.text)
                proof = " ".join(said.proof)
                lines += [[*cells, said.since, said.until, proof, " ".join(sources)]]
    return _csv(DETAILS, lines)


def _csv(columns: Iterable[str], lines: Iterable[Iterable[str | None]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_harmless(cell or "") for cell in cells] for cells in lines)
    return text.getvalue()


def _counts(matrix: Matrix) -> dict[str, object]:
    """Return how many statements there are, and how many rest on what, in all and by section."""
    by_section = counts(matrix)
    in_all = total(by_section)
    return {
        "statements": sum(in_all.values()),
        "evidence": in_all,
        "meanings": MEANINGS,
        "sections": by_section,
    }


def as_markdown(matrix: Matrix) -> str:
    """Return a table per section, as GitHub and most editors read Markdown."""
    columns = [framework.release for framework in matrix.frameworks.values()]
    lines = []
    for section in matrix.sections.values():
        lines += [f"## {plain(section.title)}", "", *head(columns)]
        for row in section.rows.values():
            answers = [cell(view) for view in views(matrix, row).values()]
            lines += [line([plain(row.title), *answers])]
        lines += [""]
    return "\n".join(lines)


def _harmless(cell: str) -> str:
    """Return the cell so that no spreadsheet runs it."""
    return f"'{cell}" if FORMULA.match(cell) else cell


def _dump(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False, default=dict) + "\n"
