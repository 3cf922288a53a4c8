"""What was measured: the record in data/measurements.json."""

from collections.abc import Iterable, Mapping
from statistics import median
from typing import Annotated, NamedTuple

from pydantic import AfterValidator, Field, StringConstraints

from comparison.model.fields import Day, Id, Record, visible

FILE = "data/measurements.json"
Text = Annotated[str, StringConstraints(pattern=r"\S", max_length=300), AfterValidator(visible)]
"""What tables and conditions say."""
Duration = Annotated[float, Field(gt=0, le=10**9, allow_inf_nan=False)]
"""A time or a size that was measured."""
Share = Annotated[float, Field(ge=0, le=1000, allow_inf_nan=False)]
"""A share of one core."""


class Subject(Record):
    """What was measured: a framework's program, and the server it ran on, if any."""

    label: Text
    """What tables call it."""
    framework: str | None = None
    """The framework of the matrix that it stands for; none for a point of reference."""
    usual: bool = False
    """Whether its figures stand for the framework in the matrix."""
    program: Text
    """The folder of the program."""
    command: Text | None = None
    """What started it, on port 8000; none if no server was involved."""


class Sample(Record):
    """One run of one load."""

    round: Annotated[int, Field(ge=1, le=1000)]
    """Which round of the run it belongs to, from 1."""
    requests: Annotated[int, Field(ge=1, le=10**9)]
    """Requests answered, each with a status of success."""
    seconds: Duration
    """How long the load lasted."""
    cpu: Duration
    """Seconds of processor time that the server with all its processes used."""
    p50: Duration
    """Milliseconds within which half of the requests were answered."""
    p90: Duration
    """Milliseconds within which 90 % of the requests were answered."""
    p99: Duration
    """Milliseconds within which 99 % of the requests were answered."""
    other: Share
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
    connections: Annotated[int, Field(ge=1, le=10**5)]
    """How many requests were under way at a time."""
    samples: Annotated[tuple[Sample, ...], Field(min_length=1, max_length=1000)]
    """What was measured, by round."""


class Alone(Record):
    """Calls of a framework without a server."""

    subject: str
    """The key of what was measured."""
    endpoint: str
    """The key of what was asked."""
    cpu: Annotated[tuple[Duration, ...], Field(min_length=1, max_length=1000)]
    """Microseconds of processor time per call, by round."""


class Footprint(Record):
    """What a subject takes before it does anything."""

    subject: str
    """The key of what was measured."""
    packages: Annotated[int, Field(ge=1, le=10**5)]
    """Distributions that this brought."""
    megabytes: Duration
    """Their size without what Python compiles from them."""
    imports: Annotated[tuple[Duration, ...], Field(max_length=1000)]
    """Milliseconds of processor time to import the framework, by run."""
    start: Annotated[tuple[Duration, ...], Field(max_length=1000)]
    """Milliseconds of processor time from the start to the first answer, by run."""
    memory: Annotated[tuple[Duration, ...], Field(max_length=1000)]
    """Megabytes of the idle server, shared pages divided among the processes (PSS), by run."""


class Pair(Record):
    """Two subjects whose processor times are divided within each round."""

    of: str
    """The key of the one whose time is divided."""
    to: str
    """The key of the one by whose time it is divided."""
    title: Text | None = None
    """What the lane of a chart that shows both is called; none if there is no such lane."""


class Measurements(Record):
    """One whole run of the benchmark."""

    date: Day
    """The day of the run."""
    machine: Mapping[Text, Text]
    """What it ran on: each property with its value."""
    packages: Mapping[Text, Text]
    """The releases that were measured."""
    bound: Share
    """The share of one core from which on other work marks a sample."""
    endpoints: Annotated[Mapping[Id, Text], Field(min_length=1, max_length=50)]
    """What is asked, in words, by its key."""
    subjects: Annotated[Mapping[Id, Subject], Field(min_length=1, max_length=500)]
    """What was measured, by its key."""
    pairs: Annotated[tuple[Pair, ...], Field(max_length=500)]
    """What is divided by what."""
    footprints: Annotated[tuple[Footprint, ...], Field(max_length=500)]
    """Size, start and memory of each subject."""
    alone: Annotated[tuple[Alone, ...], Field(max_length=5000)]
    """Frameworks without a server."""
    loads: Annotated[tuple[Load, ...], Field(max_length=20_000)]
    """Frameworks behind a server under load."""


class Figure(NamedTuple):
    """A median with its spread."""

    median: float
    low: float
    high: float
    samples: int


def figure(values: Iterable[float]) -> Figure | None:
    """Return the median of values with the smallest and the largest, None where there are none."""
    ordered = sorted(values)
    return Figure(median(ordered), ordered[0], ordered[-1], len(ordered)) if ordered else None
