"""Measure everything in rounds, every second one in reverse order."""

import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import TypeVar

from benchmarks import machine
from benchmarks.endpoints import ENDPOINTS
from benchmarks.footprint import environment, import_time
from benchmarks.load import check, sample
from benchmarks.processes import APPS, Wrong, running
from comparison.load.loader import ROOT
from comparison.model.measurements import Alone, Footprint, Load, Sample, Subject

WARM = 5
"""How often each server answers every request before it is measured, beside one load."""
CALLS = 1000
"""Calls of each endpoint without a server, in each round."""
Report = Callable[[str], None]
"""What is told how far it is."""
Item = TypeVar("Item")


def in_turn(items: Iterable[Item], number: int) -> list[Item]:
    """Return items in their order, in every second round reversed."""
    return list(items)[:: 1 if number % 2 else -1]


def loads(
    subjects: dict[str, Subject],
    asked: Collection[tuple[str, int]],
    rounds: int,
    report: Report,
    apps: Path = APPS,
) -> list[Load]:
    """Put loads on servers and return all samples, in the order of asked.

    asked: endpoints with numbers of connections. In each round all servers run, and each load is
    put on one after the other, so that samples of a round can be compared. Raises Wrong when one
    answers wrongly, ends, or reports an error.
    """
    samples: dict[tuple[str, int, str], list[Sample]] = {
        (*load, subject): [] for load in asked for subject in subjects
    }
    for number in range(1, rounds + 1):
        with running(subjects, apps) as servers:
            for server in servers:
                with server.named():
                    for _ in range(WARM):
                        check(server.url, ENDPOINTS)
                    sample(server, ENDPOINTS["hello"], 16, number)
            for name, connections in asked:
                for server in in_turn(servers, number):
                    with server.named():
                        measured = sample(server, ENDPOINTS[name], connections, number)
                        samples[name, connections, server.key].append(measured)
                        server.examine()
        report(f"servers: round {number} of {rounds}")
    return [
        Load(subject=subject, endpoint=endpoint, connections=connections, samples=of_load)
        for (endpoint, connections, subject), of_load in samples.items()
    ]


def in_process(subjects: dict[str, Subject], rounds: int, report: Report) -> list[Alone]:
    """Call programs without a server, and return the times; raises Wrong at a wrong answer."""
    times: dict[tuple[str, str], list[float]] = {
        (name, key): [] for name, at in ENDPOINTS.items() if at.in_process for key in subjects
    }
    for number in range(1, rounds + 1):
        for key in in_turn(subjects, number):
            program = APPS / subjects[key].program / "app.py"
            command = [sys.executable, "-m", "benchmarks.in_process", str(program), str(CALLS)]
            with machine.on_core(machine.SERVER):
                done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
            if done.returncode:
                raise Wrong(f"{key}, without a server: {done.stderr}")
            for endpoint, time in json.loads(done.stdout).items():
                times[endpoint, key].append(time)
        report(f"without a server: round {number} of {rounds}")
    return [
        Alone(subject=subject, endpoint=endpoint, cpu=measured)
        for (endpoint, subject), measured in times.items()
    ]


def footprints(subjects: dict[str, Subject], rounds: int, report: Report) -> list[Footprint]:
    """Install, import and start, in each round one after the other, and return what it took."""
    times: dict[tuple[str, str], list[float]] = defaultdict(list)
    with ExitStack() as stack:
        installed = {
            key: stack.enter_context(environment(subject.label.strip("`")))
            for key, subject in subjects.items()
        }
        for number in range(rounds + 1):  # the first reads the files from the disk
            for key in in_turn(subjects, number):
                subject, python = subjects[key], installed[key][0]
                if subject.command is None:
                    times[key, "imports"].append(import_time(python, str(subject.framework)))
                    continue
                there = subject.model_copy(update={"command": f"{python.parent}/{subject.command}"})
                with running({key: there}) as (server,):
                    times[key, "start"].append(server.start)
                    times[key, "memory"].append(server.memory())
                    server.examine()
            report(f"footprints: round {number} of {rounds}")
    return [
        Footprint(
            subject=key,
            packages=count,
            megabytes=megabytes,
            **{name: times[key, name][1:] for name in ("imports", "start", "memory")},
        )
        for key, (_, count, megabytes) in installed.items()
    ]
