"""What a matrix is: these classes are the check, the types and the editor's schema in one."""

import datetime
import re
import shlex
from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated

from packaging.requirements import InvalidRequirement, Requirement
from packaging.version import InvalidVersion, Version
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from comparison import invisible, markdown, urls

ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"
TEXT = r"\S"
LINE = r"^\S[^\n]*$"
ON_PORT_8000 = r"^\S[^\n]*\b8000\b"
EARLIEST = datetime.date(2000, 1, 1)
"""Before every day that can stand in the data."""
RELEASE = r"^[0-9]+(\.[0-9]+)*$"
PACKAGE = r"^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$"
TEST = r"^[a-z0-9-]+::test_[a-z0-9_]+$"
PATTERNS = {
    ID: "must be lower-case words joined by hyphens, such as path-parameters",
    TEXT: "is blank; write a text",
    LINE: "must be one line that does not begin with a space",
    ON_PORT_8000: "must name the port 8000 once; the tests put a free port in its place",
    RELEASE: 'must be the number of a release, in quotes: "2.0"',
    PACKAGE: "must be the name of a package, such as quart or quart-cors",
    TEST: "must be a task and a test of its contract: path-parameters::test_text_is_invalid",
    urls.PATTERN: "must be an address of a public page that begins with https://",
    urls.DEEP_PATTERN: f"must begin with https:// and {urls.PROVES}",
}
"""What to write instead of a text that does not match; the check and editors say it."""


class Level(StrEnum):
    """How far a framework supports what a criterion asks for."""

    BUILT_IN = "built-in"
    OFFICIAL = "official add-on"
    THIRD_PARTY = "third party"
    OWN_CODE = "own code"
    NOT_POSSIBLE = "not possible"
    NOT_APPLICABLE = "not applicable"
    UNKNOWN = "unknown"


LEVEL_MEANS = {
    Level.BUILT_IN: "Part of the framework, or of a package that its plain install brings along."
    " The server that runs the application is not counted.",
    Level.OFFICIAL: "Needs an extra install that the framework's own documentation names and its"
    " own team maintains or declares as an extra.",
    Level.THIRD_PARTY: "Needs a package that other people maintain.",
    Level.OWN_CODE: "No package is needed or usual; you write it with what the framework has.",
    Level.NOT_POSSIBLE: "Cannot be done without leaving the framework.",
    Level.NOT_APPLICABLE: "The question does not arise; the note says why.",
    Level.UNKNOWN: "We could not verify an answer; the note says what was tried.",
}
"""The definition of each level, shown as the legend."""

WITHOUT_SOURCE = {Level.NOT_APPLICABLE, Level.UNKNOWN}
"""The only levels that may have no source; their note says why."""


def visible(content: str) -> str:
    """Return content if a reader sees something of it; raise ValueError if not."""
    if not invisible.shows(content):
        raise ValueError("shows nothing; write a text")
    return content


def linked(content: str) -> str:
    """Return inline Markdown if all of it shows, and its links lead where they seem to.

    Raises ValueError if not.
    """
    if said := list(markdown.problems(content)):
        raise ValueError("; ".join(said))
    return content


def release(number: str) -> str:
    """Return number if releases are numbered so; raise ValueError if not."""
    try:
        Version(number)
    except InvalidVersion:
        raise ValueError(PATTERNS[RELEASE]) from None
    return number


def today() -> datetime.date:
    """Return the day of the check."""
    return datetime.date.today()


def past(day: datetime.date) -> datetime.date:
    """Return day if it may have been; raise ValueError if not."""
    if day < EARLIEST:
        raise ValueError(f"is before {EARLIEST}; write the day on which it was")
    if day > today() + datetime.timedelta(days=1):  # where the day begins first, it is tomorrow
        raise ValueError(f"is in the future, today is {today()}; write the day on which it was")
    return day


def command(line: str) -> str:
    """Return line if a shell can read it; raise ValueError if not."""
    try:
        shlex.split(line)
    except ValueError as error:
        raise ValueError(f"cannot be read as a command: {error}") from None
    return line


def pip_install(line: str) -> str:
    """Return line if it installs named packages and does no more; raise ValueError if not."""
    packages = shlex.split(line)[2:]
    if shlex.split(line)[:2] != ["pip", "install"] or not packages:
        raise ValueError("must begin with pip install and name what it installs")
    for package in packages:
        try:
            known = Requirement(package).url is None
        except InvalidRequirement:
            known = False
        if not known:
            what = f'may only name packages, such as quart or "quart[dotenv]", not {package}'
            raise ValueError(what)
    return line


def on_port_8000(line: str) -> str:
    """Return line if the tests can move it to a free port; raise ValueError if not."""
    if len(re.findall(r"\b8000\b", line)) != 1:
        raise ValueError(PATTERNS[ON_PORT_8000])
    return line


Id = Annotated[str, StringConstraints(pattern=ID, max_length=40)]
"""A key that becomes part of an address."""

Title = Annotated[str, StringConstraints(pattern=TEXT, max_length=60), AfterValidator(visible)]
"""Plain text of a few words."""

