"""Draw the matrix: records go in; HTML, and Markdown for headings and code tabs, come out."""

import io
import json
import re
import tokenize
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markdown_it import MarkdownIt
from markupsafe import Markup

from comparison import facts
from comparison.load import ROOT
from comparison.mistakes import did_you_mean
from comparison.model import LEVEL_MEANS, Criterion, Level, Matrix

MARKDOWN = MarkdownIt("zero").enable(["backticks", "emphasis", "link", "escape"])
"""Inline CommonMark of answers and notes: code, emphasis and https links; all else is text."""
MARKDOWN.validateLink = lambda url: url.startswith("https://")  # type: ignore[method-assign]
LAYOUT = {
    *(tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE),
    *(tokenize.INDENT, tokenize.DEDENT, tokenize.ENCODING, tokenize.ENDMARKER),
}
"""Tokens that say nothing to a reader of the program."""


def inline(text: str) -> Markup:
    """Return an answer or a note as HTML, with everything that is not allowed as harmless text."""
    return Markup(MARKDOWN.renderInline(text))


def heading(text: str) -> Markup:
    """Return plain text for a Markdown heading or tab: neither language sees a sign of its own."""
    plain = " ".join(text.split())
    return Markup(re.sub(r"[^\w ]|_", lambda sign: f"&#{ord(sign[0])};", plain))


def place(url: str) -> str:
    """Return where a source leads, in a few words: host or repository, page, and section."""
    parts = urlsplit(url)
    steps = [step for step in parts.path.split("/") if step not in {"", "en", "stable", "latest"}]
    home = str(parts.hostname).removeprefix("www.")
    if steps[2:3] in (["blob"], ["raw"]):
        home, steps = f"{steps[1]} {steps[3][:10]}", steps[4:]
    section = f" § {parts.fragment}" if parts.fragment else ""
    return f"{home}: {'/'.join(steps[-2:]) or 'home'}{section}"


def fenced(code: str, language: str, title: str) -> Markup:
    """Return a code block as Markdown; the fence is longer than any run of backticks inside."""
    longest = max((len(run) for run in re.findall("`+", code)), default=0)
    fence = "`" * max(3, longest + 1)
    block = f'{fence} {{.{language} title="{title}"}}\n{code.rstrip()}\n{fence}'
    return Markup(block)


def pretty(body: object, indent: str = "") -> str:
    """Return the body of a recorded message as text: JSON indented, lists of plain values short."""
    inner = indent + "  "
    if isinstance(body, str) and not indent:
        return body
    if isinstance(body, dict) and body:
        lines = [f"{inner}{json.dumps(key)}: {pretty(value, inner)}" for key, value in body.items()]
        return "{\n" + ",\n".join(lines) + f"\n{indent}}}"
    if isinstance(body, list) and any(isinstance(item, dict | list) for item in body):
        lines = [inner + pretty(item, inner) for item in body]
        return "[\n" + ",\n".join(lines) + f"\n{indent}]"
    return json.dumps(body, ensure_ascii=False)


def size(code: str) -> str:
    """Return how large a program is: lines with code on them, and tokens as Python counts them."""
    shown = [
        token
        for token in tokenize.generate_tokens(io.StringIO(code).readline)
        if token.type not in LAYOUT
    ]
    return f"{len({token.start[0] for token in shown})} lines of code, {len(shown)} tokens"


TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=True,
)
TEMPLATES.filters.update(inline=inline, heading=heading, place=place, pretty=pretty)
TEMPLATES.globals.update(fenced=fenced)


