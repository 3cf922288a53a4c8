"""The files of programs and probes: which are shown and run, and what may not lie among them."""

import ast
import io
import re
import sys
import tokenize
import warnings
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from comparison.load import encoding, generated_files
from comparison.load.errors import Finding, Invalid, Mistake, did_you_mean
from comparison.markdown import LANGUAGES
from comparison.model import probes
from comparison.model.fields import is_id
from comparison.model.matrix import Matrix

MAIN = "app.py"
CONTRACT = "test_contract.py"
BESIDE_PROGRAMS = (CONTRACT, "exchanges.json")
"""What lies in a task's folder besides the folders of its programs."""
PROBES = re.compile(r"test_(.+)\.py")
"""How the probes of a row are called."""
PUBLISHED = ("data", "docs", "overrides", "probes", "snippets")
"""The folders whose files readers get to see."""
MOST_LINES, MOST_LINES_OF_PROBES, WIDEST = 200, 400, 100
"""Several times what the longest program has; ten times as many for a contract."""
STARTING = ("conftest", "sitecustomize", "usercustomize")
"""Modules that are run without being asked for, as is what servers look for: gunicorn.conf.py."""
UNSEEN = (".", "__")
"""How names begin that belong to Python and to other tools."""
NAME = re.compile(r"[A-Za-z0-9_./-]+")
"""What the path of a file that stands on a page is made of."""


def shown(folder: Path) -> list[Path]:
    """Return the files of a program that its page shows and its server gets: app.py, then others.

    folder: snippets/<task>/<framework>; links, and what Python and other tools leave there, are
    none of them.
    """
    real = folder.parent.resolve() / folder.name
    files = [
        file
        for file in sorted(folder.rglob("*"))
        if file.suffix in LANGUAGES and file.is_file()
        if file.resolve() == real / file.relative_to(folder)  # not if a link leads there
        if not any(step.startswith(UNSEEN) for step in file.relative_to(folder).parts)
    ]
    return sorted(files, key=lambda file: file != folder / MAIN)


def findings(matrix: Matrix, root: Path) -> Iterator[Finding]:
    """Yield each task without its files, and each folder in snippets/ that nothing names."""
    snippets = root / "snippets"
    for name, task in matrix.tasks.items():
        wanted = [f"{key}/{MAIN}" for key in matrix.frameworks if key not in task.absent]
        for file in (*wanted, CONTRACT):
            if not (snippets / name / file).is_file():
                yield ("tasks", name), f"snippets/{name}/{file} is missing; add the file"
        for key in task.absent:
            if (snippets / name / key).exists():
                problem = f"snippets/{name}/{key}/ exists; remove the folder, or this line"
                yield ("tasks", name, "absent", key), problem
    for folder in _folders(snippets):
        if folder.name not in matrix.tasks:
            problem = f"snippets/{folder.name}/ is a folder that no task names"
            yield ("tasks",), f"{problem}; {did_you_mean(folder.name, matrix.tasks)}"
            continue
        for inner in _folders(folder):
            if inner.name not in matrix.frameworks:
                problem = f"snippets/{folder.name}/{inner.name}/ belongs to no framework"
                meant = did_you_mean(inner.name, matrix.frameworks)
                yield ("tasks", folder.name), f"{problem}; {meant}"


def _folders(parent: Path) -> list[Path]:
    if not parent.is_dir():
        return []
    return sorted(f for f in parent.iterdir() if f.is_dir() and not f.name.startswith(UNSEEN))


def mistakes(matrix: Matrix, root: Path, files: Iterable[str]) -> Iterator[Mistake]:
    """Yield what may not lie in snippets/ or probes/, or be published, each at its file and line.

    root: the folder that holds snippets/ and docs/; files: those in PUBLISHED, by their paths.
    """
    rows = [key for _, key, _ in matrix.rows()]
    taken = _taken(matrix) | _installed(root)
    for name in files:
        file = root / name
        readable = name.encode("unicode_escape").decode()
        if file.is_symlink():
            yield Mistake(readable, 1, 1, "", "is a symbolic link; replace it with the file itself")
            continue
        if name.startswith("snippets/"):
            problem = _misplaced(name, file, taken)
        elif name.startswith("probes/"):
            problem = _no_probes(name, file, rows)
        else:
            continue
        if problem:
            yield Mistake(readable, 1, 1, "", problem)
        elif file.suffix in LANGUAGES:
            yield from in_file(file, name)


def _taken(matrix: Matrix) -> set[str]:
    """Return the names of modules that a file beside app.py would hide from it."""
    words = list(matrix.frameworks)
    for framework in matrix.frameworks.values():
        words += [framework.distribution, framework.install, framework.serve]
    for task in matrix.tasks.values():
        words += [*task.install.values(), *task.serve.values()]
    named = {name for word in words for name in re.findall(r"[a-z][\w-]+", word.lower())}
    return {name.replace("-", "_") for name in named - {"app"}} | sys.stdlib_module_names


def _installed(root: Path) -> set[str]:
    """Return the names of what the frameworks bring along, as far as that is known."""
    with suppress(Invalid):
        facts = generated_files.facts(root)
        return {name.replace("-", "_") for name in (facts.packages if facts else ())}
    return set()


def _misplaced(name: str, file: Path, taken: Collection[str]) -> str:
    """Return why a file may not lie where it does, nothing where it may."""
    _, *steps = name.split("/")
    if not NAME.fullmatch(name):
        return "may have letters, digits, dots, hyphens and underscores in its name; rename it"
    if file.is_dir():
        return "is a repository inside this one; add its files instead"
    if file.name == "__init__.py":
        return "would hide the framework of that name; remove it"
    if len(steps) == 1:
        return "is not allowed here; put it into the folder of a task"
    if len(steps) == 2:
        allowed = ", ".join(BESIDE_PROGRAMS)
        return "" if steps[1] in BESIDE_PROGRAMS else f"is not allowed here; allowed: {allowed}"
    if any(step.startswith(UNSEEN) for step in steps) or file.suffix not in LANGUAGES:
        kinds = ", ".join(sorted(LANGUAGES))
        return f"is not shown on the page, so no program may have it; allowed: {kinds}"
    return _hiding(steps[2:], taken)