Sentence = Annotated[str, StringConstraints(pattern=TEXT, max_length=240), AfterValidator(visible)]
"""Plain text of one or two sentences."""

Short = Annotated[str, StringConstraints(pattern=TEXT, max_length=160), AfterValidator(linked)]
"""Inline Markdown that fits a table cell: code, emphasis and https links."""

Says = Annotated[str, StringConstraints(pattern=TEXT, max_length=300), AfterValidator(linked)]
"""Inline Markdown of one or two sentences: code, emphasis and https links."""

Long = Annotated[str, StringConstraints(pattern=TEXT, max_length=600), AfterValidator(linked)]
"""Inline Markdown of a few sentences: code, emphasis and https links."""

Command = Annotated[
    str,
    StringConstraints(pattern=LINE, max_length=200),
    AfterValidator(command),
]
"""A line for the shell."""

InstallCommand = Annotated[Command, AfterValidator(pip_install)]
"""A line for the shell that installs packages: pip install quart hypercorn."""

ServerCommand = Annotated[
    Command,
    AfterValidator(on_port_8000),
    Field(json_schema_extra={"pattern": ON_PORT_8000}),
]
"""A line for the shell that starts a server on port 8000."""

Address = Annotated[
    str,
    StringConstraints(max_length=300),
    AfterValidator(urls.https),
    Field(json_schema_extra={"pattern": urls.PATTERN}),
]
"""An https address."""

Source = Annotated[
    Address, AfterValidator(urls.deep), Field(json_schema_extra={"pattern": urls.DEEP_PATTERN})
]
"""An https address with a #fragment, or of a file at a tag."""

Distribution = Annotated[str, StringConstraints(pattern=PACKAGE, max_length=60)]
"""What pip calls a package."""

Since = Annotated[str, StringConstraints(pattern=RELEASE, max_length=20)]
"""The number of a release: "2.0"."""

Proof = Annotated[str, StringConstraints(pattern=TEST, max_length=120)]
"""A test of a task's contract: path-parameters::test_text_is_invalid."""

Release = Annotated[str, StringConstraints(pattern=TEXT, max_length=20), AfterValidator(release)]
"""The number of a release that may be an early one: "2.0", "3.0rc1"."""

Day = Annotated[datetime.date, Field(strict=True), AfterValidator(past)]
"""A day that was, written without quotes: 2026-11-21."""


Few = Field(max_length=20)
"""How many entries stand in one place of a page so that people still read them."""

Many = Field(max_length=300)
"""How many entries a page bears."""


class Record(BaseModel):
    """A mapping of a file of data/: known keys only, unchangeable once read."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


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
    """What one framework answers to one criterion: typed, read from the package, or measured."""

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
    """How far it supports what is asked; for all answers of a criterion or for none, but any may be
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
    proof: Annotated[list[Proof], Few] = []
    """Tests of contracts that ran for this framework and show the answer, as <task>::<test>."""
    sources: Annotated[list[Source], Few] = []
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


class Criterion(Record):
    """One row of the matrix; its key is the row's address and is never renamed or moved."""

    title: Title
    """The name of the row."""
    asks: Sentence
    """The question that every answer of the row answers."""
    formerly: Annotated[list[Id], Few] = []
    """Keys that this row had before; their addresses still lead here."""
    tasks: Annotated[list[Id], Few] = []
    """Keys of tasks whose programs answer in code."""
    terms: dict[Id, Annotated[list[Title], Few]] = {}
    """Per framework, the words its people would search for, as they stand in code."""
    answers: dict[Id, Answer]
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
    criteria: Annotated[dict[Id, Criterion], Field(min_length=1, max_length=1000)]
    """The rows, in order, by the keys that are their addresses."""
    removed: Annotated[dict[Id, Sentence], Many] = {}
    """Rows that were here, each with the reason why it is gone; their addresses lead to that."""


class Task(Record):
    """One thing to program; its key names the folder under snippets/ and its page's address."""

    title: Title
    """What is done, in a few words."""
    summary: Sentence
    """What the program does; also its page's description for search engines."""
    install: dict[Id, InstallCommand] = {}
    """Per framework, the install command where the framework's own is not enough."""
    serve: dict[Id, ServerCommand] = {}
    """Per framework, the command where the framework's own does not fit."""
    absent: dict[Id, Sentence] = {}
    """Frameworks that cannot do it, each with the reason; the others have a program."""
    notes: Annotated[list[Long], Few] = []
    """What to note when reading the programs."""


class Matrix(Record):
    """The whole comparison: who is compared, the rows, and the tasks that are programmed."""

    frameworks: Annotated[dict[Id, Framework], Field(min_length=1), Few]
    """The columns, in order."""
    sections: Annotated[dict[Id, Section], Field(min_length=1), Many]
    """The rows, grouped."""
    tasks: Annotated[dict[Id, Task], Field(max_length=1000)] = {}
    """The programs, in the order of the site's index."""

    def rows(self) -> Iterator[tuple[str, str, Criterion]]:
        """Yield each row with the key of its section and its own."""
        for section, content in self.sections.items():
            for key, row in content.criteria.items():
                yield section, key, row