class Drawing:
    """What the macros draw on one page of the site."""

    def __init__(
        self,
        matrix: Matrix,
        page: str = "",
        root: Path = ROOT,
        changes: dict[tuple[str, str], date] | None = None,
    ) -> None:
        """Take what all drawings need.

        page: the page's address below the site's, such as code/hello/; root: the folder of the
        files; changes: the day on which each answer, by row and framework, last changed.
        """
        self.matrix = matrix
        self.page = page
        self.root = root
        self.changes = changes or {}

    def table(self, rows: Collection[str] = (), section: str | None = None) -> str:
        """Return the named rows, or those of a section, or all, as one HTML table."""
        known = {key: row for _, key, row in self._criteria()}
        for key in rows:
            self._named("row", known, key)
        wanted = rows or known
        names = [section] if section else list(self.matrix.sections)
        groups = {
            name: {key: row for at, key, row in self._criteria() if at == name and key in wanted}
            for name in names
        }
        return self._draw("table.html.j2", groups=groups, grouped=section is None)

    def coverage(self) -> str:
        """Return one line that counts what the matrix holds."""
        rows = [row for _, _, row in self._criteria()]
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
            facts=facts.read(self.root),
            shows=self._shows,
        )

    def task(self, name: str) -> str:
        """Return the body of a task's page as Markdown: programs, what they answer, notes."""
        task = self._named("task", self.matrix.tasks, name)
        folder = self.root / "snippets" / name
        programs = {
            framework: (folder / framework / "app.py").read_text("utf-8")
            for framework in self.matrix.frameworks
            if framework not in task.absent
        }
        tests = {
            framework: file.read_text("utf-8")
            for framework in programs
            if (file := folder / framework / "test_app.py").is_file()
        }
        return self._draw(
            "task.md.j2",
            name=name,
            task=task,
            programs=programs,
            tests=tests,
            exchanges=[self._exchange(exchange) for exchange in self._recorded(name)],
            rows=[(key, row) for _, key, row in self._criteria() if name in row.tasks],
            proven=[
                key
                for _, key, row in self._criteria()
                for answer in row.answers.values()
                if any(proof.startswith(f"{name}::") for proof in answer.proof)
            ],
            sizes={framework: size(code) for framework, code in programs.items()},
        )

    def tasks(self) -> str:
        """Return the list of all tasks as HTML."""
        return self._draw("tasks.html.j2")

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
        return "../" * self.page.count("/") + target or "./"

    def _draw(self, template: str, **context: Any) -> str:
        where = {row: section for section, row, _ in self._criteria()}
        drawn = TEMPLATES.get_template(template).render(
            matrix=self.matrix,
            frameworks=self.matrix.frameworks,
            url=self.url,
            row_url=lambda row, cell="": self.url(f"{where[row]}/#{row}{cell and '--' + cell}"),
            **context,
        )
        return f"\n{drawn}\n"

    def _criteria(self) -> Iterator[tuple[str, str, Criterion]]:
        for name, section in self.matrix.sections.items():
            for key, criterion in section.criteria.items():
                yield name, key, criterion

    def _shows(self, proof: str, framework: str) -> tuple[str, str]:
        """Return the task of a proof, and what the test says that it shows of a framework."""
        task, _, test = proof.partition("::")
        shows = (
            e["shows"][framework] for e in self._recorded(task) if e["tests"].get(framework) == test
        )
        return task, next(shows)

    def _recorded(self, task: str) -> list[dict[str, Any]]:
        file = f"snippets/{task}/exchanges.json"
        try:
            exchanges: list[dict[str, Any]] = json.loads((self.root / file).read_text("utf-8"))[
                "exchanges"
            ]
        except (OSError, ValueError, LookupError) as error:
            raise LookupError(f"{file} cannot be read ({error}); write it: make record") from None
        return exchanges

    def _exchange(self, exchange: dict[str, Any]) -> dict[str, Any]:
        """Return a recorded exchange; responses with the same words and content are one."""
        answers = [
            {"names": self._names([framework]), "shows": exchange["shows"][framework], **response}
            for framework, response in exchange["responses"].items()
        ]
        if len({json.dumps(answer | {"names": ""}, sort_keys=True) for answer in answers}) == 1:
            answers = [answers[0] | {"names": self._names(list(exchange["responses"]))}]
        texts = [text for text, _ in groupby(exchange["shows"].values())]
        shared = texts[0] if len(texts) == 1 else ""
        return {"request": exchange["request"], "answers": answers, "shared": shared}

    def _names(self, frameworks: Sequence[str]) -> str:
        names = [self.matrix.frameworks[framework].name for framework in frameworks]
        return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))

    @staticmethod
    def _named(kind: str, known: dict[str, Any], name: str) -> Any:
        if name not in known:
            raise LookupError(
                f'{kind}("{name}"): there is no such {kind}; {did_you_mean(name, known)}'
            )
        return known[name]
