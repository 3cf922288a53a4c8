"""What a page shows of a probe is all that it needs, and no more."""

import subprocess
import sys
from pathlib import Path

import pytest

from comparison.load.generated_files import outcomes
from comparison.load.probe_code import probe_code
from tests.example import ROOT

MODULE = '''\
"""What is known of routes."""

import os
from math import (
    ceil,
    floor,
)

import pytest
from fractions import Fraction

HALF = Fraction(1, 2)
UNUSED = os.sep
floor_of = {"floor": floor}
"""How a number is rounded."""


@pytest.fixture
def client():
    return halved(3)


def halved(number):  # a comment that stays
    return HALF * number


def test_other(): ...


@pytest.mark.framework("left")
def test_routes(client, tmp_path):
    """A route is a half."""
    UNUSED = {"os": client}
    assert floor_of["floor"](client) == UNUSED["os"] - HALF
'''
SHOWN = '''\
from math import floor

import pytest
from fractions import Fraction

HALF = Fraction(1, 2)
floor_of = {"floor": floor}


@pytest.fixture
def client():
    return halved(3)


def halved(number):  # a comment that stays
    return HALF * number


def test_routes(client, tmp_path):
    """A route is a half."""
    UNUSED = {"os": client}
    assert floor_of["floor"](client) == UNUSED["os"] - HALF
'''


def test_what_a_probe_uses_is_shown_with_it() -> None:
    assert probe_code(MODULE, "test_routes") == SHOWN
    assert probe_code(MODULE, "test_other") == "def test_other(): ...\n"
    with pytest.raises(LookupError, match="no test test_gone"):
        probe_code(MODULE, "test_gone")


def test_every_probe_stands_alone_with_nothing_unused(tmp_path: Path) -> None:
    """As Ruff sees it, which knows names that are unknown, unused or out of order."""
    for row, outcome in outcomes(ROOT).rows.items():
        module = (ROOT / f"probes/test_{row}.py").read_text("utf-8")
        for test in outcome.tests:
            (tmp_path / f"{row}-{test}.py").write_text(probe_code(module, test), "utf-8")
    ruff = str(Path(sys.executable).with_name("ruff"))
    options = ["--isolated", "--no-cache", "--quiet", str(tmp_path)]
    for command in (["check", "--select=F,I"], ["format", "--diff", "--line-length=100"]):
        done = subprocess.run([ruff, *command, *options], capture_output=True, text=True)
        assert (done.returncode, done.stdout + done.stderr) == (0, "")
