"""What recorded exchanges hold that nobody sees on a page, or that reorders it."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path as Folder

from comparison import text
from comparison.answered import recorded
from comparison.checks import Finding, is_id
from comparison.unchecked import mapping


def findings(matrix: object, root: Folder) -> Iterator[Finding]:
    """Yield each hidden character in what was recorded of the tasks.

    matrix: as it was read, valid or not; root: the folder that holds snippets/.
    """
    for task in filter(is_id, mapping(mapping(matrix).get("tasks"))):
        for said in _in_exchanges(root / "snippets" / task / "exchanges.json", root):
            yield ("tasks", task), said


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
