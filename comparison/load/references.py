"""What no type can say: whether the parts of the matrix, the programs and the pages fit together.

Each check takes the data as it was read, valid or not, so that all mistakes come in one run, and
yields pairs of a path and what is wrong there.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from pathlib import Path as Folder
from typing import Any

from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

from comparison.load.errors import Invalid, Path, did_you_mean, shown
from comparison.load.unchecked import answers, listed, mapping, rows
from comparison.model.fields import ID
from comparison.model.levels import WITHOUT_SOURCE, Level
from comparison.pages.exchange_view import recorded

Finding = tuple[Path, str]
Names = dict[str, dict[str, dict[str, str]] | None]
"""What an answer may name instead of typing it: per kind and framework, each name with its text;
none where the file that says it is broken."""


def findings(data: object, names: Names, root: Folder, proofs: bool) -> Iterator[Finding]:
    """Yield everything that does not fit.

    names: what answers may name; root: the folder that holds snippets/ and docs/;
    proofs: whether the recordings that prove answers must be there already.
    """
    matrix = mapping(data)
    frameworks, tasks = mapping(matrix.get("frameworks")), mapping(matrix.get("tasks"))
    if not matrix:
        return
    yield from _rows(matrix, frameworks, tasks, names)
    for name, task in tasks.items():
        for part in ("install", "serve", "absent"):
            for key in mapping(mapping(task).get(part)):
                yield from unknown(("tasks", name, part, key), key, "framework", frameworks)
        yield from _programs(name, mapping(task), frameworks, root / "snippets")
    if proofs:
        yield from _proofs(matrix, root / "snippets")
    yield from same("frameworks", frameworks, "name")
    yield from same("tasks", tasks, "title")
    yield from same("sections", mapping(matrix.get("sections")), "title")
    yield from _installed(frameworks)
    yield from _pinned(frameworks, names.get("fact"), proofs)
    yield from _folders_without_a_task(root / "snippets", tasks, frameworks)
    yield from _pages("section", mapping(matrix.get("sections")), root, "docs")
    yield from _pages("task", tasks, root, "docs/code")


def _rows(
    matrix: dict[str, Any], frameworks: Collection[str], tasks: Collection[str], names: Names
) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    titled: dict[str, str] = {}
    for path, criterion in rows(matrix):
        yield from same_title(path, criterion, "title", titled)
        if path[-1] == "removed":
            yield path, "the page uses this word for a part of its own; choose another key"
        section, name = str(path[1]), str(path[-1])
        if seen.setdefault(name, section) != section:
            yield path, f'section "{shown(seen[name])}" has this key too; a row has one address'
        row = mapping(criterion)
        yield from twice((*path, "tasks"), listed(row.get("tasks")))
        for index, task in enumerate(listed(row.get("tasks"))):
            yield from unknown((*path, "tasks", index), task, "task", tasks)
        for key in mapping(row.get("terms")):
            yield from unknown((*path, "terms", key), key, "framework", frameworks)
        if isinstance(row.get("answers"), dict):
            yield from _answers((*path, "answers"), row["answers"], frameworks)
            yield from _named((*path, "answers"), row["answers"], names)
            yield from _days((*path, "answers"), row["answers"], mapping(frameworks))


def _answers(path: Path, answers: dict[str, Any], frameworks: Collection[str]) -> Iterator[Finding]:
    for framework in frameworks:
        if framework not in answers:
            what = "missing; write an answer, if only with the level unknown and a note"
            yield (*path, framework), what
    levels = {name: mapping(answer).get("level") for name, answer in answers.items()}
    asked = any(level not in (None, Level.UNKNOWN) for level in levels.values())
    for framework, level in levels.items():
        here, answer = (*path, framework), mapping(answers[framework])
        yield from unknown(here, framework, "framework", frameworks)
        if level is None and asked:
            yield here, "has no level, another answer has; give one to all or to none"
        free = isinstance(level, str) and level in WITHOUT_SOURCE
        if free and not answer.get("note"):
            yield here, f'the level "{level}" needs a note that says why'
        yield from _sources((*here, "sources"), answer, not free and "answer" in answer)


def _days(path: Path, answers: dict[str, Any], frameworks: dict[str, Any]) -> Iterator[Finding]:
    """Yield releases and days of answers that do not follow from each other."""
    for framework, answer in answers.items():
        column = mapping(mapping(frameworks.get(framework)).get("checked"))
        own = mapping(mapping(answer).get("checked"))
        here, described = (*path, framework), own.get("version", column.get("version"))
        if newer(own.get("version"), column.get("version")):
            what = f"is newer than the column's, {column['version']}; read the column again"
            yield (*here, "checked", "version"), what
        days = (own.get("date"), column.get("date"))
        if isinstance(days[0], date) and isinstance(days[1], date) and days[0] < days[1]:
            yield (*here, "checked"), f"is before the column's, {days[1]}; remove it"
        for part in ("since", "until"):
            yield from not_yet((*here, part), mapping(answer).get(part), described)
        since, until = mapping(answer).get("since"), mapping(answer).get("until")
        if parsed(since) and parsed(until) and not newer(until, since):
            yield (*here, "until"), f"must be newer than since, {since}"


def _installed(frameworks: dict[str, Any]) -> Iterator[Finding]:
    """Yield each command that installs without naming what the framework is installed as."""
    for name, framework in frameworks.items():
        line, wanted = mapping(framework).get("install"), mapping(framework).get("distribution")
        if isinstance(line, str) and isinstance(wanted, str) and line.startswith("pip install "):
            words = re.findall(r"[A-Za-z0-9][A-Za-z0-9._-]*", line)
            if canonicalize_name(wanted) not in map(canonicalize_name, words[2:]):
                yield ("frameworks", name, "install"), f"must name {shown(wanted)}, too"


def _pinned(
    frameworks: dict[str, Any], facts: dict[str, dict[str, str]] | None, proofs: bool
) -> Iterator[Finding]:
    for name, framework in frameworks.items():
        said = mapping(mapping(framework).get("checked")).get("version")
        pinned = (facts or {}).get(name, {}).get("version")
        if proofs and pinned and isinstance(said, str) and said != pinned:
            what = f'is not the release that is installed and tested; write "{shown(pinned)}"'
            yield (
                ("frameworks", name, "checked", "version"),
                f"{what}, or pin this one (make lock, then make record)",
            )


def parsed(number: object) -> Version | None:
    """Return a release by its number, None where it is none."""
    try:
        return Version(number) if isinstance(number, str) else None
    except InvalidVersion:
        return None


def newer(number: object, than: object) -> bool:
    """Return whether a release is newer than another; not where one of them is no release."""
    one, other = parsed(number), parsed(than)
    return one is not None and other is not None and one > other


def not_yet(path: Path, number: object, described: object) -> Iterator[Finding]:
    """Yield a finding if a release is newer than the one that is described."""
    if newer(number, described):
        yield path, f"is newer than the release that is described, {described}"


def same(part: str, records: dict[str, Any], field: str) -> Iterator[Finding]:
    """Yield a finding for each record whose field says what another's says."""
    seen: dict[str, str] = {}
    for key, record in records.items():
        yield from same_title((part, key), record, field, seen)


