"""The matrix, in; the answers to read again, by age and by what their proof rests on, out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from comparison.model.comparison import Key
from comparison.model.matrix import Matrix

FRESH = timedelta(days=365)
"""How long an answer needs no mark; docs/assets/site.js marks the others for the reader."""


@dataclass(frozen=True, order=True)
class Reading:
    """When an answer was last read again and on which release, and the line where it begins."""

    day: date
    line: int
    version: str
    row: str
    framework: str

    def old(self, today: date) -> bool:
        """Return whether that is so long ago that readers are warned."""
        return today - self.day > FRESH


def readings(matrix: Matrix, lines: Mapping[Key, int]) -> list[Reading]:
    """Return the last reading of every answer, the longest ago first; lines: where each begins."""
    found = []
    for _, key, row in matrix.rows():
        for name, answer in row.answers.items():
            checked = answer.checked or matrix.frameworks[name].checked
            found.append(Reading(checked.date, lines[key, name], checked.version, key, name))
    return sorted(found)


def proven_by(matrix: Matrix, proof: str, framework: str) -> list[Key]:
    """Return the answers of a framework that name a test, <task>::<test>, as their proof."""
    return [
        (key, framework)
        for _, key, row in matrix.rows()
        if framework in row.answers and proof in row.answers[framework].proof
    ]


def shown_by(matrix: Matrix, task: str) -> list[str]:
    """Return the rows that a task's programs answer in code."""
    return [key for _, key, row in matrix.rows() if task in row.tasks]
