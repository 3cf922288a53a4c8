"""Run everything that is to be measured in rounds, every second one in reverse order."""

import json
import subprocess
import sys
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TypeVar

import httpx2

from benchmarks import machine
from benchmarks.footprint import environment, import_time
from benchmarks.load import Wrong, check, sample
from benchmarks.servers import APPS, Server, running
from benchmarks.subjects import ENDPOINTS
from comparison.load.loader import ROOT
from comparison.model.measurements import Alone, Footprint, Load, Sample, Subject
from contracts.processes import last_lines

WARM = 5
"""How often each server answers every request before it is measured, beside one load."""
CALLS = 1000
"""Calls of each endpoint without a server, in each round."""
Say = Callable[[str], None]
One = TypeVar("One")


@contextmanager
def told(server: Server) -> Iterator[None]:
    """Say of which server a failure is, and the end of its log: raises Wrong."""
    try:
        yield
    except (Wrong, httpx2.HTTPError, ValueError) as error:
        log = last_lines(server.log) or "(nothing was written)"
        raise Wrong(f"{server.key}: {error}\nThe end of its log:\n{log}") from None


def in_turn(things: Iterable[One], number: int) -> list[One]:
    """Return things in their order, in every second round reversed."""
    return list(things)[:: 1 if number % 2 else -1]


def loads(
    subjects: dict[str, Subject],
    asked: Collection[tuple[str, int]],
    rounds: int,
    say: Say,
    apps: Path = APPS,
) -> list[Load]:
    """Put loads on servers and return all samples, in the order of asked.

    asked: endpoints with numbers of connections. In each round all servers run, and each load is
    put on one after the other, so that samples of a round can be compared. Raises Wrong when one
    answers wrongly, ends, or reports an error.
    """
    found: dict[tuple[str, int, str], list[Sample]] = {
        (*load, subject): [] for load in asked for subject in subjects
    }
    for number in range(1, rounds + 1):
        with running(subjects, apps) as servers:
            for server in servers:
                with told(server):
                    for _ in range(WARM):
                        check(server.url, ENDPOINTS)
                    sample(server.url, ENDPOINTS["hello"], 16, server.processes, number)
            for name, connections in asked:
                endpoint = ENDPOINTS[name]
                for server in in_turn(servers, number):
                    with told(server):
                        one = sample(server.url, endpoint, connections, server.processes, number)
                        server.examine()
                    found[name, connections, server.key].append(one)
        say(f"servers: round {number} of {rounds}")
    return [
        Load(subject=subject, endpoint=endpoint, connections=connections, samples=samples)
        for (endpoint, connections, subject), samples in found.items()
    ]


def alone(subjects: dict[str, Subject], rounds: int, say: Say) -> list[Alone]:
    """Call programs without a server, and return the times; raises Wrong at a wrong answer."""
    found: dict[tuple[str, str], list[float]] = {}
    for number in range(1, rounds + 1):
        for key in in_turn(subjects, number):
            program = APPS / subjects[key].program / "app.py"
            command = [sys.executable, "-m", "benchmarks.alone", str(program), str(CALLS)]
            with machine.on_core(machine.SERVER):
                done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
            if done.returncode:
                raise Wrong(f"{key}, without a server: {done.stderr}")
            for endpoint, time in json.loads(done.stdout).items():
                found.setdefault((endpoint, key), []).append(time)
        say(f"without a server: round {number} of {rounds}")
    order = {name: number for number, name in enumerate([*ENDPOINTS, *subjects])}
    return [
        Alone(subject=subject, endpoint=endpoint, cpu=found[endpoint, subject])
        for endpoint, subject in sorted(found, key=lambda key: [order[name] for name in key])
    ]


def footprints(subjects: dict[str, Subject], rounds: int, say: Say) -> list[Footprint]:
    """Install, import and start, in each round one after the other, and return what it took."""
    with ExitStack() as stack:
        installed = {
            key: stack.enter_context(environment(subject.label.strip("`")))
            for key, subject in subjects.items()
        }
        found: dict[str, dict[str, list[float]]] = {
            key: {"imports": [], "start": [], "memory": []} for key in subjects
        }
        for number in range(rounds + 1):  # the first reads the files from the disk
            for key in in_turn(subjects, number):
                subject, python = subjects[key], installed[key][0]
                if subject.command is None:
                    found[key]["imports"].append(import_time(python, str(subject.framework)))
                    continue
                there = subject.model_copy(update={"command": f"{python.parent}/{subject.command}"})
                with running({key: there}) as (server,):
                    found[key]["start"].append(server.start)
                    found[key]["memory"].append(server.memory())
                    server.examine()
            say(f"footprints: round {number} of {rounds}")
    return [
        Footprint(
            subject=key,
            packages=count,
            megabytes=megabytes,
            **{name: values[1:] for name, values in found[key].items()},
        )
        for key, (_, count, megabytes) in installed.items()
    ]
