"""What programs hold that nobody sees on a page, or that reorders it."""

import re
from collections.abc import Iterator
from pathlib import Path as Folder

from comparison import text
from comparison.checks import Finding, is_id
from comparison.markup import LANGUAGES
from comparison.mistakes import Invalid
from comparison.unchecked import mapping

NAME = re.compile(r"[A-Za-z0-9_./-]+")
"""What the path of a file that stands on a page is made of."""


def findings(matrix: object, root: Folder) -> Iterator[Finding]:
    """Yield each hidden character in the programs of the tasks.

    matrix: as it was read, valid or not; root: the folder that holds snippets/.
    """
    for task in filter(is_id, mapping(mapping(matrix).get("tasks"))):
        folder = root / "snippets" / task
        for said in _in_files(folder, root):
            yield ("tasks", task), said


def _in_files(folder: Folder, root: Folder) -> Iterator[str]:
    for file in sorted(file for file in folder.rglob("*") if file.suffix in LANGUAGES):
        name = file.relative_to(root).as_posix()
        if not NAME.fullmatch(name):
            what = "may have letters, digits, dots, hyphens and underscores; rename it"
            yield f"the name of the file {name!r} {what}"
            continue
        try:
            text.read(file, name)
        except Invalid as invalid:
            yield from map(str, invalid.mistakes)
