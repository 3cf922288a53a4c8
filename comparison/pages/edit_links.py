"""Make the links by which somebody edits an answer in the repository, or reports it."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from comparison.model.comparison import Key
from comparison.pages.answers import AnswerView

FORM = "answer.yml"
"""The issue form, in .github/ISSUE_TEMPLATE/; its fields have the names of the parameters."""


def place(repository: str, file: str, line: int) -> str:
    """Return where a line of a file is edited in the repository; file:line where there is none."""
    return f"{repository}/edit/main/{file}#L{line}" if repository else f"{file}:{line}"


@dataclass(frozen=True)
class Links:
    """What the links of each answer are made of."""

    repository: str
    """The address of the repository that is edited, without a slash at its end."""
    issues: str
    """The address of the issues, of the same repository or of the one it was forked from."""
    file: str
    """The file of the answers, in the repository."""
    lines: Mapping[Key, int]
    """The line on which each answer begins, and the details of each row, of no framework."""

    def edit(self, row: str, name: str = "") -> str:
        """Return the address at which the answer of a framework to a row is edited; without the
        framework, that of its details.
        """
        return place(self.repository, self.file, self.lines[row, name])

    def report(self, row: str, view: AnswerView) -> str:
        """Return the address of an issue form that already says which answer is meant."""
        fields = {
            "template": FORM,
            "title": f"{row}: {view.column.name}",
            "row": f"{row}--{view.framework}",
            "version": view.version,
            "answer": view.text,
            "source": next(iter(view.answer.sources), ""),
        }
        return f"{self.issues}/new?{urlencode(fields)}"
