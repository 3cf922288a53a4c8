"""Name the promises of contracts that do not hold, in the words of their tests."""

from collections.abc import Iterable

import pytest

PROMISE = "promise"
"""The property of a report that holds the task, the framework and the words of the test."""


def broken(reports: Iterable[pytest.TestReport | pytest.CollectReport]) -> list[str]:
    """Return a line for each promise that a failed test or a server that failed stands for.

    A contract that could not be read promises nothing.
    """
    tests = [one for one in reports if isinstance(one, pytest.TestReport)]
    lines = [str(text) for one in tests for name, text in one.user_properties if name == PROMISE]
    return sorted(set(lines))
