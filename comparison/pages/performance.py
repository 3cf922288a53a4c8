"""Draw what was measured as charts, tables and single figures, with its conditions."""

from collections.abc import Mapping, Sequence

from comparison.model import measurements
from comparison.model.answers import Measured
from comparison.model.figures import Exhibit, number, said
from comparison.model.measurements import Measurements
from comparison.pages.charts import Line, ranges
from comparison.pages.page import Page, named


def exhibit(page: Page, key: str) -> str:
    """Return what was measured of one thing as a chart and a table."""
    measured, known = _measured(page)
    table = named("exhibit", known, key)
    lines = [(_label(measured, subject), cells) for subject, cells in table.lines.items()]
    drawn = [
        Line(
            label.replace("`", ""),
            _column(page, measured, subject),
            *(cell.median, cell.low, cell.high, number(cell.median)),
        )
        for (subject, cells), (label, _) in zip(table.lines.items(), lines, strict=True)
        if table.chart is not None and (cell := cells[table.chart])
    ]
    column = table.columns[table.chart or 0]
    axis = column if table.unit in column else f"{table.unit}, {column}"
    return page.draw(
        "exhibit.html.j2", exhibit=table, lines=lines, chart=drawn and ranges(drawn, axis)
    )


def measured(page: Page, key: str, subject: str, column: str = "") -> str:
    """Return one figure of a table, for a sentence: the median, and from where to where."""
    table = named("exhibit", _measured(page)[1], key)
    named("subject", table.lines, subject)
    named("column", dict.fromkeys(table.columns), column or table.columns[0])
    cell = table.cell(subject, column)
    if cell is None:
        raise LookupError(f'measured("{key}", "{subject}", "{column}"): no sample counts')
    return said(cell)


def conditions(page: Page) -> str:
    """Return the machine, the releases and the day of what was measured, as HTML."""
    measured, _ = _measured(page)
    marked = [sample.other > measured.bound for load in measured.loads for sample in load.samples]
    return page.draw(
        "conditions.html.j2", measured=measured, marked=sum(marked), samples=len(marked)
    )


def figures(page: Page, wanted: Sequence[Measured]) -> dict[str, list[dict[str, str]]]:
    """Return measured figures by what was measured: of whom, the value, and the page."""
    groups: dict[str, list[dict[str, str]]] = {}
    for figure in wanted:
        measured, known = _measured(page)
        table = known[figure.exhibit]
        cell = table.cell(figure.subject, figure.column)
        assert cell, "checked when the figure was named"
        column = figure.column or table.columns[0]
        title = table.title + (f", {column}" if len(table.columns) > 1 else "")
        shown = {
            "subject": _label(measured, figure.subject),
            "value": said(cell, table.unit),
            "address": f"{table.page}#{table.key}",
        }
        groups.setdefault(title, []).append(shown)
    return groups


def _measured(page: Page) -> tuple[Measurements, Mapping[str, Exhibit]]:
    if not page.comparison.measurements:
        raise LookupError(f"{measurements.FILE} is missing; write it: make bench")
    return page.comparison.measurements, page.comparison.figures


def _label(measured: Measurements, subject: str) -> str:
    return " ÷ ".join(measured.subjects[part].label for part in subject.split("/"))


def _column(page: Page, measured: Measurements, subject: str) -> int | None:
    framework = measured.subjects[subject.partition("/")[0]].framework
    return list(page.comparison.matrix.frameworks).index(framework) if framework else None
