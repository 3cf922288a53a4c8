"""Draw figures and their spread as charts, in SVG with the page's own colours."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import vl_convert
from markupsafe import Markup

from comparison.pages.font import FAMILY

WIDTH, LINE = 320, 40
"""Pixels: the chart is as wide as a phone, so that its words stay legible; height of a line."""
SHAPES = ("circle", "square", "triangle-up", "diamond")
"""How a median is drawn, by the place of the framework's column; a cross stands for the rest."""


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
    return _drawn(tuple(lines), axis)


@lru_cache(maxsize=256)  # drawn once for each state of the data while the site is served
def _drawn(lines: tuple[Line, ...], axis: str) -> Markup:
    values = [
        line._asdict()
        | {
            "place": number,
            "colour": "currentColor",
            "shape": "cross",
            **({} if line.column is None else _of_column(line.column)),
        }
        for number, line in enumerate(lines)
    ]
    place: dict[str, Any] = {"field": "place", "type": "ordinal", "axis": None}
    scale = {"domainMin": 0, "nice": True}
    across = {"type": "quantitative", "scale": scale, "axis": {"title": axis, "tickCount": 4}}
    as_given = {"type": "nominal", "scale": None}
    left = {"align": "left", "baseline": "middle", "color": "currentColor", "fontSize": 12}
    spec = {
        "width": WIDTH,
        "height": LINE * len(lines),
        "padding": 4,
        "background": None,
        "data": {"values": values},
        "config": {
            "font": FAMILY,  # what it is measured with; pages show it in their own
            "view": {"stroke": None},
            "axis": {
                **dict.fromkeys(("labelColor", "titleColor"), "currentColor"),
                **dict.fromkeys(("domainColor", "gridColor", "tickColor"), "var(--cmp-line)"),
                **{"labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal"},
            },
        },
        "encoding": {"y": place},
        "layer": [
            {
                "mark": {"type": "text", "dy": -11, "x": 0, **left},
                "encoding": {"text": {"field": "label"}},
            },
            {
                "mark": {"type": "rule", "strokeWidth": 2, "yOffset": 7},
                "encoding": {
                    "x": {"field": "low", **across},
                    "x2": {"field": "high"},
                    "color": {"field": "colour", **as_given},
                },
            },
            {
                "mark": {"type": "point", "filled": True, "size": 70, "opacity": 1, "yOffset": 7},
                "encoding": {
                    "x": {"field": "median", **across},
                    "color": {"field": "colour", **as_given},
                    "shape": {"field": "shape", **as_given},
                },
            },
            {
                "mark": {"type": "text", "dx": 6, "yOffset": 7, **left},
                "encoding": {"x": {"field": "high", **across}, "text": {"field": "shown"}},
            },
        ],
    }
    return Markup(vl_convert.vegalite_to_svg(spec).replace(FAMILY, "system-ui, sans-serif"))


def _of_column(column: int) -> dict[str, str]:
    return {
        "colour": f"var(--cmp-column-{column % 4 + 1})",
        "shape": SHAPES[column % len(SHAPES)],
    }
