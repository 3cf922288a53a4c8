"""Work out where the marks of a chart lie: in percent of its width, so that text keeps its size."""

from collections.abc import Sequence
from math import ceil, floor, log10
from typing import NamedTuple

MOST = 5
"""Into how many parts the axis is cut at most, so that their numbers fit beside each other."""
ROOM = 20
"""Percent of the width that a number before a mark needs on the smallest screen."""
ALONE, BESIDE = 1.6, 1.3
"""How many times as high as its text a line of a lane is, alone and beside others."""


class Mark(NamedTuple):
    """A figure in a lane."""

    subject: str
    """The key of what was measured."""
    label: str
    framework: str | None
    """The framework that it stands for; none for a point of reference."""
    median: float
    low: float
    high: float
    text: str
    """The figure with its spread, as the table shows it."""


class Lane(NamedTuple):
    """The marks that are compared on one line."""

    title: str | None
    """What they have in common; none where the lane has one mark and its label says all."""
    marks: Sequence[Mark]


class Placed(NamedTuple):
    """Where a mark lies, in percent of the width and of the height of its lane."""

    mark: Mark
    median: float
    low: float
    high: float
    y: float
    number: float
    """Where its number begins, or ends where it lies before the marks."""
    before: bool


class Drawn(NamedTuple):
    """A lane with the places of its marks."""

    title: str | None
    marks: Sequence[Placed]
    gap: tuple[float, float] | None
    """From one mark to the other where they lie on one line."""
    height: float
    """How many times as high as its text it is."""
    text: str
    """All that the picture says, for who does not see it."""


class Chart(NamedTuple):
    """Lanes above one axis that begins at 0."""

    lanes: Sequence[Drawn]
    ticks: Sequence[tuple[float, str]]
    """The numbers on the axis with their places; all are equally far apart."""


def chart(lanes: Sequence[Lane]) -> Chart:
    """Return a chart of lanes, each with at least one mark."""
    highest = max(mark.high for lane in lanes for mark in lane.marks) or 1
    step = next(step for step in _steps(highest) if step * MOST >= highest)
    parts = ceil(highest / step)
    digits = max(0, -floor(log10(step)))
    ticks = [(100 * n / parts, f"{n * step:,.{digits}f}") for n in range(parts + 1)]
    return Chart([_drawn(lane, parts * step) for lane in lanes], ticks)


def _steps(highest: float) -> list[float]:
    """Return round numbers, rising, one of which cuts the axis into a few parts."""
    power = floor(log10(highest)) - 1
    return [digit * 10.0**up for up in (power, power + 1) for digit in (1, 2, 5)]


def _drawn(lane: Lane, end: float) -> Drawn:
    """Two marks lie on one line, so that the gap is seen; more, or two at the left, lie below."""

    def percent(value: float) -> float:
        return round(100 * value / end, 2)

    first, *_, last = sorted(lane.marks, key=lambda mark: mark.median) * 2
    least, most = min(mark.low for mark in lane.marks), max(mark.high for mark in lane.marks)
    pair = len(lane.marks) == 2 and percent(least) >= ROOM
    lines = 1 if pair else len(lane.marks)
    placed = []
    for line, mark in enumerate(lane.marks):
        before = pair and mark is first
        number = most if pair else mark.high
        placed.append(
            Placed(
                mark,
                percent(mark.median),
                percent(mark.low),
                percent(mark.high),
                50 if pair else percent((line + 0.5) / lines * end),
                percent(least if before else number),
                before,
            )
        )
    texts = [f"{mark.label}: {mark.text}" if lane.title else mark.text for mark in lane.marks]
    return Drawn(
        lane.title,
        placed,
        (percent(first.median), percent(last.median)) if pair else None,
        ALONE if lines == 1 else BESIDE * lines,
        "; ".join(texts).replace("`", ""),
    )
