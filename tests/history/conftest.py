"""A project with a history, for the tests of what is read of one."""

import shutil
from pathlib import Path

import pytest

from tests.history.histories import begin


@pytest.fixture
def versioned(example: Path) -> Path:
    """The small project in a git repository, committed on 1 January 2026."""
    begin(example)
    return example


@pytest.fixture
def example(example: Path) -> Path:
    """The small project without probes, which are called as a row is called now."""
    shutil.rmtree(example / "probes")
    return example