def _no_probes(name: str, file: Path, rows: Collection[str]) -> str:
    """Return why a file may not lie in probes/, nothing where it may."""
    if name == probes.FILE:
        return ""
    row = PROBES.fullmatch(name.removeprefix("probes/"))
    if file.is_dir() or not row or not is_id(row[1]):
        return "is not allowed here; allowed: test_<row>.py, outcomes.json"
    return "" if row[1] in rows else f"there is no row {row[1]}; {did_you_mean(row[1], rows)}"


def _hiding(steps: list[str], taken: Collection[str]) -> str:
    """Return what a file of a program hides by its name, or by that of the folder it lies in."""
    module = steps[0].removesuffix(".py").lower()
    if module in STARTING or (steps[0].endswith(".py") and "." in module):
        return "is read when a server or a test starts; remove it, or rename it"
    if module == "app" and steps != [MAIN]:
        return f"is in a folder app, which would hide {MAIN}; rename the folder"
    importable = len(steps) > 1 or steps[0].endswith(".py")
    if importable and module in taken and module not in ("static", "templates"):
        return f"would hide the module {module}; rename it"
    return ""


def in_file(file: Path, name: str) -> Iterator[Mistake]:
    """Yield why a shown file is not one that can be read as it is run; name: its path."""
    try:
        content = encoding.read(file, name)
    except Invalid as invalid:
        yield from invalid.mistakes
        return
    most, advice = MOST_LINES * (1 if file.name != CONTRACT else 10), "a program has about 30 lines"
    if name.startswith("probes/"):
        most, advice = MOST_LINES_OF_PROBES, "a probe has about 15 lines"
    if (lines := content.count("\n")) > most:
        problem = f"has {lines} lines, at most {most} are allowed; {advice}"
        yield Mistake(name, most + 1, 1, "", problem)
    elif (size := len(content)) > most * WIDEST:
        problem = f"has {size} characters, at most {most * WIDEST} are allowed; {advice}"
        yield Mistake(name, 1, 1, "", problem)
    elif file.suffix == ".py":
        yield from _not_python(content, name)


def _not_python(content: str, name: str) -> Iterator[Mistake]:
    """Yield why Python would read a file otherwise than a reader does, or not at all."""
    try:
        codec, lines = tokenize.detect_encoding(io.BytesIO(content.encode()).readline)
        with warnings.catch_warnings(action="ignore"):
            program = ast.parse(content, name)
            compile(program, name, "exec", dont_inherit=True)
    except SyntaxError as error:
        place = (error.lineno or 1, error.offset or 1)
        yield Mistake(name, *place, "", f"{type(error).__name__}: {error.msg}")
    except (ValueError, RecursionError, MemoryError, OverflowError) as error:
        yield Mistake(name, 1, 1, "", f"is not Python: {str(error) or 'it is nested too deeply'}")
    else:
        if codec != "utf-8":
            problem = f"names the encoding {codec}; files are UTF-8, remove this line"
            yield Mistake(name, len(lines), 1, "", problem)
        if not program.body and name.endswith((f"/{MAIN}", f"/{CONTRACT}")):
            yield Mistake(name, 1, 1, "", "is empty; write the program")


def unrecorded(matrix: Matrix, root: Path) -> Iterator[Mistake]:
    """Yield what only `make record` can mend: a task whose servers' answers are not recorded."""
    for name, task in matrix.tasks.items():
        folder, file = f"snippets/{name}", f"snippets/{name}/exchanges.json"
        if not (root / folder / CONTRACT).is_file():
            continue
        programs = {key: root / folder / key / MAIN for key in matrix.frameworks}
        have = [key for key in programs if key not in task.absent and programs[key].is_file()]
        if not (root / file).exists():
            problem = f"{file} is missing; run make record TASK={name}"
            yield Mistake(f"{folder}/{CONTRACT}", 1, 1, "", problem)
        elif left := _left(root, name, have):
            problem = f"has no test of {' and '.join(left)}; run make record TASK={name}"
            yield Mistake(file, 1, 1, "", problem)
    yield from _unrecorded_probes({key for _, key, _ in matrix.rows()}, root)


def _unrecorded_probes(rows: set[str], root: Path) -> Iterator[Mistake]:
    """Yield each row whose probes are not recorded, and each recorded one that has none."""
    with suppress(Invalid):  # whoever reads the file says why
        recorded = generated_files.outcomes(root).rows
        files = {file.stem.removeprefix("test_") for file in (root / "probes").glob("test_*.py")}
        for row in sorted((files & rows) - recorded.keys()):
            problem = f"has no outcome in {probes.FILE}; run make record ROW={row}"
            yield Mistake(f"probes/test_{row}.py", 1, 1, "", problem)
        for row in sorted(recorded.keys() - files):
            problem = f"probes/test_{row}.py is missing; add the file, or run make record"
            yield Mistake(probes.FILE, 1, 1, f"rows.{row}", problem)


def _left(root: Path, task: str, frameworks: list[str]) -> list[str]:
    """Return the frameworks of which nothing is recorded; none where the file cannot be read, of
    which whoever reads it says why.
    """
    try:
        recorded = generated_files.exchanges(root, task).exchanges
    except Invalid:
        return []
    return [key for key in frameworks if not any(key in exchange.tests for exchange in recorded)]
