"""The matrix: frameworks, sections with rows, and tasks.

The classes are the check, the types and the schema that editors read, in one.
"""

from collections.abc import Iterator, Mapping
from typing import Annotated

from pydantic import ConfigDict, Field

from comparison.model.fields import (
    Address,
    Day,
    Distribution,
    Few,
    Id,
    InstallCommand,
    Long,
    Many,
    Proof,
    Record,
    Release,
    Sentence,
    ServerCommand,
    Short,
    Since,
    Source,
    Title,
)
from comparison.model.levels import Level


class Checked(Record):
    """When somebody last read every answer of a framework again, and on which release."""

    version: Release
    """The release that the answers describe, in quotes: "3.1.3"."""
    date: Day
    """The day of that check, such as 2026-11-21."""


class Framework(Record):
    """One column of the matrix; its key names the folders under snippets/<task>/."""

    name: Title
    """The name as its own project writes it."""
    distribution: Distribution
    """What pip installs."""
    home: Address
    """The project's own documentation."""
    checked: Checked
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


class Answer(Record):
    """What one framework answers to one row: typed, read from the package, or measured."""

    # not "exactly one of": exported answers have the text beside the name that it was read by
    model_config = ConfigDict(
        json_schema_extra={
            "anyOf": [
                {"required": ["answer"]},
                {"required": ["fact"]},
                {"required": ["measure"]},
                {"required": ["level", "note"]},  # that the level is unknown then, the check says
            ]
        }
    )

    level: Level | None = None
    """How far it supports what is asked; for all answers of a row or for none, but any may be
    unknown."""
    answer: Short | None = None
    """One short line for the table; inline code, emphasis and https links. The level unknown needs
    none."""
    fact: Id | None = None
    """Instead of answer: the name of a fact in data/facts.json."""
    measure: Id | None = None
    """Instead of answer: the name of a figure from data/measurements.json."""
    note: Long | None = None
    """The caveat, in a few sentences; inline code, emphasis and https links."""
    since: Since | None = None
    """The release in which this became true, in quotes; a source is its change log."""
    until: Since | None = None
    """The release in which this stopped being true, in quotes."""
    checked: Checked | None = None
    """When this answer was last read again, where that was after the whole column."""
    proof: Annotated[tuple[Proof, ...], Few] = ()
    """Tests of contracts that ran for this framework and show the answer, as <task>::<test>."""
    sources: Annotated[tuple[Source, ...], Few] = ()
    """Primary sources, each linked to the section that proves it; a fact or figure needs none."""

    @property
    def said(self) -> str:
        """The answer's text, typed, read or measured."""
        return self.answer or ""


class Measured(Record):
    """A figure from data/measurements.json, named instead of typed."""

    exhibit: Id
    """The table that it stands in, such as ratio-hello; the link at its samples says its name."""
    subject: Title
    """The line of the table, by its key among the subjects of data/measurements.json."""
    column: Title | None = None
    """The column, such as 16 connections; the first if none is named."""


class Row(Record):
    """One row of the matrix; its key is the row's address and is never renamed or moved."""

    title: Title
    """The name of the row."""
    asks: Sentence
    """The question that every answer of the row answers."""
    formerly: Annotated[tuple[Id, ...], Few] = ()
    """Keys that this row had before; their addresses still lead here."""
    tasks: Annotated[tuple[Id, ...], Few] = ()
    """Keys of tasks whose programs answer in code."""
    terms: Mapping[Id, Annotated[tuple[Title, ...], Few]] = {}
    """Per framework, the words its people would search for, as they stand in code."""
    answers: Mapping[Id, Answer]
    """One answer for each framework."""

    @property
    def differs(self) -> bool:
        """Whether the levels of support differ; only then does a row speak for a side."""
        levels = {answer.level for answer in self.answers.values()}
        return len(levels - {Level.UNKNOWN}) > 1


class Section(Record):
    """A group of rows; a page of the site."""

    title: Title
    """The title of the page."""
    summary: Sentence
    """What the page is about; also its description for search engines."""
    rows: Annotated[Mapping[Id, Row], Field(min_length=1, max_length=1000)]
    """The rows, in order, by the keys that are their addresses."""
    removed: Annotated[Mapping[Id, Sentence], Many] = {}
    """Rows that were here, each with the reason why it is gone; their addresses lead to that."""


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
