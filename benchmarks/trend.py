"""Samples of what grows, in; medians, the ratio to plain Markdown, and exponents, out.

An exponent says how the processor time grows with a number, beside that of the smallest site: 1 if
what is added doubles with it, 2 if that grows fourfold.
"""

from collections.abc import Iterator
from math import log, nan
from statistics import median
from typing import Any

from benchmarks.building import GENERATORS

PLAIN, EXPONENT = 1.15, 1.1
"""At most: times the processor time of plain Markdown, and the exponents."""


def figures(measured: dict[str, Any]) -> dict[str, Any]:
    """Return what the samples say: medians, the ratio to plain Markdown, and the exponents."""
    pairs = zip(measured["plain"]["drawn"], measured["plain"]["by hand"], strict=True)
    ratios = sorted(round(one["cpu"] / other["cpu"], 3) for one, other in pairs)
    others = [one["other"] for one in _every(measured)]
    return {
        "sizes": [
            {generator: _median(one[generator]) for generator in GENERATORS}
            | {"rebuild": median(one["rebuild"])}
            for one in measured["sizes"]
        ],
        "plain": {"median": median(ratios), "lowest": ratios[0], "highest": ratios[-1]},
        "exponents": _exponents(measured["growth"]),
        "other": {"median": median(others), "highest": max(others)},
    }


def _every(part: Any) -> Iterator[dict[str, float]]:
    """Yield every sample that is found in a part of what was measured."""
    if isinstance(part, dict) and "cpu" in part:
        yield part
    elif isinstance(part, dict | list):
        for inner in part.values() if isinstance(part, dict) else part:
            yield from _every(inner)


def _exponents(growth: dict[str, Any]) -> dict[str, float]:
    def cpu(name: str) -> float:
        return _median(growth[name]["mkdocs"])["cpu"]

    least, span = cpu("smallest"), growth["span"]
    return {
        name: round(exponent(cpu(f"{name}, 1") - least, cpu(f"{name}, {span}") - least, span), 3)
        for name in growth["steps"]
    }


def exponent(small: float, large: float, span: float) -> float:
    """Return the power of the span by which large exceeds small; none where neither costs."""
    return log(large / small) / log(span) if min(small, large) > 0 else nan


def _median(samples: list[dict[str, float]]) -> dict[str, float]:
    return {name: round(median(one[name] for one in samples), 3) for name in samples[0]}


def missed(found: dict[str, Any]) -> list[str]:
    """Return the limits that figures miss, each as a sentence."""
    over = {name: one for name, one in found["exponents"].items() if not one <= EXPONENT}
    said = [f"{name} grow with an exponent of {value}" for name, value in over.items()]
    if found["plain"]["median"] > PLAIN:
        said.append(f"pages take {found['plain']['median']} times the CPU time of plain Markdown")
    return said


def table(measured: dict[str, Any]) -> str:
    """Return the figures as text."""
    found = figures(measured)
    lines = [f"{'':42}" + "".join(f"{f'{name}: s CPU, s, MB':>28}" for name in GENERATORS)]
    lines[0] += f"{'seconds after an edit':>24}"
    for one, medians in zip(measured["sizes"], found["sizes"], strict=True):
        size = f"{one['rows']} rows x {one['columns']} columns, {one['tasks']} tasks"
        line = f"{size:42}"
        for generator in GENERATORS:
            of = medians[generator]
            line += f"{of['cpu']:12.2f} {of['wall']:7.2f} {of['memory']:7.0f}"
        share = medians["rebuild"] / medians["mkdocs"]["wall"]
        lines.append(f"{line}{medians['rebuild']:12.2f} ({share:.2f} builds)")
    ratio = found["plain"]
    lines += [
        "",
        f"CPU time divided by that of plain Markdown: {ratio['median']}"
        f" ({ratio['lowest']} to {ratio['highest']}), at most {PLAIN}",
        f"Exponents over a span of {measured['growth']['span']}, at most {EXPONENT}: "
        + ", ".join(f"{name} {value}" for name, value in found["exponents"].items()),
    ]
    other = found["other"]
    lines.append(
        f"Others on the machine meanwhile used {other['median']} of a core (median),"
        f" {other['highest']} (highest)"
    )
    return "\n".join(lines)
