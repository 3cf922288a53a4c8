"""What a framework answers to a row, and when that was checked."""

from typing import Annotated

from pydantic import ConfigDict

from comparison.model.fields import (
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
from comparison.model.levels import Level


class Checked(Record):
    """When somebody last read every answer of a framework again, and on which release."""

    version: Release
    """The release that the answers describe, in quotes: "3.1.3"."""
    date: Day
    """The day of that check, such as 2026-11-21."""


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
