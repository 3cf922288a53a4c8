"""Fill in what the data leaves out: texts that it names, and columns that have only begun."""

from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from comparison.load.programs import MAIN
from comparison.model.answers import NOT_LOOKED_AT, Answer, Detail, Statement
from comparison.model.dictionary import Dictionary, Entry, Words
from comparison.model.fields import Record, frozen
from comparison.model.matrix import Matrix, Row, Section, Task
from comparison.model.situations import Choice, Situations

AnyChoice = TypeVar("AnyChoice", bound=Choice)
AnyRecord = TypeVar("AnyRecord", bound=Record)
AnySaid = TypeVar("AnySaid", Answer, Statement)
Texts = Mapping[str, Mapping[str, Mapping[str, str]] | None]
"""By kind ("fact", "measure") and framework, each name with its text."""


def matrix(written: Matrix, root: Path) -> Matrix:
    """Return a matrix with what its begun columns lack; root: the folder of snippets/."""
    begun = _begun(written)
    if not begun:
        return written

    def row(given: Row) -> Row:
        answers = {name: Answer(unknown=NOT_LOOKED_AT) for name in begun}
        details = [given if given.same else detail(given) for given in given.details]
        return _with(given, answers=answers | {**given.answers}, details=details)

    def detail(given: Detail) -> Detail:
        lacking = {name: Statement(unknown=NOT_LOOKED_AT) for name in begun}
        return given.model_copy(update=lacking | {**given.statements})

    def section(given: Section) -> Section:
        return _with(given, rows={key: row(content) for key, content in given.rows.items()})

    def task(key: str, given: Task) -> Task:
        folder = root / "snippets" / key
        lacking = {name: NOT_LOOKED_AT for name in begun if not (folder / name / MAIN).is_file()}
        return _with(given, absent=lacking | {**given.absent})

    return _with(
        written,
        sections={key: section(content) for key, content in written.sections.items()},
        tasks={key: task(key, content) for key, content in written.tasks.items()},
    )


def texts(written: Matrix, known: Texts) -> Matrix:
    """Return a matrix with the text of each answer and statement that was read or measured."""

    def filled(framework: str, given: AnySaid, part: str) -> AnySaid:
        for kind, texts_of in known.items():
            if name := getattr(given, kind):
                return _with(given, **{part: (texts_of or {})[framework][name]})
        return given

    def detail(given: Detail) -> Detail:
        sides = {name: filled(name, side, "says") for name, side in given.statements.items()}
        return given.model_copy(update=sides)

    def row(given: Row) -> Row:
        answers = {name: filled(name, each, "answer") for name, each in given.answers.items()}
        details = {"details": [detail(each) for each in given.details]} if given.details else {}
        return _with(given, answers=answers, **details)

    def section(given: Section) -> Section:
        return _with(given, rows={key: row(content) for key, content in given.rows.items()})

    return _with(written, sections={key: section(each) for key, each in written.sections.items()})


def dictionary(written: Dictionary, columns: Matrix) -> Dictionary:
    """Return a dictionary with what the begun columns of a matrix lack."""
    absent = Words.model_construct(absent=NOT_LOOKED_AT, sources=())
    lacking = dict.fromkeys(_begun(columns), absent)
    if not lacking:
        return written

    def entry(given: Entry) -> Entry:
        return _with(given, words=lacking | {**given.words})

    return _with(written, entries={key: entry(each) for key, each in written.entries.items()})


def situations(written: Situations, columns: Matrix) -> Situations:
    """Return situations with no reason for each begun column of a matrix that has none."""
    lacking: dict[str, tuple[()]] = dict.fromkeys(_begun(columns), ())
    if not lacking:
        return written

    def choice(given: AnyChoice) -> AnyChoice:
        return _with(given, reasons=lacking | {**given.reasons})

    return _with(
        written,
        general=choice(written.general),
        situations={key: choice(each) for key, each in written.situations.items()},
    )


def _begun(columns: Matrix) -> list[str]:
    return [key for key, framework in columns.frameworks.items() if framework.begun]


def _with(record: AnyRecord, **parts: object) -> AnyRecord:
    return record.model_copy(update={name: frozen(part) for name, part in parts.items()})
