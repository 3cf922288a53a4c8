"""A grown project in; the same pages as somebody would write them by hand in Markdown, out.

The reference for what the project's own way to draw pages costs: the same theme, settings and
scripts build them, without macros and data. Pipe tables stand for the tables, a heading for each
answer and each request, lists for sources and tests, fences for programs and for what servers
answered. They have all words, links and code of the pages. What nobody would write by hand is left
out, which favours them: buttons, boxes to tick, filters, links to exports, icons of levels, marks
where answers differ. They keep out of the search index what the pages do, as far as Markdown can:
what stands below a heading, not tables.
"""

import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from markupsafe import Markup

from comparison.export import cells
from comparison.load.loader import load
from comparison.markdown import fenced, place, size
from comparison.model.levels import LEVEL_MEANS
from comparison.model.matrix import Answer, Criterion, Matrix, Task
from comparison.pages import exchange_view
from comparison.pages.drawing import Drawing

NOT_INDEXED = "{: data-search-exclude }"
TITLED = "{: #page_title }"
COMPUTED = "Comments, blank lines and layout are not counted; a longer program is not a worse one."
RECORDED = (
    "Each request went to every program, started as the tests start it. The answers are recorded;"
    " a test fails when a server answers otherwise. Marked: what another program answers"
    " differently."
)
Row = tuple[str, str, Criterion]
"""The keys of a section and of a row, and the row."""


def write(project: Path, folder: Path) -> Path:
    """Write a grown project without small pages as Markdown into a new folder; return that."""
    shutil.copytree(project, folder, ignore=shutil.ignore_patterns("site", ".cache", "*.md"))
    settings = (project / "mkdocs.yml").read_text("utf-8")
    own = r"(?m)^  - macros:\n(?:      .*\n)+|^hooks:\n(?:  .*\n)+"
    without, count = re.subn(own, "", settings)
    assert count == 2, "mkdocs.yml does not look as it did"
    (folder / "mkdocs.yml").write_text(without, "utf-8")
    for name, blocks in pages(load(project), project):
        file = folder / "docs" / name
        file.parent.mkdir(exist_ok=True)
        file.write_text("\n\n".join(blocks) + "\n", "utf-8")
    return folder


