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
    requests: int
    """Requests answered, each with a status of success."""
    seconds: float
    cpu: float
    """Seconds of processor time that the server with all its processes used."""
    p50: float
    p90: float
    p99: float
    """Milliseconds within which that share of the requests was answered."""
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
    endpoint: str
    connections: int
    samples: list[Sample]


class Alone(Record):
    """Calls of a framework without a server: microseconds of processor time per call, by round."""

    subject: str
    endpoint: str
    cpu: list[float]


class Footprint(Record):
    """What a subject takes before it does anything."""

    subject: str
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
    to: str


class Measurements(Record):
    """One whole run of the benchmark."""

    date: datetime.date
    machine: dict[str, str]
    packages: dict[str, str]
    """The releases that were measured."""
    bound: float
    """The share of one core from which on other work marks a sample."""
    endpoints: dict[str, str]
    """What is asked, in words."""
    subjects: dict[str, Subject]
    pairs: list[Pair]
    footprints: list[Footprint]
    alone: list[Alone]
    loads: list[Load]


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
