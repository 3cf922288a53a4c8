"""How large a project is, in; a folder with an invented project of that size, out.

It has this project's settings, code, theme and scripts, and builds pages only: of the hooks it has
the one that hides code from the search; without the others there are no cards, exports and days,
and without a repository there is no history.
"""

import compileall
import json
import re
import shutil
from dataclasses import astuple, dataclass
from itertools import pairwise
from pathlib import Path

from benchmarks import invented
from comparison.load.loader import DATA, ROOT

SECTIONS = 8
"""As many as the project has."""
SHOWN = 16
"""Rows in the table of the first page."""
COPIED = ("comparison", "overrides", "docs/assets", "macros.py")
HOOKS = "pages_only.py"
PAGES = {
    "docs/all.md": "# All rows\n\n{{ selection() }}\n",
    "docs/about.md": "# About\n\n{{ coverage() }}\n\n## Levels\n\n{{ levels() }}\n",
    "docs/code/index.md": "# Code\n\n{{ tasks() }}\n",
}
"""The pages of every grown project beside the first one, and those of sections and tasks."""
NAVIGATION = """
nav:
  - index.md
  - all.md
  - about.md
  - code/index.md
{sections}
not_in_nav: |
  /code/*.md
  /small/*.md
""".format(sections="\n".join(f"  - section-{number}.md" for number in range(1, SECTIONS + 1)))
"""As in the project, what grows in number does not stand in it: every page would grow, too."""


@dataclass(frozen=True)
class Size:
    """How large a project is."""

    rows: int
    columns: int
    tasks: int
    small: int = 0
    """Pages with one row in a table, beside those of sections and tasks."""

    @property
    def pages(self) -> int:
        """How many pages its site has, without the one for addresses where there is none."""
        return 1 + len(PAGES) + SECTIONS + self.tasks + self.small

    def more(self, step: "Size", times: int) -> "Size":
        """Return the size that a number of equal steps lead to."""
        pairs = zip(astuple(self), astuple(step), strict=True)
        return Size(*(own + times * added for own, added in pairs))


def grow(folder: Path, size: Size) -> Path:
    """Write a project into a new folder, and return the folder; equal sizes give equal files."""
    folder.mkdir(parents=True)
    for name in COPIED:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, folder / name)
    _write(folder / "mkdocs.yml", settings((ROOT / "mkdocs.yml").read_text("utf-8")))
    _write(folder / HOOKS, "from macros import on_page_context\n")
    _write(folder / DATA, data(size))
    for task in range(1, size.tasks + 1):
        _write_programs(folder / f"snippets/task-{task}", task, size.columns)
    (folder / "snippets").mkdir(exist_ok=True)  # it is watched
    for name, content in pages(size).items():
        _write(folder / name, content)
    compileall.compile_dir(folder, quiet=1)  # or the first build would do it, and take longer
    return folder


def pages(size: Size) -> dict[str, str]:
    """Return the text of each page by its path in the project."""
    rows = json.dumps([f"row-{number}" for number in range(1, size.rows + 1)][:SHOWN])
    return {
        "docs/index.md": f"# At a glance\n\n{{{{ table({rows}) }}}}\n",
        **PAGES,
        **{
            f"docs/section-{number}.md": f'{{{{ section("section-{number}") }}}}\n'
            for number in range(1, SECTIONS + 1)
        },
        **{
            f"docs/code/task-{number}.md": f'{{{{ task("task-{number}") }}}}\n'
            for number in range(1, size.tasks + 1)
        },
        **{
            f"docs/small/{number}.md": f'# Page {number}\n\n{{{{ table(["row-1"]) }}}}\n'
            for number in range(1, size.small + 1)
        },
    }


def data(size: Size) -> str:
    """Return the matrix of a project, as YAML."""
    parts = ["frameworks:\n", *map(invented.column, range(1, size.columns + 1)), "sections:\n"]
    edges = [round(size.rows * number / SECTIONS) for number in range(SECTIONS + 1)]
    for number, (before, last) in enumerate(pairwise(edges), 1):
        parts.append(invented.section(number))
        rows = range(before + 1, last + 1)
        parts += [invented.row(row, size.columns, size.tasks) for row in rows]
    parts += ["tasks:\n", *map(invented.task, range(1, size.tasks + 1))] if size.tasks else []
    return "".join(parts)


def settings(text: str) -> str:
    """Return the text of mkdocs.yml for a grown project: other hooks, and its own pages."""
    before, nav, _ = text.partition("\nnav:\n")
    hooked, count = re.subn(r"(?m)^hooks:\n(?: .*\n)+", f"hooks:\n  - {HOOKS}\n", before)
    assert nav and count == 1, "mkdocs.yml does not look as it did"
    return hooked + NAVIGATION


def _write_programs(folder: Path, task: int, columns: int) -> None:
    for column in range(1, columns + 1):
        _write(folder / f"column-{column}/app.py", invented.program(task, column))
    _write(folder / "test_contract.py", f"TASK = {task}\n")
    recorded = json.dumps(invented.exchanges(task, columns), indent=2)
    _write(folder / "exchanges.json", recorded)


def _write(file: Path, content: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content, "utf-8")
