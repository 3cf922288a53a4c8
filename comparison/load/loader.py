"""Read the matrix or what stands beside it, or raise every mistake in it as file:line:column."""

import inspect
import types
import typing
from collections.abc import Callable, Collection, Hashable, Iterator
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path as File
from typing import TypeVar

from pydantic import ConfigDict, ValidationError

from comparison.history import permalinks
from comparison.load import programs, prose, references, unchecked, yaml_source
from comparison.load.around import Around
from comparison.load.errors import Invalid, Mistake, Path, did_you_mean, explain, shown
from comparison.load.unchecked import mapping
from comparison.model import (
    claims,
    dictionary,
    exchanges,
    facts,
    figures,
    measurements,
    questions,
    situations,
)
from comparison.model.claims import Claims
from comparison.model.dictionary import Dictionary
from comparison.model.fields import Id, Record
from comparison.model.matrix import Framework, Matrix
from comparison.model.questions import Questions
from comparison.model.situations import Situations

DATA = permalinks.MATRIX
WRAPPED = (typing.Annotated, typing.Union, types.UnionType)
"""What stands around a type that has limits, or that may be missing."""
NOT_KNOWN = "Not known"
"""The text of an answer whose level is unknown, where nothing else is written."""
READ = (DATA, facts.FILE, measurements.FILE)
"""What the matrix is made of."""
ROOT = File(__file__).parent.parent.parent
"""The folder of the project, in which data/, snippets/ and docs/ lie."""
BESIDE: dict[type[Record], tuple[str, Callable[[object, Around], Iterator[references.Finding]]]] = {
    Dictionary: (dictionary.FILE, dictionary.findings),
    Claims: (claims.FILE, claims.findings),
    Situations: (situations.FILE, situations.findings),
    Questions: (questions.FILE, questions.findings),
}
"""What stands beside the matrix: its file, and what finds mistakes in it that no type can say."""


class Columns(Record):
    """Of the matrix, the frameworks alone: a new one is described before rows name its facts."""

    model_config = ConfigDict(extra="ignore")

    frameworks: dict[Id, Framework]


AnyData = TypeVar("AnyData")
AnyRecord = TypeVar("AnyRecord", bound=Record)
Findings = Callable[[object], Iterator[references.Finding]]


def load(root: File = ROOT, proofs: bool = True) -> Matrix:
    """Return the matrix of root/data/comparison.yaml, checked against the files around it.

    Answers that name a fact or a figure have its text, unknown ones a plain one. Raises Invalid
    with every mistake. Reads again only when the data has changed: the site asks for the matrix on
    every page. Without proofs, neither programs nor recordings are looked at: those run, and are
    written, afterwards.
    """
    return _unless_refused(_matrix, root, proofs, *(_state(root / file) for file in READ))


def lines(root: File = ROOT) -> dict[tuple[str, str], int]:
    """Return the line of root/data/comparison.yaml on which each answer begins.

    The answers are named by row and framework. Raises Invalid where the file cannot be read.
    """
    return _lines(root, _state(root / DATA))


def load_beside(
    kind: type[AnyRecord], root: File = ROOT, published: frozenset[str] = frozenset()
) -> AnyRecord:
    """Return what a file beside the matrix holds, checked against the names around it.

    kind: one of BESIDE; published: every address there ever was, if known: what names a row that
    is gone is told so. Raises Invalid with every mistake in it, or in a file around it where that
    cannot be read at all.
    """
    files = [DATA, *(file for file, _ in BESIDE.values()), measurements.FILE]
    states = (_state(root / file) for file in files)
    found = _unless_refused(_beside, root, kind, published, *states)
    return typing.cast(AnyRecord, found)


def check(root: File = ROOT, published: frozenset[str] = frozenset()) -> None:
    """Look at all data, and at the pages in root/docs; raises Invalid with every mistake, the cause
    before what it leads to.

    published: every address there ever was, each of which must still lead on.
    """
    mistakes: list[Mistake] = []
    readers: list[Callable[[], object]] = [
        partial(load, root),
        *(partial(_still_there, file, root, published) for file in permalinks.FILES),
        *(partial(load_beside, kind, root, published) for kind in BESIDE),
        partial(_pages, root),
    ]
    for reader in readers:
        try:
            reader()
        except Invalid as invalid:
            mistakes += invalid.mistakes
    if mistakes:
        raise Invalid(mistakes)


def current_addresses(root: File = ROOT) -> list[str]:
    """Return every address that the data gives now, below the site's; raises Invalid."""
    return [
        address
        for file in permalinks.FILES
        for address in permalinks.of_data(file, _data(root / file, file, _state(root / file)).data)
    ]


