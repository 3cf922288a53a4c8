"""How building grows: python -m benchmarks.growth [--quick | --show] prints it as a table.

Without an option it measures for some minutes, and writes every sample to benchmarks/growth.json.
What is built are invented projects, pages only; beside MkDocs, Zensical builds the same files. The
processor time of one size is divided by that of the same pages as plain Markdown, built in turn.
What grows is measured at two sizes: a step beyond the smallest site, and many steps.
"""

import argparse
import json
import re
import signal
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from importlib import metadata
from pathlib import Path
from typing import Any

from benchmarks import grown, machine, plain, trend
from benchmarks.building import GENERATORS, Failed, build, rebuild
from benchmarks.grown import SECTIONS, Size
from contracts.servers import ServerError

RESULTS = Path(__file__).with_name("growth.json")
PACKAGES = (
    *("mkdocs", "mkdocs-material", "mkdocs-macros-plugin", "markdown", "pymdown-extensions"),
    *("pygments", "jinja2", "markdown-it-py", "pydantic", "pyyaml", "zensical"),
)
SMALLEST = Size(SECTIONS, 5, 1)
"""A row in each section, and a task: a matrix cannot be emptier."""
STEPS = {
    "rows": Size(62, 0, 0),
    "tasks": Size(0, 0, 12),
    "pages": Size(0, 0, 0, 64),
    "rows and tasks": Size(62, 0, 12),
}
"""What grows, and by how much the small one of two sizes is larger than the smallest site."""


@dataclass(frozen=True)
class Plan:
    """What is measured, and how often."""

    sizes: dict[Size, int]
    pair: Size
    pairs: int
    span: int
    """How many steps the large one of two sizes is larger than the smallest site."""
    repeated: int
    """How often each size of what grows is built."""


FULL = Plan(
    sizes={Size(16, 2, 24): 5, Size(100, 5, 100): 5, Size(1000, 10, 200): 3},
    pair=Size(100, 5, 100),
    pairs=7,
    span=16,
    repeated=5,
)
QUICK = Plan(sizes={Size(16, 2, 24): 1}, pair=FULL.pair, pairs=1, span=4, repeated=1)


def measure(plan: Plan, say: Callable[[str], None]) -> dict[str, Any]:
    """Return every sample of a plan; raises Failed or ServerError."""
    with tempfile.TemporaryDirectory(prefix="grown-") as folder:
        place = Path(folder)
        return {
            "sizes": [_size(place, size, times, say) for size, times in plan.sizes.items()],
            "plain": _plain(place, plan.pair, plan.pairs, say),
            "growth": _growth(place, plan, say),
        }


def _size(place: Path, size: Size, times: int, say: Callable[[str], None]) -> dict[str, Any]:
    project = _project(place, size)
    found: dict[str, list[Any]] = {name: [] for name in (*GENERATORS, "rebuild")}
    for number in range(1, times + 1):
        for generator in GENERATORS:
            found[generator].append(asdict(build(generator, project, size)))
        found["rebuild"].append(rebuild(project))
        say(f"{size.rows} rows, {size.tasks} tasks: {number} of {times}")
    return {**asdict(size), "pages": size.pages, **found}


def _plain(place: Path, size: Size, times: int, say: Callable[[str], None]) -> dict[str, Any]:
    drawn = _project(place, size)
    folders = {"drawn": drawn, "by hand": plain.write(drawn, place / "plain")}
    found: dict[str, list[Any]] = {name: [] for name in folders}
    for number in range(1, times + 1):
        for name, folder in folders.items():
            found[name].append(asdict(build("mkdocs", folder, size)))
        say(f"beside plain Markdown: {number} of {times}")
    return {**asdict(size), **found}


def _growth(place: Path, plan: Plan, say: Callable[[str], None]) -> dict[str, Any]:
    sizes = {"smallest": SMALLEST}
    for name, step in STEPS.items():
        sizes |= {f"{name}, {times}": SMALLEST.more(step, times) for times in (1, plan.span)}
    found: dict[str, Any] = {name: {**asdict(size), "mkdocs": []} for name, size in sizes.items()}
    for number in range(1, plan.repeated + 1):
        for name, size in sizes.items():
            sample = build("mkdocs", _project(place, size), size)
            found[name]["mkdocs"].append(asdict(sample))
        say(f"what grows: {number} of {plan.repeated}")
    return {"span": plan.span, "steps": list(STEPS), **found}


def _project(place: Path, size: Size) -> Path:
    """Return the folder of a project of that size, grown when it is first asked for."""
    folder = place / "-".join(str(number) for number in asdict(size).values())
    return folder if folder.exists() else grown.grow(folder, size)


def as_text(results: dict[str, Any]) -> str:
    """Return results as JSON with a line for each sample."""
    text = json.dumps(results, indent=2, ensure_ascii=False) + "\n"
    return re.sub(r"[{\[][^{}\[\]]*[}\]]", lambda flat: " ".join(flat[0].split()), text)


def conditions() -> dict[str, Any]:
    """Return when and on what it was measured."""
    about = machine.description() | {"cores": str(len(machine.CORES))}
    versions = {package: metadata.version(package) for package in PACKAGES}
    return {"date": str(date.today()), "machine": about, "versions": versions}


def main() -> int:
    """Measure or show; return 0, or 1 after saying what failed, or which limit was missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.growth")
    parser.add_argument("--quick", action="store_true", help="small sizes; writes nothing")
    parser.add_argument("--show", action="store_true", help="print what was measured last")
    arguments = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))  # ends builds, too
    if arguments.show and not RESULTS.is_file():
        print("Nothing was measured yet: make growth", file=sys.stderr)
        return 1
    if arguments.show:
        print(trend.table(json.loads(RESULTS.read_text("utf-8"))))
        return 0
    try:
        measured = measure(QUICK if arguments.quick else FULL, _say)
    except (Failed, ServerError) as error:
        print(f"Nothing was written. {error}", file=sys.stderr)
        return 1
    print(trend.table(measured))
    if not arguments.quick:
        found = trend.figures(measured)
        RESULTS.write_text(as_text(conditions() | measured | {"figures": found}), "utf-8")
        for what in trend.missed(found):
            print(f"A limit was missed: {what}.", file=sys.stderr)
        return 1 if trend.missed(found) else 0
    return 0


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
