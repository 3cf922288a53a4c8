"""The dictionary: things that a reader wants to do, and the words for each in every framework."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated

from pydantic import ConfigDict, Field

from comparison.model.fields import (
    Code,
    Few,
    Id,
    Keyed,
    Record,
    Removed,
    Says,
    Source,
    Title,
    frozen,
)
from comparison.model.matrix import Matrix, Row

FILE = "data/dictionary.yaml"


class Words(Record):
    """How one framework says it; or why it has no word for it, and what people do instead."""

    model_config = ConfigDict(
        json_schema_extra={"oneOf": [{"required": ["terms", "says"]}, {"required": ["absent"]}]}
    )

    terms: Annotated[tuple[Title, ...], Few] = ()
    """The words as they stand in code, the most usual first."""
    says: Says | None = None
    """What they do, for someone who knows the other side; inline code, emphasis, https links."""
    absent: Says | None = None
    """Instead of terms and says: why there is no direct equivalent, and what people do."""
    sources: Annotated[tuple[Source, ...], Field(min_length=1), Few]
    """Primary sources, each linked to the section that proves it."""


class Entry(Keyed):
    """One thing to do; its key is its address on the page."""

    title: Title
    """What one wants to do, in a few words."""
    row: Id
    """The row of the matrix that compares the frameworks in this."""
    tasks: Annotated[tuple[Id, ...], Few] = ()
    """Tasks whose programs show it."""
    code: Annotated[tuple[Code, ...], Few] = ()
    """Code that runs and shows it on every side that has terms, as <task>::<name> of a program, or
    as probe::<row>::<test>, a probe of its row."""
    words: Mapping[Id, Words]
    """The words of each framework."""


class Dictionary(Record):
    """What is called how; entries of its own, and rows of the matrix that are entries too."""

    rows: Annotated[tuple[Id, ...], Field(max_length=1000)] = ()
    """Rows whose terms and answers are entries; an entry below is finer than a row."""
    entries: Annotated[Mapping[Id, Entry], Field(max_length=1000)] = {}
    """What is finer than a row, by the keys that are its addresses on the page."""
    removed: Removed = {}
    """Entries that are gone, each with the reason; their addresses lead to that."""


@dataclass(frozen=True)
class Drawn:
    """An entry of the page: written in the dictionary, or a row of the matrix."""

    key: str
    """Its address on the page; none for a row, which has its own elsewhere."""
    title: str
    row: str
    tasks: tuple[str, ...]
    code: tuple[str, ...]
    words: Mapping[str, Words]
    formerly: tuple[str, ...] = ()
    """Old keys of an entry of the dictionary."""

    @property
    def anchor(self) -> str:
        """Its id on the page of its section; an underscore stands in no key of the data."""
        return self.key or f"row_{self.row}"


def entries_of(dictionary: Dictionary, matrix: Matrix) -> Iterator[Drawn]:
    """Yield every entry: the chosen rows, where a missing term is a missing word, and its own."""
    for section in matrix.sections.values():
        for key, row in section.rows.items():
            if key in dictionary.rows:
                words = frozen({name: _of_row(row, name) for name in matrix.frameworks})
                yield Drawn("", row.title, key, row.tasks, row.code, words)
    for key, entry in dictionary.entries.items():
        texts = entry.words, entry.formerly
        yield Drawn(key, entry.title, entry.row, entry.tasks, entry.code, *texts)


def _of_row(row: Row, framework: str) -> Words:
    terms, text = row.terms.get(framework, ()), row.answers[framework].said
    given = {"terms": terms, "says": text} if terms else {"absent": text}
    return Words.model_construct(**given, sources=())


def in_order(term: str) -> str:
    """Return what a term is sorted by: its letters, without signs and case."""
    return re.sub(r"\W", "", term).casefold()