def _still_there(file: str, root: File, published: frozenset[str]) -> None:
    if not (root / file).is_file():
        return  # what reads it says so
    read = _data(root / file, file, _state(root / file))
    source = replace(read, mistakes=[*read.mistakes])  # others read that, too
    for path, what in permalinks.gone(file, source.data, published):
        source.report(path, what, source.keys.get(path))
    if source.mistakes:
        raise Invalid(source.mistakes)


def _pages(root: File) -> None:
    if mistakes := list(prose.findings(root, _around(root)[0])):
        raise Invalid(mistakes)


def distributions(root: File = ROOT) -> dict[str, str]:
    """Return what pip installs of each framework, by its key, whatever the rows say of it.

    Raises Invalid with every mistake in the frameworks.
    """
    frameworks = _read(root, DATA, Columns, lambda _: iter(())).frameworks
    return {key: framework.distribution for key, framework in frameworks.items()}


def _unless_refused(reader: Callable[..., AnyData], root: File, *about: Hashable) -> AnyData:
    """Return what a reader of root returns, or raise what it raised when nothing has changed since:
    while the site is served, every macro asks.
    """
    call = (reader, root, *about)
    if call in _refused and _refused[call][0] == _state_of_programs(root):
        raise Invalid(_refused[call][1].mistakes)
    try:
        return reader(root, *about)
    except Invalid as invalid:
        if len(_refused) > 2 * len(BESIDE):
            _refused.clear()
        _refused[call] = (_state_of_programs(root), invalid)
        raise


_refused: dict[tuple[Hashable, ...], tuple[Hashable, Invalid]] = {}


def _state_of_programs(root: File) -> tuple[Hashable, ...]:
    """Return what changes when a program, a contract, a recording or a link does."""
    folders = (root / folder for folder in programs.PUBLISHED)
    return tuple((str(file), _state(file)) for folder in folders for file in folder.rglob("*"))


def _state(file: File) -> tuple[int, int] | None:
    state = file.stat() if file.is_file() else None
    return (state.st_mtime_ns, state.st_size) if state else None


@lru_cache(maxsize=4)
def _lines(root: File, _: tuple[int, int] | None) -> dict[tuple[str, str], int]:
    source = yaml_source.read(root / DATA, DATA)
    return {
        (str(path[-3]), str(path[-1])): source.keys[path][0]
        for path, _ in unchecked.answers(source.data)
    }


@lru_cache(maxsize=4)
def _matrix(root: File, proofs: bool, *_: tuple[int, int] | None) -> Matrix:
    broken: list[Mistake] = []
    facts_known = _generated(lambda: _facts(root), broken)
    measured = _generated(lambda: _measured(root), broken)
    names: references.Names = {"fact": facts_known, "measure": measured}
    named = [(facts.FILE, f"frameworks.{name}", name) for name in facts_known or {}]
    named += [(measurements.FILE, "subjects", name) for name in measured or {}]
    for file in sorted((root / "snippets").glob("*/exchanges.json")):
        where = file.relative_to(root).as_posix()
        if recorded := _generated(partial(exchanges.read, file, where), broken):
            tested = dict.fromkeys(name for one in recorded.exchanges for name in one.tests)
            named += [(where, "tests", name) for name in tested]

    def findings(data: object) -> Iterator[references.Finding]:
        yield from references.findings(data, names, root, proofs)
        yield from permalinks.findings(data)

    def elsewhere(data: object) -> Iterator[Mistake]:
        frameworks = mapping(mapping(data).get("frameworks"))
        yield from broken
        yield from _missing(root, data)
        yield from _strangers(named, frameworks) if frameworks else ()
        yield from programs.mistakes(data, root)
        yield from programs.unrecorded(data, root)

    matrix = _read(root, DATA, Matrix, findings, elsewhere if proofs else _nothing)
    for answers in (row.answers for _, _, row in matrix.rows()):
        for framework, answer in answers.items():
            if answer.answer is None:
                read = [
                    known[framework][name]
                    for kind, known in names.items()
                    if known is not None and (name := getattr(answer, kind))
                ]
                update = {"answer": next(iter(read), NOT_KNOWN)}
                answers[framework] = answer.model_copy(update=update)
    return matrix


def _nothing(_: object) -> Iterator[Mistake]:
    yield from ()


def _strangers(
    named: Collection[tuple[str, str, str]], frameworks: Collection[str]
) -> Iterator[Mistake]:
    """Yield a mistake for each framework that a generated file names and the matrix lacks."""
    for file, where, name in named:
        if name not in frameworks:
            writer = "make bench" if file == measurements.FILE else "make record"
            what = f"there is no framework {shown(name)}; {did_you_mean(name, frameworks)}"
            yield Mistake(file, 1, 1, where, f"{what}; restore the file, or write it: {writer}")


