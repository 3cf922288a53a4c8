"""Draw the matrix: records go in; HTML, and Markdown for headings and code tabs, come out."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from comparison.history.commits import Step
from comparison.history.diff import NAMES
from comparison.load.errors import Invalid, did_you_mean
from comparison.load.loader import ROOT
from comparison.load.programs import MAIN, shown
from comparison.markdown import LANGUAGES, fenced, heading, inline, literal, place, size
from comparison.model import measurements
from comparison.model.comparison import Comparison
from comparison.model.dictionary import entries_of, in_order
from comparison.model.figures import Exhibit, number, said
from comparison.model.levels import LEVEL_MEANS, Level
from comparison.model.measurements import Measurements
from comparison.pages import exchange_view
from comparison.pages.charts import Line, ranges
from comparison.pages.edit_links import Links

TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    finalize=literal,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=True,
)
TEMPLATES.filters.update(inline=inline, heading=heading, number=number, place=place)
TEMPLATES.globals.update(fenced=fenced)


def mistakes(invalid: Invalid) -> str:
    """Return what is shown in place of what cannot be drawn, as HTML."""
    drawn = TEMPLATES.get_template("mistakes.html.j2").render(mistakes=map(str, invalid.mistakes))
    return f"\n{drawn}\n"


class Drawing:
    """What the macros draw on one page of the site."""

    def __init__(
        self,
        comparison: Comparison,
        page: str = "",
        root: Path = ROOT,
        changes: dict[tuple[str, str], date] | None = None,
        links: Links | None = None,
        read_from: str | None = None,
    ) -> None:
        """Take what all drawings need.

        page: the page's address below the site's, such as code/hello/; root: the folder of the
        files; changes: the day on which each answer, by row and framework, last changed; links:
        where answers are edited and reported, none without a repository; read_from: the address
        or file from which relative links are read, the page's address if none is given.
        """
        self.comparison = comparison
        self.matrix = comparison.matrix
        self.page = page
        self.read_from = page if read_from is None else read_from
        self.root = root
        self.changes = changes or {}
        self.links = links

    def table(
        self, rows: Collection[str] = (), section: str | None = None, ticks: bool = False
    ) -> str:
        """Return the named rows, or those of a section, or all, as one HTML table.

        ticks: whether each row has a box to tick.
        """
        known = {key: row for _, key, row in self.matrix.rows()}
        for key in rows:
            self._named("row", known, key)
        wanted = rows or known
        names = [section] if section else list(self.matrix.sections)
        groups = {
            name: {key: row for at, key, row in self.matrix.rows() if at == name and key in wanted}
            for name in names
        }
        return self._draw("table.html.j2", groups=groups, grouped=section is None, ticks=ticks)

    def selection(self) -> str:
        """Return all rows as a table to tick rows in, and what can be done with those, as HTML."""
        return self._draw("selection.html.j2", table=Markup(self.table(ticks=True)))

    def coverage(self) -> str:
        """Return one line that counts what the matrix holds."""
        rows = [row for _, _, row in self.matrix.rows()]
        answers = [answer for row in rows for answer in row.answers.values()]
        counts = {
            "rows": len(rows),
            "answers": len(answers),
            "sources": sum(len(answer.sources) for answer in answers),
            "answers proven by a test": sum(bool(answer.proof) for answer in answers),
            "answers with a tested program": sum(
                any(name not in self.matrix.tasks[task].absent for task in row.tasks)
                for row in rows
                for name in row.answers
            ),
            "read from package metadata": sum(answer.fact is not None for answer in answers),
            "measured": sum(answer.measure is not None for answer in answers),
            "not applicable": sum(answer.level == Level.NOT_APPLICABLE for answer in answers),
            "unknown": sum(answer.level == Level.UNKNOWN for answer in answers),
        }
        return self._draw("coverage.html.j2", counts=counts)

    def section(self, name: str) -> str:
        """Return the body of a section's page as Markdown: title, table, then each row in full."""
        section = self._named("section", self.matrix.sections, name)
        return self._draw(
            "section.md.j2",
            section=section,
            table=Markup(self.table(section=name)),
            changes=self.changes,
            facts=self.comparison.facts,
            measured=self.comparison.measurements,
            shows=self._shows,
        )

    def task(self, name: str) -> str:
        """Return the body of a task's page as Markdown: programs, what they answer, notes."""
        task = self._named("task", self.matrix.tasks, name)
        folder = self.root / "snippets" / name
        programs = {
            framework: (folder / framework / MAIN).read_text("utf-8")
            for framework in self.matrix.frameworks
            if framework not in task.absent
        }
        beside = {framework: self._beside(folder / framework) for framework in programs}
        rows = {key: row for _, key, row in self.matrix.rows() if name in row.tasks}
        return self._draw(
            "task.md.j2",
            name=name,
            task=task,
            programs=programs,
            beside=beside,
            exchanges=[
                exchange_view.shown(exchange, self._names)
                for exchange in self.comparison.exchanges[name]
            ],
            rows=rows,
            proven=[
                key
                for key, row in rows.items()
                for answer in row.answers.values()
                if any(proof.startswith(f"{name}::") for proof in answer.proof)
            ],
            sizes={framework: size(code) for framework, code in programs.items()},
        )

    def _beside(self, folder: Path) -> list[tuple[str, str, str]]:
        """Return the other files of a program: language, path in the repository, and text."""
        return [
            (LANGUAGES[file.suffix], str(file.relative_to(self.root)), file.read_text("utf-8"))
            for file in shown(folder)
            if file != folder / MAIN
        ]

    def dictionary(self) -> str:
        """Return the body of the dictionary's page: from each framework to the others, entries."""
        entries = list(entries_of(self.comparison.dictionary, self.matrix))
        return self._draw(
            "dictionary.md.j2",
            known={
                framework: sorted(
                    (entry for entry in entries if entry.words[framework].terms),
                    key=lambda entry: in_order(entry.words[framework].terms[0]),
                )
                for framework in self.matrix.frameworks
            },
            groups={
                name: [entry for entry in entries if entry.row in section.criteria]
                for name, section in self.matrix.sections.items()
            },
            titles={key: row.title for _, key, row in self.matrix.rows()},
        )

    def changelog(self, log: Sequence[Step]) -> str:
        """Return what changed for readers, newest first, as Markdown.

        log: the steps of the history that changed something.
        """
        return self._draw("changelog.md.j2", log=log, **self._changed(self.url))

    def changed(self, step: Step, site: str) -> str:
        """Return what one step of the history changed as HTML that can stand anywhere.

        site: the address of the site, with a slash at its end.
        """
        shown = self._changed(lambda target: site + target)
        return self._draw("changed.html.j2", step=step, **shown)

    def _changed(self, leads: Callable[[str], str]) -> dict[str, Any]:
        """Return what the templates of changes need; leads: the way to a place on the site."""
        places = {
            key: name
            for name, section in self.matrix.sections.items()
            for row, criterion in section.criteria.items()
            for key in (row, *criterion.formerly)
        }
        return {"names": NAMES, "places": places, "leads": leads}

    def tasks(self) -> str:
        """Return the list of all tasks as HTML."""
        return self._draw("tasks.html.j2")

    def exhibit(self, key: str) -> str:
        """Return what was measured of one thing as a chart and a table."""
        measured, known = self._measured()
        exhibit = self._named("exhibit", known, key)
        lines = [
            (self._subject(measured, subject), cells) for subject, cells in exhibit.lines.items()
        ]
        drawn = [
            Line(
                label.replace("`", ""),
                self._column(measured, subject),
                *(cell.median, cell.low, cell.high, number(cell.median)),
            )
            for (subject, cells), (label, _) in zip(exhibit.lines.items(), lines, strict=True)
            if exhibit.chart is not None and (cell := cells[exhibit.chart])
        ]
        column = exhibit.columns[exhibit.chart or 0]
        axis = column if exhibit.unit in column else f"{exhibit.unit}, {column}"
        return self._draw(
            "exhibit.html.j2", exhibit=exhibit, lines=lines, chart=drawn and ranges(drawn, axis)
        )

    def measured(self, key: str, subject: str, column: str = "") -> str:
        """Return one figure of an exhibit, for a sentence: the median, and from where to where."""
        exhibit = self._named("exhibit", self._measured()[1], key)
        self._named("subject", exhibit.lines, subject)
        self._named("column", dict.fromkeys(exhibit.columns), column or exhibit.columns[0])
        cell = exhibit.cell(subject, column)
        if cell is None:
            raise LookupError(f'measured("{key}", "{subject}", "{column}"): no sample counts')
        return said(cell)

    def conditions(self) -> str:
        """Return the machine, the releases and the day of what was measured, as HTML."""
        measured, _ = self._measured()
        marked = [one.other > measured.bound for load in measured.loads for one in load.samples]
        return self._draw(
            "conditions.html.j2", measured=measured, marked=sum(marked), samples=len(marked)
        )

    def _measured(self) -> tuple[Measurements, Mapping[str, Exhibit]]:
        if not self.comparison.measurements:
            raise LookupError(f"{measurements.FILE} is missing; write it: make bench")
        return self.comparison.measurements, self.comparison.figures

    def _subject(self, measured: Measurements, subject: str) -> str:
        names = [measured.subjects[part].label for part in subject.split("/")]
        return " ÷ ".join(names)

    def _column(self, measured: Measurements, subject: str) -> int | None:
        framework = measured.subjects[subject.partition("/")[0]].framework
        return list(self.matrix.frameworks).index(framework) if framework else None

    def levels(self) -> str:
        """Return the definition of every level as HTML."""
        return self._draw("levels.html.j2", levels=LEVEL_MEANS)

    def summary(self, kind: str, name: str) -> str:
        """Return the sentence that describes the page of a "section" or a "task"."""
        pages: dict[str, Any] = {"section": self.matrix.sections, "task": self.matrix.tasks}
        return str(self._named(kind, pages[kind], name).summary)

    def url(self, target: str) -> str:
        """Return the way from this page to another, both given below the site's address."""
        page, _, fragment = target.partition("#")
        if page == self.page and fragment:
            return f"#{fragment}"
        return "../" * self.read_from.count("/") + target or "./"

    def _draw(self, template: str, **context: Any) -> str:
        where = {row: section for section, row, _ in self.matrix.rows()}
        drawn = TEMPLATES.get_template(template).render(
            matrix=self.matrix,
            frameworks=self.matrix.frameworks,
            links=self.links,
            url=self.url,
            row_url=lambda row, cell="": self.url(f"{where[row]}/#{row}{cell and '--' + cell}"),
            **context,
        )
        return f"\n{drawn}\n"

    def _shows(self, proof: str, framework: str) -> tuple[str, str]:
        """Return the task of a proof, and what the test says that it shows of a framework."""
        task, _, test = proof.partition("::")
        shows = (
            exchange.shows[framework]
            for exchange in self.comparison.exchanges[task]
            if exchange.tests.get(framework) == test
        )
        return task, next(shows)

    def _names(self, frameworks: Sequence[str]) -> str:
        names = [self.matrix.frameworks[framework].name for framework in frameworks]
        return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))

    @staticmethod
    def _named(kind: str, known: Mapping[str, Any], name: str) -> Any:
        if name not in known:
            raise LookupError(
                f'{kind}("{name}"): there is no such {kind}; {did_you_mean(name, known)}'
            )
        return known[name]
