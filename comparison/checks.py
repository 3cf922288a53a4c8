"""What no type can say: whether the parts of the matrix, the programs and the pages fit together.

Each check takes the data as it was read, valid or not, so that all mistakes come in one run, and
yields pairs of a path and what is wrong there.
"""

import json
import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path as Folder
from typing import Any

from comparison.mistakes import Path, did_you_mean
from comparison.model import ID, WITHOUT_SOURCE

Finding = tuple[Path, str]
Facts = dict[str, dict[str, str]]
"""Per framework, the facts that an answer may name."""


def findings(data: object, facts: Facts, root: Folder, proofs: bool) -> Iterator[Finding]:
    """Yield everything that does not fit.

    facts: what is known of each framework; root: the folder that holds snippets/ and docs/;
    proofs: whether the recordings that prove answers must be there already.
    """
    matrix = _mapping(data)
    frameworks, tasks = _mapping(matrix.get("frameworks")), _mapping(matrix.get("tasks"))
    if not matrix:
        return
    yield from _rows(_mapping(matrix.get("sections")), frameworks, tasks, facts)
    for name, task in tasks.items():
        for part in ("install", "serve", "absent"):
            for key in _mapping(_mapping(task).get(part)):
                yield from _known(("tasks", name, part, key), key, "framework", frameworks)
        yield from _programs(name, _mapping(task), frameworks, root / "snippets")
    if proofs:
        yield from _proofs(_mapping(matrix.get("sections")), root / "snippets")
    yield from _folders_without_a_task(root / "snippets", tasks, frameworks)
    yield from _pages("section", _mapping(matrix.get("sections")), root, "docs")
    yield from _pages("task", tasks, root, "docs/code")


def _rows(
    sections: dict[str, Any], frameworks: Collection[str], tasks: Collection[str], facts: Facts
) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for section, content in sections.items():
        for name, criterion in _mapping(_mapping(content).get("criteria")).items():
            path: Path = ("sections", section, "criteria", name)
            if seen.setdefault(name, section) != section:
                yield path, f'section "{seen[name]}" has this key too; a row has one address'
            row = _mapping(criterion)
            yield from _twice((*path, "tasks"), _list(row.get("tasks")))
            for index, task in enumerate(_list(row.get("tasks"))):
                yield from _known((*path, "tasks", index), task, "task", tasks)
            for key in _mapping(row.get("terms")):
                yield from _known((*path, "terms", key), key, "framework", frameworks)
            if isinstance(row.get("answers"), dict):
                yield from _answers((*path, "answers"), row["answers"], frameworks)
                yield from _facts((*path, "answers"), row["answers"], facts)


def _answers(path: Path, answers: dict[str, Any], frameworks: Collection[str]) -> Iterator[Finding]:
    for framework in frameworks:
        if framework not in answers:
            what = "missing; write an answer, if only with the level unknown and a note"
            yield (*path, framework), what
    levels = {name: _mapping(answer).get("level") for name, answer in answers.items()}
    for framework, level in levels.items():
        here, answer = (*path, framework), _mapping(answers[framework])
        yield from _known(here, framework, "framework", frameworks)
        if level is None and any(levels.values()):
            yield here, "has no level, another answer has; give one to all or to none"
        free = isinstance(level, str) and level in WITHOUT_SOURCE
        if free and not answer.get("note"):
            yield here, f'the level "{level}" needs a note that says why'
        yield from _sources((*here, "sources"), answer, not free and "fact" not in answer)


def _facts(path: Path, answers: dict[str, Any], facts: Facts) -> Iterator[Finding]:
    for framework, answer in answers.items():
        here, given = (*path, framework), _mapping(answer)
        if isinstance(answer, dict) and ("answer" in given) == ("fact" in given):
            yield here, "needs either answer or fact, and not both"
        if isinstance(given.get("fact"), str):
            known = facts.get(framework, {})
            yield from _known((*here, "fact"), given["fact"], "fact", known)


