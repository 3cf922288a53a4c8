"""The kinds of things that the files of data/ describe, and what their parts are called."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from comparison.history.shapes import rows
from comparison.load.errors import Path
from comparison.load.keys import BESIDE, at, mapping
from comparison.load.loader import DATA
from comparison.model import claims, dictionary, questions, situations

Things = dict[str, dict[str, Any]]
"""The parts of each thing by its key, as a revision had them, valid or not."""
LABELS = {
    **{"title": "Title", "name": "Name", "states": "Claim", "asks": "Question", "short": "Answer"},
    **{"summary": "Summary", "verdict": "Verdict", "terms": "Term", "row": "Row", "rows": "Row"},
    **{"tasks": "Task", "claims": "Claim", "situations": "Situation"},
    **{
        "answers": "",
        "details": "",
        "words": "",
        "level": "Level",
        "answer": "Answer",
        "says": "Text",
    },
    **{"none": "Nothing found", "unknown": "Not known", "not-applicable": "Does not arise"},
    **{"fact": "Read from metadata", "measure": "Measured", "note": "Note", "notes": "Note"},
    **{"absent": "Absent", "since": "Since", "until": "Until", "checked": "Checked"},
    **{"version": "Version", "date": "Date", "home": "Home", "address": "Address"},
    **{"distribution": "Package", "install": "Install", "develop": "Develop", "serve": "Serve"},
    **{"reasons": "Reason", "either": "Either", "statements": "Statement"},
    **{"looked": "Looked at", "code": "Code", "also": "Search word"},
    **{"proof": "Proof", "figures": "Figure", "sources": "Source", "against": "Contradiction"},
    **{"removed": "Removed"},
}
"""How each part is called, in the order in which changes are told; what is not listed is shown by
its key, such as that of a framework, and comes last."""


@dataclass(frozen=True)
class Kind:
    """Things of one kind, and how they are read from a file."""

    name: str
    """How a change calls such a thing; empty for a row."""
    file: str
    things: Callable[[object], Things]
    """Returns the things in the file, as it was read, valid or not."""
    title: str = "title"
    """The part that names a thing."""
    markdown: frozenset[str] = frozenset()
    """The parts that are inline Markdown; the others are plain text."""


def _below(top: str, *left_out: str) -> Callable[[object], Things]:
    """Return what reads the things that stand under their keys below a key of the file."""

    def things(data: object) -> Things:
        return {
            key: {part: value for part, value in mapping(thing).items() if part not in left_out}
            for key, thing in at(data, (top,)).items()
        }

    return things


def _rows(matrix: object) -> Things:
    return {str(path[-1]): mapping(row) for path, row in rows(matrix)}


def _general(advice: object) -> Things:
    general = mapping(mapping(advice).get("general"))
    return {"general": {"title": "In general", **general}} if general else {}


def _chosen_rows(words: object) -> Things:
    chosen = mapping(words).get("rows")
    return {"rows": {"title": "Rows in it", "rows": chosen}} if chosen else {}


SAID = frozenset({"answer", "note", "says", "none", "unknown", "not-applicable"})


def _removed(page: str, path: Path, data: object) -> Things:
    return {page: {"title": page.capitalize(), "removed": at(data, path)}} if data else {}


SAYS, REASONS = frozenset({"says", "absent"}), frozenset({"says", "reasons", "either"})
KINDS = (
    Kind("", DATA, _rows, markdown=SAID),
    Kind("Framework", DATA, _below("frameworks"), title="name"),
    Kind("Section", DATA, _below("sections", "rows", "criteria")),
    Kind("Task", DATA, _below("tasks"), markdown=frozenset({"notes"})),
    Kind("Claim", claims.FILE, _below("claims"), title="states", markdown=SAYS),
    Kind("Article", claims.FILE, _below("articles")),
    Kind("Situation", situations.FILE, _general, markdown=REASONS),
    Kind("Situation", situations.FILE, _below("situations"), markdown=REASONS),
    Kind("Question", questions.FILE, _below("questions"), title="asks", markdown=SAYS),
    Kind("Dictionary", dictionary.FILE, _chosen_rows),
    Kind("Dictionary", dictionary.FILE, _below("entries"), markdown=SAYS),
    *(
        Kind("Page", file, partial(_removed, page, removed_path))
        for page, (file, (_, _, removed_path)) in BESIDE.items()
    ),
)
