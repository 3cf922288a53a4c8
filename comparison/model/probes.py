"""What the probes of each row showed, and with which packages, as `make record` wrote it."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field, StringConstraints

from comparison.model.fields import Distribution, Few, Id, Many, Record, Release, Short

FILE = "probes/outcomes.json"
PROBE = "probe"
"""How the name of a proof begins that is a probe: probe::<row>::<test>."""
Test = Annotated[str, StringConstraints(pattern=r"^test_[a-z0-9_]+$", max_length=100)]


class Probe(Record):
    """What one passed probe shows, and of which frameworks."""

    frameworks: Annotated[tuple[Id, ...], Field(min_length=1), Few]
    shows: Short


class Outcome(Record):
    """The probes of a row, all of which passed."""

    packages: Mapping[Distribution, Release]
    """The installed version of each package that the probes import or start."""
    tests: Annotated[Mapping[Test, Probe], Field(min_length=1), Many]
    """The probes by their names, in the order of the file."""


class Outcomes(Record):
    """The outcome of each row that has probes."""

    rows: Annotated[Mapping[Id, Outcome], Field(max_length=1000)]


def row_of(proof: str) -> str:
    """Return the row of a proof that is a probe, nothing of one that is a test of a task."""
    return proof.partition("::")[2].rpartition("::")[0]
