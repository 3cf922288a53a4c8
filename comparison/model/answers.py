"""What is said of a framework, and what each statement rests on."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated

from pydantic import AfterValidator, ConfigDict, Field

from comparison.model.fields import (
    Aspect,
    Brief,
    Day,
    Few,
    Id,
    Long,
    Proof,
    Record,
    Release,
    Short,
    Since,
    Source,
    Title,
)
from comparison.model.levels import WRITTEN_OTHERWISE, Level, supported

NOT_LOOKED_AT = "Not looked at yet"
"""What is said of a framework whose column has begun, wherever it lacks something."""


class Evidence(StrEnum):
    """What a statement rests on, by the strongest that it has."""

    TEST = "test"
    RECORD = "record"
    SOURCE = "source"
    NOTHING = "nothing"
    UNKNOWN = "unknown"

    @property
    def meaning(self) -> str:
        """What readers are told of it, such as how many statements rest on it."""
        return MEANINGS[self]


MEANINGS = {
    Evidence.TEST: "rest on a program that ran",
    Evidence.RECORD: "on the package's metadata or on a measurement",
    Evidence.SOURCE: "on a primary source alone",
    Evidence.NOTHING: "say that there is nothing, and where that was looked for",
    Evidence.UNKNOWN: "are not known",
}


class Checked(Record):
    """When somebody last read every answer of a framework again, and on which release."""

    version: Release
    """The release that the answers describe, in quotes: "3.1.3"."""
    date: Day
    """The day of that check, such as 2026-11-21."""


class Evidenced(Record):
    """Something that is said of a framework, or why nothing is, and what it rests on."""

    fact: Id | None = None
    """Instead of a text: the name of a fact in data/facts.json."""
    measure: Id | None = None
    """Instead of a text: the name of a figure from data/measurements.json."""
    unknown: Short | None = None
    """Instead of a text: why nobody could verify it, and what was tried."""
    since: Since | None = None
    """The release in which this became true, in quotes; a source is its change log."""
    until: Since | None = None
    """The release in which this stopped being true, in quotes."""
    proof: Annotated[tuple[Proof, ...], Few] = ()
    """Tests that ran for this framework and show it: <task>::<test>, or probe::<row>::<test>."""
    sources: Annotated[tuple[Source, ...], Few] = ()
    """Primary sources, each linked to the section that proves it; a fact or figure needs none."""

    @property
    def evidence(self) -> Evidence:
        """What it rests on."""
        if self.proof:
            return Evidence.TEST
        if self.fact or self.measure:
            return Evidence.RECORD
        return Evidence.SOURCE if self.sources else Evidence.UNKNOWN


class Statement(Evidenced):
    """One thing that is said of one framework, or of all, in a detail of a row."""

    model_config = ConfigDict(
        json_schema_extra={
            "anyOf": [
                {"required": ["says"]},
                {"required": ["none", "looked"]},
                {"required": ["fact"]},
                {"required": ["measure"]},
                {"required": ["unknown"]},
            ]
        }
    )

    says: Brief | None = None
    """One fact in at most 140 characters; inline code, emphasis and https links."""
    none: Brief | None = None
    """Instead of says: that there is nothing like it here, in a few words; needs looked."""
    looked: Annotated[tuple[Source, ...], Few] = ()
    """Where one would find it if there were something, such as the list of all options."""

    @property
    def said(self) -> str:
        """The statement's text, typed, read or measured, or why there is none."""
        return self.says or self.none or self.unknown or ""

    @property
    def evidence(self) -> Evidence:
        """What it rests on; nothing was found where it says that there is nothing."""
        return super().evidence if self.none is None else Evidence.NOTHING


class Detail(Record):
    """One aspect of a row: what is said of one framework is said of each."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, Statement]
    about: Aspect
    """The aspect, in a few words, also inline code; beside it stands a statement for each
    framework, by its key."""
    same: Statement | None = None
    """Instead of those: what holds for every framework, and was shown for each."""

    @property
    def statements(self) -> Mapping[str, Statement]:
        """The statement of each framework by its key; none where one holds for all."""
        return MappingProxyType(self.__pydantic_extra__ or {})


class Answer(Evidenced):
    """What one framework answers to one row: typed, read from the package, or measured."""

    # not "exactly one of": exported answers have the text beside the name that it was read by
    model_config = ConfigDict(
        populate_by_name=True,
        serialize_by_alias=True,
        json_schema_extra={
            "anyOf": [
                {"required": [part]}
                for part in ("answer", "fact", "measure", "unknown", "not-applicable")
            ]
        },
    )

    level: (
        Annotated[
            Level,
            AfterValidator(supported),
            Field(
                json_schema_extra={"not": {"anyOf": [{"const": key} for key in WRITTEN_OTHERWISE]}}
            ),
        ]
        | None
    ) = None
    """How far it supports what is asked; for all answers of a row or for none."""
    answer: Short | None = None
    """One short line for the table; inline code, emphasis and https links."""
    not_applicable: Annotated[Short | None, Field(alias="not-applicable")] = None
    """Instead of level and answer: why the question does not arise."""
    note: Long | None = None
    """The caveat, in a few sentences; to be replaced by details, which have evidence."""
    checked: Checked | None = None
    """When this answer was last read again, where that was after the whole column."""

    @property
    def said(self) -> str:
        """The answer's text, typed, read or measured, or why there is none."""
        return self.answer or self.unknown or self.not_applicable or ""

    @property
    def standing(self) -> Level | None:
        """The level, also where it is that nothing is known or asked; None in rows without."""
        if self.unknown is not None:
            return Level.UNKNOWN
        return self.level if self.not_applicable is None else Level.NOT_APPLICABLE


class Measured(Record):
    """A figure from data/measurements.json, named instead of typed."""

    exhibit: Id
    """The table that it stands in, such as ratio-hello; the link at its samples says its name."""
    subject: Title
    """The line of the table, by its key among the subjects of data/measurements.json."""
    column: Title | None = None
    """The column, such as 16 connections; the first if none is named."""