def _sources(path: Path, answer: dict[str, Any], needed: bool) -> Iterator[Finding]:
    sources = _list(answer.get("sources"))
    if needed and not sources:
        state = "is empty" if "sources" in answer else "missing"
        yield path, f"{state}; name at least one primary source"
    yield from _twice(path, sources)


def _proofs(sections: dict[str, Any], snippets: Folder) -> Iterator[Finding]:
    for section, content in sections.items():
        for row, criterion in _mapping(_mapping(content).get("criteria")).items():
            for framework, answer in _mapping(_mapping(criterion).get("answers")).items():
                path: Path = ("sections", section, "criteria", row, "answers", framework, "proof")
                named = _list(_mapping(answer).get("proof"))
                yield from _twice(path, named)
                for index, proof in enumerate(named):
                    task, _, test = str(proof).partition("::")
                    ran = _recorded_tests(snippets, task, framework)
                    if test not in ran:
                        what = f"no test {test} of {task} is recorded for {framework}"
                        yield (*path, index), f"{what}; {did_you_mean(test, ran)}"


def _recorded_tests(snippets: Folder, task: str, framework: str) -> list[str]:
    """Return the tests whose exchanges with this framework are recorded: those that ran."""
    file = snippets / task / "exchanges.json"
    if not _is_id(task) or not file.is_file():
        return []
    try:
        exchanges = json.loads(file.read_text("utf-8"))["exchanges"]
    except (ValueError, LookupError):
        return []
    return [exchange["tests"].get(framework, "") for exchange in exchanges]


def _programs(
    name: str, task: dict[str, Any], frameworks: Collection[str], snippets: Folder
) -> Iterator[Finding]:
    if not _is_id(name):
        return
    absent = _mapping(task.get("absent"))
    programs = [f"{key}/app.py" for key in frameworks if key not in absent and _is_id(key)]
    for wanted in (*programs, "test_contract.py"):
        if not (snippets / name / wanted).is_file():
            yield ("tasks", name), f"snippets/{name}/{wanted} is missing; add the file"
    for key in filter(_is_id, absent):
        if (snippets / name / key).exists():
            yield ("tasks", name, "absent", key), f"snippets/{name}/{key}/ exists; remove one"


def _folders_without_a_task(
    snippets: Folder, tasks: Collection[str], frameworks: Collection[str]
) -> Iterator[Finding]:
    for folder in _folders(snippets):
        if folder.name not in tasks:
            what = f"snippets/{folder.name}/ is a folder that no task names"
            yield ("tasks",), f"{what}; {did_you_mean(folder.name, tasks)}"
            continue
        for inner in _folders(folder):
            if inner.name not in frameworks:
                what = f"snippets/{folder.name}/{inner.name}/ belongs to no framework"
                yield ("tasks", folder.name), f"{what}; {did_you_mean(inner.name, frameworks)}"


def _pages(macro: str, names: Iterable[str], root: Folder, folder: str) -> Iterator[Finding]:
    for name in filter(_is_id, names):
        file, line = f"{folder}/{name}.md", f'{{{{ {macro}("{name}") }}}}'
        page = root / file
        if not page.is_file() or line not in page.read_text("utf-8", "replace").split("\n"):
            yield (f"{macro}s", name), f"the page {file} is missing or lacks this line: {line}"


def _folders(parent: Folder) -> list[Folder]:
    if not parent.is_dir():
        return []
    return sorted(f for f in parent.iterdir() if f.is_dir() and not f.name.startswith(("__", ".")))


def _known(path: Path, name: object, kind: str, known: Collection[str]) -> Iterator[Finding]:
    if isinstance(name, str) and name not in known:
        yield path, f"there is no {kind} {name}; {did_you_mean(name, known)}"


def _twice(path: Path, names: list[Any]) -> Iterator[Finding]:
    seen: set[str] = set()
    for index, name in enumerate(names):
        if isinstance(name, str) and name in seen:
            yield (*path, index), "is listed twice; remove one"
        seen.add(str(name))


def _is_id(name: str) -> bool:
    return len(name) <= 40 and re.fullmatch(ID, name) is not None


def _mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
