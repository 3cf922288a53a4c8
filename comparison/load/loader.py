"""Read all data, once for each state of the disk, or raise every mistake in it with its place."""

import inspect
import types
import typing
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path as File
from typing import TypeVar

from pydantic import ConfigDict, ValidationError

from comparison.load import completed, generated_files, rules, yaml_file
from comparison.load.cross_references import Known, old_keys, unknown
from comparison.load.errors import Finding, Invalid, Mistake, Path, did_you_mean, explain
from comparison.load.keys import Group, groups
from comparison.load.yaml_file import Document
from comparison.model import (
    claims,
    dictionary,
    facts,
    figures,
    measurements,
    probes,
    questions,
    releases,
    situations,
)
from comparison.model.answers import Detail, Statement
from comparison.model.claims import Claims
from comparison.model.comparison import Comparison
from comparison.model.dictionary import Dictionary
from comparison.model.exchanges import Exchange
from comparison.model.fields import Id, Record, frozen
from comparison.model.matrix import Framework, Matrix
from comparison.model.questions import Questions
from comparison.model.situations import Situations

ROOT = File(__file__).parent.parent.parent
"""The folder of the project, in which data/, snippets/ and docs/ lie."""
DATA = "data/comparison.yaml"
FILES: dict[str, type[Record]] = {
    DATA: Matrix,
    dictionary.FILE: Dictionary,
    claims.FILE: Claims,
    situations.FILE: Situations,
    questions.FILE: Questions,
}
"""What people write, and what each file holds."""
RULES: dict[str, Callable[[Known], Iterator[Finding]]] = {
    DATA: rules.of_matrix,
    dictionary.FILE: rules.of_dictionary,
    claims.FILE: rules.of_claims,
    situations.FILE: rules.of_situations,
    questions.FILE: rules.of_questions,
}
WRITERS = {measurements.FILE: "make bench", releases.FILE: "make releases"}
"""What writes generated files that `make record` does not."""
WRAPPED = (typing.Annotated, typing.Union, types.UnionType)
"""What stands around a type that has limits, or that may be missing."""
State = tuple[tuple[str, int, int], ...]
"""The name, the time of the last change, and the size of each file that is read; and the folders
of programs, which alone count."""
AnyData = TypeVar("AnyData")
AnyRecord = TypeVar("AnyRecord", bound=Record)


class Columns(Record):
    """Of the matrix, the frameworks alone: a new one is described before rows name its facts."""

    model_config = ConfigDict(extra="ignore")

    frameworks: Mapping[Id, Framework]


def load(root: File = ROOT, published: frozenset[str] = frozenset()) -> Comparison:
    """Return all data below root, read again only when a file of it has changed.

    published: every address there ever was, if known: what names a row that is gone is told so.
    Raises Invalid with every mistake. A value that is wrong in itself hides what does not fit
    together, until it is mended.
    """
    loaded = _load(root, published, _state(root))
    if isinstance(loaded, Invalid):
        raise Invalid(loaded.mistakes)
    return loaded


def load_matrix(root: File = ROOT) -> Matrix:
    """Return the matrix as it is written: nothing around it is looked at, names are not followed.

    Raises Invalid with every value that is wrong in itself.
    """
    return _matrix(root, _state(root))


def distributions(root: File = ROOT) -> dict[str, str]:
    """Return what pip installs of each framework, by its key, whatever the rows say of it.

    Raises Invalid with every value that is wrong in the frameworks.
    """
    frameworks = _record(_documents(root, _state(root))[DATA], Columns).frameworks
    return {key: framework.distribution for key, framework in frameworks.items()}


def documents(root: File = ROOT) -> dict[str, Document]:
    """Return each file that people write, valid or not; without those that cannot be read."""
    read = _documents(root, _state(root))
    return {name: content for name, content in read.items() if isinstance(content, Document)}


def placed(document: Document, findings: Iterable[Finding]) -> list[Mistake]:
    """Return findings in a file with their places."""
    copy = document.copy()
    copy.mistakes.clear()
    for path, problem in findings:
        copy.report(path, problem, copy.keys.get(path))
    return copy.mistakes


