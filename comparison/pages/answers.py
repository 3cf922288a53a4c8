"""List what an answer shows, for every table, page, export and copied row."""

from dataclasses import dataclass
from datetime import date

from comparison.model.answers import Answer
from comparison.model.matrix import Framework, Matrix, Row


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
    """What there is behind it, in a few words: note, 2 sources."""
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


def views(matrix: Matrix, row: Row) -> dict[str, AnswerView]:
    """Return the answers of a row by the keys of the frameworks, in the order of the columns."""
    return {key: _view(key, matrix.frameworks[key], row.answers[key]) for key in matrix.frameworks}


def _view(key: str, framework: Framework, answer: Answer) -> AnswerView:
    checked = answer.checked or framework.checked
    releases = {"since": answer.since, "until": answer.until}
    return AnswerView(
        key,
        framework,
        level=answer.level.label if answer.level else "",
        releases=tuple(f"{word} {number}" for word, number in releases.items() if number),
        text=answer.said,
        note=answer.note or "",
        evidence=_evidence(answer),
        answer=answer,
        version=checked.version,
        day=checked.date,
    )


def _evidence(answer: Answer) -> str:
    count = len(answer.sources)
    if answer.fact:
        behind = "read from metadata"
    elif answer.measure:
        behind = "measured"
    else:
        behind = f"{count} source{'s' if count > 1 else ''}" if count else "no source"
    return f"note, {behind}" if answer.note else behind
