"""What no type can say: whether the parts of the matrix, the programs and the pages fit together.

Each check takes the data as it was read, valid or not, so that all mistakes come in one run, and
yields pairs of a path and what is wrong there.
"""

import re
from collections.abc import Collection, Iterator
from pathlib import Path as Folder
from typing import Any

from comparison.mistakes import Path, did_you_mean
from comparison.model import WITHOUT_SOURCE

Finding = tuple[Path, str]


def findings(data: object, root: Folder) -> Iterator[Finding]:
    """Yield everything that does not fit; root is the folder that holds snippets/ and docs/."""
    matrix = _mapping(data)
    frameworks, tasks = list(_mapping(matrix.get("frameworks"))), _mapping(matrix.get("tasks"))
    seen: dict[str, str] = {}
    for path, criterion in _criteria(matrix):
        section, name = str(path[1]), str(path[3])
        if seen.setdefault(name, section) != section:
            yield path, f'section "{seen[name]}" has this key too; a row has one address'
        yield from _unknown((*path, "tasks"), _list(criterion.get("tasks")), "task", tasks)
        yield from _answers((*path, "answers"), criterion.get("answers"), frameworks)
    for name, task in tasks.items():
        for part in ("install", "serve", "absent"):
            named = _mapping(_mapping(task).get(part))
            for key, what in _unknown((), list(named), "framework", frameworks):
                yield ("tasks", name, part, list(named)[int(key[0])]), what
    yield from _programs(tasks, frameworks, root)
    yield from _pages(_mapping(matrix.get("sections")), tasks, root / "docs")


def _criteria(matrix: dict[str, Any]) -> Iterator[tuple[Path, dict[str, Any]]]:
    for section, content in _mapping(matrix.get("sections")).items():
        for name, criterion in _mapping(_mapping(content).get("criteria")).items():
            yield ("sections", section, "criteria", name), _mapping(criterion)


def _answers(path: Path, value: object, frameworks: list[str]) -> Iterator[Finding]:
    answers = _mapping(value)
    for framework in frameworks:
        if isinstance(value, dict) and framework not in answers:
            yield (
                (*path, framework),
                "missing; write an answer, if only with the level unknown and a note",
            )
    for framework in answers:
        if framework not in frameworks:
            yield (*path, framework), f"no such framework; {did_you_mean(framework, frameworks)}"
    levels = {name: _mapping(answer).get("level") for name, answer in answers.items()}
    for framework, level in levels.items():
        if level is None and any(levels.values()):
            yield (*path, framework), "has no level, another answer has; give one to all or to none"
        yield from _sources((*path, framework), _mapping(answers[framework]), level)


def _sources(path: Path, answer: dict[str, Any], level: object) -> Iterator[Finding]:
    sources = _list(answer.get("sources"))
    if level in WITHOUT_SOURCE and not answer.get("note"):
        yield path, f'the level "{level}" needs a note that says why'
    if level not in WITHOUT_SOURCE and not sources and "sources" not in answer:
        yield (*path, "sources"), "missing; name at least one primary source"
    elif level not in WITHOUT_SOURCE and answer.get("sources") == []:
        yield (*path, "sources"), "is empty; name at least one primary source"
    for index, source in enumerate(sources):
        if source in sources[:index]:
            yield (*path, "sources", index), "is listed twice; remove one"


def _programs(tasks: dict[str, Any], frameworks: list[str], root: Folder) -> Iterator[Finding]:
    for name, task in tasks.items():
        if not re.fullmatch(r"[a-z0-9-]+", name):
            continue
        absent = _mapping(_mapping(task).get("absent"))
        programs = [f"{key}/app.py" for key in frameworks if key not in absent]
        for wanted in (*programs, "test_contract.py"):
            if not (root / "snippets" / name / wanted).is_file():
                yield ("tasks", name), f"snippets/{name}/{wanted} is missing; add the file"
        for key in absent:
            if (root / "snippets" / name / key).exists():
                yield ("tasks", name, "absent", key), f"snippets/{name}/{key}/ exists; remove one"
    for folder in _folders(root / "snippets"):
        if folder.name not in tasks:
            what = f"snippets/{folder.name}/ is a folder that no task names"
            yield ("tasks",), f"{what}; {did_you_mean(folder.name, tasks)}"
            continue
        for inner in _folders(folder):
            if inner.name not in frameworks:
                what = f"snippets/{folder.name}/{inner.name}/ belongs to no framework"
                yield ("tasks", folder.name), f"{what}; {did_you_mean(inner.name, frameworks)}"


def _pages(sections: dict[str, Any], tasks: dict[str, Any], docs: Folder) -> Iterator[Finding]:
    wanted = [("sections", name, f"{name}.md", "section") for name in sections]
    wanted += [("tasks", name, f"code/{name}.md", "task") for name in tasks]
    for kind, name, page, macro in wanted:
        if re.fullmatch(r"[a-z0-9-]+", name) and not (docs / page).is_file():
            line = f'{{{{ {macro}("{name}") }}}}'
            yield (kind, name), f"docs/{page} is missing; add it with this one line: {line}"


def _folders(parent: Folder) -> list[Folder]:
    if not parent.is_dir():
        return []
    return sorted(f for f in parent.iterdir() if f.is_dir() and not f.name.startswith(("__", ".")))


def _unknown(path: Path, names: list[Any], kind: str, known: Collection[str]) -> Iterator[Finding]:
    for index, name in enumerate(names):
        if isinstance(name, str) and name not in known:
            yield (*path, index), f"there is no {kind} {name}; {did_you_mean(name, known)}"


def _mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
