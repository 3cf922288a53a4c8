"""What people ask, and the short answer to it with the rows, claims and situations behind it."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from comparison.model.answers import Measured
from comparison.model.fields import Few, Id, Keyed, Long, Many, Record, Removed, Sentence

FILE = "data/questions.yaml"


class Question(Keyed):
    """One question; its key is its address on the page."""

    asks: Sentence
    """The question, as people ask it."""
    short: Sentence
    """The answer in one short sentence of plain text; no measured number."""
    says: Long
    """The rest in up to three sentences; code, emphasis, https links; no measured number."""
    rows: Annotated[tuple[Id, ...], Field(min_length=1), Few]
    """Rows of the matrix that the answer rests on."""
    claims: Annotated[tuple[Id, ...], Few] = ()
    """Claims that were checked and say more."""
    situations: Annotated[tuple[Id, ...], Few] = ()
    """Situations in which it matters."""
    figures: Annotated[tuple[Measured, ...], Few] = ()
    """Measured figures that the answer rests on."""


class Questions(Record):
    """What people ask."""

    questions: Annotated[Mapping[Id, Question], Field(min_length=1), Many]
    """The questions in order, by the keys that are their addresses on the page."""
    removed: Removed = {}
    """Questions that are gone, each with the reason; their addresses lead to that."""
