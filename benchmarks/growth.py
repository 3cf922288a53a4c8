"""Measure how building the site takes longer as it gets more rows, tasks and history.

python -m benchmarks.growth [--quick] copies the project, repeats its rows and tasks, invents a
history of its data, builds each site without its cache (cold) and with it (warm), and prints what
that takes.
"""

import argparse
import compileall
import copy
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from functools import cache
from math import log
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from comparison.load.loader import DATA, ROOT, load
from comparison.model.probes import FILE as PROBES
from comparison.model.probes import row_of

LIMIT = 1.2
"""The largest exponent that passes; 1 is twice the time for twice the size."""
LEFT_OUT = shutil.ignore_patterns(".*", "site", "__pycache__")
ENVIRONMENT = {"CI": "true", "NO_MKDOCS_2_WARNING": "1", "REPOSITORY": "https://git.example/a/site"}
"""What `make build` sets, and a repository, so that pages have the links into it."""
BUILD = ("mkdocs build --strict", "comparison publish site")
"""The commands of `make build`, one after the other."""
MEASURE = """\
import json, resource, subprocess, sys
for command in sys.argv[1:]:
    if status := subprocess.run([sys.executable, "-m", *command.split()]).returncode:
        break
usage = resource.getrusage(resource.RUSAGE_CHILDREN)
unit = 1 if sys.platform == "darwin" else 1024
print(json.dumps([usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit / 1e6]))
sys.exit(status)
"""
"""Runs Python; a process of its own, because memory is never less than that of who starts it."""


class Size(NamedTuple):
    """How large a project is."""

    copies: int
    """How often it has the rows and tasks of the real one."""
    commits: int
    """How many commits changed its data."""


class Cost(NamedTuple):
    """What a build takes."""

    cpu: float
    """Seconds of processor time of all its processes."""
    memory: float
    """Megabytes that its largest process held at most."""


class BuildFailed(Exception):
    """A build that did not end well; as text, its last words."""


SMALLEST = Size(copies=1, commits=36)
FULL = [
    [SMALLEST, SMALLEST._replace(copies=4), SMALLEST._replace(copies=16)],
    [SMALLEST, SMALLEST._replace(commits=300), SMALLEST._replace(commits=1000)],
]
QUICK = [
    [SMALLEST, SMALLEST._replace(copies=3)],
    [SMALLEST, SMALLEST._replace(commits=144)],
]
"""Series of sizes in which one thing grows."""


def grow(source: Path, folder: Path, size: Size) -> None:
    """Write a project as large as size into a new folder: a copy of source, many times itself."""
    shutil.copytree(source, folder, ignore=LEFT_OUT)
    compileall.compile_dir(folder / "comparison", quiet=1)  # or the first build would do it
    matrix = yaml.load((folder / DATA).read_bytes(), yaml.CSafeLoader)
    _repeat(folder, matrix, size.copies)
    text = yaml.dump(matrix, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10**6)
    _commit(folder, text, size.commits)


