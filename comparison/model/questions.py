"""What people ask, and the short answer to it with the rows, claims and situations behind it."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from comparison.load.around import Around
from comparison.load.references import Finding, same
from comparison.load.unchecked import mapping
from comparison.model.fields import Few, Id, Long, Many, Record, Sentence
from comparison.model.matrix import Measured

FILE = "data/questions.yaml"


class Question(Record):
    """One question; its key is its address on the page and is never renamed."""

    asks: Sentence
    """The question, as people ask it."""
    says: Long
    """The answer in up to three sentences; code, emphasis, https links; no measured number."""
    rows: Annotated[list[Id], Field(min_length=1), Few]
    """Rows of the matrix that the answer rests on."""
    claims: Annotated[list[Id], Few] = []
    """Claims that were checked and say more."""
    situations: Annotated[list[Id], Few] = []
    """Situations in which it matters."""
    figures: Annotated[list[Measured], Few] = []
    """Measured figures that the answer rests on."""


class Questions(Record):
    """What people ask."""

    questions: Annotated[dict[Id, Question], Field(min_length=1), Many]
    """The questions in order, by the keys that are their addresses on the page."""


def findings(data: object, around: Around) -> Iterator[Finding]:
    """Yield what does not fit what is around it; data as it was read, valid or not."""
    questions = mapping(mapping(data).get("questions"))
    yield from same("questions", questions, "asks")
    for key, question in questions.items():
        here, given = ("questions", key), mapping(question)
        yield from around.named(here, given, "rows", "row", around.rows)
        yield from around.named(here, given, "claims", "claim", around.claims)
        yield from around.named(here, given, "situations", "situation", around.situations)
        yield from around.figures((*here, "figures"), given.get("figures"))
