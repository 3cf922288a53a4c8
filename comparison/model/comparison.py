"""Everything that the site is made of, read once and never changed afterwards."""

from collections.abc import Mapping
from dataclasses import dataclass

from comparison.model.claims import Claims
from comparison.model.dictionary import Dictionary
from comparison.model.exchanges import Exchange
from comparison.model.facts import Facts
from comparison.model.figures import Exhibit
from comparison.model.matrix import Matrix
from comparison.model.measurements import Measurements
from comparison.model.probes import Outcome
from comparison.model.questions import Questions
from comparison.model.releases import Releases
from comparison.model.situations import Situations

Key = tuple[str, str]
"""A row and a framework, which together name an answer."""


@dataclass(frozen=True)
class Comparison:
    """The matrix and what stands beside it; every name in it exists."""

    matrix: Matrix
    """The matrix; answers that name a fact or a figure have its text."""
    claims: Claims
    dictionary: Dictionary
    situations: Situations
    questions: Questions
    facts: Facts | None
    """What the installed packages say; None where that was never written."""
    measurements: Measurements | None
    """What was measured; None where nothing was."""
    releases: Releases | None
    """Which tests held on which releases; None where none was tried."""
    figures: Mapping[str, Exhibit]
    """The tables of what was measured, by their keys."""
    exchanges: Mapping[str, tuple[Exchange, ...]]
    """What servers answered, by the task."""
    probes: Mapping[str, Outcome]
    """What the probes showed, by the row."""
    lines: Mapping[Key, int]
    """The line of data/comparison.yaml on which each answer begins, and of no framework, the
    details of a row."""
