"""What was measured: data/measurements.json in; records, and figures with their spread, out."""

import datetime
from collections.abc import Iterable
from statistics import median
from typing import NamedTuple

from comparison.model import Record

FILE = "data/measurements.json"


class Subject(Record):
    """What was measured: a framework's program, and the server it ran on, if any."""

    label: str
    """What tables call it."""
    framework: str | None = None
    """The framework of the matrix that it stands for; none for a point of reference."""
    usual: bool = False
    """Whether its figures stand for the framework in the matrix."""
    program: str
    """The folder of the program."""
    command: str | None = None
    """What started it, on port 8000; none if no server was involved."""


class Sample(Record):
    """One run of one load."""

    round: int
    """Which round of the run it belongs to, from 1."""
    requests: int
    """Requests answered, each with a status of success."""
    seconds: float
    """How long the load lasted."""
    cpu: float
    """Seconds of processor time that the server with all its processes used."""
    p50: float
    """Milliseconds within which half of the requests were answered."""
    p90: float
    """Milliseconds within which 90 % of the requests were answered."""
    p99: float
    """Milliseconds within which 99 % of the requests were answered."""
    other: float
    """Share of one core that neither the server nor the load nor the script used meanwhile."""

    @property
    def cpu_per_request(self) -> float:
        """Microseconds of the server's processor time per request."""
        return self.cpu / self.requests * 1e6

    @property
    def throughput(self) -> float:
        """Requests per second."""
        return self.requests / self.seconds


class Load(Record):
    """All runs of one load on one subject."""

    subject: str
    """The key of what was measured."""
    endpoint: str
    """The key of what was asked."""
    connections: int
    """How many requests were under way at a time."""
    samples: list[Sample]
    """What was measured, by round."""


class Alone(Record):
    """Calls of a framework without a server."""

    subject: str
    """The key of what was measured."""
    endpoint: str
    """The key of what was asked."""
    cpu: list[float]
    """Microseconds of processor time per call, by round."""


class Footprint(Record):
    """What a subject takes before it does anything."""

    subject: str
    """The key of what was measured."""
    packages: int
    """Distributions that this brought."""
    megabytes: float
    """Their size without what Python compiles from them."""
    imports: list[float]
    """Milliseconds of processor time to import the framework, by run."""
    start: list[float]
    """Milliseconds of processor time from the start to the first answer, by run."""
    memory: list[float]
    """Megabytes of the idle server, shared pages divided among the processes (PSS), by run."""


class Pair(Record):
    """Two subjects whose processor times are divided within each round."""

    of: str
    """The key of the one whose time is divided."""
    to: str
    """The key of the one by whose time it is divided."""


class Measurements(Record):
    """One whole run of the benchmark."""

    date: datetime.date
    """The day of the run."""
    machine: dict[str, str]
    """What it ran on: each property with its value."""
    packages: dict[str, str]
    """The releases that were measured."""
    bound: float
    """The share of one core from which on other work marks a sample."""
    endpoints: dict[str, str]
    """What is asked, in words, by its key."""
    subjects: dict[str, Subject]
    """What was measured, by its key."""
    pairs: list[Pair]
    """What is divided by what."""
    footprints: list[Footprint]
    """Size, start and memory of each subject."""
    alone: list[Alone]
    """Frameworks without a server."""
    loads: list[Load]
    """Frameworks behind a server under load."""


class Figure(NamedTuple):
    """A median with its spread."""

    median: float
    low: float
    high: float
    samples: int


def figure(values: Iterable[float]) -> Figure | None:
    """Return the median of values with the smallest and the largest, None where there are none."""
    found = sorted(values)
    return Figure(median(found), found[0], found[-1], len(found)) if found else None
