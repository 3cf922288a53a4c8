"""Draw figures and their spread as charts, in SVG with the page's own colours."""

from collections.abc import Sequence
from math import ceil, floor, log10
from typing import NamedTuple

from markupsafe import Markup

from comparison.pages.page import TEMPLATES

WIDTH, LINE = 320, 40
"""Pixels: the chart is as wide as a phone, so that its words stay legible; height of a line."""
STEPS = {7.1: 10, 3.2: 5, 1.4: 2}
"""From where on a number is rounded up, between 1 and 10, to which round number."""


class Line(NamedTuple):
    """One line of a chart."""

    label: str
    column: int | None
    """The place of the framework among the columns, from 0; none for a point of reference."""
    median: float
    low: float
    high: float
    shown: str
    """The median as the table shows it."""


def ranges(lines: Sequence[Line], axis: str) -> Markup:
    """Return a chart that draws each line from its low to its high, with a sign at its median.

    axis: what is measured, with its unit. It says nothing that its table does not say.
    """
    highest = max(line.high for line in lines) or 1
    fine = _step(highest / 10)
    end = ceil(highest / fine) * fine
    step = _step(end / 4)
    ticks = [step * number for number in range(floor(end / step) + 1)]
    digits = max(0, -floor(log10(step)))
    drawn = TEMPLATES.get_template("chart.svg.j2").render(
        lines=lines,
        axis=axis,
        ticks={f"{tick:,.{digits}f}": tick for tick in ticks},
        width=WIDTH,
        height=LINE,
        x=lambda value: round(value / end * WIDTH, 2),
    )
    return Markup(drawn)


def _step(rough: float) -> float:
    """Return the number nearest to a rough one that is 1, 2 or 5 times a power of ten."""
    power: float = 10 ** floor(log10(rough))
    return power * next((step for least, step in STEPS.items() if rough >= least * power), 1)
