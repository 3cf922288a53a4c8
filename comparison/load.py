"""Read the matrix, or raise every mistake in it as file:line:column."""

import inspect
import typing
from collections.abc import Collection
from functools import lru_cache
from pathlib import Path as File

from pydantic import ValidationError

from comparison import checks, document, facts
from comparison.mistakes import Invalid, Path, explain
from comparison.model import Matrix, Record

DATA = "data/comparison.yaml"
ROOT = File(__file__).parent.parent
"""The folder of the project, in which data/, snippets/ and docs/ lie."""


def load(root: File = ROOT, proofs: bool = True) -> Matrix:
    """Return the matrix of root/data/comparison.yaml, checked against the files around it.

    Answers that name a fact have its text. Raises Invalid with every mistake. Reads again only
    when the data has changed: the site asks for the matrix on every page. Without proofs, the
    recordings that prove answers need not be there yet.
    """
    return _load(root, proofs, *(_state(root / file) for file in (DATA, facts.FILE)))


def _state(file: File) -> tuple[int, int] | None:
    state = file.stat() if file.is_file() else None
    return (state.st_mtime_ns, state.st_size) if state else None


@lru_cache(maxsize=4)
def _load(root: File, proofs: bool, *_: tuple[int, int] | None) -> Matrix:
    source, known = document.read(root / DATA, DATA), facts.read(root).frameworks
    matrix = None
    try:
        matrix = Matrix.model_validate(source.data)
    except ValidationError as error:
        for detail in error.errors():
            _report(source, detail)
    for path, what in checks.findings(source.data, known, root, proofs):
        source.report(path, what, source.keys.get(path))
    if source.mistakes or matrix is None:
        raise Invalid(source.mistakes)
    for answers in (
        row.answers for part in matrix.sections.values() for row in part.criteria.values()
    ):
        for framework, answer in answers.items():
            if answer.fact:
                answers[framework] = answer.model_copy(
                    update={"answer": known[framework][answer.fact]}
                )
    return matrix


def _report(source: document.Document, detail: typing.Any) -> None:
    path: Path = detail["loc"]
    what = explain(detail, _known_keys)
    at_key = detail["type"] == "extra_forbidden"
    if path[-1:] == ("[key]",) and path not in source.keys:
        path, at_key = path[:-1], True
    source.report(path, what, source.keys.get(path) if at_key else None)


def _known_keys(path: Path) -> Collection[str]:
    """Return the keys that the record at path may have, found by walking the model along it."""
    kind: typing.Any = Matrix
    for step in path:
        if inspect.isclass(kind) and issubclass(kind, Record):
            kind = kind.model_fields[str(step)].annotation
        else:
            kind = typing.get_args(kind)[-1]
    return list(kind.model_fields) if inspect.isclass(kind) and issubclass(kind, Record) else []
