"""Read from the data which frameworks have a task, and what serves their programs."""

import pytest

from comparison.load.errors import Invalid
from comparison.load.loader import load_matrix
from comparison.model.matrix import Matrix


def matrix() -> Matrix:
    """Return the matrix that says which frameworks have which task; raises pytest.UsageError."""
    try:
        return load_matrix()  # what it names is recorded here
    except Invalid as invalid:
        raise pytest.UsageError(f"{invalid}") from None


def frameworks_with(task: str) -> list[str]:
    """Return the keys of the frameworks that have a program for task, in order."""
    absent = matrix().tasks[task].absent
    return [framework for framework in matrix().frameworks if framework not in absent]


def serve_command(task: str, framework: str) -> str:
    """Return the command that serves a task's program: the task's own or the framework's."""
    return matrix().tasks[task].serve.get(framework, matrix().frameworks[framework].serve)