def same_title(path: Path, record: object, field: str, seen: dict[str, str]) -> Iterator[Finding]:
    """Yield a finding if another record said the same; seen: who said what before."""
    said = mapping(record).get(field)
    if isinstance(said, str):
        key = " ".join(unicodedata.normalize("NFKC", said).split()).casefold()
        if (first := seen.setdefault(key, str(path[-1]))) != path[-1]:
            yield (*path, field), f"{shown(first)} has the same {field}; tell them apart"


def used_as_id(part: str, keys: Iterable[str], taken: Collection[str]) -> Iterator[Finding]:
    """Yield a finding for each key that is the address of something else on the page."""
    for key in keys:
        if key in taken:
            what = "the page uses this word for a part of its own; choose another key"
            yield (part, key), what


def _named(path: Path, answers: dict[str, Any], names: Names) -> Iterator[Finding]:
    for framework, answer in answers.items():
        here, given = (*path, framework), mapping(answer)
        said = sum(kind in given for kind in ("answer", *names))
        if isinstance(answer, dict) and said != 1 and (said or given.get("level") != Level.UNKNOWN):
            yield here, f"needs exactly one of answer, {' or '.join(names)}"
        for kind, known in names.items():
            if known is not None and isinstance(given.get(kind), str):
                yield from unknown((*here, kind), given[kind], kind, known.get(framework, {}))


