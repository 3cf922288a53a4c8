"""Run contracts and probes on the packages of another environment, and read what came of each."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from xml.etree import ElementTree

from comparison.load import generated_files
from comparison.load.probe_code import probe_code
from comparison.model.probes import row_of
from comparison.model.releases import Outcome

PYTEST = ("-m", "pytest", "--quiet", "-p", "no:cacheprovider", "--continue-on-collection-errors")
ALONE = ("--noconftest", "--rootdir=.", f"-c{os.devnull}", "--import-mode=importlib")
"""How probes run in the other environment, whose pytest knows nothing of this project."""
PREFIX = "probe::"
"""How the names of probes begin in the data."""
RAN = (0, 1, 5)
"""How pytest ends that ran tests, or had none to run."""
ENDS: dict[str, Outcome] = {"error": "could not start", "failure": "not held"}
"""What a report of pytest says of a test that did not pass, and what came of it."""


def outcomes(
    root: Path, framework: str, others: Collection[str], folder: Path, tests: Collection[str] = ()
) -> dict[str, Outcome]:
    """Return what comes of a framework's tests, all if none are named, by their names in the data.

    root: the project; others: its other frameworks; folder: the environment whose programs serve,
    and in which probes run that need no server. Tests of load are left out.
    """
    known = generated_files.outcomes(root).rows.items()
    of_framework = [
        f"{PREFIX}{row}::{name}"
        for row, recorded in known
        for name, probe in recorded.tests.items()
        if framework in probe.frameworks
    ]
    probes = [probe for probe in of_framework if not tests or probe in tests]
    contracts = [_node(test, framework) for test in tests if test not in probes]
    places = [*(contracts if tests else ["snippets"]), *sorted({*map(_file, probes)})]
    chosen = " and ".join(["not holds_load", *(f"not [{key}]" for key in others)])
    came: dict[str, Outcome] = dict.fromkeys(probes, "could not start")
    if probes:  # those that need a server fail here for want of it, and run below
        files = [_cut(root, folder, probe) for probe in probes]
        came |= _run(folder, str(folder / "bin/python"), *PYTEST, *ALONE, *files)
    served = ["--programs", str(folder / "bin"), "-k", chosen, *places]
    came |= _run(root, sys.executable, *PYTEST, *served)
    wanted = {test for test in came if test in probes or not test.startswith(PREFIX)}
    return {test: outcome for test, outcome in came.items() if test in wanted}


def _node(test: str, framework: str) -> str:
    """Return what pytest calls a framework's test of a contract."""
    task, _, name = test.partition("::")
    return f"snippets/{task}/test_contract.py::{name}[{framework}]"


def _file(probe: str) -> str:
    """Return the file in which a probe lies."""
    return f"probes/test_{row_of(probe)}.py"


def _cut(root: Path, folder: Path, probe: str) -> str:
    """Write a probe into a module of its own, whose path below folder is returned.

    The other probes of its row may need what the release, or another framework, lacks.
    """
    module = folder / f"{probe.replace('::', '/')}.py"
    module.parent.mkdir(parents=True, exist_ok=True)
    module.write_text(probe_code((root / _file(probe)).read_text("utf-8"), module.stem), "utf-8")
    return str(module.relative_to(folder))


def _run(place: Path, *command: str) -> dict[str, Outcome]:
    """Return what comes of each test that a command of pytest runs in a folder, but skipped ones.

    Raises RuntimeError with what it printed when it did not run them.
    """
    with tempfile.TemporaryDirectory(prefix="report-") as folder:
        report = Path(folder, "report.xml")
        run = [*command, f"--junitxml={report}"]
        done = subprocess.run(run, cwd=place, capture_output=True, text=True)
        if done.returncode not in RAN or not report.is_file():
            raise RuntimeError(done.stdout + done.stderr)
        return dict(_told(ElementTree.parse(report).iter("testcase")))


def _told(cases: Iterable[ElementTree.Element]) -> Iterator[tuple[str, Outcome]]:
    """Yield the name in the data and the outcome of each test of a report."""
    for case in cases:
        test = case.get("name", "").partition("[")[0]
        match case.get("classname", "").split("."):
            case ["snippets", task, _]:
                name = f"{task}::{test}"
            case ["probe", row, _]:
                name = f"{PREFIX}{row}::{test}"
            case ["probes", module]:
                name = f"{PREFIX}{module.removeprefix('test_')}::{test}"
            case _:  # a module that cannot be loaded
                continue
        ends = [end for tag, end in ENDS.items() if case.find(tag) is not None]
        if case.find("skipped") is None:
            yield name, ends[0] if ends else "held"