def _measured(root: File) -> dict[str, dict[str, str]] | None:
    found = figures.read(root)
    return figures.texts(found[0]) if found else None


def _facts(root: File) -> dict[str, dict[str, str]] | None:
    found = facts.read(root)
    return found.frameworks if found else None


def _missing(root: File, data: object) -> Iterator[Mistake]:
    """Yield each generated file that is not there and that something in the data names."""
    for file, keys, writer in (
        (facts.FILE, {"fact"}, "make record"),
        (measurements.FILE, {"measure", "exhibit"}, "make bench"),
    ):
        if not (root / file).is_file() and _names(data, keys):
            yield Mistake(file, 1, 1, "", f"is missing; restore it, or write it: {writer}")


def _names(data: object, keys: set[str]) -> bool:
    """Return whether the data has one of the keys, however deep."""
    if isinstance(data, dict):
        return not keys.isdisjoint(data) or any(_names(part, keys) for part in data.values())
    return isinstance(data, list) and any(_names(part, keys) for part in data)


def _generated(reader: Callable[[], AnyData], broken: list[Mistake]) -> AnyData | None:
    """Return what a generated file holds, or add what is wrong with it to what is broken."""
    try:
        return reader()
    except Invalid as invalid:
        broken += invalid.mistakes
        return None


@lru_cache(maxsize=2 * len(BESIDE))
def _beside(
    root: File, kind: type[Record], published: frozenset[str], *_: tuple[int, int] | None
) -> Record:
    around, broken = _around(root, published)
    file, findings = BESIDE[kind]

    def elsewhere(data: object) -> Iterator[Mistake]:
        yield from broken
        yield from _missing(root, data)

    return _read(root, file, kind, lambda data: findings(data, around), elsewhere)


def _around(root: File, published: frozenset[str] = frozenset()) -> tuple[Around, list[Mistake]]:
    """Return every name that a file beside the matrix may use, and what is wrong with figures."""
    broken: list[Mistake] = []
    matrix, said, advised = (
        _data(root / file, file, _state(root / file))
        for file in (DATA, claims.FILE, situations.FILE)
    )
    found = _generated(lambda: figures.read(root), broken)
    around = Around(
        matrix.data,
        mapping(mapping(said.data).get("claims")),
        mapping(mapping(advised.data).get("situations")),
        found[1] if found else None,
        root / "snippets",
        {
            key: what.replace("{}", f"{DATA}:{matrix.keys[path][0]}", 1)
            for key, (path, what) in permalinks.old_rows(matrix.data, published).items()
        },
    )
    return around, broken


@lru_cache(maxsize=8)
def _data(file: File, name: str, _: tuple[int, int] | None) -> yaml_source.Document:
    return yaml_source.read(file, name)


def _read(
    root: File,
    name: str,
    kind: type[AnyRecord],
    findings: Findings,
    elsewhere: Callable[[object], Iterator[Mistake]] = _nothing,
) -> AnyRecord:
    """Return the record that a file holds; raises Invalid with what does not fit its type, too.

    elsewhere: finds mistakes in the files around it.
    """
    source, record = yaml_source.read(root / name, name), None
    try:
        record = kind.model_validate(source.data)
    except ValidationError as error:
        for detail in error.errors():
            _report(source, detail, kind)
    wrong = frozenset(source.reported)
    for path, what in findings(source.data):
        if path not in wrong:
            source.report(path, what, source.keys.get(path), follows=True)
    found = [*source.mistakes, *elsewhere(source.data)]
    if found or record is None:
        raise Invalid(found)
    return record


def _report(source: yaml_source.Document, detail: typing.Any, kind: type[Record]) -> None:
    path: Path = detail["loc"]
    what = explain(detail, lambda path: _known_keys(path, kind))
    at_key = detail["type"] == "extra_forbidden"
    if path[-1:] == ("[key]",) and path not in source.keys:
        path, at_key = path[:-1], True
    if path in source.reported and not at_key:
        return  # why it cannot be read has been said
    source.report(path, what, source.keys.get(path) if at_key else None)


def _known_keys(path: Path, kind: typing.Any) -> Collection[str]:
    """Return the keys that the record at path may have, found by walking its model along it."""
    for step in path:
        if inspect.isclass(kind) and issubclass(kind, Record):
            kind = kind.model_fields[str(step)].annotation
        else:
            kind = typing.get_args(kind)[-1]
        while typing.get_origin(kind) in WRAPPED:
            kind = typing.get_args(kind)[0]
    return list(kind.model_fields) if inspect.isclass(kind) and issubclass(kind, Record) else []
