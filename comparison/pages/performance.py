"""Draw what was measured as charts, tables and single figures, with its conditions."""

from collections.abc import Mapping, Sequence

from comparison.model import measurements
from comparison.model.answers import Measured
from comparison.model.figures import Cell, Exhibit, number, said
from comparison.model.measurements import Figure, Measurements
from comparison.pages.charts import Lane, Mark, chart
from comparison.pages.page import Page, named


def exhibit(page: Page, key: str, subjects: Sequence[str] = ()) -> str:
    """Return what was measured of one thing as a chart, and a table below it.

    subjects: of whom; by default of all. Raises LookupError where one of the names is unknown.
    """
    measured, known = _measured(page)
    table = named("exhibit", known, key)
    for name in subjects:
        named("subject", table.lines, name)
    chosen = subjects or list(table.lines)
    marks = [mark for name in chosen if (mark := _mark(measured, table, name))]
    lanes = [Lane(None, [mark]) for mark in sorted(marks, key=lambda mark: mark.median)]
    return _figure(page, table, lanes if table.chart is not None else [], chosen)


def pairs(page: Page, key: str) -> str:
    """Return an exhibit as a chart whose lanes hold what people choose between, and a table."""
    table = named("exhibit", _measured(page)[1], key)
    lanes = _pairs(page, table)
    drawn = {mark.subject for lane in lanes for mark in lane.marks}
    return _figure(page, table, lanes, [name for name in table.lines if name in drawn])


def speed(page: Page) -> str:
    """Return what one answer costs, in pairs, with a link to all that was measured."""
    measured, known = _measured(page)
    table = known[f"cpu-{next(iter(measured.endpoints))}"]
    more = ("All measurements, with samples and limits", page.url("performance/"))
    return _figure(page, table, _pairs(page, table), [], more)


def measured(page: Page, key: str, subject: str, column: str = "") -> str:
    """Return one figure of a table, for a sentence: the median, and from where to where."""
    return said(_cell(page, "measured", key, subject, column))


def median(page: Page, key: str, subject: str, column: str = "") -> str:
    """Return the median of a figure that a chart beside the sentence shows with its spread."""
    return number(_cell(page, "median", key, subject, column).median)


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


def _cell(page: Page, macro: str, key: str, subject: str, column: str) -> Figure:
    """Return a figure; raises LookupError where there is none."""
    table = named("exhibit", _measured(page)[1], key)
    named("subject", table.lines, subject)
    named("column", dict.fromkeys(table.columns), column or table.columns[0])
    cell: Cell = table.cell(subject, column)
    if cell is None:
        raise LookupError(f'{macro}("{key}", "{subject}", "{column}"): no sample counts')
    return cell


def _label(measured: Measurements, subject: str) -> str:
    return " ÷ ".join(measured.subjects[part].label for part in subject.split("/"))


def _mark(measured: Measurements, table: Exhibit, subject: str) -> Mark | None:
    """Return the figure that is drawn of a subject, none where no sample counts."""
    cell = table.cell(subject, table.columns[table.chart or 0])
    alone = measured.subjects.get(subject)
    framework = alone.framework if alone else None
    label = _label(measured, subject)
    return cell and Mark(
        *(subject, label, framework, cell.median, cell.low, cell.high),
        text=said(cell, table.unit) if table.full > 1 else f"{number(cell.median)} {table.unit}",
    )


def _pairs(page: Page, table: Exhibit) -> list[Lane]:
    """Return a lane for each title of pairs, with all that has a figure under that title."""
    measured, _ = _measured(page)
    titles: dict[str, dict[str, Mark]] = {}
    for pair in measured.pairs:
        for subject in (pair.of, pair.to) if pair.title else ():
            if subject in table.lines and (mark := _mark(measured, table, subject)):
                titles.setdefault(str(pair.title), {})[subject] = mark
    return [Lane(title, list(marks.values())) for title, marks in titles.items()]


def _figure(
    page: Page,
    table: Exhibit,
    lanes: Sequence[Lane],
    subjects: Sequence[str],
    more: tuple[str, str] | None = None,
) -> str:
    """Return a chart with the table of some subjects, which leads to the others.

    more: what stands below the chart instead, and where it leads.
    """
    measured, _ = _measured(page)
    whole = len(subjects) == len(table.lines)
    if not whole and not more:
        all_of_them = f"All {len(table.lines)} {table.things}"
        more = (all_of_them, page.url(f"{table.page}#{table.key}"))
    drawn = {mark.framework for lane in lanes if lane.title for mark in lane.marks}
    notes = [
        table.unit and f"In {table.unit}",
        table.reading,
        f"Thick line: lowest to highest of {table.full} samples" if table.full > 1 else "",
    ]
    return page.draw(
        "exhibit.html.j2",
        exhibit=table,
        chart=chart(lanes) if lanes else None,
        notes=filter(None, notes),
        drawn=[name for name in page.comparison.matrix.frameworks if name in drawn],
        lines=[(_label(measured, name), table.lines[name]) for name in subjects],
        whole=whole,
        more=more,
    )
