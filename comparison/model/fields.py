"""The kinds of text that the data is made of: what each may hold, and what to write instead."""

import datetime
import re
import shlex
from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any, NamedTuple

from packaging.requirements import InvalidRequirement, Requirement
from packaging.version import InvalidVersion, Version
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    StringConstraints,
    field_validator,
    model_serializer,
)

from comparison import allowed_urls, invisible_characters, markdown

ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"
LONGEST_ID = 40
TEXT = r"\S"
LINE = r"^\S[^\n]*$"
ON_PORT_8000 = r"^\S[^\n]*\b8000\b"
EARLIEST = datetime.date(2000, 1, 1)
"""Before every day that can stand in the data."""
RELEASE = r"^[0-9]+(\.[0-9]+)*$"
PACKAGE = r"^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$"
TEST = r"^(probe::)?[a-z0-9-]+::test_[a-z0-9_]+$"
CODE = r"^(probe::)?[a-z0-9-]+::[A-Za-z_][A-Za-z0-9_]*$"
PATTERNS = {
    ID: "must be lower-case words joined by hyphens, such as path-parameters",
    TEXT: "is blank; write a text",
    LINE: "must be one line that does not begin with a space",
    ON_PORT_8000: "must name the port 8000 once; the tests replace it with a free port",
    RELEASE: 'must be the number of a release, in quotes: "2.0"',
    PACKAGE: "must be the name of a package, such as quart or quart-cors",
    CODE: (
        "must be a task and a name in its programs, session-login::SessionMiddleware,"
        " or a probe of a row, probe::sessions::test_a_new_key_forgets"
    ),
    TEST: (
        "must be a test of a task's contract, path-parameters::test_text_is_invalid,"
        " or a probe of a row, probe::sessions::test_a_new_key_forgets"
    ),
    allowed_urls.PATTERN: "must be an address of a public page that begins with https://",
    allowed_urls.DEEP_PATTERN: f"must begin with https:// and {allowed_urls.PROVES}",
}
"""What to write instead of a text that does not match; the check and editors say it."""


def is_id(name: str) -> bool:
    """Return whether a name may be a key that becomes part of an address."""
    return len(name) <= LONGEST_ID and re.fullmatch(ID, name) is not None


def visible(content: str) -> str:
    """Return content if a reader sees something of it; raise ValueError if not."""
    if not invisible_characters.shows(content):
        raise ValueError("shows nothing; write a text")
    return content


def linked(content: str) -> str:
    """Return inline Markdown if all of it shows, and its links lead where they seem to.

    Raises ValueError if not.
    """
    if problems := list(markdown.problems(content)):
        raise ValueError("; ".join(problems))
    return content


def linked_to_rows(content: str) -> str:
    """Return inline Markdown as linked does; its links may lead to rows, too."""
    if problems := list(markdown.problems(content, to_rows=True)):
        raise ValueError("; ".join(problems))
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
        raise ValueError(f"is before {EARLIEST}; write the real date")
    if day > today() + datetime.timedelta(days=1):  # where the day begins first, it is tomorrow
        raise ValueError(f"is in the future, today is {today()}; write the real date")
    return day


def yes(value: object) -> bool:
    """Return whether a value is true, as YAML writes it; raise ValueError if not."""
    if getattr(value, "text", value) in ("true", True):
        return True
    raise ValueError("must be true; remove the line where it is not so")


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
        raise ValueError("must be pip install and the names of packages")
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


Id = Annotated[str, StringConstraints(pattern=ID, max_length=LONGEST_ID)]
"""A key that becomes part of an address."""

Title = Annotated[str, StringConstraints(pattern=TEXT, max_length=60), AfterValidator(visible)]
"""Plain text of a few words."""

Sentence = Annotated[str, StringConstraints(pattern=TEXT, max_length=240), AfterValidator(visible)]
"""Plain text of one or two sentences."""

Short = Annotated[str, StringConstraints(pattern=TEXT, max_length=160), AfterValidator(linked)]
"""Inline Markdown that fits a table cell: code, emphasis and https links."""

