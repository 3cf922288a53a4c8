"""Read the matrix or what stands beside it, or raise every mistake in it as file:line:column."""

import inspect
import types
import typing
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path as File
from typing import TypeVar

from pydantic import ValidationError

from comparison import (
    addresses,
    checks,
    claims,
    dictionary,
    document,
    exhibits,
    facts,
    hidden,
    measurements,
    questions,
    situations,
    unchecked,
)
from comparison.around import Around
from comparison.claims import Claims
from comparison.dictionary import Dictionary
from comparison.mistakes import Invalid, Mistake, Path, explain
from comparison.model import Matrix, Record
from comparison.questions import Questions
from comparison.situations import Situations
from comparison.unchecked import mapping

DATA = addresses.MATRIX
WRAPPED = (typing.Annotated, typing.Union, types.UnionType)
"""What stands around a type that has limits, or that may be missing."""
READ = (DATA, facts.FILE, measurements.FILE)
"""What the matrix is made of."""
ROOT = File(__file__).parent.parent
"""The folder of the project, in which data/, snippets/ and docs/ lie."""
BESIDE: dict[type[Record], tuple[str, Callable[[object, Around], Iterator[checks.Finding]]]] = {
    Dictionary: (dictionary.FILE, dictionary.findings),
    Claims: (claims.FILE, claims.findings),
    Situations: (situations.FILE, situations.findings),
    Questions: (questions.FILE, questions.findings),
}
"""What stands beside the matrix: its file, and what finds mistakes in it that no type can say."""

AnyData = TypeVar("AnyData")
AnyRecord = TypeVar("AnyRecord", bound=Record)
Findings = Callable[[object], Iterator[checks.Finding]]


def load(root: File = ROOT, proofs: bool = True) -> Matrix:
    """Return the matrix of root/data/comparison.yaml, checked against the files around it.

    Answers that name a fact or a figure have its text. Raises Invalid with every mistake. Reads
    again only when the data has changed: the site asks for the matrix on every page. Without
    proofs, the recordings that prove answers need not be there yet.
    """
    return _matrix(root, proofs, *(_state(root / file) for file in READ))


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
    return typing.cast(AnyRecord, _beside(kind, root, published, *states))


def check(root: File = ROOT, published: frozenset[str] = frozenset()) -> None:
    """Look at all data; raises Invalid with every mistake, the cause before what it leads to.

    published: every address there ever was, each of which must still lead on.
    """
    mistakes: list[Mistake] = []
    readers: list[Callable[[], object]] = [
        partial(load, root),
        *(partial(_still_there, file, root, published) for file in addresses.FILES),
        *(partial(load_beside, kind, root, published) for kind in BESIDE),
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
        for file in addresses.FILES
        for address in addresses.of_data(file, _data(root / file, file, _state(root / file)).data)
    ]


def _still_there(file: str, root: File, published: frozenset[str]) -> None:
    if not (root / file).is_file():
        return  # what reads it says so
    read = _data(root / file, file, _state(root / file))
    source = replace(read, mistakes=[*read.mistakes])  # others read that, too
    for path, what in addresses.gone(file, source.data, published):
        source.report(path, what, source.keys.get(path))
    if source.mistakes:
        raise Invalid(source.mistakes)


def _state(file: File) -> tuple[int, int] | None:
    state = file.stat() if file.is_file() else None
    return (state.st_mtime_ns, state.st_size) if state else None


@lru_cache(maxsize=4)
def _lines(root: File, _: tuple[int, int] | None) -> dict[tuple[str, str], int]:
    source = document.read(root / DATA, DATA)
    return {
        (str(path[-3]), str(path[-1])): source.keys[path][0]
        for path, _ in unchecked.answers(source.data)
    }


@lru_cache(maxsize=4)
def _matrix(root: File, proofs: bool, *_: tuple[int, int] | None) -> Matrix:
    names: checks.Names = {
        "fact": _generated(root, facts.FILE, lambda: facts.read(root).frameworks),
        "measure": _generated(root, measurements.FILE, lambda: _measured(root)),
    }

    def findings(data: object) -> Iterator[checks.Finding]:
        yield from checks.findings(data, names, root, proofs)
        yield from addresses.findings(data)
        yield from hidden.findings(data, root)

    matrix = _read(root, DATA, Matrix, findings)
    for answers in (row.answers for _, _, row in matrix.rows()):
        for framework, answer in answers.items():
            for kind, known in names.items():
                if name := getattr(answer, kind):
                    text = known[framework][name]
                    answers[framework] = answer.model_copy(update={"answer": text})
    return matrix


def _measured(root: File) -> dict[str, dict[str, str]]:
    found = exhibits.read(root)
    return exhibits.texts(found[0]) if found else {}


def _generated(root: File, name: str, reader: Callable[[], AnyData]) -> AnyData:
    """Return what a generated file holds; raises Invalid where that is not what was written."""
    try:
        return reader()
    except ValueError as error:
        what = f"is not as it was written; restore it, or write it again ({error})"
        raise Invalid([Mistake(name, 1, 1, "", " ".join(what.split()))]) from None


@lru_cache(maxsize=2 * len(BESIDE))
def _beside(
    kind: type[Record], root: File, published: frozenset[str], *_: tuple[int, int] | None
) -> Record:
    matrix, said, advised = (
        _data(root / file, file, _state(root / file))
        for file in (DATA, claims.FILE, situations.FILE)
    )
    found = _generated(root, measurements.FILE, lambda: exhibits.read(root))
    around = Around(
        matrix.data,
        mapping(mapping(said.data).get("claims")),
        mapping(mapping(advised.data).get("situations")),
        found[1] if found else {},
        root / "snippets",
        {
            key: what.replace("{}", f"{DATA}:{matrix.keys[path][0]}", 1)
            for key, (path, what) in addresses.old_rows(matrix.data, published).items()
        },
    )
    file, findings = BESIDE[kind]
    return _read(root, file, kind, lambda data: findings(data, around))


@lru_cache(maxsize=8)
def _data(file: File, name: str, _: tuple[int, int] | None) -> document.Document:
    return document.read(file, name)


def _read(root: File, name: str, kind: type[AnyRecord], findings: Findings) -> AnyRecord:
    """Return the record that a file holds; raises Invalid with what does not fit its type, too."""
    source, record = document.read(root / name, name), None
    try:
        record = kind.model_validate(source.data)
    except ValidationError as error:
        for detail in error.errors():
            _report(source, detail, kind)
    for path, what in findings(source.data):
        source.report(path, what, source.keys.get(path))
    if source.mistakes or record is None:
        raise Invalid(source.mistakes)
    return record


def _report(source: document.Document, detail: typing.Any, kind: type[Record]) -> None:
    path: Path = detail["loc"]
    what = explain(detail, lambda path: _known_keys(path, kind))
    at_key = detail["type"] == "extra_forbidden"
    if path[-1:] == ("[key]",) and path not in source.keys:
        path, at_key = path[:-1], True
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
