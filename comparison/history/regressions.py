"""What a change may not take back: the proof of a statement, and that notes become fewer."""

from collections.abc import Iterator
from typing import Any

from comparison.history.shapes import rows
from comparison.load.errors import Finding, Path, shown
from comparison.load.keys import listed, mapping

Name = tuple[str, str, str]
"""The row, the aspect of a detail (none for an answer), and the framework of a statement."""


def findings(before: object, now: object) -> Iterator[Finding]:
    """Yield each statement that has lost its proof, and each answer that has got a note.

    before: the matrix as it is published; now: as it is to be. Both as they were read, valid or
    not; a statement that is gone is none of these.
    """
    former = {
        str(old): str(path[-1])
        for path, row in rows(now)
        for old in listed(mapping(row).get("formerly"))
    }
    published = {
        (former.get(row, row), *rest): said for (row, *rest), (_, said) in _said(before).items()
    }
    for name, (path, said) in _said(now).items():
        had = published.get(name, {})
        lost = [str(proof) for proof in listed(had.get("proof"))]
        if lost and not said.get("proof"):
            problem = f"was proven by {shown(lost[0])}; name a test that shows it"
            yield path, f"{problem}, or remove the statement"
        if "note" in said and "note" not in had:
            remedy = "write what it says under details, each statement with its evidence"
            yield (*path, "note"), f"no note is added any more; {remedy}"


def _said(matrix: object) -> dict[Name, tuple[Path, dict[str, Any]]]:
    """Return each answer and each statement with its path."""
    said: dict[Name, tuple[Path, dict[str, Any]]] = {}
    for path, row in rows(matrix):
        key, parts = str(path[-1]), mapping(row)
        for name, answer in mapping(parts.get("answers")).items():
            said[key, "", str(name)] = (*path, "answers", name), mapping(answer)
        for index, (about, detail) in enumerate(mapping(parts.get("details")).items()):
            for name, statement in detail.items():
                place = (*path, "details", index, name)
                said[key, str(about), str(name)] = place, mapping(statement)
    return said