def _sources(path: Path, answer: dict[str, Any], needed: bool) -> Iterator[Finding]:
    sources = listed(answer.get("sources"))
    if needed and not sources:
        state = "is empty" if "sources" in answer else "missing"
        yield path, f"{state}; name at least one primary source"
    yield from twice(path, sources)


def _proofs(matrix: dict[str, Any], snippets: Folder) -> Iterator[Finding]:
    for path, answer in answers(matrix):
        framework, named = str(path[-1]), listed(mapping(answer).get("proof"))
        _, section, _, row, *_ = path
        tasks = listed(matrix["sections"][section]["criteria"][row].get("tasks"))
        yield from twice((*path, "proof"), named)
        for index, proof in enumerate(named):
            here, task = (*path, "proof", index), str(proof).partition("::")[0]
            if missing := not_run(here, proof, framework, snippets):
                yield from missing
            elif isinstance(proof, str) and task not in tasks:
                yield here, f"add {task} to the tasks of the row, too"


def not_run(path: Path, proof: object, framework: str, snippets: Folder) -> list[Finding]:
    """Return a finding if a test, named as <task>::<test>, is not recorded for a framework."""
    if not isinstance(proof, str):
        return []
    task, _, test = proof.partition("::")
    ran = _recorded_tests(snippets, task, framework)
    if ran is None or test in ran:
        return []
    what = f"no test {shown(test)} of {shown(task)} is recorded for {shown(framework)}"
    return [(path, f"{what}; {did_you_mean(test, ran)}")]


def _recorded_tests(snippets: Folder, task: str, framework: str) -> list[str] | None:
    """Return the tests whose exchanges with this framework are recorded: those that ran.

    None where a task's record cannot be read, which is said once of the file.
    """
    if not is_id(task) or not (snippets / task).is_dir():
        return []
    try:
        exchanges = recorded(snippets / task / "exchanges.json")
    except (OSError, Invalid):
        return None
    return [exchange["tests"].get(framework, "") for exchange in exchanges]


def _programs(
    name: str, task: dict[str, Any], frameworks: Collection[str], snippets: Folder
) -> Iterator[Finding]:
    if not is_id(name):
        return
    absent = mapping(task.get("absent"))
    programs = [f"{key}/app.py" for key in frameworks if key not in absent and is_id(key)]
    for wanted in (*programs, "test_contract.py"):
        if not (snippets / name / wanted).is_file():
            yield ("tasks", name), f"snippets/{name}/{wanted} is missing; add the file"
    for key in filter(is_id, absent):
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
    for name in filter(is_id, names):
        file, line = f"{folder}/{name}.md", f'{{{{ {macro}("{name}") }}}}'
        page = root / file
        if not page.is_file() or line not in page.read_text("utf-8", "replace").split("\n"):
            yield (f"{macro}s", name), f"the page {file} is missing or lacks this line: {line}"


def _folders(parent: Folder) -> list[Folder]:
    if not parent.is_dir():
        return []
    return sorted(f for f in parent.iterdir() if f.is_dir() and not f.name.startswith(("__", ".")))


def unknown(path: Path, name: object, kind: str, known: Collection[str]) -> Iterator[Finding]:
    """Yield a finding if name is a text that is none of the known names of that kind."""
    if isinstance(name, str) and name not in known:
        yield path, f"there is no {kind} {shown(name)}; {did_you_mean(name, known)}"


def twice(path: Path, names: list[Any]) -> Iterator[Finding]:
    """Yield a finding for each name that stands in the list before."""
    seen: set[str] = set()
    for index, name in enumerate(names):
        if isinstance(name, str) and name in seen:
            yield (*path, index), "is listed twice; remove one"
        seen.add(str(name))


def is_id(name: str) -> bool:
    """Return whether a name may be a key that becomes part of an address."""
    return len(name) <= 40 and re.fullmatch(ID, name) is not None