Brief = Annotated[str, StringConstraints(pattern=TEXT, max_length=140), AfterValidator(linked)]
"""Inline Markdown of one short sentence: code, emphasis and https links."""

Aspect = Annotated[str, StringConstraints(pattern=TEXT, max_length=60), AfterValidator(linked)]
"""Inline Markdown of a few words: code, emphasis and https links."""

Says = Annotated[str, StringConstraints(pattern=TEXT, max_length=300), AfterValidator(linked)]
"""Inline Markdown of one or two sentences: code, emphasis and https links."""

Because = Annotated[
    str, StringConstraints(pattern=TEXT, max_length=300), AfterValidator(linked_to_rows)
]
"""Inline Markdown of one or two sentences that links to rows: [templates](templates)."""

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
    AfterValidator(allowed_urls.https),
    Field(json_schema_extra={"pattern": allowed_urls.PATTERN}),
]
"""An https address."""

Source = Annotated[
    Address,
    AfterValidator(allowed_urls.deep),
    Field(json_schema_extra={"pattern": allowed_urls.DEEP_PATTERN}),
]
"""An https address with a #fragment, or of a file at a tag."""

Distribution = Annotated[str, StringConstraints(pattern=PACKAGE, max_length=60)]
"""What pip calls a package."""

Code = Annotated[str, StringConstraints(pattern=CODE, max_length=120)]
"""Something in the programs of a task, session-login::login; or a probe of a row."""

Since = Annotated[str, StringConstraints(pattern=RELEASE, max_length=20)]
"""The number of a release: "2.0"."""

Proof = Annotated[str, StringConstraints(pattern=TEST, max_length=120)]
"""A test of a task's contract, path-parameters::test_text_is_invalid, or a probe of a row,
probe::sessions::test_a_new_key_forgets."""

Release = Annotated[str, StringConstraints(pattern=TEXT, max_length=20), AfterValidator(release)]
"""The number of a release that may be an early one: "2.0", "3.0rc1"."""

Day = Annotated[datetime.date, Field(strict=True), AfterValidator(past)]
"""A day that was, written without quotes: 2026-11-21."""


Yes = Annotated[bool, BeforeValidator(yes), Field(json_schema_extra={"const": True})]
"""True; who means no leaves the key out."""

Few = Field(max_length=20)
"""How many entries stand in one place of a page so that people still read them."""

Many = Field(max_length=300)
"""How many entries a page bears."""


Removed = Annotated[Mapping[Id, Sentence], Many]
"""Things that are gone, by the keys that they had, each with the reason."""


class Explained(NamedTuple):
    """What readers see of a choice that the data names by its key."""

    label: str
    meaning: str
    """Its definition, as the legend says it."""


def frozen(value: Any) -> Any:
    """Return a value with tuples for its lists and read-only mappings for its dicts."""
    if isinstance(value, dict):
        return MappingProxyType({key: frozen(inner) for key, inner in value.items()})
    return tuple(map(frozen, value)) if isinstance(value, list) else value


def thawed(value: Any) -> Any:
    """Return a frozen value with dicts for its mappings, which programs can print."""
    if isinstance(value, Mapping):
        return {key: thawed(inner) for key, inner in value.items()}
    return tuple(map(thawed, value)) if isinstance(value, tuple) else value


class Record(BaseModel):
    """A mapping of a file of data/: known keys only, and nothing in it changes once it is read."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, use_attribute_docstrings=True, validate_default=True
    )

    @field_validator("*")
    @classmethod
    def _frozen(cls, value: Any) -> Any:
        return frozen(value)

    @model_serializer(mode="wrap")
    def _thawed(self, serialize: SerializerFunctionWrapHandler) -> dict[str, Any]:
        values = {name: thawed(value) for name, value in self}
        printed: dict[str, Any] = serialize(
            self.model_construct(_fields_set=self.model_fields_set, **values)
        )
        return printed


class Keyed(Record):
    """A thing whose key is its address on a page."""

    formerly: Annotated[tuple[Id, ...], Few] = ()
    """Keys that it had before; their addresses still lead here."""
