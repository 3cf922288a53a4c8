"""Draw the page of each task, with its programs and what they answer, and the list of all."""

from pathlib import Path

from comparison.load.programs import MAIN, shown
from comparison.markdown import LANGUAGES, size
from comparison.pages import exchange_view
from comparison.pages.page import Page, named


def tasks(page: Page) -> str:
    """Return the list of all tasks as HTML, by the section of the first row that each answers."""
    matrix = page.comparison.matrix
    first = {name: section for section, _, row in [*matrix.rows()][::-1] for name in row.tasks}
    groups: dict[str, list[str]] = {}
    for name in matrix.tasks:
        groups.setdefault(first.get(name, ""), []).append(name)
    recorded = page.comparison.exchanges
    return page.draw(
        "tasks.html.j2",
        groups=groups,
        requests={name: len(recorded[name]) for name in matrix.tasks},
        differing={
            name: sum(map(exchange_view.differing, recorded[name])) for name in matrix.tasks
        },
    )


def task(page: Page, name: str) -> str:
    """Return the body of a task's page as Markdown: programs, what they answer, notes."""
    matrix = page.comparison.matrix
    content = named("task", matrix.tasks, name)
    folder = page.root / "snippets" / name
    programs = page.programs(name)
    rows = {key: row for _, key, row in matrix.rows() if name in row.tasks}

    return page.draw(
        "task.md.j2",
        name=name,
        task=content,
        programs=programs,
        beside={framework: _beside(folder / framework, page.root) for framework in programs},
        exchanges=exchange_view.views(page.comparison.exchanges[name]),
        rows=rows,
        proven=[
            key
            for key, row in rows.items()
            if any(proof.startswith(f"{name}::") for proof in row.proofs)
        ],
        sizes={framework: size(code) for framework, code in programs.items()},
    )


def _beside(folder: Path, root: Path) -> list[tuple[str, str, str]]:
    """Return the other files of a program: language, path in the repository, and text."""
    return [
        (LANGUAGES[file.suffix], str(file.relative_to(root)), file.read_text("utf-8"))
        for file in shown(folder)
        if file != folder / MAIN
    ]