def pages(matrix: Matrix, project: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield the blocks of each page with the name of its file in docs/."""
    rows = list(matrix.rows())
    shown = (project / "docs/index.md").read_text("utf-8")
    first = [row for row in rows if f'"{row[1]}"' in shown]
    yield "index.md", ["# At a glance", *_table(matrix, first, grouped=True)]
    yield "all.md", ["# All rows", *_table(matrix, rows, grouped=True)]
    counted = " ".join(Markup(Drawing(matrix).coverage()).striptags().split())
    levels = _listed(f"{level}: {meaning}" for level, meaning in LEVEL_MEANS.items())
    yield "about.md", ["# About", counted, "## Levels", levels]
    tasks = matrix.tasks.items()
    listed = _listed(f"[{task.title}]({key}.md) {cells.plain(task.summary)}" for key, task in tasks)
    yield "code/index.md", ["# Code", listed]
    for name in matrix.sections:
        yield f"{name}.md", list(_section(matrix, name, project))
    for name, task in tasks:
        yield f"code/{name}.md", list(_task(matrix, name, task, project))


def _table(matrix: Matrix, rows: list[Row], grouped: bool = False, own: str = "") -> list[str]:
    """Return a table of rows, under their sections if grouped; own: the section of the page."""
    checked = (
        f"{one.release}: every answer checked {_day(one.checked.date)}"
        for one in matrix.frameworks.values()
    )
    lines = cells.head([one.release for one in matrix.frameworks.values()])
    for number, (section, key, row) in enumerate(rows):
        page = "" if section == own else f"{section}.md"
        if grouped and section != rows[number - 1][0]:
            lines.append(cells.line([f"[{matrix.sections[section].title}]({page})"]))
        answers = (
            f"{_level(answer)} {cells.said(answer.said)}"
            f" [{_proof(answer)}]({page}#{key}--{framework})"
            for framework, answer in row.answers.items()
        )
        lines.append(cells.line([f"[{row.title}]({page}#{key})", *answers]))
    means = "[What the levels mean](about.md#levels)"
    return [f"{'; '.join(checked)}.", "\n".join(lines), means]


def _section(matrix: Matrix, name: str, project: Path) -> Iterator[str]:
    section = matrix.sections[name]
    yield from (f"# {section.title} {TITLED}", cells.plain(section.summary))
    yield from _table(matrix, [row for row in matrix.rows() if row[0] == name], own=name)
    for key, row in section.criteria.items():
        yield from (f"## {row.title} {{: #{key} }}", cells.plain(row.asks))
        for framework, answer in row.answers.items():
            column = matrix.frameworks[framework]
            yield f"### {column.name} {{: #{key}--{framework} }}"
            yield from _answer(matrix, framework, answer, project)
        words = (
            f"{matrix.frameworks[framework].name} words: {', '.join(f'`{one}`' for one in terms)}"
            for framework, terms in row.terms.items()
        )
        yield " ".join(words)
        tasks = (f"[{matrix.tasks[task].title}](code/{task}.md)" for task in row.tasks)
        yield f"In code: {', '.join(tasks)}"


def _answer(matrix: Matrix, framework: str, answer: Answer, project: Path) -> Iterator[str]:
    yield from filter(None, (_level(answer), cells.said(answer.said)))
    yield cells.said(answer.note or "")
    if answer.proof:
        yield "Shown by a test"
        tests = [proof.partition("::")[::2] for proof in answer.proof]
        yield _listed(
            f"[{matrix.tasks[task].title}](code/{task}.md):"
            f" {cells.said(exchange['shows'][framework])}"
            for task, test in tests
            for exchange in _recorded(project, task)
            if exchange["tests"][framework] == test
        )
    yield "Sources" if len(answer.sources) > 1 else "Source"
    yield _listed(f"[{place(source)}]({source})" for source in answer.sources)
    checked = matrix.frameworks[framework].checked
    yield (
        "Changed: unknown, the history is not at hand. Checked with"
        f" {checked.version} on {_day(checked.date)}."
    )


def _task(matrix: Matrix, name: str, task: Task, project: Path) -> Iterator[str]:
    yield from (f"# {task.title} {TITLED}", cells.plain(task.summary), "[All tasks](index.md)")
    yield f"## The programs {NOT_INDEXED}"
    sizes = []
    for framework, column in matrix.frameworks.items():
        file = f"snippets/{name}/{framework}/app.py"
        program = (project / file).read_text("utf-8")
        sizes.append(f"{column.name} {size(program)}")
        yield f'=== "{column.name}"'
        for code, language, title in (
            (program, "python", file),
            (column.install, "text", "Install"),
            (column.develop, "text", "Start, in the program's folder, while you write"),
            (column.serve, "text", "Start as the tests did"),
        ):
            yield re.sub(r"(?m)^(?=.)", "    ", fenced(code, language, title))
    yield f"Size, computed: {'; '.join(sizes)}. {COMPUTED}"
    yield from ("## What to note", _listed(cells.said(note) for note in task.notes))
    yield from (f"## What they answer {NOT_INDEXED}", RECORDED)
    for exchange in _recorded(project, name):
        yield from _exchange(matrix, exchange)
    yield f"## Rows this answers in code {NOT_INDEXED}"
    yield _listed(
        f"[{row.title}](../{section}.md#{key})"
        + (", which its tests prove" if any(one.proof for one in row.answers.values()) else "")
        for section, key, row in matrix.rows()
        if name in row.tasks
    )


def _exchange(matrix: Matrix, recorded: dict[str, Any]) -> Iterator[str]:
    def named(frameworks: Sequence[str]) -> str:
        *before, last = (matrix.frameworks[framework].name for framework in frameworks)
        return " and ".join(filter(None, [", ".join(before), last]))

    exchange = exchange_view.shown(recorded, named)
    asked = exchange["request"]
    yield f"### `{asked['method']} {asked['path']}` {NOT_INDEXED}"
    if exchange["shared"]:
        yield cells.said(exchange["shared"])
    for answer in exchange["answers"]:
        yield f"{answer['names']} {_what(len(exchange['answers']))}"
        yield f"{answer['status']} {answer['media_type']}"
        if not exchange["shared"]:
            yield cells.said(answer["shows"])
        body = "\n".join(line for line, _ in answer["lines"])
        yield f"```text\n{body}\n```"


def _what(answers: int) -> str:
    return "answers" if answers > 1 else "answer the same JSON"


def _recorded(project: Path, task: str) -> list[dict[str, Any]]:
    return exchange_view.recorded(project / f"snippets/{task}/exchanges.json")


def _listed(items: Iterable[str]) -> str:
    return "\n".join(f"- {item}" for item in items)


def _level(answer: Answer) -> str:
    return answer.level.value if answer.level else ""


def _proof(answer: Answer) -> str:
    count = len(answer.sources)
    return f"note, {count} source{'s' if count > 1 else ''}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
