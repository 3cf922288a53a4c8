"""The dictionary: things that a reader wants to do, and the words for each in every framework."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import ConfigDict, Field

from comparison.load.around import Around
from comparison.load.errors import Path
from comparison.load.references import Finding, same, twice, unknown, used_as_id
from comparison.load.unchecked import listed, mapping
from comparison.model.fields import Few, Id, Record, Says, Source, Title
from comparison.model.matrix import Criterion, Matrix

FILE = "data/dictionary.yaml"


class Words(Record):
    """How one framework says it; or why it has no word for it, and what people do instead."""

    model_config = ConfigDict(
        json_schema_extra={"oneOf": [{"required": ["terms", "says"]}, {"required": ["absent"]}]}
    )

    terms: Annotated[list[Title], Few] = []
    """The words as they stand in code, the most usual first."""
    says: Says | None = None
    """What they do, for someone who knows the other side; inline code, emphasis, https links."""
    absent: Says | None = None
    """Instead of terms and says: why there is no direct equivalent, and what people do."""
    sources: Annotated[list[Source], Field(min_length=1), Few]
    """Primary sources, each linked to the section that proves it."""


class Entry(Record):
    """One thing to do; its key is its address on the page and is never renamed."""

    title: Title
    """What one wants to do, in a few words."""
    row: Id
    """The row of the matrix that compares the frameworks in this."""
    tasks: Annotated[list[Id], Few] = []
    """Tasks whose programs show it."""
    words: dict[Id, Words]
    """The words of each framework."""


class Dictionary(Record):
    """What is called how; entries of its own, and rows of the matrix that are entries too."""

    rows: Annotated[list[Id], Field(max_length=1000)] = []
    """Rows whose terms and answers are entries; an entry below is finer than a row."""
    entries: Annotated[dict[Id, Entry], Field(max_length=1000)] = {}
    """What is finer than a row, by the keys that are its addresses on the page."""


@dataclass(frozen=True)
class Drawn:
    """An entry of the page: written in the dictionary, or a row of the matrix."""

    key: str
    """Its address on the page; none for a row, which has its own elsewhere."""
    title: str
    row: str
    tasks: list[str]
    words: dict[str, Words]


def entries_of(dictionary: Dictionary, matrix: Matrix) -> Iterator[Drawn]:
    """Yield every entry: the chosen rows, where a missing term is a missing word, and its own."""
    for section in matrix.sections.values():
        for key, row in section.criteria.items():
            if key in dictionary.rows:
                words = {name: _of_row(row, name) for name in matrix.frameworks}
                yield Drawn("", row.title, key, row.tasks, words)
    for key, entry in dictionary.entries.items():
        yield Drawn(key, entry.title, entry.row, entry.tasks, entry.words)


def _of_row(row: Criterion, framework: str) -> Words:
    terms, said = row.terms.get(framework, []), row.answers[framework].said
    given = {"terms": terms, "says": said} if terms else {"absent": said}
    return Words.model_construct(**given, sources=[])


def in_order(term: str) -> str:
    """Return what a term is sorted by: its letters, without signs and case."""
    return re.sub(r"\W", "", term).casefold()


def findings(data: object, around: Around) -> Iterator[Finding]:
    """Yield what does not fit the matrix; data as it was read, valid or not."""
    yield from around.named((), mapping(data), "rows", "row", around.rows)
    for index, row in enumerate(listed(mapping(data).get("rows"))):
        if isinstance(row, str) and row in around.rows and not around.rows[row].get("terms"):
            yield ("rows", index), "this row has no terms; give it some, or write an entry"
    entries = mapping(mapping(data).get("entries"))
    yield from same("entries", entries, "title")
    taken = {*around.sections, *(f"from-{name}" for name in around.frameworks)}
    yield from used_as_id("entries", entries, taken)
    for key, entry in entries.items():
        if key in around.rows:
            what = "a row has this key; list it under rows, or choose another key"
            yield ("entries", key), what
        yield from _entry(("entries", key), mapping(entry), around)


def _entry(path: Path, entry: dict[str, Any], around: Around) -> Iterator[Finding]:
    yield from around.row((*path, "row"), entry.get("row"))
    yield from around.named(path, entry, "tasks", "task", around.tasks)
    words = entry.get("words")
    if isinstance(words, dict):
        for framework in around.frameworks.keys() - words.keys():
            yield (*path, "words", framework), "missing; write terms and says, or absent"
    for framework, word in mapping(words).items():
        here = (*path, "words", framework)
        yield from unknown(here, framework, "framework", around.frameworks)
        yield from twice((*here, "sources"), listed(mapping(word).get("sources")))
        given = {name for name in ("terms", "says", "absent") if mapping(word).get(name)}
        if isinstance(word, dict) and given not in ({"terms", "says"}, {"absent"}):
            yield here, "needs either terms and says, or absent"
