"""The matrix: frameworks, sections with rows, and tasks.

The classes are the check, the types and the schema that editors read, in one.
"""

from collections.abc import Iterator, Mapping
from typing import Annotated

from pydantic import Field

from comparison.model.answers import Answer, Checked, Detail, Statement
from comparison.model.fields import (
    Address,
    Code,
    Distribution,
    Few,
    Id,
    InstallCommand,
    Keyed,
    Long,
    Many,
    Record,
    Removed,
    Sentence,
    ServerCommand,
    Title,
    Yes,
)
from comparison.model.levels import Level


class Framework(Record):
    """One column of the matrix; its key names the folders under snippets/<task>/."""

    name: Title
    """The name as its own project writes it."""
    distribution: Distribution
    """What pip installs."""
    home: Address
    """The project's own documentation."""
    checked: Checked
    begun: Yes | None = None
    """Whether the column has only begun: whatever it lacks is said to be not looked at yet."""
    install: InstallCommand
    """What a reader types to install the framework and the server below."""
    develop: ServerCommand
    """What starts snippets/<task>/<framework>/app.py while writing it, on port 8000."""
    serve: ServerCommand
    """What starts it for the contracts, and in production behind a proxy, on port 8000."""

    @property
    def release(self) -> str:
        """The name with the release that the answers describe, as the head of a column says it."""
        return f"{self.name} {self.checked.version}"


class Row(Keyed):
    """One row of the matrix; its key is the row's address, and it is never moved."""

    title: Title
    """The name of the row."""
    asks: Sentence
    """The question that every answer of the row answers."""
    tasks: Annotated[tuple[Id, ...], Few] = ()
    """Keys of tasks whose programs answer in code."""
    code: Annotated[tuple[Code, ...], Few] = ()
    """What of those programs shows it, as <task>::<name>: functions, classes and calls."""
    terms: Mapping[Id, Annotated[tuple[Title, ...], Few]] = {}
    """Per framework, the words its people would search for, as they stand in code."""
    also: Annotated[tuple[Title, ...], Few] = ()
    """Words that somebody searches for who knows none of those: login state."""
    answers: Mapping[Id, Answer]
    """One answer for each framework."""
    details: Annotated[tuple[Detail, ...], Few] = ()
    """Up to seven aspects, the most consequential first, each with a statement on every side."""

    def said(self) -> Iterator[tuple[tuple[str | int, ...], str, Answer | Statement]]:
        """Yield each answer, then each statement of a detail: its path within the row, the key of
        the framework, empty where it is said of all, and the record.
        """
        for name, answer in self.answers.items():
            yield ("answers", name), name, answer
        for index, detail in enumerate(self.details):
            for name, statement in detail.statements.items():
                yield ("details", index, name), name, statement
            if detail.same:
                yield ("details", index, "same"), "", detail.same

    @property
    def proofs(self) -> list[str]:
        """The tests that its answers and details name, each once, in order."""
        return list(dict.fromkeys(proof for _, _, each in self.said() for proof in each.proof))

    @property
    def differs(self) -> bool:
        """Whether the levels of support differ; only then does a row speak for a side."""
        levels = {answer.standing for answer in self.answers.values()}
        return len(levels - {Level.UNKNOWN}) > 1


class Section(Record):
    """A group of rows; a page of the site."""

    title: Title
    """The title of the page."""
    summary: Sentence
    """What the page is about; also its description for search engines."""
    rows: Annotated[Mapping[Id, Row], Field(min_length=1, max_length=1000)]
    """The rows, in order, by the keys that are their addresses."""
    removed: Removed = {}
    """Rows that were here, each with the reason why it is gone; their addresses lead to that."""

    @property
    def old_rows(self) -> list[str]:
        """The keys that rows had here and have no more."""
        former = [key for row in self.rows.values() for key in row.formerly]
        return [*former, *self.removed]


class Task(Record):
    """One thing to program; its key names the folder under snippets/ and its page's address."""

    title: Title
    """What is done, in a few words."""
    summary: Sentence
    """What the program does; also its page's description for search engines."""
    install: Mapping[Id, InstallCommand] = {}
    """Per framework, the install command where the framework's own is not enough."""
    serve: Mapping[Id, ServerCommand] = {}
    """Per framework, the command where the framework's own does not fit."""
    absent: Mapping[Id, Sentence] = {}
    """Frameworks that cannot do it, each with the reason; the others have a program."""
    notes: Annotated[tuple[Long, ...], Few] = ()
    """What to note when reading the programs."""


class Matrix(Record):
    """The whole comparison: who is compared, the rows, and the tasks that are programmed."""

    frameworks: Annotated[Mapping[Id, Framework], Field(min_length=1), Few]
    """The columns, in order."""
    sections: Annotated[Mapping[Id, Section], Field(min_length=1), Many]
    """The rows, grouped."""
    tasks: Annotated[Mapping[Id, Task], Field(max_length=1000)] = {}
    """The programs, in the order of the site's index."""

    def rows(self) -> Iterator[tuple[str, str, Row]]:
        """Yield each row with the key of its section and its own."""
        for section, content in self.sections.items():
            for key, row in content.rows.items():
                yield section, key, row
