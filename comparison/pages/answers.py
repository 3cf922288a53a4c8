"""List what answers and statements show, for every table, page, export and copied row."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from comparison.model.answers import NOT_LOOKED_AT, Answer, Detail, Evidence, Evidenced, Statement
from comparison.model.matrix import Framework, Matrix, Row

NOT_YET = Statement(unknown=NOT_LOOKED_AT)
"""What holds for all was shown of no column that has only begun."""


@dataclass(frozen=True)
class AnswerView:
    """One answer as readers see it, from the level to the evidence."""

    framework: str
    """The key of the framework."""
    column: Framework
    level: str
    """How far the framework supports it; empty where the row has no levels."""
    releases: tuple[str, ...]
    """Since and until which release it holds, in words: since 2.0."""
    text: str
    """The line of the table, as inline Markdown."""
    note: str
    """The caveat, as inline Markdown; empty where there is none."""
    evidence: str
    """What it rests on, in a few words: tested, 2 sources."""
    answer: Answer
    """The record itself: its proofs, sources, fact and figure."""
    version: str
    """The release of the framework that was described when the answer was last checked."""
    day: date
    """The day of that check."""

    @property
    def about(self) -> str:
        """The level and the releases, as they stand in brackets before the text."""
        return ", ".join(filter(None, [self.level, *self.releases]))


@dataclass(frozen=True)
class StatementView:
    """One statement as readers see it."""

    framework: str
    """The key of the framework; empty where it holds for all."""
    releases: tuple[str, ...]
    """Since and until which release it holds, in words: since 2.0."""
    text: str
    """What it says, as inline Markdown."""
    evidence: Evidence
    """What it rests on."""
    statement: Statement
    """The record itself: its proofs, its sources, and where nothing was found."""


@dataclass(frozen=True)
class Pair:
    """A detail: what is said of one side is said of the other."""

    about: str
    """The aspect, as inline Markdown."""
    same: StatementView | None
    """What holds for all; then there are no sides. Beside a column that has begun it is on each."""
    sides: tuple[StatementView, ...]
    """A statement of each framework, in the order of the columns."""

    @property
    def all(self) -> tuple[StatementView, ...]:
        """The statements, whether one or many."""
        return (self.same,) if self.same else self.sides


def views(matrix: Matrix, row: Row) -> dict[str, AnswerView]:
    """Return the answers of a row by the keys of the frameworks, in the order of the columns."""
    return {key: _view(key, matrix.frameworks[key], row) for key in matrix.frameworks}


def pairs(matrix: Matrix, row: Row) -> list[Pair]:
    """Return the details of a row, in its order."""
    return [_pair(matrix, detail) for detail in row.details]


def counts(matrix: Matrix) -> dict[str, dict[Evidence, int]]:
    """Return for each section how many answers and statements rest on what."""
    counted = {name: dict.fromkeys(Evidence, 0) for name in matrix.sections}
    for section, _, row in matrix.rows():
        for evidence in _evidences(matrix, row):
            counted[section][evidence] += 1
    return counted


def total(counted: Mapping[str, Mapping[Evidence, int]]) -> dict[Evidence, int]:
    """Return how many rest on what in all sections, of what counts returns."""
    return {kind: sum(section[kind] for section in counted.values()) for kind in Evidence}


def _evidences(matrix: Matrix, row: Row) -> Iterator[Evidence]:
    yield from (answer.evidence for answer in row.answers.values())
    yield from (view.evidence for pair in pairs(matrix, row) for view in pair.all)


def _pair(matrix: Matrix, detail: Detail) -> Pair:
    begun = {key for key, column in matrix.frameworks.items() if column.begun}
    if detail.same and not begun:
        return Pair(detail.about, _statement("", detail.same), ())
    said = dict.fromkeys(matrix.frameworks, detail.same or NOT_YET)
    said |= dict.fromkeys(begun, NOT_YET) | {**detail.statements}
    return Pair(detail.about, None, tuple(_statement(key, one) for key, one in said.items()))


def _statement(framework: str, said: Statement) -> StatementView:
    return StatementView(framework, _releases(said), said.said, said.evidence, said)


def _releases(said: Evidenced) -> tuple[str, ...]:
    releases = {"since": said.since, "until": said.until}
    return tuple(f"{word} {number}" for word, number in releases.items() if number)


def _view(key: str, framework: Framework, row: Row) -> AnswerView:
    answer = row.answers[key]
    checked = answer.checked or framework.checked
    return AnswerView(
        key,
        framework,
        level=answer.standing.label if answer.standing else "",
        releases=_releases(answer),
        text=answer.said,
        note=answer.note or "",
        evidence=_evidence(answer),
        answer=answer,
        version=checked.version,
        day=checked.date,
    )


def _evidence(answer: Answer) -> str:
    count = len(answer.sources)
    behind = {
        "tested": bool(answer.proof),
        "read from metadata": bool(answer.fact),
        "measured": bool(answer.measure),
        f"{count} source{'s' if count > 1 else ''}": bool(count),
    }
    return ", ".join(word for word, holds in behind.items() if holds) or "no source"