def unless(mistakes: list[Mistake], reader: Callable[[], AnyData]) -> AnyData | None:
    """Return what a reader returns, or add what it raises to the mistakes."""
    try:
        return reader()
    except Invalid as invalid:
        mistakes += invalid.mistakes
        return None


def _state(root: File) -> State:
    names = [*FILES, facts.FILE, measurements.FILE, probes.FILE, releases.FILE]
    files = [*(root / name for name in names), *(root / "snippets").glob("*/exchanges.json")]
    states = [(file, file.stat()) for file in files if file.is_file()]
    read = tuple((str(file), state.st_mtime_ns, state.st_size) for file, state in states)
    programs = (str(folder) for folder in sorted((root / "snippets").glob("*/*/")))
    return (*read, *((folder, 0, 0) for folder in programs))


@lru_cache(maxsize=4)
def _documents(root: File, _: State) -> dict[str, Document | Invalid]:
    read: dict[str, Document | Invalid] = {}
    for name in FILES:
        try:
            read[name] = yaml_file.read(root / name, name)
        except Invalid as invalid:
            read[name] = invalid
    return read


@lru_cache(maxsize=4)
def _load(root: File, published: frozenset[str], state: State) -> Comparison | Invalid:
    mistakes: list[Mistake] = []
    read = _documents(root, state)
    matrix = unless(mistakes, partial(_matrix, root, state))
    words = unless(mistakes, partial(_record, read[dictionary.FILE], Dictionary))
    stated = unless(mistakes, partial(_record, read[claims.FILE], Claims))
    advice = unless(mistakes, partial(_record, read[situations.FILE], Situations))
    asked = unless(mistakes, partial(_record, read[questions.FILE], Questions))
    packages = unless(mistakes, partial(generated_files.facts, root))
    measured = unless(mistakes, partial(generated_files.measurements, root))
    tried = unless(mistakes, partial(generated_files.releases, root))
    exchanges: dict[str, tuple[Exchange, ...]] = {}
    for file in sorted((root / "snippets").glob("*/exchanges.json")):
        task = file.parent.name
        if recorded := unless(mistakes, partial(generated_files.exchanges, root, task)):
            exchanges[task] = tuple(recorded.exchanges)
    probed = unless(mistakes, partial(generated_files.outcomes, root))
    if mistakes:
        return Invalid(mistakes)
    assert matrix and stated and words and advice, "each was read without a mistake"
    assert asked and probed, "so were these"
    words, advice = completed.dictionary(words, matrix), completed.situations(advice, matrix)
    documents = {name: content for name, content in read.items() if isinstance(content, Document)}
    by_kind: dict[str, list[Group]] = {}
    for name, document in documents.items():
        for group in groups(name, document.data):
            by_kind.setdefault(group.kind, []).append(group)
    known = Known(
        matrix,
        stated,
        words,
        advice,
        asked,
        packages,
        measured,
        tried,
        figures.exhibits(measured) if measured else frozen({}),
        frozen(exchanges),
        probed.rows,
        lines=frozen(_lines(matrix, documents[DATA])),
        texts=frozen(
            {
                "fact": packages.frameworks if packages else None,
                "measure": figures.texts(measured) if measured else None,
            }
        ),
        groups=frozen(by_kind),
        old_keys=frozen(
            {kind: old_keys(alike, documents, published) for kind, alike in by_kind.items()}
        ),
    )
    for name, findings in RULES.items():
        mistakes += placed(documents[name], findings(known))
    mistakes += _generated(known)
    return (
        Invalid(mistakes)
        if mistakes
        else replace(known, matrix=completed.texts(matrix, known.texts))
    )


@lru_cache(maxsize=4)  # each contract asks for it several times
def _matrix(root: File, state: State) -> Matrix:
    return completed.matrix(_record(_documents(root, state)[DATA], Matrix), root)


def _lines(matrix: Matrix, document: Document) -> dict[tuple[str, str], int]:
    """Return where each answer begins, and of no framework the details; else where its row does."""
    lines = {}
    for section, key, row in matrix.rows():
        path = ("sections", section, "rows", key)
        places = {name: (*path, "answers", name) for name in row.answers}
        for name, place in {**places, "": (*path, "details")}.items():
            lines[key, name] = document.keys.get(place, document.keys[path])[0]
    return lines


