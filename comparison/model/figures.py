"""Tables of what was measured: figures with their spread, and the samples behind them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from comparison.model.fields import frozen
from comparison.model.measurements import Figure, Footprint, Load, Measurements, Sample, figure

Cell = Figure | None
TYPICAL = 16
"""The connections for which one figure stands where there is room for one."""
ENOUGH = 10
"""Answers for each connection that a sample must have to tell what one costs."""


@dataclass(frozen=True)
class Exhibit:
    """A table of figures: a line for each subject, a column for each circumstance."""

    key: str
    """Its anchor on a page."""
    title: str
    unit: str
    columns: tuple[str, ...]
    lines: Mapping[str, tuple[Cell, ...]]
    """Per subject, a figure for each column; none where no sample counts."""
    samples: Any = field(repr=False)
    chart: int | None = 0
    """The column that is drawn, if one is."""
    reading: str = "Less is better"
    """How its numbers are read; empty where none is better than another."""
    endpoint: str | None = None
    """The kind of request that was measured, if one was."""

    def __post_init__(self) -> None:
        for name in ("lines", "samples"):
            object.__setattr__(self, name, frozen(getattr(self, name)))

    def cell(self, subject: str, column: str | None = None) -> Cell:
        """Return the figure in a line and a column, the first column if none is named.

        Raises LookupError where there is no such line or column.
        """
        columns = dict(zip(self.columns, self.lines[subject], strict=True))
        return columns[column or self.columns[0]]

    @property
    def page(self) -> str:
        """The page of the site that shows it beside what belongs to it."""
        return f"loads/{self.endpoint}/" if self.endpoint else "performance/"

    @property
    def file(self) -> str:
        """The name of the file with its samples; tables of one load have one file."""
        return self.key if self.endpoint is None or self.key.startswith("alone-") else self.endpoint

    @property
    def things(self) -> str:
        """What its lines are."""
        if self.endpoint is None:
            return "installs"
        kind = self.key.partition("-")[0]
        return {"alone": "programs", "ratio": "pairs"}.get(kind, "servers")

    @property
    def full(self) -> int:
        """How many samples a cell has where all of them count."""
        return max(
            (cell.samples for cells in self.lines.values() for cell in cells if cell), default=0
        )


def exhibits(measured: Measurements) -> Mapping[str, Exhibit]:
    """Return every exhibit by its key."""
    tables = [*_footprints(measured), *_alone(measured), *_cpu(measured), *_ratios(measured)]
    tables += _traffic(measured)
    return MappingProxyType({table.key: table for table in tables})


def number(value: float) -> str:
    """Return a number with up to three digits that count, as people write it: 1,230, 45.6, 0.78.

    What was counted, not measured, is whole: 7.
    """
    if isinstance(value, int):
        return f"{value:,}"
    digits = 0 if abs(value) >= 99.95 else 1 if abs(value) >= 9.995 else 2
    rounded = float(f"{value:.3g}")
    return f"{rounded:,.{digits}f}"


def texts(measured: Measurements) -> Mapping[str, Mapping[str, str]]:
    """Return, per framework, the figures that an answer of the matrix may name, as text."""
    known: dict[str, dict[str, str]] = {}
    subjects = measured.subjects.items()
    usual = {key: subject for key, subject in subjects if subject.framework and subject.usual}
    for foot in measured.footprints:
        if subject := usual.get(foot.subject):
            texts = known.setdefault(str(subject.framework), {})
            if subject.command is None:
                size = f"{number(foot.megabytes)} MB in {foot.packages} packages"
                texts["install-size"] = f"{size}: {subject.label}"
                texts["import-time"] = _said(figure(foot.imports), "ms")
            else:
                texts["start-time"] = f"{_said(figure(foot.start), 'ms')}: {subject.label}"
                texts["memory"] = f"{_said(figure(foot.memory), 'MB')}: {subject.label}"
    for load in measured.loads:
        first = next(iter(measured.endpoints))
        if (load.endpoint, load.connections) == (first, TYPICAL) and load.subject in usual:
            subject = usual[load.subject]
            server = subject.label.partition(": ")[2]
            cost = _said(figure(_costs(load).values()), "µs")
            known.setdefault(str(subject.framework), {})["cpu-per-request"] = f"{cost}: {server}"
    return MappingProxyType({name: MappingProxyType(own) for name, own in known.items()})


def said(cell: Figure, unit: str = "") -> str:
    """Return a figure as text: its median, with the unit if there is one, and its spread."""
    median = f"{number(cell.median)} {unit}".strip()
    return f"{median} ({number(cell.low)} to {number(cell.high)})"


def _said(cell: Cell, unit: str) -> str:
    return said(cell, unit) if cell else "not measured"


def _costs(load: Load) -> dict[int, float]:
    """Return the cost of a request by round; none where a sample answered too few requests.

    What is begun and not answered when a sample ends costs time too: with ten answers for each
    connection and half of the work done, that is a twentieth. All samples count or none does: the
    slow ones answer fewest, and without them the rest would look too good.
    """
    if any(sample.requests < ENOUGH * load.connections for sample in load.samples):
        return {}
    return {sample.round: sample.cpu_per_request for sample in load.samples}


def _footprints(measured: Measurements) -> Iterable[Exhibit]:
    parts: dict[str, tuple[str, str, Callable[[Footprint], Sequence[float]]]] = {
        "size": ("Size of the install", "MB", lambda foot: [foot.megabytes]),
        "packages": ("Packages in the install", "packages", lambda foot: [foot.packages]),
        "import": ("CPU time to import the framework", "ms", lambda foot: foot.imports),
        "start": ("CPU time from the start to the first answer", "ms", lambda foot: foot.start),
        "memory": ("Memory of the idle server", "MB", lambda foot: foot.memory),
    }
    for key, (title, unit, values) in parts.items():
        raw = {foot.subject: values(foot) for foot in measured.footprints if values(foot)}
        lines = {subject: (figure(numbers),) for subject, numbers in raw.items()}
        reading = "" if key == "packages" else Exhibit.reading
        yield Exhibit(key, title, unit, (unit,), lines, raw, reading=reading)


def _alone(measured: Measurements) -> Iterable[Exhibit]:
    for endpoint, words in measured.endpoints.items():
        raw = {alone.subject: alone.cpu for alone in measured.alone if alone.endpoint == endpoint}
        if raw:
            lines = {subject: (figure(values),) for subject, values in raw.items()}
            title = f"CPU time per call without a server: {words}"
            yield Exhibit(
                *(f"alone-{endpoint}", title, "µs", ("µs per call",), lines, raw), endpoint=endpoint
            )


def _cpu(measured: Measurements) -> Iterable[Exhibit]:
    for endpoint, words in measured.endpoints.items():
        table = _table(measured, endpoint)
        counts = _counts(table)
        lines = {
            subject: tuple(figure(_costs(cells[count]).values()) for count in counts)
            for subject, cells in table.items()
        }
        yield Exhibit(
            f"cpu-{endpoint}",
            f"CPU time of the server per request: {words}",
            "µs",
            tuple(map(_connections, counts)),
            lines,
            _raw(table),
            chart=_typical(counts),
            endpoint=endpoint,
        )


def _traffic(measured: Measurements) -> Iterable[Exhibit]:
    """Throughput and latency, from samples with little other work on the machine.

    Where half of the answers took more than half of the sample, the queue was longer than the
    sample, and its latencies say nothing.
    """
    parts: dict[str, Callable[[Sample], float | None]] = {
        "requests per second": lambda sample: sample.throughput,
        "half within, ms": lambda sample: _latency(sample, sample.p50),
        "90 % within, ms": lambda sample: _latency(sample, sample.p90),
        "99 % within, ms": lambda sample: _latency(sample, sample.p99),
    }
    for endpoint, words in measured.endpoints.items():
        table = _table(measured, endpoint)
        counts = _counts(table)
        for count in counts:
            lines = {}
            for subject, cells in table.items():
                samples = cells[count].samples
                quiet = [sample for sample in samples if sample.other <= measured.bound]
                lines[subject] = tuple(
                    figure(measure for sample in quiet if (measure := value(sample)) is not None)
                    for value in parts.values()
                )
            yield Exhibit(
                f"traffic-{endpoint}-{count}",
                f"{words[0].upper()}{words[1:]}, {_connections(count)}",
                "",
                tuple(parts),
                lines,
                _raw(table),
                chart=0 if count in (TYPICAL, counts[-1]) else None,
                reading="More is better",
                endpoint=endpoint,
            )


def _latency(sample: Sample, milliseconds: float) -> float | None:
    return milliseconds if sample.p50 < sample.seconds * 500 else None


def _ratios(measured: Measurements) -> Iterable[Exhibit]:
    """How many times the processor time one subject needs of another's, within each round."""
    for endpoint, words in measured.endpoints.items():
        table = _table(measured, endpoint)
        counts = _counts(table)
        lines = {
            f"{pair.of}/{pair.to}": tuple(
                _ratio(_costs(table[pair.of][count]), _costs(table[pair.to][count]))
                for count in counts
            )
            for pair in measured.pairs
            if pair.of in table and pair.to in table
        }
        yield Exhibit(
            f"ratio-{endpoint}",
            f"CPU time per request, divided within each round: {words}",
            "",
            tuple(map(_connections, counts)),
            lines,
            _raw(table),
            chart=_typical(counts),
            reading="1 means that both needed the same",
            endpoint=endpoint,
        )


def _ratio(of: dict[int, float], to: dict[int, float]) -> Cell:
    return figure(of[number] / to[number] for number in of.keys() & to.keys())


def _table(measured: Measurements, endpoint: str) -> dict[str, dict[int, Load]]:
    table: dict[str, dict[int, Load]] = {}
    for load in measured.loads:
        if load.endpoint == endpoint:
            table.setdefault(load.subject, {})[load.connections] = load
    return table


def _counts(table: dict[str, dict[int, Load]]) -> list[int]:
    return sorted({count for cells in table.values() for count in cells})


def _typical(counts: list[int]) -> int:
    return counts.index(TYPICAL) if TYPICAL in counts else 0


def _raw(table: dict[str, dict[int, Load]]) -> Any:
    return {
        subject: {count: load.samples for count, load in cells.items()}
        for subject, cells in table.items()
    }


def _connections(count: int) -> str:
    return f"{count} connection{'s' if count > 1 else ''}"
