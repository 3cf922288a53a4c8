"""Hold what is needed to draw a part of a page: the data, its address and the templates."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from comparison.load.errors import Invalid, did_you_mean
from comparison.load.loader import ROOT
from comparison.load.programs import MAIN
from comparison.markdown import fenced, heading, inline, label, literal
from comparison.model.answers import NOT_LOOKED_AT
from comparison.model.comparison import Comparison, Key
from comparison.model.dictionary import entries_of
from comparison.model.figures import number
from comparison.model.probes import row_of
from comparison.pages.answers import views
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
TEMPLATES.filters.update(inline=inline, heading=heading, label=label, number=number)
TEMPLATES.globals.update(fenced=fenced, NOT_LOOKED_AT=NOT_LOOKED_AT)

COLUMNS = 4
"""How many columns have colours and marks of their own in docs/assets/site.css."""


class Shown(NamedTuple):
    """What a proof shows of a framework, and where it does."""

    title: str
    """The title of the task, or of the probe's row."""
    address: str
    """The page of the task, or the probe's place on its row's page, below the site's address."""
    text: str


@dataclass(frozen=True)
class Page:
    """What every macro that draws a part of a page is given."""

    comparison: Comparison
    address: str = ""
    """The page's address below the site's, such as code/hello/."""
    root: Path = ROOT
    """The folder of the programs that are shown."""
    changes: Mapping[Key, date] = field(default_factory=dict)
    """The day on which each answer last changed, as far as that is known."""
    links: Links | None = None
    """Where answers are edited and reported; None without a repository."""
    read_from: str | None = None
    """The address or file from which relative links are read; the page's address if None."""

    def url(self, target: str) -> str:
        """Return the way from this page to another, both given below the site's address."""
        address, _, fragment = target.partition("#")
        if address == self.address and fragment:
            return f"#{fragment}"
        read_from = self.address if self.read_from is None else self.read_from
        return "../" * read_from.count("/") + target or "./"

    def place(self, framework: str) -> str:
        """Return the class of a column, which has its colours and its mark: by place, not name."""
        return f"cmp-c{list(self.comparison.matrix.frameworks).index(framework) % COLUMNS + 1}"

    def row_url(self, row: str, framework: str = "") -> str:
        """Return the way from this page to a row, or to the answer of a framework."""
        return self.url(self.row_address(row) + (framework and f"#{framework}"))

    def row_address(self, row: str) -> str:
        """Return the address of a row's page, below the site's."""
        return f"{self._sections[row]}/{row}/"

    def address_of(self, page: str, key: str) -> str:
        """Return the address of a thing beside the matrix, below the site's.

        page: the page of all of its kind, such as claims; an entry of the dictionary and a claim
        stand whole on a page of their section.
        """
        rows = {"dictionary": self._entry_rows, "claims": self._claim_rows}.get(page)
        return f"{page}/{self._sections[rows[key]]}/#{key}" if rows else f"{page}/#{key}"

    @cached_property
    def _entry_rows(self) -> dict[str, str]:
        entries = entries_of(self.comparison.dictionary, self.comparison.matrix)
        return {entry.anchor: entry.row for entry in entries}

    @cached_property
    def _claim_rows(self) -> dict[str, str]:
        return {key: claim.rows[0] for key, claim in self.comparison.claims.claims.items()}

    @cached_property
    def _titles(self) -> dict[str, str]:
        return {key: row.title for _, key, row in self.comparison.matrix.rows()}

    @cached_property
    def _sections(self) -> dict[str, str]:
        """The section of each row: a table has hundreds of links."""
        return {key: section for section, key, _ in self.comparison.matrix.rows()}

    def draw(self, template: str, **context: Any) -> str:
        """Return what a template makes of the data and of what else it is given."""
        matrix = self.comparison.matrix
        drawn = TEMPLATES.get_template(template).render(
            matrix=matrix,
            frameworks=matrix.frameworks,
            links=self.links,
            url=self.url,
            place=self.place,
            row_url=self.row_url,
            url_of=lambda at, key: self.url(self.address_of(at, key)),
            views=lambda row: views(matrix, row),
            titles=self._titles,
            shows=self.shows,
            ran=self.ran,
            **context,
        )
        return f"\n{drawn}\n"

    def files(self, task: str) -> dict[str, str]:
        """Return where the program of a task lies for each framework that has one."""
        matrix = self.comparison.matrix
        having = [key for key in matrix.frameworks if key not in matrix.tasks[task].absent]
        return {key: f"snippets/{task}/{key}/{MAIN}" for key in having}

    def programs(self, task: str) -> dict[str, str]:
        """Return the program of a task as text for each framework that has one."""
        return {key: (self.root / at).read_text("utf-8") for key, at in self.files(task).items()}

    def ran(self, proof: str, framework: str) -> bool:
        """Return whether a test or a probe is recorded for a framework."""
        task, _, test = proof.rpartition("::")
        if row := row_of(proof):
            return framework in self.comparison.probes[row].tests[test].frameworks
        recorded = self.comparison.exchanges.get(task, ())
        return any(exchange.tests.get(framework) == test for exchange in recorded)

    def shows(self, proof: str, framework: str) -> Shown:
        """Return what a test or a probe says that it shows of a framework."""
        task, _, test = proof.rpartition("::")
        if row := row_of(proof):
            address = f"{self.row_address(row)}#{test}"
            return Shown(self._titles[row], address, self.comparison.probes[row].tests[test].shows)
        shown = (
            exchange.shows[framework]
            for exchange in self.comparison.exchanges[task]
            if exchange.tests.get(framework) == test
        )
        return Shown(self.comparison.matrix.tasks[task].title, f"code/{task}/", next(shown))


def named(kind: str, known: Mapping[str, Any], name: str) -> Any:
    """Return what is known by a name; raises LookupError with the nearest name if there is none."""
    if name not in known:
        raise LookupError(f'{kind}("{name}"): there is no such {kind}; {did_you_mean(name, known)}')
    return known[name]


def mistakes(invalid: Invalid) -> str:
    """Return what is shown in place of what cannot be drawn, as HTML."""
    drawn = TEMPLATES.get_template("mistakes.html.j2").render(mistakes=map(str, invalid.mistakes))
    return f"\n{drawn}\n"