class _Dumper(yaml.CSafeDumper):
    """Writes what is there twice twice: the data has no anchors."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _repeat(folder: Path, matrix: dict[str, Any], copies: int) -> None:
    """Add copies of each row and task with its tests, until there are so many of it."""
    original, outcomes = copy.deepcopy(matrix), json.loads((folder / PROBES).read_text("utf-8"))
    probed = [*outcomes["rows"]]
    for number in range(2, copies + 1):
        for name, task in original["tasks"].items():
            new = f"{name}-{number}"
            matrix["tasks"][new] = task | {"title": f"{task['title']} {number}"}
            shutil.copytree(folder / "snippets" / name, folder / "snippets" / new)
        for section, content in original["sections"].items():
            for name, row in content["rows"].items():
                renamed = _renamed(row, original["tasks"], number)
                new_row = renamed | {"title": f"{row['title']} {number}"}
                matrix["sections"][section]["rows"][f"{name}-{number}"] = new_row
        for name in probed:
            outcomes["rows"][f"{name}-{number}"] = outcomes["rows"][name]
            module = folder / f"probes/test_{name}.py"
            shutil.copyfile(module, module.with_stem(f"{module.stem}-{number}"))
    (folder / PROBES).write_text(json.dumps(outcomes), "utf-8")


def _renamed(part: Any, tasks: Mapping[str, Any], number: int) -> Any:
    """Return a part of a row that names the copies of its tasks, of their tests and of probes."""
    if isinstance(part, dict):
        return {key: _renamed(value, tasks, number) for key, value in part.items()}
    if isinstance(part, list):
        return [_renamed(value, tasks, number) for value in part]
    first, separator, test = part.rpartition("::") if isinstance(part, str) else ("", "", "")
    if first in tasks or row_of(str(part)):
        return f"{first}-{number}{separator}{test}"
    return f"{part}-{number}" if part in tasks else part


def _commit(folder: Path, text: str, commits: int) -> None:
    """Make a repository of a project whose data, text in the end, was edited by each commit."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    git = ["git", "-C", str(folder)]
    subprocess.run([*git, "init", "--quiet", "--initial-branch=main"], check=True, env=environ)
    files = (file for file in folder.rglob("*") if file.is_file() and ".git" not in file.parts)
    changed = {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}
    command = [*git, "fast-import", "--quiet"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, env=environ) as process:
        assert process.stdin  # it is a pipe
        for number, state in enumerate(_states(text, commits)):
            when = f"{1_700_000_000 + 3600 * number} +0000"
            head = f"commit refs/heads/main\ncommitter a <a@b.example> {when}\ndata 0\n"
            process.stdin.write(head.encode())
            changed[DATA] = state.encode()
            for name, content in changed.items():
                process.stdin.write(f"M 100644 inline {name}\ndata {len(content)}\n".encode())
                process.stdin.write(content + b"\n")
            changed.clear()
    assert process.returncode == 0, "git says why"
    (folder / DATA).write_text(state, "utf-8")


def _states(text: str, commits: int) -> Iterator[str]:
    """Yield so many states of the data; from each to the next, one answer changes."""
    original = text.split("\n")
    answers = [at for at, line in enumerate(original) if line.lstrip().startswith("answer: ")]
    lines = original.copy()
    for number in range(commits):
        at = answers[number % len(answers)]
        lines[at] = re.sub("(answer: ['\"]?)", rf"\1Edit {number}, ", original[at], count=1)
        yield "\n".join(lines)


def build(folder: Path) -> Cost:
    """Return what it takes to build the site of the project in folder; raises BuildFailed."""
    command = [sys.executable, "-c", MEASURE, *BUILD]
    environ = os.environ | ENVIRONMENT
    done = subprocess.run(command, cwd=folder, env=environ, capture_output=True, text=True)
    if done.returncode:
        raise BuildFailed((done.stdout + done.stderr)[-2000:])
    return Cost(*json.loads(done.stdout.splitlines()[-1]))


@cache  # series begin with the same size
def measure(size: Size) -> tuple[Cost, Cost]:
    """Return what a site as large as size takes without its cache, and then with it.

    Raises BuildFailed.
    """
    with tempfile.TemporaryDirectory(prefix="growth-") as place:
        folder = Path(place, "project")
        grow(ROOT, folder, size)
        return build(folder), build(folder)


def exponent(smaller: float, larger: float, times: float) -> float:
    """Return the power of times by which larger exceeds smaller."""
    return log(larger / smaller) / log(times)


def compare(sizes: list[Size]) -> float:
    """Print what each size takes, and how fast that grows; return the larger of both exponents.

    Raises BuildFailed.
    """
    matrix = load().matrix
    rows, tasks = len(list(matrix.rows())), len(matrix.tasks)
    print("\n  rows  tasks  commits    cold: s CPU      MB    warm: s CPU      MB")
    for size in sizes:
        cells = [f"{cost.cpu:15.1f}{cost.memory:8.0f}" for cost in measure(size)]
        counts = f"{size.copies * rows:6}{size.copies * tasks:7}{size.commits:9}"
        print(counts, *cells, sep="", flush=True)
    small, large = sizes[-2:]
    times = large.copies * large.commits / small.copies / small.commits
    pairs = zip(measure(small), measure(large), strict=True)
    cold, warm = (exponent(before.cpu, after.cpu, times) for before, after in pairs)
    print(f"Exponent of the last step: {cold:.2f} cold, {warm:.2f} warm; at most {LIMIT} passes")
    return max(cold, warm)


def main() -> int:
    """Measure and print; return 0, or 1 where something grows too fast or a build fails."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.growth")
    parser.add_argument("--quick", action="store_true", help="smaller sizes, for a look")
    series = QUICK if parser.parse_args().quick else FULL
    try:
        return int(max([compare(sizes) for sizes in series]) > LIMIT)
    except BuildFailed as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