def _generated(known: Known) -> Iterator[Mistake]:
    """Yield each generated file that lacks, though the data names something of it, and each
    framework that one names and the matrix lacks.
    """
    said = [each for _, _, row in known.matrix.rows() for _, _, each in row.said()]
    figures_named = [
        *(claim.figures for claim in known.claims.claims.values()),
        *(question.figures for question in known.questions.questions.values()),
        *(each.measure for each in said),
    ]
    if known.facts is None and any(each.fact for each in said):
        yield Mistake(facts.FILE, 1, 1, "", "is missing; restore it, or run make record")
    if known.measurements is None and any(figures_named):
        yield Mistake(measurements.FILE, 1, 1, "", "is missing; restore it, or run make bench")
    subjects = known.measurements.subjects.values() if known.measurements else ()
    measured = sorted({subject.framework for subject in subjects if subject.framework})
    named: list[tuple[str, str, Collection[str]]] = [
        (facts.FILE, "frameworks", known.facts.frameworks if known.facts else ()),
        (measurements.FILE, "subjects", measured),
        (releases.FILE, "frameworks", known.releases.frameworks if known.releases else ()),
    ]
    for task, recorded in known.exchanges.items():
        tested = {name: None for exchange in recorded for name in exchange.tests}
        named.append((f"snippets/{task}/exchanges.json", "tests", tested))
    for row, outcome in known.probes.items():
        shown = {name: None for probe in outcome.tests.values() for name in probe.frameworks}
        named.append((probes.FILE, f"rows.{row}", shown))
    for file, where, names in named:
        writer = WRITERS.get(file, "make record")
        for name in names:
            for _, problem in unknown((), name, "framework", known.matrix.frameworks):
                remedy = f"{problem}; restore the file, or run {writer}"
                yield Mistake(file, 1, 1, where, remedy)


def _record(document: Document | Invalid, kind: type[AnyRecord]) -> AnyRecord:
    """Return the record that a file holds; raises Invalid with each value that is wrong in it."""
    if isinstance(document, Invalid):
        raise document
    checked = document.copy()
    try:
        record = kind.model_validate(document.data)
    except ValidationError as error:
        for detail in error.errors():
            _report(checked, detail, kind)
    if checked.mistakes:
        raise Invalid(checked.mistakes)
    return record


def _report(document: Document, detail: typing.Any, kind: type[Record]) -> None:
    path: Path = detail["loc"]
    problem = explain(detail, lambda path: _known_keys(path, kind))
    if detail["type"] == "model_type" and _kind_at(path[:-1], kind) is Detail:
        data: typing.Any = document.data  # a mapping, or there were no details in it
        sides = [*map(str, data.get("frameworks") or ()), *Detail.model_fields]
        if path[-1] not in sides:
            problem = f"unknown key; {did_you_mean(str(path[-1]), sides)}"
    at_key = detail["type"] == "extra_forbidden"
    if path[-1:] == ("[key]",) and path not in document.keys:
        path, at_key = path[:-1], True
    if path in document.reported and not at_key:
        return  # why it cannot be read has been said
    if detail["type"] == "too_short" and detail["input"]:
        return  # Pydantic counts only what is right, and of the rest says what is wrong
    document.report(path, problem, document.keys.get(path) if at_key else None)


def _known_keys(path: Path, kind: typing.Any) -> Collection[str]:
    """Return the keys that the record at path may have."""
    record = _kind_at(path, kind)
    fields = record.model_fields if record else {}
    return [field.alias or name for name, field in fields.items()]


def _kind_at(path: Path, kind: typing.Any) -> type[Record] | None:
    """Return what kind of record stands at path, found by walking the model along it."""
    for step in path:
        if inspect.isclass(kind) and issubclass(kind, Record):
            named = kind.model_fields.get(str(step))  # what a detail has beside them are sides
            kind = named.annotation if named else Statement
        else:
            kind = typing.get_args(kind)[0 if isinstance(step, int) else 1]
        while typing.get_origin(kind) in WRAPPED:
            kind = typing.get_args(kind)[0]
    return kind if inspect.isclass(kind) and issubclass(kind, Record) else None
