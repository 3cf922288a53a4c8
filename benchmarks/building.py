"""A project's folder in; what it takes to build its site, and to build it again after an edit, out.

The processor time is that of the whole process with all it started.
"""

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from threading import Timer
from typing import IO

import httpx2

from benchmarks import machine
from benchmarks.grown import Size
from comparison.load.loader import DATA
from contracts.servers import running

PATIENCE = 600.0
"""Seconds that a build may take."""
PAUSE = 0.05
"""Seconds between two looks at a page that is about to change."""
SETTLES = 1.0
"""Seconds until what serves has looked at every file for the first time."""
BIN = Path(sys.executable).parent
GENERATORS = {
    "mkdocs": f"{sys.executable} -m mkdocs build",
    "zensical": f"{BIN / 'zensical'} build --clean",
}
SERVE = "python -m mkdocs serve --dev-addr 127.0.0.1:8000"
"""What `make serve` runs."""
ENVIRONMENT = {"PYTHONPATH": ".", "CI": "true", "NO_MKDOCS_2_WARNING": "1"}
"""So that a mistake in a macro fails the build."""
LEFT_OUT = {"REPOSITORY", "ISSUES_URL", "SITE_URL"}
"""What mkdocs.yml takes from the environment; a grown project has none of it."""
PAGE = "/section-1/"
ANSWER, EDITED = ' answer: "', "An answer that was edited just now"


class Failed(Exception):
    """A build that failed, or did not write what it should have; says which, and its last words."""


@dataclass(frozen=True)
class Sample:
    """One build from nothing."""

    cpu: float
    """Seconds of processor time, user and system."""
    wall: float
    """Seconds that passed."""
    memory: float
    """Megabytes that the largest of its processes held at most."""
    other: float
    """Share of one core that others on the machine used meanwhile."""


def build(generator: str, folder: Path, size: Size) -> Sample:
    """Build the site of a project of that size from nothing; raises Failed."""
    for left in ("site", ".cache"):
        shutil.rmtree(folder / left, ignore_errors=True)
    busy, ours, began = machine.busy(), machine.ours(), time.perf_counter()
    with tempfile.TemporaryFile() as output:
        status, usage = _run(GENERATORS[generator].split(), folder, output)
        wall = time.perf_counter() - began
        other = (machine.busy() - busy) - (machine.ours() - ours)
        output.seek(0)
        last_words = output.read()[-2000:].decode("utf-8", "replace")
    written = len(list((folder / "site").rglob("index.html")))
    if status or written != size.pages:
        what = f"exit code {status}, {written} of {size.pages} pages"
        raise Failed(f"{generator}, {size}: {what}\n{last_words}")
    return Sample(
        cpu=round(usage.ru_utime + usage.ru_stime, 3),
        wall=round(wall, 3),
        memory=round(usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 1e6, 1),
        other=round(max(other, 0.0) / wall, 3),
    )


def _run(command: list[str], folder: Path, output: IO[bytes]) -> tuple[int, resource.struct_rusage]:
    """Run a command to its end; return its exit code, and what it and its children used."""
    variables = {name: os.environ[name] for name in os.environ.keys() - LEFT_OUT} | ENVIRONMENT
    process = subprocess.Popen(
        command, cwd=folder, env=variables, stdout=output, stderr=subprocess.STDOUT
    )
    timer = Timer(PATIENCE, process.kill)
    timer.start()
    try:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    finally:
        timer.cancel()
        process.kill()  # does nothing to one that has ended
    return process.returncode, usage


def rebuild(folder: Path) -> float:
    """Return the seconds from the edit of one answer until the page shows it while served."""
    data = folder / DATA
    before = data.read_text("utf-8")
    edited = before.replace(ANSWER, f"{ANSWER}{EDITED} ", 1)
    try:
        with (
            running(folder, SERVE, within=PATIENCE) as url,
            httpx2.Client(base_url=url, timeout=PATIENCE, trust_env=False) as client,
        ):
            client.get(PAGE)
            time.sleep(SETTLES)
            began = time.perf_counter()
            data.write_text(edited, "utf-8")
            while EDITED not in client.get(PAGE).text:
                if time.perf_counter() - began > PATIENCE:
                    raise Failed(f"{folder}: an edit was not shown within {PATIENCE:g} s")
                time.sleep(PAUSE)
            return round(time.perf_counter() - began, 3)
    finally:
        data.write_text(before, "utf-8")
