"""What programs and recorded exchanges hold that nobody sees on a page, or that reorders it."""

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path as Folder

from comparison import text
from comparison.answered import recorded
from comparison.checks import Finding, is_id
from comparison.markup import LANGUAGES
from comparison.mistakes import Invalid
from comparison.unchecked import mapping

NAME = re.compile(r"[A-Za-z0-9_./-]+")
"""What the path of a file that stands on a page is made of."""


def findings(matrix: object, root: Folder) -> Iterator[Finding]:
    """Yield each hidden character in the programs of the tasks, and in what was recorded of them.

    matrix: as it was read, valid or not; root: the folder that holds snippets/.
    """
    for task in filter(is_id, mapping(mapping(matrix).get("tasks"))):
        folder = root / "snippets" / task
        for said in (*_in_files(folder, root), *_in_exchanges(folder / "exchanges.json", root)):
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


def _in_exchanges(file: Folder, root: Folder) -> Iterator[str]:
    """Yield what answers and docstrings hold, however the file spells it; control characters may
    be part of an answer, and do nothing on a page.
    """
    for number, exchange in enumerate(_recorded(file), 1):
        spelled = json.dumps(exchange, ensure_ascii=False)  # controls are escapes here
        for sign in sorted({sign for _, sign in text.invisible(spelled)}):
            where = f"{file.relative_to(root).as_posix()}: exchange {number}"
            yield f"{where} holds character {sign}; remove it from where it is sent or said"


def _recorded(file: Folder) -> Iterable[object]:
    try:
        return recorded(file)
    except (OSError, ValueError, LookupError):
        return []
