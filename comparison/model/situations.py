"""What people decide: situations, and per framework what would make them choose it there."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from comparison import markdown
from comparison.model.fields import (
    Because,
    Few,
    Id,
    Keyed,
    Many,
    Record,
    Removed,
    Sentence,
    Title,
)

FILE = "data/situations.yaml"


class Reason(Record):
    """What would make somebody choose, and the rows that it rests on."""

    says: Because
    """How "Choose it if …" goes on: you want [templates](templates) in the core. A link leads to
    one of rows, or to https; else inline code and emphasis."""
    rows: Annotated[tuple[Id, ...], Field(min_length=1), Few]
    """Rows of the matrix that support it."""

    @property
    def linked(self) -> list[str]:
        """The rows that its own words link to."""
        return markdown.rows_in(self.says)


class Choice(Record):
    """Reasons for each framework; there is no winner."""

    reasons: Mapping[Id, Annotated[tuple[Reason, ...], Field(min_length=1), Few]]
    """Per framework, what would make somebody choose it; at least one reason for each."""
    either: Annotated[tuple[Reason, ...], Few] = ()
    """How "Either will do if …" goes on."""

    @property
    def named(self) -> list[str]:
        """The rows that the reasons rest on, each once, in order."""
        groups = [*self.reasons.values(), self.either]
        return list(dict.fromkeys(row for group in groups for why in group for row in why.rows))


class General(Choice):
    """When to take which, in short."""

    summary: Reason | None = None
    """The short answer, in up to three sentences, with the rows that it rests on."""


class Situation(Keyed, Choice):
    """One situation; its key is its address on the page."""

    title: Title
    """The situation in a few words."""
    summary: Sentence
    """What is decided, and what it usually depends on; the context of a decision record."""
    rows: Annotated[tuple[Id, ...], Few] = ()
    """Rows to compare here beside those that the reasons name."""

    @property
    def selection(self) -> list[str]:
        """The rows to compare in this situation, each once."""
        return list(dict.fromkeys([*self.named, *self.rows]))


class Situations(Record):
    """What people decide."""

    general: General
    """When to take which, in short; stands on the home page."""
    situations: Annotated[Mapping[Id, Situation], Field(min_length=1), Many]
    """The situations in order, by the keys that are their addresses on the page."""
    removed: Removed = {}
    """Situations that are gone, each with the reason; their addresses lead to that."""
