"""What a matrix is: these classes are the check, the types and the editor's schema in one."""

import datetime
import re
import shlex
from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"
TEXT = r"\S"
LINE = r"^\S[^\n]*$"
ON_PORT_8000 = r"^\S[^\n]*\b8000\b"
RELEASE = r"^[0-9]+(\.[0-9]+)*$"
TEST = r"^[a-z0-9-]+::test_[a-z0-9_]+$"
HTTPS = r"^https://[!-~]+$"
AT_A_TAG = r"/(blob|raw)/(?!main/|master/|HEAD/)[^/]+/."
"""A repository's file with a tag or commit in its address, as code hosts write it."""
DEEP = rf"^https://[!-~]*(#[!-~]|{AT_A_TAG})[!-~]*$"

PROVES = (
    "point to the section that proves the answer: add #section,"
    " or link the file at a tag (…/blob/<tag>/<file>)"
)
PATTERNS = {
    ID: "must be lower-case words joined by hyphens, such as path-parameters",
    TEXT: "is blank; write a text",
    LINE: "must be one line that does not begin with a space",
    ON_PORT_8000: "must name the port 8000 once; the tests put a free port in its place",
    RELEASE: 'must be the number of a release, in quotes: "2.0"',
    TEST: "must be a task and a test of its contract: path-parameters::test_text_is_invalid",
    HTTPS: "must begin with https://",
    DEEP: f"must begin with https:// and {PROVES}",
}
"""What to write instead of a text that does not match; the check and editors say it."""

HOST = re.compile(r"https://[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*(:[0-9]{1,5})?(?=[/?#]|$)")
"""How an address begins that leads where it seems to."""


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


def https(url: str) -> str:
    """Return url if it is an https address; raise ValueError if not."""
    if not url.startswith("https://"):
        raise ValueError(PATTERNS[HTTPS])
    if not re.fullmatch(r"[!-~]+", url) or re.search(r"[<>\"'`\\|\[\]{}^]", url):
        raise ValueError("has a character that no address has; percent-encode it")
    if not HOST.match(url):
        raise ValueError("must name a host behind https://, without user and password")
    return url


def deep(url: str) -> str:
    """Return url if it names one place in a source; raise ValueError if not."""
    if not urlsplit(url).fragment and not re.search(AT_A_TAG, urlsplit(url).path):
        raise ValueError(f"must {PROVES}")
    return url


def command(line: str) -> str:
    """Return line if a shell can read it; raise ValueError if not."""
    try:
        shlex.split(line)
    except ValueError as error:
        raise ValueError(f"cannot be read as a command: {error}") from None
    return line


def on_port_8000(line: str) -> str:
    """Return line if the tests can move it to a free port; raise ValueError if not."""
    if len(re.findall(r"\b8000\b", line)) != 1:
        raise ValueError(PATTERNS[ON_PORT_8000])
    return line


Id = Annotated[str, StringConstraints(pattern=ID, max_length=40)]
"""A key that becomes part of an address."""

Title = Annotated[str, StringConstraints(pattern=TEXT, max_length=60)]
"""Plain text of a few words."""

Sentence = Annotated[str, StringConstraints(pattern=TEXT, max_length=240)]
"""Plain text of one or two sentences."""

Short = Annotated[str, StringConstraints(pattern=TEXT, max_length=160)]
"""Inline Markdown that fits a table cell: code, emphasis and https links."""

Says = Annotated[str, StringConstraints(pattern=TEXT, max_length=300)]
"""Inline Markdown of one or two sentences: code, emphasis and https links."""

Long = Annotated[str, StringConstraints(pattern=TEXT, max_length=600)]
"""Inline Markdown of a few sentences: code, emphasis and https links."""

Command = Annotated[
    str,
    StringConstraints(pattern=LINE, max_length=200),
    AfterValidator(command),
]
"""A line for the shell."""

ServerCommand = Annotated[
    Command,
    AfterValidator(on_port_8000),
    Field(json_schema_extra={"pattern": ON_PORT_8000}),
]
"""A line for the shell that starts a server on port 8000."""

Address = Annotated[
    str,
    StringConstraints(max_length=300),
    AfterValidator(https),
    Field(json_schema_extra={"pattern": HTTPS}),
]
"""An https address."""

Source = Annotated[Address, AfterValidator(deep), Field(json_schema_extra={"pattern": DEEP})]
"""An https address with a #fragment, or of a file at a tag."""

Version = Annotated[str, StringConstraints(pattern=RELEASE, max_length=20)]
"""The number of a release: "2.0"."""

Proof = Annotated[str, StringConstraints(pattern=TEST, max_length=120)]
"""A test of a task's contract: path-parameters::test_text_is_invalid."""

Day = Annotated[datetime.date, Field(strict=True)]
"""A day, written without quotes: 2026-11-21."""


class Record(BaseModel):
    """A mapping of a file of data/: known keys only, unchangeable once read."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class Checked(Record):
    """When somebody last read every answer of a framework again, and on which release."""

    version: Title
    """The release that the answers describe, in quotes: "3.1.3"."""
    date: Day
    """The day of that check, such as 2026-11-21."""


class Framework(Record):
    """One column of the matrix; its key names the folders under snippets/<task>/."""

    name: Title
    """The name as its own project writes it."""
    distribution: Title
    """What pip installs."""
    home: Address
    """The project's own documentation."""
    checked: Checked
    install: Command
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
    since: Version | None = None
    """The release in which this became true, in quotes; a source is its change log."""
    until: Version | None = None
    """The release in which this stopped being true, in quotes."""
    checked: Checked | None = None
    """When this answer was last read again, where that was after the whole column."""
    proof: list[Proof] = []
    """Tests of contracts that ran for this framework and show the answer, as <task>::<test>."""
    sources: list[Source] = []
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
    formerly: list[Id] = []
    """Keys that this row had before; their addresses still lead here."""
    tasks: list[Id] = []
    """Keys of tasks whose programs answer in code."""
    terms: dict[Id, list[Title]] = {}
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
    criteria: Annotated[dict[Id, Criterion], Field(min_length=1)]
    """The rows, in order, by the keys that are their addresses."""
    removed: dict[Id, Sentence] = {}
    """Rows that were here, each with the reason why it is gone; their addresses lead to that."""


class Task(Record):
    """One thing to program; its key names the folder under snippets/ and its page's address."""

    title: Title
    """What is done, in a few words."""
    summary: Sentence
    """What the program does; also its page's description for search engines."""
    install: dict[Id, Command] = {}
    """Per framework, the install command where the framework's own is not enough."""
    serve: dict[Id, ServerCommand] = {}
    """Per framework, the command where the framework's own does not fit."""
    absent: dict[Id, Sentence] = {}
    """Frameworks that cannot do it, each with the reason; the others have a program."""
    notes: list[Long] = []
    """What to note when reading the programs."""


class Matrix(Record):
    """The whole comparison: who is compared, the rows, and the tasks that are programmed."""

    frameworks: Annotated[dict[Id, Framework], Field(min_length=1)]
    """The columns, in order."""
    sections: Annotated[dict[Id, Section], Field(min_length=1)]
    """The rows, grouped."""
    tasks: dict[Id, Task] = {}
    """The programs, in the order of the site's index."""

    def rows(self) -> Iterator[tuple[str, str, Criterion]]:
        """Yield each row with the key of its section and its own."""
        for section, content in self.sections.items():
            for key, row in content.criteria.items():
                yield section, key, row
