"""Collect the probes of a row, and write or check what they showed in probes/outcomes.json."""

import ast
import inspect
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from contextlib import suppress
from functools import cache, wraps
from importlib import metadata
from pathlib import Path
from threading import Thread

import pytest
from packaging.utils import canonicalize_name
from pydantic import ValidationError

from comparison.load import generated_files
from comparison.load.errors import Invalid, did_you_mean
from comparison.model.probes import FILE, Outcome, Outcomes, Probe
from contracts.collection import HINT, PROMISE, first_paragraph
from contracts.recording import as_text, difference
from contracts.tasks import matrix

MOST_LINES = 25
"""Lines of a probe from its mark to its end, so that a page can show it."""
TOOLS = {"pytest"}
"""What probes import, and what no outcome depends on."""


class Probes(pytest.Module):
    """The probes of one row, and those of them that passed."""

    def collect(self) -> Iterable[pytest.Item | pytest.Collector]:
        """Return the probes, and after them what writes or checks their outcome.

        Raises CollectError with everything that is wrong with them.
        """
        self.row = self.path.stem.removeprefix("test_")
        self.planned: dict[str, Probe] = {}
        self.passed: set[str] = set()
        tests = list(super().collect())
        source = self.path.read_text("utf-8")
        self.packages = imported(source)
        defined = Counter(getattr(node, "name", "") for node in ast.parse(source).body)
        problems = [
            f"{test.name}: write functions; a class is not recorded"
            for test in tests
            if isinstance(test, pytest.Class) and test.name in defined  # not what is imported
        ]
        for test in tests:
            if isinstance(test, pytest.Function):
                name = test.originalname
                try:
                    if defined[name] > 1:
                        raise ValueError("another probe has this name; choose another one")
                    self.planned[name] = probe = probe_of(test)
                except ValueError as error:
                    problems.append(f"{name}: {error}")
                else:
                    promise = f"{self.row}, {' and '.join(probe.frameworks)}: {probe.shows}"
                    test.user_properties.append((PROMISE, promise))
                    test.obj = in_thread(test.obj)
        if not tests:
            problems.append("has no probe; write one, or remove the file")
        if problems:
            raise self.CollectError("\n".join(dict.fromkeys(problems)))
        return [*tests, Recording.from_parent(self, name=FILE)]


def in_thread(test: Callable[..., None]) -> Callable[..., None]:
    """Return a test that runs in a thread of its own.

    Some probes need an event loop, and the browser's library leaves its own running in the main
    thread.
    """

    @wraps(test)
    def run(**fixtures: object) -> None:
        done: Future[None] = Future()

        def call() -> None:
            try:
                test(**fixtures)
                done.set_result(None)
            except BaseException as error:  # whatever it is, pytest is told
                done.set_exception(error)

        Thread(target=call, daemon=True).start()  # one that hangs does not hold up the end
        done.result()

    return run


def probe_of(test: pytest.Function) -> Probe:
    """Return what a probe shows; raises ValueError with what is wrong with it."""
    known = matrix().frameworks
    frameworks = [name for mark in test.iter_markers("framework") for name in mark.args]
    if hasattr(test, "callspec"):
        raise ValueError("write one probe per case, or a loop; its docstring is shown")
    if not frameworks:
        raise ValueError(f'say what it shows: @pytest.mark.framework("{next(iter(known))}")')
    for name in frameworks:
        if name not in known:
            raise ValueError(f"unknown framework {name!r}; {did_you_mean(name, known)}")
    if not (shows := first_paragraph(test)):
        raise ValueError("give the probe a docstring that says what it shows")
    if (lines := len(inspect.getsourcelines(test.function)[0])) > MOST_LINES:
        raise ValueError(f"has {lines} lines, at most {MOST_LINES} are allowed; shorten it")
    try:
        return Probe(frameworks=tuple(frameworks), shows=shows)
    except ValidationError as error:
        raise ValueError(f"its docstring: {error.errors()[0]['msg']}") from None


class Recording(pytest.Item):
    """Runs after the probes of a row: writes their outcome, or checks that it is as recorded."""

    def runtest(self) -> None:
        """Write or check the row if all its probes passed; otherwise skip, or refuse to write."""
        probes, record = self.parent, self.config.getoption("record")
        assert isinstance(probes, Probes)
        if left := sorted(probes.planned.keys() - probes.passed):
            if record:
                names = ", ".join(left)
                pytest.fail(f"nothing written; not run, or failed: {names}", pytrace=False)
            pytest.skip("some of the row's probes were not run, or failed")
        versions = {name: metadata.version(name) for name in sorted(probes.packages)}
        made = Outcome(packages=versions, tests=probes.planned)
        root = self.config.rootpath
        if record:
            write(root, probes.row, made)
        elif not (recorded := generated_files.outcomes(root).rows.get(probes.row)):
            pytest.fail(
                f"{probes.row} is not recorded; run: make record ROW={probes.row}", pytrace=False
            )
        elif lines := difference(recorded, made):
            pytest.fail(
                f"{probes.row} is not as recorded; {HINT} ROW={probes.row}\n{lines}", pytrace=False
            )

    def reportinfo(self) -> tuple[Path, None, str]:
        """Return what pytest calls this item in its report."""
        return self.path, None, f"{self.path.stem}: {self.name}"


def write(root: Path, row: str, made: Outcome) -> None:
    """Write the outcome of a row below root, without those of rows that have no probes now."""
    rows = {row: made}
    with suppress(Invalid):  # what is broken is written again
        rows = {**generated_files.outcomes(root).rows, row: made}
    there = [name for name in sorted(rows) if (root / f"probes/test_{name}.py").exists()]
    outcomes = Outcomes(rows={name: rows[name] for name in there})
    (root / FILE).write_text(as_text(outcomes), encoding="utf-8")


@cache
def _distributions() -> dict[str, list[str]]:
    return {name: [*found] for name, found in metadata.packages_distributions().items()}


def imported(source: str) -> set[str]:
    """Return the packages that a module imports, as pip calls them."""
    nodes = list(ast.walk(ast.parse(source)))
    modules = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    modules += [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)]
    names = {module.partition(".")[0] for module in modules} - TOOLS - sys.stdlib_module_names
    return {canonicalize_name(found) for name in names for found in _distributions().get(name, ())}


def started(command: str) -> set[str]:
    """Return the package whose program a command starts, as pip calls it."""
    scripts = metadata.entry_points(group="console_scripts", name=command.split()[0])
    return {canonicalize_name(script.dist.name) for script in scripts if script.dist}
